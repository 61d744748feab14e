"""Endurance: see `run`."""

import os
import random
import shutil
import sys
import time
from pathlib import Path
from statistics import median

from cases import ROOT, Skip, case, main
from workload import Workload

# How many operations stand between two looks at the memory, and how many of those between two comparisons amid the work.
OPERATIONS = 300
COMPARED = 4
# How many looks there are at least, on a machine however slow.
SAMPLES = 8
# How much larger the memory may be at the end than after warm-up.
GROWTH = 1.10
# Likewise its threads: pools fill as there is work for them, and one that is left behind at each change of folders is far more.
THREADS = 1.5


def workspace(folder):
    """Registers of one file and of several, with a scheme, settings, other line ends and a byte order mark."""
    folder = folder / "workspace"
    for name in ("internet-plus", "icv", "svc"):
        shutil.copytree(ROOT / "tests/registers" / name, folder / name)
    (folder / ".git").mkdir()
    (folder / "stdreg.toml").write_text('ignore = ["NONE"]\n[severity]\nE012 = "error"\n', encoding="utf-8")
    prelude = (ROOT / "tests/fixtures/prelude.toml").read_text(encoding="utf-8")
    head, table = prelude.split("[[table]]", 1)
    head = head.replace('business = "50"', 'business = "50"\ninclude = ["tables/*.toml"]', 1)
    (folder / "parts/tables").mkdir(parents=True)
    (folder / "parts/register.toml").write_text(head, encoding="utf-8")
    for part in range(6):
        entries = "".join(
            f'\n[[table.entry]]\nnumber = {number}\ncode = "{2 + number % 2}095021P{part}{number:02}3T"\ntitle = "元数据𠮷{number}"\n'
            f'status = "拟编"\nlevel = "行业标准"\nowner = "公安部"\n'
            for number in range(1, 20)
        )
        text = f"[[table]]{table.replace('A.4', f'A.{part + 4}', 1)}{entries}"
        if part == 1:
            text = "\ufeff" + text
        end = "\r\n" if part in (1, 2) else "\n"
        (folder / f"parts/tables/{part}.toml").write_bytes(text.replace("\n", end).encode())
    shutil.copytree(folder / "parts", folder.parent / "beside")
    return folder


RECORD = {}


def recorded(name):
    if name not in RECORD:
        raise Skip("the work did not come to its end")
    return RECORD[name]


def work(seconds, folder):
    seed = int(os.environ.get("SEED", "1136"))
    load = Workload(os.environ["STDREG"], workspace(folder), random.Random(seed))
    load.server.settle()
    load.compare()
    samples = []
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(samples) < SAMPLES:
        for _ in range(OPERATIONS):
            load.step()
        load.side_client()
        if len(samples) % COMPARED == 0:
            load.compare()
        load.restore()
        samples.append(load.server.status())
        print(f"      {sum(load.done.values())} operations, {samples[-1][0]} kB", file=sys.stderr, flush=True)
    load.compare()
    code = load.server.stop()
    for reader in load.server.readers:
        reader.join()
    left = [path.name for path in folder.rglob(".stdreg-*")]
    RECORD.update(load=load, samples=samples, code=code, left=left)


@case
def no_state_is_lost(folder):
    """amid the work and after it the findings are those of a fresh server"""
    work(int(sys.argv[1]), folder)
    load = RECORD["load"]
    print(f"      {dict(sorted(load.done.items()))}, {load.server.messages} messages")
    for name in ("edit", "requests", "cancelled", "applied", "spoil", "compared"):
        assert load.done[name], f"{name}: nothing of it was done"


@case
def memory_is_flat(folder):
    """memory, threads and open files do not grow after warm-up"""
    samples = recorded("samples")
    quarter = len(samples) // 4
    warm, end = samples[quarter : 2 * quarter], samples[-quarter:]
    names, most = ("memory in kB", "threads", "open files"), (GROWTH, THREADS, 1.0)
    medians = zip(map(median, zip(*warm)), map(median, zip(*end)))
    for what, most, (before, after) in zip(names, most, medians):
        print(f"      {what}: {before:.0f} after warm-up, {after:.0f} at the end")
        assert after <= before * most, f"{what}: {before} and {after}, of {samples}"


@case
def every_request_is_answered_once(folder):
    """no answer is missing or too many, no handler fails, and nothing is on standard error"""
    server = recorded("load").server
    assert not server.faults, server.faults[:5]
    assert not server.stderr, server.stderr.decode()


@case
def it_ends_cleanly(folder):
    """its exit code is 0, and no temporary file stays"""
    assert recorded("code") == 0, recorded("code")
    assert not recorded("left"), recorded("left")


main()
