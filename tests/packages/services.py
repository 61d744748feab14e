"""What services of continuous integration are given: action.yml, run step by step as a runner does, and the lines for GitLab."""

import json
import os
import re
import sys
from pathlib import Path

from ruamel.yaml import YAML

from cases import ROOT, case, has, has_not, main, run

CHECK_JSONSCHEMA = Path(sys.executable).parent / "check-jsonschema"
ACTION = YAML(typ="safe").load((ROOT / "action.yml").read_text(encoding="utf-8"))
STDREG = os.environ["STDREG"]


def shown(language, page="en"):
    """The code blocks of a language in the manual's page about continuous integration."""
    text = (ROOT / f"docs/{page}/ci.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.M | re.S)


def write_script(path, text):
    """Writes a program."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


class Runner:
    """A runner with a folder to check, as far as the action looks at it."""

    def __init__(self, folder, **inputs):
        self.temporary = folder / "runner temp"
        self.temporary.mkdir()
        self.work = folder / "work"
        self.work.mkdir()
        # Programs that stand before those of the system.
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.summary = folder / "summary.md"
        self.summary.write_text("# before\n", encoding="utf-8")
        unknown = set(inputs) - set(ACTION["inputs"])
        assert not unknown, unknown
        self.inputs = {name: inputs.get(name, declared["default"]) for name, declared in ACTION["inputs"].items()}

    def value(self, text):
        """A text with its expressions filled in."""

        def fill(match):
            context, _, name = match[1].partition(".")
            assert context == "inputs", match[0]
            return self.inputs[name]

        return re.sub(r"\$\{\{\s*(\S+?)\s*\}\}", fill, text)

    def step(self, step, code=0):
        environment = {
            **os.environ,
            "MATURIN_PEP517_ARGS": "--profile dev",
            "GITHUB_ACTION_PATH": str(ROOT),
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "LC_ALL": "C.UTF-8",
            **{name: self.value(text) for name, text in step.get("env", {}).items()},
        }
        assert step["shell"] == "bash"
        script = self.temporary / "step.sh"
        script.write_text(self.value(step["run"]), encoding="utf-8")
        # The words with which a runner starts `shell: bash`.
        return run(
            "bash", "--noprofile", "--norc", "-eo", "pipefail", script, code=code, cwd=self.work, env=environment
        )  # fmt: skip

    def with_program(self, text):
        """Has a script stand in for stdreg, so that what it is called with can be looked at."""
        binaries = self.temporary / "bin"
        binaries.mkdir()
        write_script(binaries / "stdreg", text)
        (self.temporary / "stdreg-bin").write_text(f"{binaries}\n")
        return self


ECHO = """#!/usr/bin/env bash
printf '<%s>\\n' "$@"
for argument in "$@"; do
  case $argument in --output-format=markdown=*) echo "| findings |" >"${argument#*=*=}" ;; esac
