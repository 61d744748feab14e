"""Completions, in the shells themselves. PowerShell and elvish cannot be driven here: what is made for them is only looked at."""

import os
import re
import shlex

from cases import case, has, has_not, main, run
from debian import PACKAGES, program

STDREG = os.environ["STDREG"]


def script(shell, language="en"):
    return run(STDREG, "completions", shell, "--lang", language)


def folder_with_files(folder):
    """A folder with files to complete."""
    for name in ("register.toml", "体系 表.toml"):
        (folder / name).touch()
    return folder


def in_bash(folder, line):
    """What bash offers for the last word of a line, with the function that it calls; files are its own business."""
    words = line.split(" ")
    (folder / "completions").write_text(script("bash"), encoding="utf-8")
    asked = f"""
        source completions
        COMP_WORDS=({" ".join(map(shlex.quote, words))}) COMP_CWORD={len(words) - 1}
        spec=$(complete -p stdreg)
        [[ $spec == *"-o default"* && $spec =~ -F\\ ([a-z_]+) ]] || exit
        "${{BASH_REMATCH[1]}}" stdreg {shlex.quote(words[-1])} {shlex.quote(words[-2])}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return run("bash", "--norc", "-uc", asked, cwd=folder).split()


@case
def bash_completes(folder):
    """bash completes commands, options, values, rules and, by its default, files"""
    assert in_bash(folder, "stdreg che") == ["check"]
    has(in_bash(folder, "stdreg "), "check", "man", "lsp")
    assert in_bash(folder, "stdreg check --output-for") == ["--output-format"]
    has(in_bash(folder, "stdreg check --output-format "), "full", "json")
    assert in_bash(folder, "stdreg rule class-m") == ["class-mismatch"]
    names = in_bash(folder, "stdreg rule ")
    has(names, "class-mismatch", "toml-syntax")
    assert not [name for name in names if name[0] in "-[<"], names
    assert in_bash(folder, "stdreg check --select class-m") == ["class-mismatch"]
    assert in_bash(folder, "stdreg man de") == ["decode"]
    has(in_bash(folder, "stdreg completions "), "bash", "zsh", "fish", "powershell")
    # Nothing is offered, so that bash itself completes files.
    assert in_bash(folder, "stdreg check ") == []
    assert in_bash(folder, "stdreg check reg") == []
    assert in_bash(folder, "stdreg check --baseline reg") == []
    assert in_bash(folder, "stdreg config --explain per") == ["per-file-ignores"]
    # As bash takes a word apart that has "=" in it.
    has(in_bash(folder, "stdreg check --output-format ="), "full", "json")
    assert in_bash(folder, "stdreg check --output-format = js") == ["json", "json-lines"]


@case
def bash_completes_a_file_as_one_types(folder):
    """bash, with a tab typed into it, completes a file name, also one with a blank after an option, and a value after ="""
    folder_with_files(folder)
    for typed, wanted in (
        ("stdreg check reg\t", "stdreg check register.toml"),
        ("stdreg check --baseline 体\t", r"stdreg check --baseline 体系\ 表.toml"),
        ("stdreg check --fail-on=w\t", "stdreg check --fail-on=warning"),
    ):
        start = f"source <({shlex.quote(STDREG)} completions bash); echo rea''dy\n"
        has(in_terminal(folder, ["bash", "--norc", "-i"], [start, f"echo stdreg; {typed}"], wanted), wanted)


def in_terminal(folder, words, lines, wanted):
    """Types lines into a program in a terminal of its own, waiting for `ready` after the first and for what is wanted after
    the second. Gives what it shows."""
    import pty
    import select
    import time

    environment = {**os.environ, "TERM": "dumb", "ZDOTDIR": str(folder), "PS1": "$ ", "LC_ALL": "C.UTF-8"}
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(words[0], words, environment)
    shown = ""

    def read_until(is_there, seconds):
        nonlocal shown
        end = time.monotonic() + seconds
        while not is_there(shown) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                try:
                    shown += os.read(terminal, 65536).decode("utf-8", "replace")
                except OSError:
                    return

    try:
        os.write(terminal, lines[0].encode())
        read_until(lambda text: "ready" in text, 30)
        assert "ready" in shown, shown
        os.write(terminal, lines[1].encode())
        # A shell asks its own completion in an instant; a slow machine is waited for.
        read_until(lambda text: wanted in text.split("ready")[-1], 20)
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    return shown


def in_zsh(folder, line, wanted):
    """What zsh shows when a line is typed into it, with completions in Chinese loaded, once what is wanted is there."""
    (folder / "_stdreg").write_text(script("zsh", "zh"), encoding="utf-8")
    words = program("zsh")
    settings = ""
    if len(words) > 1:
        # One that is not installed looks for its own parts where it would have been.
        functions = PACKAGES / "zsh/usr/share/zsh/functions"
        (modules,) = (PACKAGES / "zsh").glob("usr/lib/*/zsh/5*")
        settings = f"fpath=({functions} {functions}/**/*(/)); module_path=({modules})\n"
    settings += "fpath=($PWD $fpath)\nautoload -U compinit && compinit -u -D\n"
    (folder / ".zshrc").write_text(settings, encoding="utf-8")
    typed = in_terminal(folder, [*words, "-o", "no_global_rcs", "-i"], ["echo rea''dy\n", line], wanted)
    has_not(typed, "not found", "error", "cannot")
    return typed


@case
def zsh_completes_rules(folder):
    """zsh completes the name of a rule"""
    has(in_zsh(folder, "stdreg rule class-m\t", "class-mismatch"), "class-mismatch")


@case
def zsh_completes_files(folder):
    """zsh completes a file name"""
    has(in_zsh(folder_with_files(folder), "stdreg check reg\t", "register.toml"), "register.toml")


@case
def fish_completes(folder):
    """fish completes commands, options, values, rules with their codes, and files; in Chinese, too"""
    folder_with_files(folder)
    words = program("fish")

    def offers(line, language="en"):
        (folder / "stdreg.fish").write_text(script("fish", language), encoding="utf-8")
        home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
        return run(
            *words, "--no-config", "-c", f"source stdreg.fish; complete -C {shlex.quote(line)}",
            cwd=folder, env={**os.environ, **home, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip

    has(offers("stdreg che"), "check\tCheck registers")
    has(offers("stdreg che", "zh"), "check\t检查体系表")
    has(offers("stdreg check --output-f"), "--output-format")
    has(offers("stdreg check --output-format j"), "json")
    assert offers("stdreg rule class-m").strip() == "class-mismatch\tL001"
    has(offers("stdreg check reg"), "register.toml")


@case
def every_script_can_be_read(folder):
    """bash, zsh and fish read what is made for them in both languages without complaint"""
    for shell in ("bash", "zsh", "fish"):
        for language in ("en", "zh"):
            path = folder / shell
            path.write_text(script(shell, language), encoding="utf-8")
            assert run(*program(shell), "-n", path) == ""


@case
def powershell_and_elvish_are_made(folder):
    """what is made for PowerShell and elvish closes what it opens, and names commands and rules"""
    for shell in ("powershell", "elvish"):
        text = script(shell)
        outside = re.sub(r"'[^']*'|\"[^\"]*\"", "", text)
        for opened, closed in ("()", "{}", "[]"):
            assert outside.count(opened) == outside.count(closed), f"{shell}: {opened}"
        has(text, "stdreg", "check", "--output-format")
        has_not(text, "NO_COLOR`")


main()
