"""The manual: its commands run, and the site that is built of it has no dead link, fetches nothing, and finds Chinese words."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from cases import ROOT, case, has, main, run

STDREG = os.environ["STDREG"]
SITE = Path(os.environ["SITE"])
LANGUAGES = ("zh", "en")
SOURCES = [*ROOT.glob("README*.md"), *ROOT.glob("docs/*/*.md")]

sys.path.insert(0, str(ROOT / "docs/site"))
import build  # noqa: E402


class Page(HTMLParser):
    """What a page links to and fetches, and where it can be entered."""

    def __init__(self, path):
        super().__init__()
        self.links, self.fetched, self.anchors = [], [], set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        for name in ("src", "data", "poster") if tag != "link" else ("href",):
            # What a page only names, as its own address, is not fetched.
            if given.get(name) and given.get("rel") not in ("canonical", "prev", "next", "alternate"):
                self.fetched.append(given[name])


PAGES = {path: Page(path) for path in SITE.rglob("*.html")}


def target_of(page, link):
    """The file that a link within the site leads to, and the place in it."""
    path, _, anchor = link.partition("#")
    return (page.parent / unquote(path)).resolve() if path else page, unquote(anchor)


@case
def every_page_is_in_the_site(folder):
    """every page of the manual, and one for each rule, stands in the site in both languages"""
    for language in LANGUAGES:
        rules = build.rules(language)
        assert len(rules) > 60, rules
        names = {f"rules/{name}" for _, name in rules} | {"rules/index"}
        names |= {page.stem for page in (ROOT / "docs" / language).glob("*.md")} - {"rules"}
        missing = [name for name in names if not (SITE / language / f"{name}.html").exists()]
        assert not missing, missing


@case
def every_link_leads_somewhere(folder):
    """every link within the site leads to a page and a place in it"""
    count = 0
    for path, page in PAGES.items():
        # The page for what is not there is shown at any address.
        if path.name == "404.html":
            continue
        for link in page.links:
            if re.match(r"[a-z]+:", link) or link.startswith("javascript"):
                continue
            file, anchor = target_of(path, link)
            assert file.is_file(), f"{path.relative_to(SITE)}: {link}"
            if anchor and file in PAGES:
                assert anchor in PAGES[file].anchors or anchor.startswith("__"), f"{path.relative_to(SITE)}: {link}"
            count += 1
    assert count > 5_000, count


@case
def links_to_files_of_the_project_lead_somewhere(folder):
    """what the manual links to in the repository is in it"""
    repository = build.PACKAGE["repository"]
    found = set()
    for page in PAGES.values():
        found |= {link for link in page.links if link.startswith(repository + "/")}
    assert len(found) > 5, found
    for link in found:
        kind, branch, path = link.removeprefix(repository + "/").split("#")[0].split("/", 2)
        assert kind in ("blob", "tree") and branch == "main" and (ROOT / path).exists(), link


@case
def nothing_is_fetched_from_elsewhere(folder):
    """no page fetches a script, font or picture from another server, and all that it fetches is there"""
    for path, page in PAGES.items():
        for link in page.fetched:
            assert not re.match(r"([a-z]+:)?//", link), f"{path.relative_to(SITE)}: {link}"
            if path.name != "404.html" and not link.startswith("data:"):
                assert target_of(path, link.split("?")[0])[0].exists(), f"{path.relative_to(SITE)}: {link}"


@case
def chinese_has_no_blanks_at_ends_of_lines(folder):
    """paragraphs of Chinese pages have no blank where a line of their source ends"""
    pages = [page for page in (SITE / "zh").glob("*.html") if page.stem not in ("404", "index")]
    assert len(pages) > 10
    for page in pages:
        paragraphs = re.findall(r"<p>(.*?)</p>", page.read_text("utf-8"), flags=re.S)
        broken = [text for text in paragraphs if re.search(f"{build.HAN}\n{build.HAN}", text)]
        assert not broken, (page.name, broken[:1])


@case
def chinese_words_are_found(folder):
    """the search finds Chinese words within sentences, several at once, names of rules, and English ones in English"""
    expected = {
        "zh": {
            "顺序码": "rules/sequence-gap.html",
            "编码方案": "schemes.html",
            "退出码": "commands.html",
            "忽略": "fixes.html",
            "基线": "fixes.html",
            "导入 表头": "import-export.html",
            "class-mismatch": "rules/class-mismatch.html",
            "E009": "rules/implausible-date.html",
        },
        "en": {"baseline": "fixes.html", "workbook": "import-export.html", "class-mismatch": "rules/class-mismatch.html"},
    }
    for language, pages in expected.items():
        queries = [*pages, "藜麦" if language == "zh" else "quinoa"]
        done = subprocess.run(
            ["node", ROOT / "tests/site/search.mjs", SITE / language],
            input=json.dumps(queries),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        found = json.loads(done.stdout)
        for query, page, all_found in zip(pages, pages.values(), found):
            assert page in all_found[:10], (query, page, all_found)
        # What stands nowhere is not found: the others are no accident.
        assert found[-1] == [], found[-1]


def blocks(language):
    """The commands in the blocks of a kind, each with the page it stands on."""
    for page in SOURCES:
        for block in re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), flags=re.M | re.S):
            for line in block.splitlines():
                yield page.relative_to(ROOT), line


@case
def both_languages_show_the_same(folder):
    """a page has the same blocks of code in both languages, and files to copy are the same but for their comments"""
    count = 0
    for page in (ROOT / "docs/zh").glob("*.md"):
        zh, en = (
            re.findall(r"^```(\w+)\n(.*?)^```", (ROOT / "docs" / language / page.name).read_text("utf-8"), flags=re.M | re.S)
            for language in LANGUAGES
        )
        assert [kind for kind, _ in zh] == [kind for kind, _ in en], page.name
        for (kind, one), (_, other) in zip(zh, en):
            if kind in ("yaml", "groovy", "lua"):
                bare = [re.sub(r" +#.*", "", text) for text in (one, other)]
                assert bare[0] == bare[1], (page.name, *bare)
                count += 1
    assert count >= 6, count


@case
def pages_keep_to_their_language(folder):
    """no English sentence stands in a Chinese page of the manual, and no Chinese one in an English page, but as code"""
    for language in LANGUAGES:
        for page in (ROOT / "docs" / language).glob("*.md"):
            if page.stem == "glossary":
                continue
            text = re.sub(r"^```.*?^```|<!-- (\S+).*?-->.*?<!-- /\1", "", page.read_text("utf-8"), flags=re.M | re.S)
            text = re.sub(r"`[^`]*`|\]\([^)]*\)|https?://\S+", " ", text)
            if language == "zh":
                words = re.findall(r"(?:[A-Za-z][a-z]+[ ,]+){4,}", text)
            else:
                # Names of systems and registers, and the words of the vocabulary, are Chinese.
                words = [found for found in re.findall(r"[\u4e00-\u9fff，。：；（）]{9,}", text)]
            assert not words, (language, page.name, words)


@case
def every_command_runs(folder):
    """every line with stdreg in a block of commands does something, in a folder where what it names is there"""
    git = lambda *words: run("git", "-c", "user.name=T", "-c", "user.email=t@example.com", *words, cwd=folder)
    register = (ROOT / "tests/registers/internet-plus/register.toml").read_bytes()

    def begin():
        for file in folder.iterdir():
            if file.name != ".git":
                shutil.rmtree(file) if file.is_dir() else file.unlink()
        (folder / "tables").mkdir()
        for name in ("register.toml", "r.toml", "a.toml", "b.toml", "tables/a.toml"):
            (folder / name).write_bytes(register)
        for name in ("list.xlsx", "明细表.xlsx"):
            shutil.copy2(ROOT / "docs/files/list.xlsx", folder / name)
        if baseline.exists():
            shutil.copy2(baseline, folder / baseline.name)

    baseline = folder / ".git/stdreg-baseline.json"
    begin()
    run(STDREG, "check", "--write-baseline", "stdreg-baseline.json", cwd=folder)
    git("init", "--quiet", "--initial-branch=main")
    (folder / baseline.name).rename(baseline)
    git("add", "--all")
    git("commit", "--quiet", "-m", "one")
    for name in ("v1", "v2"):
        git("tag", name)
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    environment = {**os.environ, "PATH": f"{Path(STDREG).parent}:{os.environ['PATH']}", "HOME": str(folder / "home")}
    count = 0
    for page, line in sorted(set(blocks("sh"))):
        command = line.split(" #")[0].strip()
        if not command.startswith("stdreg "):
            continue
        begin()
        (folder / "home/.local/share/bash-completion/completions").mkdir(parents=True)
        (folder / "home/.local/share/man/man1").mkdir(parents=True)
        if "-o register.toml" in command:
            (folder / "register.toml").unlink()
        # What goes on until it is stopped is stopped.
        limit = 3 if "--watch" in command else 60
        try:
            done = subprocess.run(
                ["bash", "-c", command], cwd=folder, env=environment, input=register, capture_output=True, timeout=limit
            )
            assert done.returncode in (0, 1), f"{page}: {line}: {done.stderr.decode()}"
        except subprocess.TimeoutExpired:
            assert "--watch" in command, f"{page}: {line}"
        count += 1
    assert count > 60, count


@case
def every_command_in_a_sentence_exists(folder):
    """commands and options that sentences name are those that the program has"""
    helps, count = {}, 0
    for page in SOURCES:
        text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
        for words in re.findall(r"`stdreg ([a-z]+)([^`]*)`", text):
            command, rest = words
            if command not in helps:
                helps[command] = run(STDREG, command, "--help", cwd=folder)
            for option in re.findall(r"(?<!\S)(--[a-z][a-z-]*)", rest):
                assert re.search(rf"{option}\b", helps[command]), f"{page}: stdreg {command} {option}"
            count += 1
    assert count > 40, count


@case
def a_dead_link_ends_the_build(folder):
    """a page that links to nothing, or is in no list of pages, ends the build"""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("Cargo.toml", "action.yml"):
        shutil.copy2(ROOT / name, folder / name)
    for name in ("editors", "examples", "src", "benches"):
        (folder / name).symlink_to(ROOT / name)
    page = folder / "docs/zh/faq.md"
    page.write_text(page.read_text("utf-8") + "\n[x](start.md#nirgends)\n", "utf-8")
    said = run(sys.executable, folder / "docs/site/build.py", STDREG, folder / "out", "zh", code=1)
    has(said, "faq.md", "nirgends")


main()
