"""The page of the manual that runs stdreg, compiled for WebAssembly: docs/adr/0012-playground.md.

The program is what the variable STDREG_WASM names, which `docs/site/wasm` compiles. Without it the page says that it is not there.
"""

import base64
import gzip
import json
import os
import shutil
import sys
from pathlib import Path

SOURCES = Path(__file__).parent / "playground"
# The page may run and fetch what lies beside it, and send nothing anywhere. From a disk that is what `file:` means.
POLICY = (
    "default-src 'none'; script-src 'self' file: blob: 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self' file: blob:; "
    "style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:; font-src 'self' file: data:; connect-src 'self' file:; "
    "base-uri 'self'; form-action 'none'"
)
CHARSET = '<meta charset="utf-8">'
ABSENT = {
    "zh": "生成本站时没有编译 WebAssembly 程序，所以本页不能运行 stdreg。编译办法：<code>STDREG_WASM=$(docs/site/wasm)</code>。",
    "en": "This site was built without the program for WebAssembly, so this page cannot run stdreg. To compile it: "
    "<code>STDREG_WASM=$(docs/site/wasm)</code>.",
}
SCRIPTLESS = {"zh": "本页需要 JavaScript。", "en": "This page needs JavaScript."}


def program():
    """The program, where there is one."""
    path = os.environ.get("STDREG_WASM")
    if not path:
        print("docs/site: no STDREG_WASM (docs/site/wasm compiles it): the playground is left out", file=sys.stderr)
        return None
    return Path(path).read_bytes()


def page(text, language, is_there):
    """The page with what runs stdreg after its first paragraph."""
    title, first, rest = text.split("\n\n", 2)
    if is_there:
        place = (
            '<link rel="stylesheet" href="../playground/playground.css">\n'
            f'<div id="stdreg-playground"><noscript>{SCRIPTLESS[language]}</noscript></div>\n'
            + "".join(f'<script src="../playground/{name}.js"></script>\n' for name in ("worker", "example", "playground"))
        )
    else:
        place = f'<div id="stdreg-playground"><p class="pg-absent">{ABSENT[language]}</p></div>\n'
    # The editor takes the place of the list of headings.
    return f"---\nhide:\n  - toc\n---\n\n{title}\n\n{first}\n\n{place}\n{rest}"


def write(site, content):
    """What the pages of all languages fetch."""
    folder = site / "playground"
    folder.mkdir(parents=True)
    for name in ("worker.js", "playground.js", "playground.css"):
        shutil.copy2(SOURCES / name, folder / name)
    example = json.dumps((SOURCES / "example.toml").read_text("utf-8"), ensure_ascii=False)
    (folder / "example.js").write_text(f"globalThis.stdregExample = {example};\n", "utf-8")
    packed = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    (folder / "stdreg.wasm.js").write_text(f'globalThis.stdregProgram = "{packed}";\n', "utf-8")


def seal(path):
    """Has the browser hold the page to its word."""
    text = path.read_text("utf-8")
    assert text.count(CHARSET) == 1, path
    path.write_text(text.replace(CHARSET, f'{CHARSET}<meta http-equiv="Content-Security-Policy" content="{POLICY}">'), "utf-8")
