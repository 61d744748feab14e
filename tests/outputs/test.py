"""The forms for services, read back by the programs and by the rules that they are made for, and held to what `--output-format json`
says of the same run."""

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import xmlschema
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from junitparser import Error, Failure, JUnitXml, Skipped

from cases import ROOT, case, has, has_not, main, run

STDREG = os.environ["STDREG"]
MULTITOOL = Path(os.environ["SARIF_MULTITOOL"])
RDFORMAT_VALIDATOR = os.environ["RDFORMAT_VALIDATOR"]
JUNIT_SCHEMAS = sorted(Path(os.environ["JUNIT_SCHEMAS"]).rglob("junit-10.xsd"))
FORMATS = ["json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"]
FOLDER = "体 系%&<x>"


def findings_of(folder, *options):
    """Checks registers with faults of each severity, in a folder whose name needs care, a file that is not UTF-8 and one that is not TOML;
    gives each form, the JSON read."""
    registers = folder / FOLDER
    registers.mkdir()
    seed = (ROOT / "tests/registers/internet-plus/register.toml").read_text(encoding="utf-8")
    broken = seed.replace('"2095021P1013T"', '"２095021P1013T"', 1).replace("number = 2\n", "number = 1\n", 1)
    (registers / "register.toml").write_text(broken, encoding="utf-8")
    (registers / "a.register.toml").write_bytes("[register]\ntitle = \"标准\"\n".encode("gb18030"))
    (registers / "b.register.toml").write_text(
        '[register]\ntitle = "a|b <i> & \\u0007 ]]> \'x\' %0A"\nx =\n[[table]]\nid = "&<|>\\""\ntitle = "::error::x"\ncategory = "&<\U00010000>"\n',
        encoding="utf-8",
    )
    outputs = [f"--output-format={name}={folder / name}" for name in FORMATS]
    run(STDREG, "check", "--lang", "zh", *options, *outputs, code=1, cwd=folder)
    texts = {name: (folder / name).read_bytes().decode("utf-8") for name in FORMATS}
    found = json.loads(texts["json"])
    assert len(found) > 15 and {one["severity"] for one in found} == {"error", "warning", "info"}, texts["json"]
    assert {"T001", "T007"} <= {one["rule"] for one in found}
    return texts, found


def place(one):
    """Where a finding begins, as JSON says it."""
    start = one["range"]["start"]
    return one["file"], start["line"], start["column"]


def span(one):
    """Where a finding begins and ends."""
    end = one["range"]["end"]
    return (*place(one), end["line"], end["column"])


@case
def _(folder):
    """SARIF: the schema and Microsoft's validator find no error, and nothing to warn of but a missing address"""
    texts, found = findings_of(folder)
    log = folder / "x.sarif"
    log.write_text(texts["sarif"], encoding="utf-8")
    platform = next(path for path in MULTITOOL.iterdir() if path.name.startswith("sarif-multitool-"))
    schema = json.loads((platform / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    sarif = json.loads(texts["sarif"])
    jsonschema.validate(sarif, schema)

    def validated():
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        told = run(platform / "Sarif.Multitool", "validate", log, code=None, env=environment)
        has(told, "Analysis completed successfully.")
        return [line for line in told.splitlines() if re.search(r"\b(error|warning) (SARIF|JSON)", line)]

    said = validated()
    assert all("SARIF2005" in line for line in said), said
    # Both do find what is wrong.
    result = sarif["runs"][0]["results"][0]
    result["ruleIndex"] = 99
    log.write_text(json.dumps(sarif), encoding="utf-8")
    assert any("SARIF1009" in line for line in validated())
    result["level"] = "fatal"
    try:
        jsonschema.validate(sarif, schema)
    except jsonschema.ValidationError:
        return
    raise AssertionError("the schema accepts a level that there is not")


@case
def _(folder):
    """SARIF: sarif-tools counts as many of each level as there are"""
    texts, found = findings_of(folder)
    log = folder / "x.sarif"
    log.write_text(texts["sarif"], encoding="utf-8")
    told = run("sarif", "summary", log)
    for level, severity in (("error", "error"), ("warning", "warning"), ("note", "info")):
        has(told, f"{level}: {sum(one['severity'] == severity for one in found)}")
    run("sarif", "csv", "--output", folder / "x.csv", log)
    assert len((folder / "x.csv").read_text(encoding="utf-8").splitlines()) == len(found) + 1


@case
def _(folder):
    """SARIF: each result is where JSON says, by a path that leads to the file, of a rule with help"""
    texts, found = findings_of(folder)
    (one_run,) = json.loads(texts["sarif"])["runs"]
    assert one_run["columnKind"] == "unicodeCodePoints"
    rules = one_run["tool"]["driver"]["rules"]
    at = []
    for result in one_run["results"]:
        location = result["locations"][0]["physicalLocation"]
        path, region = unquote(location["artifactLocation"]["uri"]), location["region"]
        assert (folder / path).is_file(), path
        at.append((path, region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]))
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] and rule["help"]["text"] and rule["help"]["markdown"]
    assert at == [span(one) for one in found]
    prints = [result["partialFingerprints"]["stdregIdentity/v1"] for result in one_run["results"]]
    assert len(set(prints)) == len(prints)


