#!/usr/bin/env python3
"""Fuzzes targets one after the other, each for so many minutes of processor time: fuzz/run.py MINUTES [TARGET]...

Prints of each how often it ran and what was found, as a line for the table in README.md.
"""

import os
import pathlib
import re
import resource
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent
# How long a target runs at a time, in seconds: processor time is only known of a program that has ended.
SLICE = 240
# What is longer slows a target down more than it finds.
LENGTHS = {"edits": 2000, "fixes": 2000, "numbers": 200, "pages": 1000, "positions": 200, "protocol": 1000, "registers": 2000, "settings": 2000, "suppressions": 1500, "toml": 1500}


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def host():
    told = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
    return re.search("host: (.*)", told).group(1)


def fuzz(program, target, seconds):
    corpus, artifacts = FOLDER / "corpus" / target, FOLDER / "artifacts" / target
    artifacts.mkdir(parents=True, exist_ok=True)
    options = [f"-max_len={LENGTHS.get(target, 4000)}", f"-dict={FOLDER / 'corpus/words.dict'}", "-timeout=60", "-rss_limit_mb=4096", "-print_final_stats=1"]
    begun, executions, turn = used(), 0, 0
    while used() - begun < seconds:
        turn += 1
        run = subprocess.run(
            [program, corpus, f"-artifact_prefix={artifacts}/", f"-max_total_time={SLICE}", f"-seed={turn}", *options],
            capture_output=True, text=True, errors="replace",
        )
        count = re.search(r"number_of_executed_units: +(\d+)", run.stderr)
        executions += int(count.group(1)) if count else 0
        if run.returncode:
            print(run.stderr[-6000:])
            break
    kept = sum(1 for _ in corpus.iterdir())
    print(f"| {target} | {executions:,} | {(used() - begun) / 60:.1f} | {kept} | {'found' if run.returncode else '–'} |", flush=True)


def main():
    minutes, *targets = sys.argv[1:]
    subprocess.run([sys.executable, FOLDER / "seeds.py", *targets], check=True)
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1"}
    subprocess.run(["cargo", "fuzz", "build", "-s", "none", *(targets if len(targets) == 1 else [])], check=True, env=environment, cwd=FOLDER)
    programs = FOLDER / "target" / host() / "release"
    for target in targets or sorted(path.stem for path in (FOLDER / "fuzz_targets").glob("*.rs")):
        fuzz(programs / target, target, float(minutes) * 60)


main()
