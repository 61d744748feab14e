"""Mutation testing: see `run`."""

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from sources import MODULE, Source

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "mutants"
TREE = OUT / "tree"
# Cargo takes the copy for the repository itself, so that a folder that both build in would mix them up.
BUILD = OUT / "build"
# The tests: those of the sources, and of the programs the ones that reach the rooms quickly, and may run beside themselves.
TESTS = ["rules", "import", "into", "conformance", "one_fault", "check", "export", "diff", "narrowing"]
# The processor time that a test may take without a mutant; those that take more are left out.
QUICK = 15
# How many times as much it may take with one, and how many seconds more, and the memory.
SECONDS = (10, 20)
MEMORY = 6 << 30
# The seconds after which a mutant is put off.
BUDGET = 20
# How long a test may wait, for one that waits for what does not come.
PATIENCE = 1200


def cargo(*arguments, **options):
    # Warnings are no matter here, and told at length.
    return subprocess.run(["cargo", *arguments], cwd=TREE, env={**os.environ, "CARGO_TARGET_DIR": str(BUILD)}, **options)


def write(path, text):
    """Writes a file where it is not so yet: what is not touched is not built again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def copy():
    """A copy of what git knows of the repository, as it is now: sources are written when their mutants are known."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    names = {name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()}
    for name in names:
        source, target = ROOT / name, TREE / name
        if name.startswith("src/") and name.endswith(".rs"):
            continue
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    if not (TREE / ".git").exists():
        # A repository of its own: this one ignores what is below target/.
        subprocess.run(["git", "init", "--quiet"], cwd=TREE, check=True)
    return {name for name in names if name.startswith("src/") and name.endswith(".rs")}


def sample(arguments):
    """The mutants that are asked for, in an order by the seed."""
    command = ["cargo", "mutants", "--list", "--json"]
    for file in arguments.file:
        command += ["--file", file]
    listed = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    listed.sort(key=lambda mutant: mutant["name"])
    mutants = [mutant for mutant in listed if arguments.name in mutant["name"]]
    random.Random(arguments.seed).shuffle(mutants)
    every = len(mutants)
    if arguments.sample:
        mutants = mutants[: arguments.sample]
    shard, shards = map(int, arguments.shard.split("/"))
    mutants = mutants[shard::shards]
    for number, mutant in enumerate(mutants):
        mutant["id"] = number
    return mutants, every


def together(mutants, names):
    """Writes the sources with all mutants that can be switched, and says which can."""
    sources = {name: Source((ROOT / name).read_text(encoding="utf-8")) for name in names}
    # Those that were refused before are not written again: what is written is built anew.
    kept = OUT / "refused.json"
    known = set(json.loads(kept.read_text(encoding="utf-8"))) if kept.exists() else set()
    switched = []
    for mutant in mutants:
        source = sources[mutant["file"]]
        if mutant["name"] in known:
            continue
        others = [other for other in switched if other["file"] == mutant["file"]]
        if source.body(mutant) and not source.overlaps(mutant, others):
            switched.append(mutant)
    while True:
        lines = {}
        for name, source in sources.items():
            text, lines[name] = source.switched([mutant for mutant in switched if mutant["file"] == name])
            if name == "src/lib.rs":
                text += MODULE % (len(mutants), len(mutants))
            write(TREE / name, text)
        refused = wrong(lines)
        if not refused:
            return switched
        known.update(mutant["name"] for mutant in switched if mutant["id"] in refused)
        kept.write_text(json.dumps(sorted(known)), encoding="utf-8")
        switched = [mutant for mutant in switched if mutant["id"] not in refused]


