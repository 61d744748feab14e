"""Cases of tests that drive programs of others: each a function with a sentence for a name, all run, all counted."""

import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_CASES = []


class Skip(Exception):
    """Raised where a case needs what cannot be had here; says what."""


def case(function):
    """Registers a case; its docstring is its name. It is given a folder of its own."""
    _CASES.append(function)
    return function


def run(*command, code=0, **options):
    """Runs a program, and holds its exit code to `code`, unless that is None. Gives both outputs as one text."""
    done = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        **{"stdin": subprocess.DEVNULL, **options},
    )
    assert code is None or done.returncode == code, f"{command} ended with {done.returncode}, not {code}:\n{done.stdout}"
    return done.stdout


def has(text, *parts):
    """Holds a text to what it must have."""
    for part in parts:
        assert part in text, f"no {part!r} in:\n{text}"


def has_not(text, *parts):
    """Holds a text to what it must not have."""
    for part in parts:
        assert part not in text, f"{part!r} in:\n{text}"


def main(*arguments):
    """Runs all cases, each with the arguments and a folder of its own, and ends the program."""
    passed = failed = 0
    for function in _CASES:
        title = " ".join(function.__doc__.split())
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(*arguments, Path(folder).resolve())
                print(f"ok    {title}", flush=True)
                passed += 1
            except Skip as reason:
                print(f"skip  {title}: {reason}", flush=True)
            except Exception:
                print(f"FAIL  {title}\n{traceback.format_exc()}", flush=True)
                failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