done
exit ${CODE:-0}
"""

INSTALL, CHECK = ACTION["runs"]["steps"]


@case
def files_are_what_the_services_read(folder):
    """action.yml, the hooks and what the manual shows fit the schemas of GitHub, GitLab and pre-commit"""
    workflow, gitlab, hooks = (
        next(block for block in shown("yaml") if marker in block)
        for marker in ("runs-on:", "codequality", "repos:")
    )
    for name, text in (("workflow.yml", workflow), ("gitlab.yml", gitlab), ("hooks.yaml", hooks)):
        (folder / name).write_text(text, encoding="utf-8")
    for schema, path in (
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.github-workflows", folder / "workflow.yml"),
        ("vendor.gitlab-ci", folder / "gitlab.yml"),
    ):
        run(CHECK_JSONSCHEMA, "--builtin-schema", schema, path)
    declared = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    used = YAML(typ="safe").load(hooks)["repos"][0]["hooks"]
    assert {hook["id"] for hook in used} <= {hook["id"] for hook in declared}, used


@case
def the_manual_uses_what_there_is(folder):
    """the manual gives the action inputs that it has, and its line for GitLab writes a report"""
    workflow = YAML(typ="safe").load(next(block for block in shown("yaml") if "runs-on:" in block))
    given = workflow["jobs"]["registers"]["steps"][1]["with"]
    assert set(given) <= set(ACTION["inputs"]), given
    job = YAML(typ="safe").load(next(block for block in shown("yaml") if "codequality" in block))["registers"]
    (folder / "register.toml").write_text('[register]\ntitle = "x"\n[[table]]\n', encoding="utf-8")
    path = {**os.environ, "PATH": f"{Path(STDREG).parent}:{os.environ['PATH']}"}
    run("bash", "-ec", job["script"][-1], code=1, cwd=folder, env=path)
    report = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert {finding["check_name"] for finding in report}, report


@case
def the_schema_can_find_something(folder):
    """a step of the action without a shell is refused by the schema of GitHub"""
    (folder / "action.yml").write_text(
        (ROOT / "action.yml").read_text(encoding="utf-8").replace("shell: bash", "shel: bash"), encoding="utf-8"
    )
    run(CHECK_JSONSCHEMA, "--builtin-schema", "vendor.github-actions", folder / "action.yml", code=1)


@case
def no_script_has_an_expression(folder):
    """what a workflow passes is never part of a script"""
    for step in ACTION["runs"]["steps"]:
        has_not(step["run"], "${{", "eval ")


@case
def inputs_arrive_as_they_are(folder):
    """paths with blanks, quotes and commands in them arrive as they are, and nothing of them is run"""
    evil = '$(touch ran) `touch ran`; touch ran #"\'*'
    runner = Runner(folder, paths=f"{evil}\r\n体系 表\n", args=f"--ignore=E015\n{evil}", lang="zh; touch ran")
    runner.inputs |= {"fail-on": "warning", "sarif": "out/a b.sarif", "output-format": evil}
    output = runner.with_program(ECHO).step(CHECK)
    expected = [
        "check",
        f"--output-format={evil}",
        f"--output-format=markdown={runner.temporary}/stdreg-summary.md",
        "--output-format=sarif=out/a b.sarif",
        "--fail-on=warning",
        "--lang=zh; touch ran",
        "--ignore=E015",
        evil,
        "--",
        evil,
        "体系 表",
    ]
    assert output == "".join(f"<{word}>\n" for word in expected), output
    assert list(runner.work.iterdir()) == []
    assert runner.summary.read_text(encoding="utf-8") == "# before\n| findings |\n"


@case
def the_least_that_can_be_said(folder):
    """without inputs the folder is checked, with annotations and a summary, and the exit code is handed on"""
    runner = Runner(folder).with_program(ECHO.replace("${CODE:-0}", "1"))
    output = runner.step(CHECK, code=1)
    has(output, "<--output-format=github>", "<-->\n<.>")
    has(runner.summary.read_text(encoding="utf-8"), "| findings |")
    has_not(output, "--fail-on", "sarif", "--lang")
    runner.inputs["summary"] = "false"
    has_not(runner.step(CHECK, code=1), "markdown")


@case
def the_action_installs_and_checks(folder):
    """the action installs stdreg, twice in one job, runs no code of the repository, and a bad register fails the job"""
    runner = Runner(folder, lang="en")
    runner.inputs |= {"paths": "sub", "sarif": "stdreg.sarif"}
    (runner.work / "sub").mkdir()
    register = runner.work / "sub/register.toml"
    register.write_text('[register]\ntitle = "x"\n[[table]]\n', encoding="utf-8")
    for module in ("venv", "pip", "ensurepip"):
        (runner.work / f"{module}.py").write_text("raise SystemExit('code of the repository was run')\n")
    # A python3 that is none, as on Windows, and no other either; then a python that is one.
    for name in ("python3", "python"):
        write_script(runner.programs / name, "#!/bin/sh\nexit 9\n")
    has(runner.step(INSTALL, code=1), "::error::stdreg needs Python 3")
    write_script(runner.programs / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    runner.step(INSTALL)
    output = runner.step(CHECK, code=1)
    # Where a pull request shows a finding, paths begin at the root of the repository.
    has(output, "::error file=sub/register.toml,", "T003")
    has(runner.summary.read_text(encoding="utf-8"), "# before", "T003")
    sarif = json.loads((runner.work / "stdreg.sarif").read_text(encoding="utf-8"))
    assert sarif["version"] == "2.1.0" and sarif["runs"][0]["results"]
    register.write_text('[register]\ntitle = "x"\n', encoding="utf-8")
    runner.step(INSTALL)
    runner.step(CHECK)


main()
