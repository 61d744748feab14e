"""The pictures of the page to start with, drawn as SVG from what they show: the workbook, and what a check prints in a terminal.

    docs/site/pictures.py STDREG            fails where a picture in docs/images differs
    UPDATE=1 docs/site/pictures.py STDREG   draws them anew
"""

import datetime
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from html import escape
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs/images"
WORKBOOK = ROOT / "docs/files/list.xlsx"
# Of a terminal's cell, in pixels.
WIDTH, HEIGHT = 8, 20
# The colours of the escapes that stdreg prints, on a dark ground.
COLOURS = {"31": "#ff7b72", "33": "#e3b341", "34": "#79c0ff", "36": "#76e3ea", "32": "#7ee787"}


def cells(text):
    """How many cells of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def svg(width, height, ground, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    return "\n".join([head, f'<rect width="{width}" height="{height}" rx="6" fill="{ground}"/>', *parts, "</svg>", ""])


def run(stdreg, *words, cwd, language):
    environment = {"LC_ALL": {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[language], "PATH": os.environ["PATH"]}
    done = subprocess.run([stdreg, *words], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode()


def terminal(stdreg, language):
    """What the check of the workbook's register prints, in colours."""
    with tempfile.TemporaryDirectory() as folder:
        run(stdreg, "import", WORKBOOK, "-o", "register.toml", cwd=folder, language=language)
        text = run(stdreg, "check", "register.toml", "--color", "always", cwd=folder, language=language)
    lines = ["$ stdreg check register.toml", *text.rstrip("\n").splitlines()]
    parts, widest = [], 0
    for row, line in enumerate(lines):
        column, colour, weight = 0, "#e6edf3", "normal"
        for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
            if escaped := re.fullmatch(r"\x1b\[([0-9;]*)m", piece):
                for number in escaped[1].split(";"):
                    if number in ("", "0"):
                        colour, weight = "#e6edf3", "normal"
                    elif number == "1":
                        weight = "bold"
                    elif len(number) == 2 and number[0] in "39":
                        colour = COLOURS.get("3" + number[1], colour)
                continue
            # Each run of one width by itself, so that columns stay columns in any font.
            for words in re.findall(r"[^\S\n]+|[\x21-\x7e]+|[^\x00-\x7e]+", piece):
                width = cells(words)
                if words.strip():
                    parts.append(
                        f'<text x="{16 + column * WIDTH}" y="{28 + row * HEIGHT}" textLength="{width * WIDTH}" '
                        f'lengthAdjust="spacingAndGlyphs" fill="{colour}" font-weight="{weight}">{escape(words)}</text>'
                    )
                column += width
        widest = max(widest, column)
    font = '<g font-family="ui-monospace, Consolas, Menlo, monospace" font-size="14">'
    return svg(widest * WIDTH + 32, len(lines) * HEIGHT + 24, "#0d1117", [font, *parts, "</g>"])


def sheet():
    """The workbook as a program for spreadsheets shows it."""
    rows = list(openpyxl.load_workbook(WORKBOOK).active.iter_rows())
    widths = [30, 120, 118, 192, 66, 66, 84, 196]
    starts = [30 + sum(widths[:place]) for place in range(len(widths) + 1)]
    right, height = starts[-1], 22
    parts = ['<g font-family="Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif" font-size="12" fill="#1f2328">']
    for place, name in enumerate("ABCDEFGH"):
        parts.append(f'<text x="{starts[place] + widths[place] / 2:g}" y="15" text-anchor="middle" fill="#656d76">{name}</text>')
    for number, row in enumerate(rows, 1):
        top = number * height
        is_caption = row[1].value is None
        if row[0].fill.fgColor.rgb == "00DDE6F0":
            parts.append(f'<rect x="30" y="{top}" width="{right - 30}" height="{height}" fill="#dde6f0"/>')
        parts.append(f'<text x="15" y="{top + 15}" text-anchor="middle" fill="#656d76">{number}</text>')
        for place, cell in enumerate(row):
            value = cell.value.strftime("%Y-%m-%d") if isinstance(cell.value, datetime.date) else cell.value
            if value is not None:
                weight = ' font-weight="bold"' if is_caption else ""
                parts.append(f'<text x="{starts[place] + 5}" y="{top + 15}"{weight}>{escape(str(value))}</text>')
    bottom = (len(rows) + 1) * height
    parts.append("</g>")
    lines = [f"M0 {height * row}H{right}" for row in range(1, len(rows) + 2)]
    lines += [f"M{start} 0V{bottom}" for start in starts]
    parts.append(f'<path d="{"".join(lines)}" stroke="#d0d7de" fill="none"/>')
    return svg(right, bottom, "#ffffff", parts)


def main(stdreg):
    pictures = {"sheet": sheet(), **{f"check.{language}": terminal(stdreg, language) for language in ("zh", "en")}}
    different = []
    for name, drawn in pictures.items():
        file = IMAGES / f"{name}.svg"
        if os.environ.get("UPDATE"):
            IMAGES.mkdir(exist_ok=True)
            file.write_text(drawn, "utf-8")
        elif not file.exists() or file.read_text("utf-8") != drawn:
            different.append(file.name)
    if different:
        sys.exit(f"docs/images: {', '.join(different)}: UPDATE=1 tests/site/run draws them anew")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