def wrong(lines):
    """Which mutants the compiler says something of."""
    checked = cargo("check", "--lib", "--quiet", "--message-format=json", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if checked.returncode == 0:
        return set()
    refused = set()
    for line in checked.stdout.decode().splitlines():
        message = json.loads(line).get("message") or {}
        if message.get("level") != "error":
            continue
        for span in message["spans"]:
            where = [about for about in lines.get(span["file_name"], []) if about[0] <= span["line_start"] <= about[1]]
            if where:
                # The innermost: one mutant, or all of its function.
                refused.update(mutant["id"] for mutant in min(where, key=lambda about: about[1] - about[0])[2])
    if not refused:
        sys.exit("the sources cannot be built:\n" + checked.stdout.decode()[-3000:])
    return refused


def build():
    """Builds the tests, and gives their programs."""
    command = ["test", "--no-run", "--message-format=json", "--quiet", "--lib"]
    for test in TESTS:
        command += ["--test", test]
    built = cargo(*command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if built.returncode != 0:
        sys.exit("the tests cannot be built: run `cargo test --no-run` in " + str(TREE))
    messages = [json.loads(line) for line in built.stdout.decode().splitlines()]
    return {
        message["target"]["name"] if message["target"]["kind"] == ["test"] else "lib": message["executable"]
        for message in messages
        if message.get("executable") and message["profile"]["test"]
    }


def run(program, test, environment, seconds):
    """Whether a test passes, and the processor time it took."""

    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.setsid()

    begun = time.monotonic()
    process = subprocess.Popen(
        [program, "--exact", test, "--test-threads=1"],
        cwd=TREE,
        env={**os.environ, "CARGO_TARGET_DIR": str(BUILD), "RUST_BACKTRACE": "0", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=limits,
    )
    while time.monotonic() - begun < PATIENCE:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode == 0, usage.ru_utime + usage.ru_stime
        time.sleep(0.01)
    os.killpg(process.pid, 9)
    os.wait4(process.pid, 0)
    return False, seconds


def reach(programs, jobs, sampled):
    """Runs each test once: what it takes, and which mutants it reaches. What is known of programs that are the same is taken up."""
    stamps = {name: [program, Path(program).stat().st_mtime_ns] for name, program in programs.items()}
    kept = OUT / "tests.json"
    known = []
    if kept.exists():
        before = json.loads(kept.read_text(encoding="utf-8"))
        if before["sample"] == sampled:
            known = [test for test in before["tests"] if stamps.get(test["program"]) == before["programs"][test["program"]]]
    tests = []
    for name in programs.keys() - {test["program"] for test in known}:
        listed = subprocess.run([programs[name], "--list", "--format", "terse"], cwd=TREE, check=True, capture_output=True)
        lines = listed.stdout.decode().splitlines()
        tests += [(name, line.removesuffix(": test")) for line in lines if line.endswith(": test")]

    def reached(number, test):
        path = OUT / f"reached/{number}"
        path.unlink(missing_ok=True)
        passes, seconds = run(programs[test[0]], test[1], {"STDREG_REACHED": str(path)}, QUICK)
        found = {int(line) for line in path.read_text().split()} if path.exists() else set()
        return {"program": test[0], "test": test[1], "passes": passes, "seconds": seconds, "reached": sorted(found)}

    shutil.rmtree(OUT / "reached", ignore_errors=True)
    (OUT / "reached").mkdir(parents=True)
    with ThreadPoolExecutor(jobs) as pool:
        known += pool.map(reached, range(len(tests)), tests)
    kept.write_text(json.dumps({"sample": sampled, "programs": stamps, "tests": known}), encoding="utf-8")
    for test in known:
        if not test["passes"]:
            why = "takes long" if test["seconds"] >= QUICK - 1 else "fails without a mutant"
            print(f"{why}, and is left out: {test['program']} {test['test']}")
    return [test for test in known if test["passes"]]


def nearness(mutant):
    """What tests are sorted by: those that are called as the file or its folders are, then the quick ones."""
    words = [word for word in Path(mutant["file"]).with_suffix("").parts if word not in ("src", "mod")]

    def key(test):
        name = test["test"].replace("-", "_")
        near = sum(word in name for word in words) if test["seconds"] < 1 else 0
        return (words[-1] not in name or not near, -near, test["seconds"])

    return key


def attempt(mutant, tests, programs, budget):
    """Tries the tests that reach a mutant until one fails, and gives that; nothing where they take longer than may be."""
    near = sorted((test for test in tests if mutant["id"] in test["reached"]), key=nearness(mutant))
    spent = 0
    for test in near:
        limit = SECONDS[0] * test["seconds"] + SECONDS[1]
        passes, seconds = run(programs[test["program"]], test["test"], {"STDREG_MUTANT": str(mutant["id"])}, limit)
        if not passes:
            return "caught", f"{test['program']} {test['test']}"
        spent += seconds
        if spent > budget:
            return None
    return ("missed", f"passed by {len(near)} tests") if near else ("missed", "reached by no test")


def alone(mutants, names, is_tried):
    """What becomes of mutants that cannot be switched: refused by the compiler, or tried one by one, with a word of the tests of its room."""
    sources = {name: Source((ROOT / name).read_text(encoding="utf-8")) for name in names}
    for name, source in sources.items():
        write(TREE / name, source.text)
    for mutant in mutants:
        path = TREE / mutant["file"]
        write(path, sources[mutant["file"]].alone(mutant))
        checked = cargo("check", "--lib", "--quiet", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        verdict = ("alone", "can be built, but only alone")
        if checked.returncode != 0:
            verdict = ("unviable", "refused by the compiler")
        elif is_tried:
            command = ["test", "--quiet", "--no-fail-fast", "--lib"] + [part for test in TESTS for part in ("--test", test)]
            passes = cargo(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
            verdict = ("missed", "passed by all tests") if passes else ("caught", "by the tests together")
        write(path, sources[mutant["file"]].text)
        yield mutant, verdict


def room(mutant):
    """The room that a mutant is in."""
    parts = Path(mutant["file"]).parts
    return "/".join(parts[1:3]) if parts[1] == "exchange" and parts[2] == "import" else parts[1]


def main():
    parser = argparse.ArgumentParser(prog="tests/mutants/run")
    parser.add_argument("--sample", type=int, default=0, help="this many at random; all where it is not said")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", default="0/1", help="K/N: each N-th of them, from the K-th")
    parser.add_argument("--file", action="append", default=[], help="of these files alone (globs)")
    parser.add_argument("--name", default="", help="those with this in what they are called")
    parser.add_argument("--test", action="append", default=[], help="try this test as well, of tests/")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--alone", action="store_true", help="try those that can only be built alone as well")
    parser.add_argument("--fresh", action="store_true", help="take nothing up that an earlier run found out")
    arguments = parser.parse_args()
    TESTS.extend(arguments.test)
    OUT.mkdir(parents=True, exist_ok=True)
    mutants, every = sample(arguments)
    print(f"{len(mutants)} of {every} mutants", flush=True)

    key = json.dumps([mutant["name"] for mutant in mutants])
    kept = OUT / "verdicts.jsonl"
    begun = OUT / "sample.json"
    verdicts = {}
    if not arguments.fresh and begun.exists() and begun.read_text(encoding="utf-8") == key and kept.exists():
        verdicts = {said["name"]: (said["verdict"], said["by"]) for said in map(json.loads, kept.read_text(encoding="utf-8").splitlines())}
        verdicts = {name: verdict for name, verdict in verdicts.items() if verdict[0] in ("caught", "unviable")}
    kept.unlink(missing_ok=True)
    if arguments.fresh:
        (OUT / "refused.json").unlink(missing_ok=True)
    begun.write_text(key, encoding="utf-8")

    def say(mutant, verdict, is_new=True):
        verdicts[mutant["name"]] = verdict
        with kept.open("a", encoding="utf-8") as file:
            json.dump({"name": mutant["name"], "verdict": verdict[0], "by": verdict[1]}, file, ensure_ascii=False)
            file.write("\n")
        if is_new:
            print(f"{verdict[0]:<8} {mutant['name']}  ({verdict[1]})", flush=True)

    for mutant in mutants:
        if mutant["name"] in verdicts:
            say(mutant, verdicts[mutant["name"]], is_new=False)
    names = copy()
    switched = together(mutants, names)
    print(f"{len(switched)} are built together", flush=True)
    programs = build()
    waiting = [mutant for mutant in switched if mutant["name"] not in verdicts]
    if waiting:
        tests = reach(programs, arguments.jobs, key)
        print(f"{len(tests)} tests", flush=True)
        # Those that most tests pass, or whose tests take long, come last.
        for budget in (BUDGET, float("inf")):
            with ThreadPoolExecutor(arguments.jobs) as pool:
                tried = {pool.submit(attempt, mutant, tests, programs, budget): mutant for mutant in waiting}
                for one in as_completed(tried):
                    if verdict := one.result():
                        say(tried[one], verdict)
                        waiting.remove(tried[one])
    rest = [mutant for mutant in mutants if mutant not in switched and mutant["name"] not in verdicts]
    for mutant, verdict in alone(rest, names, arguments.alone):
        say(mutant, verdict)

    print(f"\n{'room':<18}{'mutants':>8}{'caught':>8}{'missed':>8}{'alone':>8}{'unviable':>9}")
    counts = {}
    for mutant in mutants:
        counts.setdefault(room(mutant), Counter())[verdicts[mutant["name"]][0]] += 1
    counts["all"] = sum(counts.values(), Counter())
    for name, count in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        print(f"{name:<18}{count.total():>8}" + "".join(f"{count[verdict]:>8}" for verdict in ("caught", "missed", "alone")) + f"{count['unviable']:>9}")
    viable = counts["all"]["caught"] + counts["all"]["missed"]
    if viable:
        print(f"{100 * counts['all']['caught'] / viable:.1f} % of {viable} that were tried are caught")


main()
