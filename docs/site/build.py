"""Builds the site of the manual, in Chinese and English, with a page for each rule: docs/site/build.py STDREG FOLDER [LANGUAGE]

Pages are those of docs/zh and docs/en. What is different in the site is done here: links to files of the project lead to its
repository (Cargo.toml says where that is), pictures and files come along, the link to the other language gives way to the theme's
own, and `stdreg rule` writes the pages of the rules. Any fault of a page or link ends the build.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import playground

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]

# The order of the pages; the rules follow theirs.
BEFORE = ["index", "start", "playground", "install", "format", "schemes"]
AFTER = ["fixes", "settings", "commands", "editors", "ci", "import-export", "compare", "year", "faq", "how", "performance", "glossary"]
NAMES = {
    "zh": {"site": "stdreg 手册", "description": "标准体系表的检查工具", "language": "简体中文", "edit": "源文件"},
    "en": {"site": "stdreg", "description": "A linter for standards systems", "language": "English", "edit": "source"},
}
# The headings of what `stdreg rule` prints.
HEADINGS = {"zh": {"为什么", "反例", "正例", "修复"}, "en": {"Why", "Bad", "Good", "Repair"}}
# Characters and signs of Chinese, which stand without blanks.
HAN = "[\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e“”…]"
RULE = re.compile(r"^\| ([A-Z]\d{3}) \| `([a-z0-9-]+)` \|", re.M)


def rules(language):
    """The rules, each as its code and name, in the order of the table."""
    return RULE.findall((ROOT / f"docs/{language}/rules.md").read_text("utf-8"))


def rule_page(stdreg, name, language):
    """The page of a rule as Markdown, from what `stdreg rule` prints."""
    text = subprocess.run(
        [stdreg, "rule", name, "--lang", language, "--color", "never"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    head, _, rest = text.partition("\n")
    code, named, about = head.split(None, 2)
    assert named == name, head
    lines, headings, is_code = [f"# {code} `{name}`", "", f"*{about}*", ""], 0, False
    for line in rest.splitlines():
        if line.startswith("    ") and not is_code:
            lines.append("```toml")
            is_code = True
        elif is_code and line and not line.startswith("    "):
            while not lines[-1]:
                lines.pop()
            lines += ["```", ""]
            is_code = False
        if is_code:
            lines.append(line[4:])
        elif line in HEADINGS[language]:
            lines += [f"## {line}", ""]
            headings += 1
        else:
            # Signs of Markdown stand for themselves, except in what is marked as code.
            pieces = line.split("`")
            pieces[::2] = (re.sub(r"([\[\]<>*_])", r"\\\1", piece) for piece in pieces[::2])
            lines.append("`".join(pieces))
    if is_code:
        lines.append("```")
    assert headings >= 3, f"{name}: the headings of `stdreg rule` have changed"
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def of_the_site(text, language, name, folder):
    """A page as the site has it; what it links to outside of its folder is copied or named in the repository."""
    other = "en" if language == "zh" else "zh"
    text = text.replace(f"](../{other}/{name}.md)\n\n", "]()\n\n", 1)
    text = re.sub(r"^\[[^\]]+\]\(\)\n\n", "", text, count=1, flags=re.M)

    def link(match):
        is_picture, words, path = match.groups()
        if "://" in path or not path.startswith("../"):
            return match[0]
        file, _, anchor = path.partition("#")
        target = Path(os.path.normpath(ROOT / f"docs/{language}" / file))
        assert target.exists(), f"{language}/{name}: {path}"
        within = target.relative_to(ROOT)
        if is_picture or within.parts[:2] == ("docs", "files"):
            kept = Path("assets") / target.name
            (folder / "assets").mkdir(exist_ok=True)
            shutil.copy2(target, folder / kept)
            return f"{is_picture}[{words}]({kept})"
        kind = "tree" if target.is_dir() else "blob"
        return f"[{words}]({PACKAGE['repository']}/{kind}/main/{within}{'#' + anchor if anchor else ''})"

    text = re.sub(r"(!?)\[([^\]]*)\]\(([^)]+)\)", link, text)
    # Where a line of a paragraph ends, HTML has a blank, and Chinese has none.
    blocks = re.split(r"(^```.*?^```)", text, flags=re.M | re.S)
    blocks[::2] = (re.sub(rf"(?<={HAN})\n(?={HAN})", "", block) for block in blocks[::2])
    text = "".join(blocks)
    if name == "rules":
        text = RULE.sub(lambda match: f"| {match[1]} | [`{match[2]}`](rules/{match[2]}.md) |", text)
    return text


def write_pages(stdreg, folder, language, has_program):
    """The pages of a language, as mkdocs takes them."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "rules").mkdir(parents=True)
    for page in sorted((ROOT / f"docs/{language}").glob("*.md")):
        name = "rules/index" if page.stem == "rules" else page.stem
        text = of_the_site(page.read_text("utf-8"), language, page.stem, folder)
        if page.stem == "rules":
            # It stands in the folder of its pages.
            text = text.replace("](rules/", "](")
            text = re.sub(r"\]\((?!\w+://|[a-z0-9-]+\.md\) \|)([a-z0-9-]+\.md)", r"](../\1", text)
        else:
            text = re.sub(r"\]\(rules\.md", "](rules/index.md", text)
        if name == "playground":
            text = playground.page(text, language, has_program)
        (folder / f"{name}.md").write_text(text, "utf-8")
    for _, name in rules(language):
        (folder / f"rules/{name}.md").write_text(rule_page(stdreg, name, language), "utf-8")


