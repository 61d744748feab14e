"""Drives pre-commit or prek, the first argument, on scratch repositories with the hooks of this repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from cases import ROOT, case, has, has_not, main, run
from warm import warm_target

STDREG = os.environ["STDREG"]
HOOKS = ROOT / ".pre-commit-hooks.yaml"

REGISTER = """\
[register]
title    = "示例标准体系"
domain   = "09"
business = "50"
include  = ["parts/*.toml"]

[[subsystem]]
title = "服务保障标准"

[[category]]
code      = "21"
title     = "数据资源"
subsystem = "服务保障标准"
class     = "2"

[[statistics]]
by   = "level"
rows = [{ item = "共计", expected = 2, existing = 0, ratio = "0%" }]
"""


def part(table, *entries):
    """A part of the register, with a table of entries: each its number, and its class, of which 2 is right."""
    text = f'[[table]]\nid       = "A.{table}"\ntitle    = "表 {table}"\ncategory = "21"\n'
    for number, of_class in entries:
        text += f"""
[[table.entry]]
number = {number}
code   = "{of_class}095021P{table}{number:02}3T"
title  = "标准 {table}-{number}"
status = "拟编"
level  = "行业标准"
owner  = "公安部"
"""
    return text


class Repository:
    """A repository with a register in three files, committed, and hooks that are not installed yet."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder / "project"
        self.log = folder / "calls"
        # The hooks' environments are those of this repository alone.
        home = {name: str(folder / "store") for name in ("PRE_COMMIT_HOME", "PREK_HOME")}
        self.environment = {**os.environ, **home, "LC_ALL": "C.UTF-8", "MATURIN_PEP517_ARGS": "--profile dev"}
        self.folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Test")
        self.git("config", "user.email", "test@example.com")
        self.write("register.toml", REGISTER)
        self.write("parts/明细 一.toml", part(1, (1, 2)))
        self.write("parts/b.toml", part(2, (1, 2)))
        self.write("Cargo.toml", '[package]\nname = "x"\n')
        self.write("pyproject.toml", '[project]\nname="x"\n')
        self.commit("start")

    def git(self, *words, code=0):
        return run("git", *words, code=code, cwd=self.folder, env=self.environment)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def commit(self, message, code=0):
        self.git("add", "--all")
        return self.git("commit", "--quiet", "--message", message, code=code)

    def refused(self, message):
        """A commit that the hooks refuse: nothing is committed. Gives what they say."""
        before = self.git("rev-parse", "HEAD")
        output = self.commit(message, code=1)
        assert self.git("rev-parse", "HEAD") == before
        return output

    def install(self, *hooks):
        """Installs hooks as they are declared, but with the binary that is there already and not a wheel."""
        program = self.folder.parent / "stdreg"
        program.write_text(f'#!/bin/sh\necho "$# $*" >>"{self.log}"\nexec "{STDREG}" --lang en "$@"\n')
        program.chmod(0o755)
        declared = HOOKS.read_text(encoding="utf-8")
        assert declared.count("language: python") == 3
        declared = declared.replace("language: python", "language: system")
        declared = re.sub(r"entry: stdreg ", f"entry: {program} ", declared)
        chosen = [hook for hook in re.split(r"^(?=- id: )", declared, flags=re.M)[1:] if hook.split()[2] in hooks]
        assert len(chosen) == len(hooks)
        indented = "".join(f"      {line}\n" for line in "".join(chosen).splitlines())
        self.write(".pre-commit-config.yaml", f"repos:\n  - repo: local\n    hooks:\n{indented}")
        self.commit("hooks")
        run(self.program, "install", cwd=self.folder, env=self.environment)

    def calls(self):
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@case
def a_good_commit_passes(program, folder):
    """what is right is committed, and stdreg saw the changed file alone"""
    repository = Repository(program, folder)
    repository.install("stdreg-check")
    repository.write("parts/b.toml", part(2, (1, 2)) + "# read\n")
    repository.commit("good")
    (call,) = repository.calls()
    has(call, "check --hook --force-exclude parts/b.toml")


@case
def a_bad_commit_is_refused(program, folder):
    """a finding refuses the commit, and is told; in a file that was not changed it does not"""
    repository = Repository(program, folder)
    repository.write("parts/b.toml", part(2, (1, 3)))
    repository.commit("bad before there were hooks")
    repository.install("stdreg-check")
    repository.write("parts/明细 一.toml", part(1, (1, 1)))
    output = repository.refused("bad")
    has(output, "L001", "parts/明细 一.toml:8:")
    has_not(output, "parts/b.toml")
    repository.write("parts/明细 一.toml", part(1, (1, 2)) + "# read\n")
    repository.commit("good")


@case
def a_part_is_judged_in_its_register(program, folder):
    """a code that another part has as well is found, although that part was not changed"""
    repository = Repository(program, folder)
    repository.install("stdreg-check")
    same = part(1, (1, 2)).replace("A.1", "A.2")
    repository.write("parts/b.toml", same)
    output = repository.refused("a code twice")
    has(output, "S001", "parts/b.toml:8:")


