#!/usr/bin/env python3
"""The steps of a release, each a command, so that a workflow only puts them in order and tests/packages/run can try them:

    .ci/release.py version [TAG]                    the version, once all files agree on it, and on the tag
    .ci/release.py notes VERSION                    what CHANGELOG.md says of a version
    .ci/release.py targets                          the platforms, as a workflow's matrix takes them
    .ci/release.py readmes [FOLDER]                 the READMEs, written over, with links that work wherever they are shown
    .ci/release.py archive TARGET PROGRAM OUT       the program with licences and READMEs, as .tar.gz or .zip
    .ci/release.py npm OUT TARGET=PROGRAM...        the packages for npm: one for each platform, and one that chooses
    .ci/release.py sbom TARGET OUT                  what the program is made of, as CycloneDX
    .ci/release.py sums FOLDER                      SHA256SUMS of the files in a folder

Python 3.11 and what is in it is all that they need, or 3.9 with tomli, as on the runners with Windows; `sbom` asks cargo.
"""

import gzip
import hashlib
import inspect
import io
import json
import re
import subprocess
import sys
import tarfile
import uuid
import zipfile
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]
VERSION = PACKAGE["version"]
READMES = ["README.md", "README.en.md"]
WITH_IT = ["LICENSE-APACHE", "LICENSE-MIT", *READMES, "CHANGELOG.md"]

# Each platform: where it is built, what Node and VS Code call it, and whether its program is linked with musl. Those of Linux are
# built within an old glibc by zig, so that they start on the servers that offices have; those for musl start everywhere. Where the
# program runs on what builds it, and was seen to, it is compiled by a profile of its work (.ci/pgo.py).
TARGETS = {
    "x86_64-unknown-linux-gnu": {"runner": "ubuntu-24.04", "node": "linux-x64", "glibc": "2.17", "profiled": True},
    "aarch64-unknown-linux-gnu": {"runner": "ubuntu-24.04", "node": "linux-arm64", "glibc": "2.17"},
    "x86_64-unknown-linux-musl": {"runner": "ubuntu-24.04", "node": "linux-x64-musl", "vscode": "alpine-x64"},
    "aarch64-unknown-linux-musl": {"runner": "ubuntu-24.04", "node": "linux-arm64-musl", "vscode": "alpine-arm64"},
    "x86_64-apple-darwin": {"runner": "macos-15", "node": "darwin-x64"},
    "aarch64-apple-darwin": {"runner": "macos-15", "node": "darwin-arm64"},
    "x86_64-pc-windows-msvc": {"runner": "windows-2022", "node": "win32-x64"},
    "aarch64-pc-windows-msvc": {"runner": "windows-2022", "node": "win32-arm64"},
}


def fail(reason):
    sys.exit(f"release: {reason}")


def program_of(target):
    """What the program is called there."""
    return "stdreg.exe" if "-windows-" in target else "stdreg"


def version(tag=None):
    """The version, where Cargo.lock, the extension, the changelog and the tag say the same."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
    said = {
        "Cargo.lock": next(package["version"] for package in lock["package"] if package["name"] == "stdreg"),
        "editors/vscode/package.json": json.loads((ROOT / "editors/vscode/package.json").read_text("utf-8"))["version"],
    }
    if tag is not None:
        said["the tag"] = tag.removeprefix("refs/tags/").removeprefix("v")
        notes(VERSION)
    for place, other in said.items():
        if other != VERSION:
            fail(f"{place} says {other}, Cargo.toml {VERSION}")
    return VERSION


def notes(wanted):
    """The section of the changelog about a version, without its heading."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = re.search(rf"^## \[?{re.escape(wanted)}\]?(?:[ \t][^\n]*)?\n(.*?)(?=^## |\Z)", text, flags=re.M | re.S)
    if not found or not found[1].strip():
        fail(f"CHANGELOG.md says nothing of {wanted}: it needs a section “## {wanted}”")
    return found[1].strip()


def targets():
    """The matrix of a workflow."""
    rows = []
    for target, row in TARGETS.items():
        # What cargo-zigbuild is told: the glibc that the program may ask for.
        build = f"{target}.{row['glibc']}" if "glibc" in row else target
        rows.append(
            {
                "target": target,
                "runner": row["runner"],
                "build": build,
                "zig": "linux" in target,
                "profiled": row.get("profiled", False),
                "program": program_of(target),
                "vscode": row.get("vscode", row["node"]),
                "compatibility": {"gnu": "manylinux2014", "musl": "musllinux_1_2"}.get(target.rsplit("-", 1)[1], "")
                if "linux" in target
                else "",
            }
        )
    return json.dumps({"include": rows})


