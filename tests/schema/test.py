"""The schemas in the programs that read schemas. Prints what failed, and how many passed."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from client import Server

STDREG = os.environ["STDREG"]
HERE = pathlib.Path.cwd()
SEED = (HERE / "tests/registers/internet-plus/register.toml").read_text()
BUILT_IN = (HERE / "src/scheme/gat-1136-2014.scheme.toml").read_text()
README = (HERE / "editors/README.md").read_text().split("## With another TOML editor")[1]
# Nobody is to fetch a catalog of schemas, or to find one in a cache.
OFFLINE = {**os.environ, "TOMBI_OFFLINE": "true", "NO_COLOR": "1", "LC_ALL": "en_GB.UTF-8"}

passed, failed = 0, 0


def check(title, is_right, told=""):
    global passed, failed
    if is_right:
        passed += 1
    else:
        failed += 1
        print(f"failed: {title}\n{told}")


def block(mark):
    """The block of the README that has a text in it."""
    blocks = re.findall(r"```\w+\n(.*?)```", README, re.DOTALL)
    return next(text for text in blocks if mark in text)


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, env=OFFLINE, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def folder_of(name):
    folder = WORK / name
    folder.mkdir()
    OFFLINE["XDG_CACHE_HOME"] = str(WORK / "cache")
    return folder


def schemas(folder, *options):
    """Writes the schemas as the README says, with options added to each command."""
    for line in block("stdreg schema > ").splitlines():
        command, _, file = line.partition(" > ")
        text = subprocess.run([STDREG, *command.split()[1:], *options], capture_output=True, check=True, env=OFFLINE)
        (folder / file).write_bytes(text.stdout)


# What is wrong with a register, and a word that stands in whatever is told of it.
BROKEN = [
    ("an unknown key", lambda text: text.replace("owner ", "ower  ", 1), "ower"),
    ("a missing key", lambda text: re.sub(r"(?ms)(^\[\[table\.entry\]\].*?)^owner [^\n]*\n", r"\1", text, count=1), "owner"),
    ("a wrong type", lambda text: re.sub(r"(?m)^(number\s*= )1$", r'\1"1"', text, count=1), "nteger"),
    ("a wrong word", lambda text: text + '\n[[status]]\nname = "x"\nphase = "levels"\n', "levels"),
    ("an unknown table", lambda text: text + '\n[[chapter]]\ntitle = "x"\n', "chapter"),
]
LINTERS = {
    "check-jsonschema": lambda file, schema: ["check-jsonschema", "--schemafile", schema, file],
    "tombi": lambda file, schema: ["tombi", "lint", "--offline", file],
    "taplo": lambda file, schema: ["taplo", "lint", file],
}


def linters():
    """Every linter under both drafts, the schema named at the top of the file."""
    header = block("#:schema")
    for draft in ("2020-12", "7"):
        for language in ("zh", "en"):
            folder = folder_of(f"lint-{draft}-{language}")
            schemas(folder, "--draft", draft, "--lang", language)
            for name, command in LINTERS.items():
                lint = command("x.toml", "stdreg.schema.json")
                (folder / "x.toml").write_text(header + SEED)
                code, told = run(*lint, folder=folder)
                check(f"{name}, draft {draft}: the seed's register", code == 0, told)
                for title, change, word in BROKEN:
                    broken = change(SEED)
                    assert broken != SEED, title
                    (folder / "x.toml").write_text(header + broken)
                    code, told = run(*lint, folder=folder)
                    is_told = word in told or name == "taplo" and word == "nteger" and "integer" in told
                    check(f"{name}, draft {draft}: {title}", code != 0 and is_told, told[:2000])
                for schema, right, wrong in [
                    ("stdreg-scheme.schema.json", BUILT_IN, BUILT_IN.replace("width", "widht", 1)),
                    ("stdreg-toml.schema.json", '[severity]\nE011 = "error"\n', '[severity]\nE011 = "fatal"\n'),
                ]:
                    lint = command("x.toml", schema)
                    for text, expected in ((right, True), (wrong, False)):
                        (folder / "x.toml").write_text(f"#:schema ./{schema}\n{text}")
                        code, told = run(*lint, folder=folder)
                        check(f"{name}, draft {draft}: {schema}", (code == 0) == expected, told[:2000])


def dates():
    """A date in quotes is a wrong type for Tombi as for stdreg; the others cannot tell."""
    folder = folder_of("dates")
    schemas(folder)
    quoted = re.sub(r"(?m)^(effective = )(\S+)", r'\1"\2"', SEED, count=1)
    assert quoted != SEED
    (folder / "x.toml").write_text(block("#:schema") + quoted)
    for name, command in LINTERS.items():
        code, told = run(*command("x.toml", "stdreg.schema.json"), folder=folder)
        check(f"{name}: a date in quotes", (code != 0) == (name == "tombi"), told[:2000])


def projects():
    """Registers, their parts and settings, named in the configuration of a project."""
    part = 'table = [{ id = "A", title = "A", category = "21" }]\n'
    for name, mark, file, lint in [
        ("tombi", "[[schemas]]", "tombi.toml", ["tombi", "lint", "--offline"]),
        ("taplo", "[[rule]]", ".taplo.toml", ["taplo", "lint"]),
    ]:
        folder = folder_of(f"project-{name}")
        schemas(folder)
        (folder / file).write_text(block(mark))
        (folder / "tables").mkdir()
        for path, right, wrong in [
            ("register.toml", SEED, SEED.replace("owner ", "ower  ", 1)),
            ("my.register.toml", SEED, SEED.replace("owner ", "ower  ", 1)),
            ("tables/a.toml", part, part.replace("title", "titel")),
            ("stdreg.toml", 'lang = "zh"\n', 'lang = "fr"\n'),
        ]:
            (folder / path).write_text(right)
            code, told = run(*lint, path, folder=folder)
            check(f"{name}: {path} in a project", code == 0, told[:2000])
            (folder / path).write_text(wrong)
            code, told = run(*lint, path, folder=folder)
            check(f"{name}: a broken {path} in a project", code != 0, told[:2000])
            (folder / path).write_text(right)


HEAD = '[register]\ntitle = "x"\n\n'
ENTRY = HEAD + '[[table]]\nid = "A"\ntitle = "A"\ncategory = "21"\n\n[[table.entry]]\nnumber = 1\n'
CATEGORY = HEAD + '[[category]]\ncode = "21"\n'


def tombi_completes():
    folder = folder_of("tombi-lsp")
    schemas(folder, "--lang", "zh")
    (folder / "tombi.toml").write_text(block("[[schemas]]"))
    server = Server(["tombi", "lsp", "--offline"], folder, environment=OFFLINE, log=LOG)
    for title, text, expected in [
        ("keys of an entry", ENTRY + "$0\n", {"standard": "标准号", "status": "标准状态", "effective": "实施日期"}),
        ("keys that are begun", ENTRY + "sta$0\n", {"standard": "标准号", "status": "标准状态"}),
        ("words for the status", ENTRY + "status = $0\n", {"已颁": "已经发布", "在编": "", "现行": "已颁"}),
        ("words in quotes", ENTRY + 'level = "$0"\n', {"国家标准": "", "行业标准": "", "通信行标": "行业标准"}),
        ("values of a layer", CATEGORY + 'class = "$0"\n', {"2": "技术标准"}),
        ("closed words", HEAD + '[[statistics]]\nby = "$0"\n', {"level": "", "category": ""}),
    ]:
        offers = server.complete("my.register.toml", text)
        is_right = all(meaning in offers.get(label, "\0") for label, meaning in expected.items())
        check(f"tombi lsp: {title}", is_right, offers)
    offers = server.complete("stdreg.toml", "$0\n")
    check("tombi lsp: settings", "per-file-ignores" in offers and "fail-on" in offers, offers)
    is_found, found = server.finds("new.register.toml", ENTRY + 'ower = "x"\n', "ower")
    check("tombi lsp: findings", is_found, found)
    server.stop()


def even_better_toml_completes():
    folder = folder_of("taplo-lsp")
    schemas(folder, "--lang", "en")
    settings = json.loads(block("evenBetterToml").replace("/path/to", str(folder)))
    associations = settings["evenBetterToml.schema.associations"]
    settings = {"schema": {"enabled": True, "catalogs": [], "associations": associations, "cache": {}}}
    command = ["node", str(HERE / "tests/schema/taplo-server.mjs")]
    server = Server(command, folder, settings, OFFLINE, LOG)
    for title, text, expected in [
        ("keys", HEAD + "do$0", {"domain": "layer 2", "include": "glob patterns"}),
        ("keys of a category", CATEGORY + "$0\n", {"class": "layer 1", "subsystem": ""}),
        ("values of a layer", CATEGORY + 'class = "$0"\n', {"2": "技术标准"}),
    ]:
        offers = server.complete("my.register.toml", text)
        is_right = all(meaning in offers.get(label, "\0") for label, meaning in expected.items())
        check(f"Even Better TOML: {title}", is_right, offers)
    is_found, found = server.finds("new.register.toml", ENTRY + 'ower = "x"\n', "ower")
    check("Even Better TOML: findings in an entry", is_found, found)
    is_found, found = server.finds("stdreg.toml", 'lang = "fr"\n', "fr")
    check("Even Better TOML: findings in settings", is_found, found)
    server.stop()


WORK = pathlib.Path(tempfile.mkdtemp())
LOG = (WORK / "log").open("w")
try:
    for test in (linters, dates, projects, tombi_completes, even_better_toml_completes):
        test()
finally:
    LOG.close()
    shutil.rmtree(WORK)
print(f"{passed} passed, {failed} failed")
raise SystemExit(1 if failed else 0)
