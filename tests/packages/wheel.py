"""The wheel that maturin builds, in a fresh environment."""

import os
import sys
import tarfile
import zipfile
from pathlib import Path

from cases import ROOT, case, has, main, run

REGISTER = ROOT / "tests/registers/internet-plus"
# The profile of the tests: what is built already is not built again.
DEVELOPMENT = {**os.environ, "MATURIN_PEP517_ARGS": "--profile dev", "LC_ALL": "C.UTF-8"}


@case
def pip_installs_it(folder):
    """`pip install .` gives a stdreg that checks a register, with licences and metadata"""
    run(sys.executable, "-m", "venv", folder / "venv")
    binaries = folder / "venv/bin"
    run(binaries / "pip", "install", "--quiet", "--disable-pip-version-check", ROOT, env=DEVELOPMENT)
    has(run(binaries / "stdreg", "check", "--lang", "en", REGISTER), "own-code-mismatch")
    bad = folder / "register.toml"
    bad.write_text('[register]\ntitle = "x"\n[[table]]\n', encoding="utf-8")
    has(run(binaries / "stdreg", "check", "--lang", "en", bad, code=1), "missing-key")
    (information,) = (folder / "venv").glob("lib/*/site-packages/stdreg-*.dist-info")
    metadata = (information / "METADATA").read_text(encoding="utf-8")
    version = run(binaries / "stdreg", "--version").split()[1]
    has(metadata, f"Version: {version}", "License-Expression: MIT OR Apache-2.0", "Requires-Python", "# stdreg")
    assert {path.name for path in (information / "licenses").iterdir()} == {"LICENSE-APACHE", "LICENSE-MIT"}


@case
def the_source_distribution_is_small(folder):
    """the source distribution has what the crate has, and nothing else"""
    run(Path(sys.executable).parent / "maturin", "sdist", "--out", folder, cwd=ROOT, env=DEVELOPMENT)
    (archive,) = folder.glob("stdreg-*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.split("/", 1)[1] for name in opened.getnames()}
    assert {"pyproject.toml", "Cargo.lock", "src/main.rs", "README.md", "LICENSE-MIT", "PKG-INFO"} <= names
    assert not [name for name in names if name.startswith(("editors", "benches", "target", "tests/snapshots"))]
    assert archive.stat().st_size < 2_000_000, archive.stat().st_size


main()
