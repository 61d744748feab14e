"""Types into Helix over a pseudo terminal, and looks at its screen, its log and the files it writes.

The arguments are the command that starts Helix. Run by tests/editors/helix/run.
"""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import termios
import time
import traceback
from pathlib import Path

WORK = Path(os.environ["WORK"])
PROJECT = WORK / "project"
PART = PROJECT / "tables" / "data.toml"
PATIENCE = 10.0
ESCAPE = "\x1b"


class Helix:
    """A Helix at work on some files."""

    def __init__(self, *files):
        self.log = WORK / f"{time.monotonic_ns()}.log"
        self.seen = ""
        # The folder counts: Helix takes it for the workspace where there is no repository.
        folder = files[0].parent
        command = [*sys.argv[1:], "-vv", "--log", str(self.log), *map(str, files)]
        pid, self.terminal = pty.fork()
        if pid == 0:
            command[0] = os.path.abspath(command[0])
            os.chdir(PROJECT if folder.is_relative_to(PROJECT) else folder)
            os.execv(command[0], command)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))

    def __enter__(self):
        self.wait("the screen", lambda: "NOR" in self.seen)
        return self

    def __exit__(self, *_):
        self.type(ESCAPE, ":quit-all!\r")
        self.read(0.5)
        os.close(self.terminal)
        os.wait()

    def read(self, seconds):
        """Reads what is drawn, for so long; control sequences are left out."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                try:
                    drawn = os.read(self.terminal, 65536).decode("utf-8", "replace")
                except OSError:  # Helix has ended.
                    return
                self.seen += re.sub(r"\x1b\[[0-9;?:<>=]*[a-zA-Z]", "", drawn)

    def type(self, *keys):
        """Types, with a moment after each piece, for a menu takes a moment to come."""
        for piece in keys:
            os.write(self.terminal, piece.encode())
            self.read(0.3)

    def wait(self, what, get):
        """Waits until `get` gives something true."""
        end = time.monotonic() + PATIENCE
        while not (value := get()):
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come; seen: {self.seen[-300:]}")
            self.read(0.05)
        return value

    def told(self, text):
        """Whether a text was said between Helix and a server."""
        return self.log.exists() and text in self.log.read_text("utf-8", "replace")

    def ready(self):
        """Waits until the server has looked at the file."""
        self.wait("the findings", lambda: self.told("publishDiagnostics") or self.told('"kind":"full"'))

    def write(self, path, expected):
        """Writes all files until one has what a pattern says."""

        def written():
            self.type(ESCAPE, ":write-all\r")
            return re.search(expected, path.read_text("utf-8"))

        self.wait(expected, written)


def change(old, new):
    """Changes the part, before Helix opens it."""
    text = PART.read_text("utf-8")
    assert old in text, text
    PART.write_text(text.replace(old, new), "utf-8")


def findings():
    change("2095021R0012T", "2095021R001ZT")
    with Helix(PART) as helix:
        helix.wait("a finding of the server", lambda: helix.told('"code":"C002"'))
        helix.wait("its message on the screen", lambda: "第7层" in helix.seen.replace(" ", ""))


def elsewhere():
    with Helix(WORK / "elsewhere" / "Cargo.toml") as helix:
        helix.read(1)
        assert not helix.told("stdreg <-") and not helix.told('"name":"stdreg"'), helix.log.read_text()


def code_action():
    change("GB/T 19488", "GB/T19488")
    with Helix(PART) as helix:
        helix.ready()
        helix.type("/GB.T19488\r", " a", "\r")
        helix.write(PART, "GB/T 19488")


def completion():
    with PART.open("a", encoding="utf-8") as part:
        part.write('\n[[table.entry]]\nnumber = 2\ncode = ""\n')
    with Helix(PART) as helix:
        helix.ready()
        # Between the quotes; Control-X asks for completion, Tab takes the first item.
        helix.type('/code = ""\r', ";i", "\x18")
        helix.read(1)
        helix.type("\t", "\r")
        helix.write(PART, r'number = 2\ncode = "2095021[PR]\d{4}[QTZ]"')


def rename():
    with Helix(PROJECT / "register.toml") as helix:
        helix.ready()
        helix.type('/"21"\r', ";h", " r")
        helix.type("\x15", "31\r")
        helix.write(PROJECT / "register.toml", r'code +=\s"31"')
        helix.write(PART, r'category = "31"')
        assert "2095031R0012T" in PART.read_text("utf-8")


def formatting():
    change("number = 1", "number   =   1")
    with Helix(PART) as helix:
        helix.ready()
        helix.type(":format\r")
        helix.write(PART, r"number += 1\n")


failed = 0
TESTS = [findings, elsewhere, code_action, completion, rename, formatting]
for test in TESTS:
    shutil.rmtree(PROJECT, ignore_errors=True)
    shutil.copytree("tests/editors/project", PROJECT)
    try:
        test()
        print("ok   ", test.__name__, flush=True)
    except Exception:
        failed += 1
        print("FAIL ", test.__name__, flush=True)
        traceback.print_exc()
print(f"{len(TESTS) - failed} passed, {failed} failed")
sys.exit(failed > 0)