@case
def statistics_of_the_root_are_held(program, folder):
    """an entry more in a part makes the statistics of the root wrong, and refuses the commit"""
    repository = Repository(program, folder)
    repository.install("stdreg-check")
    repository.write("parts/b.toml", part(2, (1, 2), (2, 2)))
    output = repository.refused("one more")
    has(output, "N001", "register.toml:18:")
    repository.write("register.toml", REGISTER.replace("expected = 2", "expected = 3"))
    repository.commit("one more, counted")


@case
def other_toml_files_are_left_alone(program, folder):
    """TOML files that are no register are no finding"""
    repository = Repository(program, folder)
    repository.install("stdreg-check", "stdreg-fix", "stdreg-fmt")
    repository.write("Cargo.toml", '[package]\nname="x"\n')
    repository.write("broken.toml", "this = is = not TOML\n")
    repository.commit("others")
    assert len(repository.calls()) == 3
    assert repository.read("Cargo.toml") == '[package]\nname="x"\n'


@case
def fix_repairs_and_refuses(program, folder):
    """stdreg-fix repairs the file and refuses the commit; the next try passes"""
    repository = Repository(program, folder)
    repository.install("stdreg-fix")
    repaired = part(2, (1, 2)) + "# read\n"
    repository.write("parts/b.toml", part(2, (1, 3)) + "# read\n")
    output = repository.refused("bad")
    has(output, "files were modified by this hook")
    assert repository.read("parts/b.toml") == repaired
    repository.commit("repaired")
    assert repository.git("show", "HEAD:parts/b.toml") == repaired


@case
def fmt_formats_and_refuses(program, folder):
    """stdreg-fmt formats the file and refuses the commit; the next try passes"""
    repository = Repository(program, folder)
    repository.install("stdreg-fmt")
    repository.write("parts/b.toml", part(2, (1, 2)).replace("status = ", "status=") + "# read\n")
    output = repository.refused("untidy")
    has(output, "files were modified by this hook")
    has(repository.read("parts/b.toml"), "status = ")
    repository.commit("tidy")


@case
def excluded_files_stay_excluded(program, folder):
    """what stdreg.toml excludes is neither checked nor repaired nor formatted, although it is named"""
    repository = Repository(program, folder)
    repository.install("stdreg-check", "stdreg-fix", "stdreg-fmt")
    repository.write("stdreg.toml", 'exclude = ["drafts/"]\n')
    draft = REGISTER.replace("parts", "none") + "\n" + part(1, (1, 3)).replace("status =", "status=")
    repository.write("drafts/register.toml", draft)
    repository.commit("a draft")
    run(program, "run", "--all-files", cwd=repository.folder, env=repository.environment)
    assert repository.read("drafts/register.toml") == draft


@case
def schemes_and_settings_are_checked(program, folder):
    """scheme files and stdreg.toml are checked when they change"""
    repository = Repository(program, folder)
    repository.install("stdreg-check")
    repository.write("own.scheme.toml", '[scheme]\nid = "X"\n')
    has(repository.refused("a scheme without layers"), "own.scheme.toml")
    (repository.folder / "own.scheme.toml").unlink()
    repository.write("stdreg.toml", "ignore = 3\n")
    has(repository.refused("settings"), "stdreg.toml:1:10")


@case
def many_files_are_one_process(program, folder):
    """--all-files over 300 parts and 300 other files is one process, and one register"""
    repository = Repository(program, folder)
    for index in range(300):
        repository.write(f"parts/more/n{index:03}.toml", f"# {index}\n")
        repository.write(f"crates/n{index:03}/Cargo.toml", "[package]\n")
    repository.write("register.toml", REGISTER.replace('"parts/*.toml"', '"parts/**/*.toml"'))
    repository.install("stdreg-check")
    output = run(program, "run", "--all-files", "--verbose", cwd=repository.folder, env=repository.environment)
    has(output, "nothing found in 303 files")
    (call,) = repository.calls()
    # `check`, its two options, and the files.
    assert call.split()[0] == str(3 + 605), call


@case
def the_wheel_is_built_and_runs(program, folder):
    """named by path and revision, the repository's own hooks build the wheel, refuse a bad commit and pass a good one"""
    source = folder / "source"
    source.mkdir()
    # What is not committed here is tested too.
    listed = subprocess.check_output(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, encoding="utf-8"
    )
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    repository = Repository(program, folder)
    warm_target(folder / "target")
    repository.environment["CARGO_TARGET_DIR"] = str(folder / "target")
    git = lambda *words: run("git", *words, cwd=source, env=repository.environment)
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "all")
    revision = git("rev-parse", "HEAD").strip()
    # What the manual says, with this repository and its revision in their places.
    (said,) = re.findall(r"^```yaml\n(repos:.*?)^```", (ROOT / "docs/en/ci.md").read_text("utf-8"), flags=re.M | re.S)
    said = re.sub(r"(?<=repo: )\S+", str(source), said)
    said = re.sub(r"(?<=rev: )\S+", revision, said)
    repository.write(".pre-commit-config.yaml", said)
    repository.commit("hooks")
    run(program, "install", cwd=repository.folder, env=repository.environment)
    run(program, "run", "--all-files", cwd=repository.folder, env=repository.environment)
    repository.write("parts/b.toml", part(2, (1, 2), (2, 2)))
    has(repository.refused("one more"), "N001", "register.toml:18:")
    repository.write("parts/b.toml", part(2, (1, 2)) + "# read\n")
    repository.commit("good")


main(Path(sys.argv[1]))
