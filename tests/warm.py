"""Target folders that begin with what is built already."""

import os
import shutil
from pathlib import Path


def warm_target(target):
    """A target folder with the dependencies that are built already, by links, so that only stdreg itself is built, and
    what is built goes away again: each clone has another path, and cargo would keep the artifacts of all of them."""
    built = Path(os.environ["CARGO_TARGET_DIR"])
    for place in ("debug/deps", "debug/build", "debug/.fingerprint"):
        for path in (built / place).rglob("*"):
            relative = path.relative_to(built)
            if path.is_file() and not any("stdreg" in name for name in relative.parts):
                copy = target / relative
                copy.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(path, copy)
                except OSError:
                    shutil.copy2(path, copy)
