#!/usr/bin/env python3
"""A profile of stdreg at its work, by which the program of a release is compiled: what is run often is made quick, and what is seldom run
small (https://doc.rust-lang.org/rustc/profile-guided-optimization.html).

    .ci/pgo.py TARGET OUT.profdata      builds a program that counts, has it work, and writes what it counted
    RUSTFLAGS=-Cprofile-use=$PWD/OUT.profdata cargo build --profile dist --target TARGET

The platform must be one whose programs run here. llvm-profdata comes with `rustup component add llvm-tools`, or is named by
$LLVM_PROFDATA. It takes as long as a build of a release.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from release import ROOT, program_of

# How large the register is that it works at, in entries: large enough that the work is not all set-up.
ENTRIES = 10_000
REGISTERS = 300


def run(*command, code=0, **options):
    """Runs a command, which must end with a code. What it says is told where it does not."""
    options = {"stderr": subprocess.PIPE, **options}
    done = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, text=True, check=False, **options)
    if done.returncode != code:
        command = " ".join(str(part) for part in command)
        sys.exit(f"pgo: {command}: ended with {done.returncode}\n{done.stderr or ''}")


def said(*command):
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


def work(program, folder, entries=ENTRIES, registers=REGISTERS):
    """Has a program do in a folder what users do: check, repair, format, count, export, import, and serve an editor."""
    folder.mkdir(parents=True, exist_ok=True)
    generate = folder / "generate"
    run("rustc", "--edition=2024", "-O", ROOT / "benches/generate/main.rs", "-o", generate)
    large, many = folder / "large/register.toml", folder / "many"
    run(generate, "--entries", entries, "--out", large)
    run(generate, "--folder", registers, "--out", many)
    wrong = folder / "wrong"
    shutil.copytree(large.parent, wrong)
    faulty = re.sub(r'^(code +=\s"\d)0', r"\1０", large.read_text("utf-8"), flags=re.MULTILINE)
    (wrong / "register.toml").write_text(faulty, "utf-8")
    for _ in range(2):
        run(program, "check", large)
        run(program, "check", many)
    run(program, "check", wrong, code=1)
    run(program, "check", "--output-format=json", wrong, code=1)
    run(program, "check", "--fix", wrong)
    run(program, "fmt", wrong, many)
    run(program, "stats", large)
    book = folder / "book.xlsx"
    run(program, "export", "--format=xlsx", large, "--output", book)
    run(program, "import", book, "--output", folder / "imported.toml")
    for script in ("keystroke", "requests"):
        run(sys.executable, ROOT / f"benches/{script}.py", "--stdreg", program, "--register", large)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    target, out = sys.argv[1], Path(sys.argv[2]).resolve()
    tools = Path(said("rustc", "--print", "target-libdir").strip()).parent / "bin"
    merge = os.environ.get("LLVM_PROFDATA") or tools / "llvm-profdata"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        counts = folder / "counts"
        # Not every llvm-profdata can unpack names.
        flags = f"-Cprofile-generate={counts} -Cllvm-args=-enable-name-compression=false"
        environment = {**os.environ, "RUSTFLAGS": flags}
        run("cargo", "build", "--locked", "--profile=dist", f"--target={target}", cwd=ROOT, env=environment, stderr=None)
        built = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / target / "dist"
        work(built / program_of(target), folder)
        run(merge, "merge", "--output", out, counts)


if __name__ == "__main__":
    main()
