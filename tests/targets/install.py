#!/usr/bin/env python3
"""Brings a Rust that compiles for other targets than this machine, where rustup has none: tests/targets/install.py FOLDER

The compiler, its standard library for WebAssembly and the sources of that library come from the packages of Debian's next release, with
the C libraries that they were linked to, and are unpacked into the folder; nothing is installed. Tells on standard output what to
`eval` in a shell: `RUSTC`, and a linker for each target of WebAssembly. Other targets have their standard library
built from its sources: `RUSTC_BOOTSTRAP=1 cargo build -Z build-std=std,panic_unwind --target x86_64-pc-windows-gnu`.
Linux on x86-64.
"""

import hashlib
import lzma
import pathlib
import re
import shlex
import subprocess
import sys
import urllib.request

MIRROR = "http://deb.debian.org/debian/"
SUITES = ["forky", "sid"]
WANTED = ["rustc", "libstd-rust-dev", "libstd-rust-dev-wasm32", "rust-src"]
TARGETS = ["WASM32_UNKNOWN_UNKNOWN", "WASM32_WASIP1"]


def fetched(path):
    with urllib.request.urlopen(MIRROR + path, timeout=180) as answer:
        return answer.read()


def packages(suite):
    """What there is in a suite, by name: the fields of each package."""
    listed = lzma.decompress(fetched(f"dists/{suite}/main/binary-amd64/Packages.xz")).decode()
    fields = (dict(re.findall(r"^(\S+): (.*)$", block, re.MULTILINE)) for block in listed.split("\n\n"))
    return {package["Package"]: package for package in fields if package}


def required(known):
    """The wanted packages with all libraries that they need, and the linker of their version of LLVM."""
    names, left = [], list(WANTED)
    while left:
        name = left.pop()
        if name in names or name not in known:
            continue
        names.append(name)
        if found := re.fullmatch(r"libllvm(\d+)", name):
            left.append(f"lld-{found.group(1)}")
        depends = ",".join(known[name].get(field, "") for field in ("Depends", "Pre-Depends"))
        first = (re.split(r"[\s|(:]", part.strip())[0] for part in depends.split(","))
        left += [other for other in first if other.startswith("lib") or other == "zlib1g"]
    # What the compiler links programs of this machine with is this machine's.
    return [name for name in names if not name.startswith("libc6-dev") and name != "libc-dev"]


def wrapper(path, root, program, *arguments):
    """A script that starts one of the unpacked programs with the libraries beside it."""
    libraries = ":".join(str(folder) for folder in [root / "lib/x86_64-linux-gnu", *sorted(root.glob("lib/llvm-*/lib"))])
    command = [root / "lib64/ld-linux-x86-64.so.2", "--library-path", libraries, program, *arguments]
    path.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, command))} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def unpack(folder):
    root = folder / "root"
    errors = []
    for suite in SUITES:
        try:
            known = packages(suite)
            break
        except OSError as error:
            errors.append(f"{suite}: {error}")
    else:
        sys.exit("Debian's packages cannot be had: " + "; ".join(errors))
    for name in required(known):
        package = known[name]
        content = fetched(package["Filename"])
        if hashlib.sha256(content).hexdigest() != package["SHA256"]:
            sys.exit(f"{name}: what came is not what the list of packages says")
        archive = folder / "package.deb"
        archive.write_bytes(content)
        subprocess.run(["dpkg", "-x", archive, root], check=True)
        archive.unlink()
    return known["rustc"]["Version"]


def main():
    folder = pathlib.Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "version"
    if not done.exists():
        done.write_text(unpack(folder), encoding="utf-8")
    root = folder / "root/usr"
    rustc = wrapper(folder / "rustc", root, root / "bin/rustc", "--sysroot", root)
    linker = wrapper(folder / "lld", root, next(root.glob("lib/llvm-*/bin/lld")))
    print(f"export RUSTC={shlex.quote(str(rustc))}")
    for target in TARGETS:
        print(f"export CARGO_TARGET_{target}_LINKER={shlex.quote(str(linker))}")


main()
