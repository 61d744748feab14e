"""Manual pages, as man and mandoc read them."""

import os
import re
import shutil
from pathlib import Path

from cases import ROOT, Skip, case, has, has_not, main, run
from debian import program

STDREG = os.environ["STDREG"]
UTF_8 = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}


def pages(folder, language):
    run(STDREG, "man", "--lang", language, "--out", folder / language)
    found = sorted((folder / language).iterdir())
    assert len(found) > 8 and found[-1].name == "stdreg.1", found
    return found


@case
def mandoc_finds_nothing_wrong(folder):
    """mandoc finds nothing wrong with any page in either language but that it bears no date"""
    mandoc = program("mandoc")
    for language in ("en", "zh"):
        for page in pages(folder, language):
            lines = run(*mandoc, "-T", "lint", "-W", "warning", page, code=None).splitlines()
            assert not [line for line in lines if "missing date" not in line], lines
            assert page.stem + "(1)" in run(*mandoc, "-T", "utf8", page)


@case
def man_shows_both_languages(folder):
    """man shows every page in either language, without a warning of its own"""
    if not shutil.which("man"):
        raise Skip("no man here")
    for language, words in (("en", ("NAME", "OPTIONS", "EXAMPLES")), ("zh", ("名称", "选项", "示例", "退出码"))):
        for page in pages(folder, language):
            shown = run("man", "--warnings", "-l", page, env=UTF_8)
            has(shown, *(word for word in words if word not in ("示例", "EXAMPLES") or "lsp" not in page.name))
            has_not(shown, "troff:", "man:")
            if page.name == "stdreg-config.1":
                # Each under a heading of its own, and filled.
                has(shown, *{"en": ("SETTINGS", "       fail-on\n"), "zh": ("设置", "       fail-on\n")}[language])
                has_not(shown, "Examples:", "示例：")
                wide = [line for line in shown.split("stdreg config  ")[0].splitlines() if len(line) > 80]
                assert not wide, wide
    shown = run("man", "-l", folder / "zh/stdreg-check.1", env=UTF_8)
    has(shown, "检查体系表：哪里错了，错在何处，如何修复", "--force-exclude")


@case
def one_page_is_printed(folder):
    """a page is printed by the name of its command, and a name that there is not is told"""
    has(run(STDREG, "man"), ".TH stdreg 1 ")
    has(run(STDREG, "man", "check"), ".TH stdreg-check 1 ")
    has(run(STDREG, "man", "chek", "--lang", "en", code=2), "there is no command chek")
    has(run(STDREG, "man", "check", "--out", folder, code=2), "--out")


@case
def the_manual_installs_completions_and_pages(folder):
    """what the manual says puts completions and pages where bash and man find them"""
    text = (ROOT / "docs/en/install.md").read_text(encoding="utf-8")
    (said,) = [block for block in re.findall(r"^```sh\n(.*?)^```", text, flags=re.M | re.S) if "completions" in block]
    home = {**os.environ, "HOME": str(folder), "PATH": f"{Path(STDREG).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    run("bash", "-euc", said, env=home, cwd=folder)
    has((folder / ".local/share/bash-completion/completions/stdreg").read_text("utf-8"), "complete -F")
    if shutil.which("man"):
        has(run("man", "stdreg-fmt", env={**home, "MANPATH": str(folder / ".local/share/man")}), "stdreg-fmt(1)")


main()
