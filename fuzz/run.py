#!/usr/bin/env python3
"""Fuzzes targets one after the other, each for so many minutes of processor time: fuzz/run.py MINUTES [TARGET]...

Prints of each how often it ran and what was found, as a line for the table in README.md.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).parent
# What is longer slows a target down more than it finds.
LENGTHS = {"edits": 2000, "fixes": 2000, "numbers": 200, "pages": 1000, "positions": 200, "protocol": 1000, "registers": 2000, "settings": 2000, "suppressions": 1500, "toml": 1500}


def used(program):
    """How much processor time a program has used that still runs, in seconds."""
    told = subprocess.run(["ps", "-o", "cputimes=", "-p", str(program.pid)], capture_output=True, text=True)
    return int(told.stdout.strip() or 0)


def host():
    told = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
    return re.search("host: (.*)", told).group(1)


def fuzz(program, target, seconds):
    corpus, artifacts = FOLDER / "corpus" / target, FOLDER / "artifacts" / target
    artifacts.mkdir(parents=True, exist_ok=True)
    # What is kept in the repository is where it goes on from; what is found goes to the first folder.
    corpora = [corpus, *(path for path in [FOLDER.parent / "tests/fuzz/corpus" / target] if path.is_dir())]
    options = [f"-max_len={LENGTHS.get(target, 4000)}", f"-dict={FOLDER / 'corpus/words.dict'}", "-timeout=300", "-rss_limit_mb=4096", "-print_final_stats=1"]
    log = artifacts.parent / f"{target}.log"
    with open(log, "w") as told:
        run = subprocess.Popen([program, *corpora, f"-artifact_prefix={artifacts}/", *options], stdout=told, stderr=told)
        spent = 0
        while run.poll() is None:
            time.sleep(2)
            spent = max(spent, used(run))
            if spent >= seconds:
                # It ends when it has told what it did.
                run.send_signal(signal.SIGUSR1)
    told = log.read_text(errors="replace")
    count = re.search(r"number_of_executed_units: +(\d+)", told)
    if run.returncode:
        print(told[-6000:])
    kept = sum(1 for _ in corpus.iterdir())
    executions = int(count.group(1)) if count else 0
    print(f"| {target} | {executions:,} | {spent / 60:.1f} | {kept} | {'found' if run.returncode else '–'} |", flush=True)


def main():
    minutes, *targets = sys.argv[1:]
    subprocess.run([sys.executable, FOLDER / "seeds.py", *targets], check=True)
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1"}
    subprocess.run(["cargo", "fuzz", "build", "-s", "none", *(targets if len(targets) == 1 else [])], check=True, env=environment, cwd=FOLDER)
    programs = FOLDER / "target" / host() / "release"
    for target in targets or sorted(path.stem for path in (FOLDER / "fuzz_targets").glob("*.rs")):
        fuzz(programs / target, target, float(minutes) * 60)


main()
