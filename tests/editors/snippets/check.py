"""Checks the configurations in editors/: their syntax, the command they start, and that the README shows them."""

import json
import sys
import tomllib
from pathlib import Path

EDITORS = Path("editors")
README = (EDITORS / "README.md").read_text("utf-8")

# The files, and the way in each to what it says of the server: its command, or its program and arguments.
FILES = {
    "coc/coc-settings.json": ["languageserver", "stdreg"],
    "helix/languages.toml": ["language-server", "stdreg"],
    "zed/settings.json": ["lsp", "tombi", "binary"],
    "sublime/LanguageServers.sublime-settings": ["stdreg"],
    "kate/settings.json": ["servers", "toml"],
}


def command_of(server):
    """The command line in a description of a server, however the editor has it written."""
    if isinstance(server.get("command"), list):
        return server["command"]
    program = server.get("command") or server["path"]
    return [program, *(server.get("args") or server["arguments"])]


def check(name, way):
    """Raises where something is wrong with a file."""
    text = (EDITORS / name).read_text("utf-8")
    read = tomllib.loads(text) if name.endswith(".toml") else json.loads(text)
    for key in way:
        read = read[key]
    assert command_of(read) == ["stdreg", "lsp"], read
    assert f"\n{text}```\n" in README, "editors/README.md shows something else"


failed = 0
for name, way in FILES.items():
    try:
        check(name, way)
        print("ok   ", name)
    except (AssertionError, KeyError, ValueError) as reason:
        failed += 1
        print("FAIL ", name, repr(reason))
print(f"{len(FILES) - failed} passed, {failed} failed")
sys.exit(failed > 0)
