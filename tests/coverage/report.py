"""What the tests reach, by room: see `run`."""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def reached_lines(file):
    """The lines of a file that have code in them, each with how often it was reached: as `llvm-cov` counts them."""
    starts = defaultdict(list)
    for line, _column, count, has_count, is_entry, is_gap in file["segments"]:
        starts[line].append((count, has_count, is_entry and not is_gap))
    lines = {}
    # What reaches into a line from the lines before it.
    around = None
    for line in range(min(starts, default=0), max(starts, default=0) + 1):
        begun = starts.get(line, [])
        entries = [count for count, has_count, is_entry in begun if has_count and is_entry]
        if around is not None:
            entries.append(around)
        is_skipped = begun and begun[0][2] and not begun[0][1]
        if entries and not is_skipped:
            lines[line] = max(entries)
        if begun:
            count, has_count, _ = begun[-1]
            around = count if has_count else None
    return lines


def own_code(text):
    """How many lines a file has before its tests."""
    before, _, _ = text.partition("\n#[cfg(test)]\nmod tests {\n")
    return before.count("\n") + 1


def messages():
    """The keys of all messages, each with its name and attribute."""
    keys = []
    for path in sorted((ROOT / "src/messages/zh").glob("*.ftl")):
        name = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := re.match(r"([a-z][\w-]*) =(.*)", line):
                name = found[1]
                if found[2].strip():
                    keys.append((name, ""))
            elif found := re.match(r"    \.([\w-]+) =", line):
                keys.append((name, found[1]))
    return keys


def main(out):
    data = json.loads((out / "coverage.json").read_text(encoding="utf-8"))["data"][0]
    rooms = defaultdict(lambda: [0, 0])
    missed = []
    # The lines with a word in quotation marks, of those that were reached or have no code of their own.
    words = defaultdict(set)
    for file in data["files"]:
        path = Path(file["filename"]).relative_to(ROOT)
        if path.parts[0] != "src" or path.name == "tests.rs" or "tests" in path.parts:
            continue
        text = (ROOT / path).read_text(encoding="utf-8")
        lines = reached_lines(file)
        last = own_code(text)
        room = path.parts[1].removesuffix(".rs")
        for line, count in lines.items():
            if line <= last:
                rooms[room][0] += 1
                rooms[room][1] += count > 0
                if not count:
                    missed.append(f"{path}:{line}: {text.splitlines()[line - 1].strip()}")
        for number, line in enumerate(text.splitlines()[:last], 1):
            if lines.get(number, 1):
                for word in re.findall(r'"([\w-]+)"', line):
                    words[word].add(path)
    print("room           lines  reached")
    for room, (lines, reached) in sorted(rooms.items()):
        print(f"{room:<12} {lines:>7}  {100 * reached / lines:6.1f} %")
    total = [sum(numbers) for numbers in zip(*rooms.values())]
    print(f"{'all':<12} {total[0]:>7}  {100 * total[1] / total[0]:6.1f} %")
    (out / "lines.txt").write_text("\n".join(missed) + "\n", encoding="utf-8")
    unreached = [
        f"{name}.{attribute}".rstrip(".")
        for name, attribute in messages()
        if not words[name] or (attribute and not words[attribute])
    ]
    (out / "messages.txt").write_text("\n".join(unreached) + "\n", encoding="utf-8")
    print(f"{len(unreached)} messages are not reached: {out / 'messages.txt'}")


main(Path(sys.argv[1]))
