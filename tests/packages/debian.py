"""Programs of the system, or else of Debian, unpacked into the target folder."""

import os
import shutil
import subprocess
from pathlib import Path

from cases import ROOT, Skip

PACKAGES = Path(os.environ["CARGO_TARGET_DIR"]) / "packages"


def program(name):
    """The words that a program is called with. Skips the case where it cannot be had."""
    if found := shutil.which(name):
        return [found]
    folder = PACKAGES / name
    script = ROOT / "tests/editors/debian"
    done = subprocess.run([script, folder, name], stderr=subprocess.PIPE, encoding="utf-8")
    if done.returncode == 3:
        raise Skip(f"no {name} can be had here ({done.stderr.strip().splitlines()[-1]})")
    assert done.returncode == 0, done.stderr
    # Debian names a program that several packages have otherwise, and links it in a script.
    path = next(path for path in (folder / "usr/bin" / name, folder / "usr/bin" / f"m{name}") if path.exists())
    return [str(script), str(folder), "--", str(path.relative_to(folder))]