def configuration(language, pages, out):
    """What the site of a language has of its own; JSON is YAML."""
    names = NAMES[language]
    listed = [{f"{code} {name}": f"rules/{name}.md"} for code, name in rules(language)]
    heading = (pages / "rules/index.md").read_text("utf-8").splitlines()[0].removeprefix("# ")
    return {
        "INHERIT": os.path.relpath(ROOT / "docs/site/mkdocs.yml", out),
        "site_name": names["site"],
        "site_description": names["description"],
        # Relative addresses alone: the site may lie in any folder of any server, or be opened from a disk.
        "site_url": "",
        "use_directory_urls": False,
        "docs_dir": os.path.relpath(pages, out),
        "site_dir": f"site/{language}",
        "repo_url": PACKAGE["repository"],
        "theme": {"language": language},
        "nav": [f"{name}.md" for name in BEFORE]
        + [{heading: ["rules/index.md", *listed]}]
        + [f"{name}.md" for name in AFTER],
        "plugins": [
            {"search": {"lang": ["zh", "en"] if language == "zh" else ["en"], "separator": r"[\s\u200b\-,:!=\[\]()\"`/，。：；、“”（）]+"}}
        ],
        "extra": {
            "generator": False,
            "alternate": [
                {"name": NAMES[other]["language"], "link": f"../{other}/index.html", "lang": other} for other in ("zh", "en")
            ],
        },
    }


def main(stdreg, out, languages):
    shutil.rmtree(out / "site", ignore_errors=True)
    program = playground.program()
    for language in languages:
        pages = out / "pages" / language
        write_pages(stdreg, pages, language, program is not None)
        config = out / f"{language}.yml"
        config.write_text(json.dumps(configuration(language, pages, out), ensure_ascii=False, indent=1), "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config],
            # What the theme says of MkDocs 2 and of itself is known: docs/adr/0011-manual-site.md.
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if done.returncode != 0:
            sys.exit(f"{config}: {done.stdout}")
        if program is not None:
            playground.seal(out / f"site/{language}/playground.html")
    if program is not None:
        playground.write(out / "site", program)
    # The language that the browser asks for; without scripts, Chinese.
    (out / "site/index.html").write_text(
        '<!doctype html>\n<html lang="zh">\n<meta charset="utf-8">\n<title>stdreg</title>\n'
        '<noscript><meta http-equiv="refresh" content="0; url=zh/index.html"></noscript>\n'
        "<script>location.replace((/^zh/.test(navigator.language) ? 'zh' : 'en') + '/index.html')</script>\n"
        '<p><a href="zh/index.html">中文</a> · <a href="en/index.html">English</a></p>\n',
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:] or NAMES)