# A link of Markdown or a picture, with where it leads. Parts of a code block or of code in a line are none.
LINK = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$|`[^`\n]+`|(!?)\[((?:\\.|[^\]\\])*)\]\(([^()\s]+)\)", re.M | re.S)


def readable(name):
    """A file of the project as it is shown elsewhere: links to files of the project lead to the repository, at this version. PyPI and
    npm know nothing of the files beside a README."""
    text = (ROOT / name).read_text("utf-8")

    def lead(link):
        mark, words, place = link[1], link[2], link[3]
        if place is None or place.startswith("#") or re.match(r"[a-z][a-z0-9+.-]*:", place):
            return link[0]
        path = (ROOT / name).parent / place.split("#", 1)[0]
        if not path.exists():
            fail(f"{name} leads to {place}, which is not there")
        # A folder is shown by another page; a picture is the file itself.
        kind = "raw" if mark else "tree" if path.is_dir() else "blob"
        return f"{mark}[{words}]({PACKAGE['repository']}/{kind}/v{VERSION}/{place})"

    return LINK.sub(lead, text)


def readmes(folder=ROOT):
    """Writes the READMEs as they are shown elsewhere: what builds wheel and crate takes them from the folder of the sources."""
    for name in READMES:
        (Path(folder) / name).write_text(readable(name), "utf-8")
    return "\n".join(READMES)


def archive(target, program, out):
    """An archive with one folder; the same input gives the same bytes."""
    name = f"stdreg-{VERSION}-{target}"
    files = [(f"{name}/{program_of(target)}", Path(program).read_bytes(), 0o755)]
    files += [(f"{name}/{file}", readable(file).encode() if file in READMES else (ROOT / file).read_bytes(), 0o644) for file in WITH_IT]
    Path(out).mkdir(parents=True, exist_ok=True)
    if "-windows-" in target:
        made = Path(out) / f"{name}.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for path, contents, mode in files:
                entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
                entry.external_attr = mode << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, contents)
        return made
    made = Path(out) / f"{name}.tar.gz"
    with made.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed, tarfile.open(mode="w", fileobj=packed) as tar:
        for path, contents, mode in files:
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = len(contents), mode
            tar.addfile(entry, io.BytesIO(contents))
    return made


# The command of the package for npm: it starts the program of the package for the platform, which npm has installed as an optional
# dependency. Nothing is downloaded when it is installed, and no script runs.
CHOOSE = """#!/usr/bin/env node
const { spawnSync } = require('node:child_process');

const { platform, arch } = process;
// A report of Node names the version of glibc; without it the C library is musl.
const isMusl = platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
const name = `@stdreg/${platform}-${arch}${isMusl ? '-musl' : ''}`;

let program;
try {
  program = require.resolve(`${name}/bin/stdreg${platform === 'win32' ? '.exe' : ''}`);
} catch {
  console.error(`stdreg: the package ${name} is not installed: there is none for this platform, or npm was told to leave out optional dependencies`);
  console.error(`stdreg：没有安装 ${name} 包：没有这一平台的包，或者 npm 略过了可选依赖`);
  process.exit(2);
}
const done = spawnSync(program, process.argv.slice(2), { stdio: 'inherit' });
if (done.error) {
  console.error(`stdreg: ${program}: ${done.error.message}`);
  process.exit(2);
}
if (done.signal) {
  process.kill(process.pid, done.signal);
}
process.exit(done.status ?? 2);
"""


def npm(out, *programs):
    """The packages for npm, each a folder to be published; the one that chooses last."""
    about = {
        "version": VERSION,
        "license": PACKAGE["license"],
        "repository": {"type": "git", "url": f"git+{PACKAGE['repository']}.git"},
        "homepage": PACKAGE["repository"],
    }
    given = dict(program.split("=", 1) for program in programs)
    if unknown := set(given) - set(TARGETS):
        fail(f"no such target: {', '.join(sorted(unknown))}")
    made, dependencies = [], {}
    for target, program in given.items():
        node = TARGETS[target]["node"]
        system, processor, *libc = node.split("-")
        described = {
            "name": f"@stdreg/{node}",
            **about,
            "description": f"The program stdreg for {node}; install the package stdreg",
            "os": [system],
            "cpu": [processor],
            **({"libc": [libc[0] if libc else "glibc"]} if system == "linux" else {}),
            "files": ["bin"],
            "preferUnplugged": True,
        }
        folder = Path(out) / f"stdreg-{node}"
        (folder / "bin").mkdir(parents=True, exist_ok=True)
        kept = folder / "bin" / program_of(target)
        kept.write_bytes(Path(program).read_bytes())
        kept.chmod(0o755)
        (folder / "package.json").write_text(json.dumps(described, indent=2) + "\n", "utf-8")
        (folder / "README.md").write_text(f"# @stdreg/{node}\n\nThe program of the package `stdreg`.\n", "utf-8")
        dependencies[described["name"]] = VERSION
        made.append(folder)
    folder = Path(out) / "stdreg"
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    (folder / "bin/stdreg.js").write_text(CHOOSE, "utf-8")
    (folder / "bin/stdreg.js").chmod(0o755)
    described = {
        "name": "stdreg",
        **about,
        "description": PACKAGE["description"],
        "keywords": PACKAGE["keywords"],
        "bin": {"stdreg": "bin/stdreg.js"},
        "files": ["bin"],
        "engines": {"node": ">=18"},
        "optionalDependencies": dependencies,
    }
    (folder / "package.json").write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n", "utf-8")
    readmes(folder)
    for file in ("LICENSE-APACHE", "LICENSE-MIT"):
        (folder / file).write_bytes((ROOT / file).read_bytes())
    return "\n".join(str(folder) for folder in [*made, folder])


def sbom(target, out):
    """The crates that the program is made of on a platform, with their licences, as CycloneDX 1.6."""
    asked = ["cargo", "metadata", "--format-version=1", "--locked", f"--filter-platform={target}"]
    metadata = json.loads(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]

    def needed_by(identity):
        """What is linked into it, or builds it; what tests it is not in the program."""
        return [
            dependency["pkg"]
            for dependency in nodes[identity]["deps"]
            if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"])
        ]

    seen, waiting = {root}, [root]
    while waiting:
        for needed in needed_by(waiting.pop()):
            if needed not in seen:
                seen.add(needed)
                waiting.append(needed)
    checksums = {
        (package["name"], package["version"]): package.get("checksum")
        for package in tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))["package"]
    }

    def component(identity):
        package = packages[identity]
        name, of = package["name"], package["version"]
        address = f"pkg:cargo/{name}@{of}"
        described = {
            "type": "application" if identity == root else "library",
            "bom-ref": address,
            "name": name,
            "version": of,
            "purl": address,
        }
        if package.get("license"):
            # An old way to write OR.
            described["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
        if checksums.get((name, of)):
            described["hashes"] = [{"alg": "SHA-256", "content": checksums[name, of]}]
        return described

    reference = lambda identity: f"pkg:cargo/{packages[identity]['name']}@{packages[identity]['version']}"
    ordered = sorted(seen, key=reference)
    written = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # The same sources give the same number.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '#'.join([PACKAGE['repository'], VERSION, target]))}",
        "version": 1,
        "metadata": {"component": component(root), "properties": [{"name": "cargo:target", "value": target}]},
        "components": [component(identity) for identity in ordered if identity != root],
        "dependencies": [
            {"ref": reference(identity), "dependsOn": sorted(reference(needed) for needed in set(needed_by(identity)))}
            for identity in ordered
        ],
    }
    Path(out).mkdir(parents=True, exist_ok=True)
    made = Path(out) / f"stdreg-{VERSION}-{target}.cdx.json"
    made.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    return made


def sums(folder):
    """The sums of all files in a folder, as sha256sum --check reads them."""
    files = sorted(file for file in Path(folder).iterdir() if file.is_file() and file.name != "SHA256SUMS")
    if not files:
        fail(f"{folder} is empty")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    made = Path(folder) / "SHA256SUMS"
    made.write_text("".join(lines), "utf-8")
    return made


COMMANDS = {command.__name__: command for command in (version, notes, targets, readmes, archive, npm, sbom, sums)}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    command = COMMANDS[sys.argv[1]]
    try:
        inspect.signature(command).bind(*sys.argv[2:])
    except TypeError:
        sys.exit(__doc__)
    print(command(*sys.argv[2:]))
