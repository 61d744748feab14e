"""Holds the licence of every dependency to the list in deny.toml: by itself, and by cargo-deny where that is installed."""

import json
import re
import shutil
import subprocess
import tomllib

from cases import ROOT, Skip, case, main, run


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
    metadata = json.loads(
        subprocess.check_output(["cargo", "metadata", "--format-version=1", "--locked", "--all-features"], cwd=ROOT)
    )
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
def cargo_deny_agrees(folder):
    """cargo-deny finds nothing wrong with licences, bans and sources"""
    if not shutil.which("cargo-deny"):
        raise Skip("cargo-deny is not installed")
    run("cargo", "deny", "check", "licenses", "bans", "sources", cwd=ROOT)


main()
