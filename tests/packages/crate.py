"""The crate: what is packed, and that cargo installs it."""

import os
import subprocess

from cases import ROOT, case, has, main, run
from warm import warm_target

REGISTER = ROOT / "tests/registers/internet-plus"


@case
def the_crate_holds_what_it_needs(folder):
    """the crate has all sources, licences and what they include, and nothing of editors, tests and tools"""
    listed = run("cargo", "package", "--list", "--allow-dirty", "--offline", "--quiet", cwd=ROOT).splitlines()
    for name in ("Cargo.lock", "Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "pyproject.toml"):
        assert name in listed, name
    assert "tests/registers/internet-plus/register.toml" in listed
    committed = subprocess.check_output(["git", "ls-files", "src"], cwd=ROOT, encoding="utf-8").splitlines()
    missing = [name for name in committed if (ROOT / name).exists() and name not in listed]
    assert not missing, missing
    others = {name.split("/")[0] for name in listed if "/" in name}
    assert others == {"docs", "examples", "src", "tests"}, others
    size = sum((ROOT / name).stat().st_size for name in listed if (ROOT / name).exists())
    print(f"      {len(listed)} files, {size / 1e6:.1f} MB")


@case
def what_is_packed_builds(folder):
    """the crate, unpacked elsewhere, is all that cargo needs"""
    run("cargo", "package", "--no-verify", "--allow-dirty", "--offline", "--quiet", "--target-dir", folder / "t", cwd=ROOT)
    (crate,) = (folder / "t/package").glob("stdreg-*.crate")
    run("tar", "xzf", crate, "-C", folder)
    (source,) = folder.glob("stdreg-*")
    # Every file that the sources include is read by a check of the library, without a build of the program.
    warm_target(folder / "target")
    environment = {**os.environ, "CARGO_TARGET_DIR": str(folder / "target")}
    run("cargo", "check", "--offline", "--locked", "--quiet", "--bins", cwd=source, env=environment)


@case
def cargo_installs_it(folder):
    """`cargo install --path .` gives a stdreg that checks a register"""
    run("cargo", "install", "--path", ROOT, "--root", folder, "--debug", "--locked", "--offline", "--quiet", cwd=folder)
    has(run(folder / "bin/stdreg", "check", "--lang", "en", REGISTER), "own-code-mismatch")
    assert run(folder / "bin/stdreg", "--version").startswith("stdreg ")


main()
