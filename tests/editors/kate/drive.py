"""Types into Kate in a window of its own X server, and looks at what it says to the server and at the files it writes.

The arguments are the command that starts Kate. Run by tests/editors/kate/run.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path
from subprocess import DEVNULL, PIPE

WORK = Path(os.environ["WORK"])
PROJECT = WORK / "project"
PART = PROJECT / "tables" / "data.toml"
HOME = WORK / "home"
SCREENSHOTS = Path(os.environ["SCREENSHOTS"])
PATIENCE = 30.0
# What Kate has in katerc of an answer to its question.
ALLOWED = f"AllowedServerCommandLines={WORK}/bin/stdreg lsp\n"


def xdotool(*arguments):
    """What xdotool answers."""
    return subprocess.run(["xdotool", *arguments], stdout=PIPE, stderr=DEVNULL, text=True, check=False).stdout.strip()


def keys(*names):
    """Presses keys, in whatever window has them."""
    xdotool("key", *names)


class Kate:
    """A Kate at work on one file, with the cursor at a line and column, which count from 1."""

    def __init__(self, file, line=1, column=1):
        self.name = file.name
        self.log = WORK / f"{time.monotonic_ns()}.log"
        position = ["--line", str(line), "--column", str(column)]
        # Not handed on to another Kate, and not in the background.
        command = [*sys.argv[1:], "--startanon", "--new", "--block", *position, str(file)]
        # Its client then writes all that is said to its standard error.
        environment = {**os.environ, "LSPCLIENT_DEBUG": "1"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)

    def __enter__(self):
        self.focus(f"^{self.name}")
        return self

    def __exit__(self, failure, *_):
        if failure:
            subprocess.run(["import", "-window", "root", SCREENSHOTS / f"kate-{self.name}.png"], check=False)
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:  # It asks whether to save.
            self.process.kill()
            self.process.wait()

    def wait(self, what, get, patience=PATIENCE):
        """Waits until `get` gives something true."""
        end = time.monotonic() + patience
        while not (value := get()):
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come; said: {self.said()[-2000:]}")
            time.sleep(0.05)
        return value

    def said(self):
        """All that was said between Kate and the server."""
        return self.log.read_text("utf-8", "replace")

    def asks(self, method, *names):
        """Presses keys that make Kate ask the server, and waits for the answer. What is pressed next comes after it,
        for Kate writes the answer down and takes it in one step."""
        before = len(self.said())
        keys(*names)

        def answered():
            return re.search(rf'"{method}".*"id.": (\d+).*"result.*"id.":\1\b', self.said()[before:], re.DOTALL)

        self.wait(f"an answer to {method}", answered)

    def focus(self, title):
        """Waits for a window, and gives it the keys: there is no window manager that would."""

        def found():
            window = xdotool("search", "--onlyvisible", "--name", title).split()[-1:]
            xdotool("windowfocus", *window)
            return window and xdotool("getwindowfocus") in window

        self.wait(title, found)

    def opened(self):
        """Waits until the server has looked at the file."""
        self.wait("the findings", lambda: self.published(rf"[^\n]*{self.name}"))

    def published(self, pattern):
        """What findings of the server say."""
        return re.search(r'"textDocument/publishDiagnostics.*?"params' + pattern, self.said())

    def until(self, path, expected, attempt, save="ctrl+s"):
        """Does something and saves, until a file has what a pattern says. Where it has not it is undone, and done again:
        a list may not be on the screen yet when a key for it comes."""

        def saved():
            keys(save)
            return re.search(expected, path.read_text("utf-8"))

        def done():
            attempt()
            try:
                return self.wait(expected, saved, patience=2)
            except AssertionError:
                keys("Escape", "ctrl+z", "ctrl+z", "ctrl+z")
                return None

        self.wait(expected, done)


def change(old, new):
    """Changes the part, before Kate opens it."""
    text = PART.read_text("utf-8")
    assert old in text, text
    PART.write_text(text.replace(old, new), "utf-8")


def question():
    """Kate asks before it starts the server, and remembers."""
    change("2095021R0012T", "2095021R001ZT")
    (HOME / ".config" / "katerc").unlink()
    with Kate(PART) as kate:
        kate.focus("^LSP server start requested")
        assert '"initialize' not in kate.said()
        keys("Return")
        kate.wait("a finding", lambda: kate.published(r'[^\n]*"C002'))
    kate.wait("its memory", lambda: ALLOWED in (HOME / ".config" / "katerc").read_text("utf-8"))


def findings():
    change("2095021R0012T", "2095021R001ZT")
    with Kate(PART) as kate:
        kate.opened()
        # To the next finding.
        kate.until(PART, '"2095021R0012T"', lambda: keys("alt+shift+Right", "Delete", "2"))


def quick_fix():
    change("GB/T 19488", "GB/T19488")
    with Kate(PART, 9, 14) as kate:
        kate.opened()

        def fix():
            kate.asks("textDocument/codeAction", "ctrl+period")
            keys("Down", "Return")

        kate.until(PART, "GB/T 19488", fix)


def completion():
    with PART.open("a", encoding="utf-8") as part:
        part.write('\n[[table.entry]]\nnumber = 2\ncode = ""\n')
    with Kate(PART, 18, 9) as kate:
        kate.opened()

        def complete():
            kate.asks("textDocument/completion", "ctrl+space")
            keys("Return")

        kate.until(PART, r'number = 2\ncode = "2095021[PR]\d{4}[QTZ]"', complete)


def rename():
    root = PROJECT / "register.toml"
    with Kate(root, 14, 15) as kate:
        kate.opened()
        keys("F2")
        kate.focus("^Rename")
        kate.asks("textDocument/rename", "ctrl+a", "3", "1", "Return")
        # The part is opened with its changes.
        kate.focus(r"^\w+\.toml")
        kate.wait("the new code", lambda: keys("ctrl+l") or re.search(r'code +=\s"31"', root.read_text("utf-8")))
        kate.wait("the new code in the part", lambda: keys("ctrl+l") or 'category = "31"' in PART.read_text("utf-8"))
        assert "2095031R0012T" in PART.read_text("utf-8")


def formatting():
    change("number = 1", "number   =   1")
    with Kate(PART) as kate:
        kate.opened()
        kate.until(PART, r"number += 1\n", lambda: kate.asks("textDocument/formatting", "ctrl+t", "f"))


def elsewhere():
    """For a file of no project nothing is searched, least of all the home folder, which is Kate's own choice then."""
    file = HOME / "Cargo.toml"
    shutil.copy("tests/editors/project/Cargo.toml", file)
    with Kate(file) as kate:
        kate.wait("symbols", lambda: re.search(r'documentSymbol.*"result', kate.said(), re.DOTALL))
        assert 'rootUri\\": null' in kate.said()
        assert not kate.published(r'":\{.":\[\{'), kate.said()


def repository():
    subprocess.run(["git", "init", "--quiet", PROJECT], check=True)
    with Kate(PART) as kate:
        kate.opened()
        assert f'rootUri\\": \\"file://{PROJECT}\\"' in kate.said(), kate.said()


failed = 0
TESTS = [question, findings, quick_fix, completion, rename, formatting, elsewhere, repository]
for test in TESTS:
    shutil.rmtree(PROJECT, ignore_errors=True)
    shutil.copytree("tests/editors/project", PROJECT)
    shutil.rmtree(HOME, ignore_errors=True)
    (HOME / ".config" / "kate" / "lspclient").mkdir(parents=True)
    shutil.copy("editors/kate/settings.json", HOME / ".config" / "kate" / "lspclient")
    (HOME / ".config" / "katerc").write_text(f"[lspclient]\n{ALLOWED}", "utf-8")
    try:
        test()
        print("ok   ", test.__name__, flush=True)
    except Exception:
        failed += 1
        print("FAIL ", test.__name__, flush=True)
        traceback.print_exc()
print(f"{len(TESTS) - failed} passed, {failed} failed")
sys.exit(failed > 0)