@case
def _(folder):
    """fingerprints of SARIF and GitLab stay when lines are put in above and the language is another"""
    texts, _ = findings_of(folder / ".")
    again = folder / "again"
    again.mkdir()
    root = folder / FOLDER / "register.toml"
    moved = "# 新\n\n" + root.read_text(encoding="utf-8")
    root.write_text(moved, encoding="utf-8")
    outputs = [f"--output-format={name}={again / name}" for name in ("sarif", "gitlab")]
    run(STDREG, "check", "--lang", "en", *outputs, code=1, cwd=folder)

    def prints(sarif, gitlab):
        results = json.loads(sarif)["runs"][0]["results"]
        return (
            [one["partialFingerprints"]["stdregIdentity/v1"] for one in results],
            [one["fingerprint"] for one in json.loads(gitlab)],
        )

    assert prints(texts["sarif"], texts["gitlab"]) == prints(
        *((again / name).read_text(encoding="utf-8") for name in ("sarif", "gitlab"))
    )


@case
def _(folder):
    """GitHub: the commands, read by the rules of the runner, are the findings, the gravest first; nothing else is a command"""
    texts, found = findings_of(folder)
    commands, pause = [], None
    for line in texts["github"].splitlines():
        match = re.fullmatch(r"::(\S+?)(?: (.*?))?::(.*)", line.strip())
        if match is None:
            continue
        if pause is not None:
            pause = None if match[1] == pause else pause
        elif match[1] == "stop-commands":
            pause = match[3]
        else:
            commands.append(match)
    assert pause is None

    def plain(text, property):
        signs = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if property else {}), "%25": "%"}
        return re.sub("|".join(signs), lambda sign: signs[sign[0]], text)

    told = []
    for name, properties, message in (match.groups() for match in commands):
        values = dict(pair.split("=", 1) for pair in properties.split(","))
        values = {key: plain(value, True) for key, value in values.items()}
        assert plain(message, False) and set(values) >= {"file", "line", "endLine", "title"}
        told.append((name, values["file"], int(values["line"]), values["title"].split(" ")[0]))
    names = {"error": "error", "warning": "warning", "info": "notice"}
    expected = [(names[one["severity"]], one["file"], one["range"]["start"]["line"], one["rule"]) for one in found]
    assert sorted(told) == sorted(expected)
    order = ["error", "warning", "notice"]
    assert [name for name, *_ in told] == sorted((name for name, *_ in told), key=order.index)


@case
def _(folder):
    """GitLab: the report has the form that GitLab documents, and is where JSON says"""
    texts, found = findings_of(folder)
    number = {"type": "integer", "minimum": 1}
    position = {"type": "object", "required": ["line"], "properties": {"line": number, "column": number}}
    location = {
        "type": "object",
        "required": ["path", "positions"],
        "properties": {
            "path": {"type": "string", "pattern": r"^(?!\./|/)"},
            "positions": {"type": "object", "required": ["begin"], "properties": {"begin": position, "end": position}},
        },
    }
    severities = ["info", "minor", "major", "critical", "blocker"]
    issue = {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 16},
            "severity": {"enum": severities},
            "location": location,
        },
    }
    report = json.loads(texts["gitlab"])
    jsonschema.validate(report, {"type": "array", "items": issue})
    begins = [(one["location"]["path"], *one["location"]["positions"]["begin"].values()) for one in report]
    assert begins == [place(one) for one in found]
    assert len({one["fingerprint"] for one in report}) == len(report)


@case
def _(folder):
    """JUnit: junitparser reads a test for each finding, errors and warnings as failures, infos as skipped"""
    texts, found = findings_of(folder)
    report = JUnitXml.fromstring(texts["junit"].encode("utf-8"))
    results = [(suite.name, test.result) for suite in report for test in suite]
    assert [path for path, _ in results] == [one["file"] for one in found]
    for (_, (result,)), one in zip(results, found, strict=True):
        assert isinstance(result, Skipped if one["severity"] == "info" else Failure), one
        assert not isinstance(result, Error)
    skipped = sum(one["severity"] == "info" for one in found)
    assert (report.tests, report.failures) == (len(found), len(found) - skipped)
    assert sum(suite.skipped for suite in report) == skipped
    for suite in report:
        assert suite.tests == len(list(suite))


