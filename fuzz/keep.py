#!/usr/bin/env python3
"""Takes over what fuzzing has found into tests/fuzz/corpus, which the ordinary tests run: fuzz/keep.py [TARGET]...

Of each target the inputs are kept that reach something which no shorter one does; of too many for a repository some of every
length. What is called `found-…` there once broke something, and what is called `shows-…` is what shows a break by hand: they stay.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent
KEPT = FOLDER.parent / "tests/fuzz/corpus"
# Where run.py has them built.
PROGRAMS = next((FOLDER / "target").glob("*/release/toml")).parent
STAYS = ("found-", "shows-")
# How many bytes are kept of a target, and how many inputs.
MOST = 26_000
MOST_INPUTS = 120


def some(paths):
    """As many of the paths as fit, of every length but the greatest."""
    paths = sorted(paths, key=lambda path: (path.stat().st_size, path.name))
    paths = paths[: max(len(paths) * 3 // 4, 20)]
    for step in range(1, len(paths) + 1):
        taken = paths[::step]
        if len(taken) <= MOST_INPUTS and sum(path.stat().st_size for path in taken) <= MOST:
            return taken
    return []


for target in sys.argv[1:] or sorted(path.stem for path in (FOLDER / "fuzz_targets").glob("*.rs")):
    with tempfile.TemporaryDirectory() as folder:
        copy, least = pathlib.Path(folder, "all"), pathlib.Path(folder, "least")
        shutil.copytree(FOLDER / "corpus" / target, copy)
        if (KEPT / target).is_dir():
            shutil.copytree(KEPT / target, copy, dirs_exist_ok=True)
        least.mkdir()
        subprocess.run([PROGRAMS / target, "-merge=1", least, copy], check=True, stderr=subprocess.DEVNULL)
        (KEPT / target).mkdir(parents=True, exist_ok=True)
        for old in (KEPT / target).iterdir():
            if not old.name.startswith(STAYS):
                old.unlink()
        for path in some(path for path in least.iterdir() if not path.name.startswith(STAYS)):
            # Short names, which stay the same for the same input.
            shutil.copy(path, KEPT / target / path.name[:12])
    kept = list((KEPT / target).iterdir())
    print(target, len(kept), "inputs,", sum(path.stat().st_size for path in kept), "bytes")