@case
def _(folder):
    """JUnit: Jenkins' schema, in each of its versions, finds no error, with findings and without"""
    texts, _ = findings_of(folder)
    (folder / "none").mkdir()
    (folder / "none/register.toml").write_text('[register]\ntitle = "x"\ndomain = "09"\nbusiness = "50"\n', encoding="utf-8")
    none = run(STDREG, "check", "--quiet", "--output-format=junit", "none", cwd=folder)
    assert JUNIT_SCHEMAS
    for schema in map(xmlschema.XMLSchema, JUNIT_SCHEMAS):
        for text in (texts["junit"], none):
            schema.validate(text)
            assert not schema.is_valid(text.replace("<testsuite ", '<testsuite tested="1" '))


@case
def _(folder):
    """JUnit: a run without findings is one test that has passed"""
    (folder / "register.toml").write_text('[register]\ntitle = "x"\ndomain = "09"\nbusiness = "50"\n', encoding="utf-8")
    text = run(STDREG, "check", "--quiet", "--output-format=junit", cwd=folder)
    report = JUnitXml.fromstring(text.encode("utf-8"))
    assert (report.tests, report.failures) == (1, 0) and all(test.is_passed for suite in report for test in suite)


@case
def _(folder):
    """Checkstyle: diff-quality reads each finding at its line; the severities are Checkstyle's"""
    texts, found = findings_of(folder)
    read = CheckstyleXmlDriver().parse_reports([texts["checkstyle"]])
    lines = sorted((path, one.line) for path, violations in read.items() for one in violations)
    # Equal ones at a line are one to it, and are here one in the same way.
    expected = {(one["file"], one["range"]["start"]["line"], one["message"]) for one in found}
    assert sorted({line for line in lines}) == sorted({(path, line) for path, line, _ in expected})
    errors = ElementTree.fromstring(texts["checkstyle"]).findall("./file/error")
    assert len(errors) == len(found)
    assert {error.get("severity") for error in errors} <= {"ignore", "info", "warning", "error"}


@case
def _(folder):
    """rdjson: the bytes of each range are the text that JSON names by its characters; severities are reviewdog's"""
    texts, found = findings_of(folder)
    report = json.loads(texts["rdjson"])
    assert report["source"]["name"] == "stdreg"
    assert len(report["diagnostics"]) == len(found)
    suggestions = 0
    for one, expected in zip(report["diagnostics"], found, strict=True):
        assert one["severity"] == expected["severity"].upper() and one["code"]["value"].startswith(expected["rule"])
        data = (folder / one["location"]["path"]).read_bytes()
        if expected["rule"] == "T007":
            continue
        lines = data.decode("utf-8").split("\n")
        (start, end), by_characters = one["location"]["range"].values(), expected["range"]
        for place_in_bytes, in_characters in ((start, by_characters["start"]), (end, by_characters["end"])):
            line = lines[place_in_bytes["line"] - 1]
            before = line.encode("utf-8")[: place_in_bytes["column"] - 1].decode("utf-8")
            assert (place_in_bytes["line"], len(before) + 1) == (in_characters["line"], in_characters["column"])
        suggestions += len(one.get("suggestions", []))
    assert suggestions > 0


@case
def _(folder):
    """rdjson: the validator of reviewdog's format finds no error; with a severity that there is not it does"""
    texts, _ = findings_of(folder)
    report = folder / "x.rdjson"
    report.write_text(texts["rdjson"], encoding="utf-8")
    has(run(RDFORMAT_VALIDATOR, report), "Total errors: 0", "Total warnings: 0")
    report.write_text(texts["rdjson"].replace('"ERROR"', '"FATAL"'), encoding="utf-8")
    run(RDFORMAT_VALIDATOR, report, code=1)


@case
def _(folder):
    """Markdown: two tables whose rows have as many cells as their heads, whatever stands in the register"""
    texts, found = findings_of(folder)
    rows = [line for line in texts["markdown"].splitlines() if line.startswith("|")]
    cells = [len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows]
    assert set(cells) == {4, 3}, texts["markdown"]
    assert cells.count(3) == len(found) + 2
    has_not(texts["markdown"], "<i>", "\x07")


main()
