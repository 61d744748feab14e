#!/usr/bin/env python3
"""Makes the inputs that fuzzing begins with, from what the tests have: python3 fuzz/seeds.py [TARGET]...

They go to fuzz/corpus/TARGET, beside what was found before. An input that has several parts has the byte 0xFF between them, and
the first byte of some says what sort of input it is; tests/fuzz/checks says which.
"""

import hashlib
import json
import pathlib
import re
import sys
import zipfile

ROOT = pathlib.Path(__file__).parent.parent
TESTS = ROOT / "tests"
# What is longer slows down whoever reads it a million times.
LONGEST = 12_000


def fixtures():
    """The files of every case of a rule, without what is expected of them: names and texts."""
    prelude = (TESTS / "fixtures/prelude.toml").read_text()
    for path in sorted(TESTS.glob("fixtures/*/*.toml")):
        files = [["register.toml", ""]]
        for line in path.read_text().split("\n#= ")[0].splitlines(keepends=True):
            if line.startswith("#! prelude"):
                files[0][1] = prelude
            elif line.startswith("#- ") and files[-1][1].strip("\n") in ("", prelude.strip("\n")) and len(files) == 1:
                files[0][0] = line[3:].strip()
            elif line.startswith("#- "):
                files.append([line[3:].strip(), ""])
            elif not re.match(r"#(!|[<>]?\s*[\^|])", line):
                files[-1][1] += line
        yield files


def texts(parts):
    return b"\xff".join(part.encode() for part in parts)


def of_registers():
    """Every register of the tests, as a root and its parts."""
    for files in fixtures():
        yield [text for name, text in files if name.endswith(".toml") and ".scheme." not in name and name != "stdreg.toml"]
    whole = [*TESTS.glob("registers/*/register.toml"), *ROOT.glob("examples/*/register.toml"), ROOT / "src/register/example.register.toml"]
    for path in sorted(whole):
        text = path.read_text()
        if len(text.encode()) <= LONGEST:
            yield [text]
            continue
        # What is too long is taken in pieces, each with the head.
        head, *tables = text.split("\n[[table]]\n")
        last = tables[-1].split("\n[[statistics]]\n", 1)
        for table in [*tables[:-1], last[0]]:
            yield [head[:LONGEST // 3] + "\n[[table]]\n" + table[:LONGEST // 3]]
        yield [head[:LONGEST // 3] + "\n[[statistics]]\n" + last[-1][:LONGEST // 3]]


def of_suppressions():
    """Registers with comments that silence: in the first line, above an entry, behind a value, with names of every sort."""
    named = ["E", "C001", "code-length", "number-order, S", "nothing", "", "X001", "E007,", "T"]
    for number, parts in enumerate(of_registers()):
        lines = parts[0].splitlines(keepends=True)
        name = named[number % len(named)]
        for place in {0, len(lines) // 2, number % (len(lines) + 1)}:
            word = ["ignore", "ignore-file", "ignored"][(number + place) % 7 % 3]
            if place < len(lines) and place % 3 == 1 and lines[place].endswith('"\n'):
                lines[place] = lines[place][:-1] + f" # stdreg: {word}[{name}]\n"
            else:
                lines.insert(place, f"# stdreg: {word}[{name}]\n")
        yield "".join(lines).encode()


def of_settings():
    for path in sorted([*TESTS.glob("registers/*/*.scheme.toml"), *ROOT.glob("examples/*/*.scheme.toml"), *ROOT.glob("src/scheme/*.toml")]):
        yield texts([path.read_text(), "2095021P1013T"])
    for files in fixtures():
        for name, text in files:
            if ".scheme." in name or name == "stdreg.toml":
                yield texts([text, "JS.2.1.03"])
    yield b'select = ["E", "C001"]\nextend-select = ["X"]\nignore = ["S"]\nlang = "zh"\nfail-on = "warning"\nmax-findings = 9\n' \
        b'exclude = ["**/*.toml", "a/{b,c}/?", "[!a-z]"]\n[severity]\nC001 = "note"\n[per-file-ignores]\n"\xe8\xa1\xa8/**" = ["E007"]\n[format]\nalign = false\n'


def of_numbers():
    for line in (ROOT / "src/number/spellings.tsv").read_text().splitlines():
        yield from (cell.encode() for cell in line.split("\t") if cell)
    found = set()
    for parts in of_registers():
        for key, value in re.findall(r'(standard|code|plan) *= *"([^"\n]*)"', "".join(parts)):
            found.add(value)
    yield from (value.encode() for value in sorted(found))
    yield from (form.encode() for form in ["YYYYNNNNN", "####-T-###", "{year}-{number:4}T-{issuer}", "GB/T 1.1-2020、GB/T 1.2-2020"])


def of_edits():
    pieces = ['"', "\r\n", "[[table.entry]]\n", "\ncode = \"1095010P0013T\"\n", "标准", "𠀀", "\ufeff", '"""', "# stdreg: ignore[", "[register]\n", "}", "x"]
    registers = list(of_registers())
    windows = [[text.replace("\n", "\r\n") for text in parts] for parts in registers[::9]]
    marked = [["\ufeff" + text for text in parts] for parts in registers[::11]]
    for number, parts in enumerate(registers + windows + marked):
        script = []
        for turn in range(3):
            place = (number * 977 + turn * 331) % 65_536
            script.append(bytes([turn, place & 0x7F, place >> 8 & 0x7F, turn * 5]) + pieces[(number + turn) % len(pieces)].encode())
        yield texts(parts) + b"\xfe" + b"\xff".join(script)


def of_protocol():
    def body(**members):
        return b"\0" + json.dumps({"jsonrpc": "2.0", **members}).encode()

    start = body(id=1, method="initialize", params={"capabilities": {}})
    echo = body(id=2, method="test/echo", params={"a": ["标准", 1]})
    stop = [body(id=3, method="shutdown"), body(method="exit")]
    yield b"\xff".join([start, body(method="initialized", params={}), echo, *stop])
    yield b"\xff".join([start, echo, body(method="$/cancelRequest", params={"id": 2}), body(id="x", method="no/such")])
    yield b"\xff".join([start, b"\0{", b"\0[]", b"\0{}", b'\0{"jsonrpc":"2.0","id":7}', echo])
    yield b"\xff".join([b"\1Content-Length: 3\r\n\r\ntrue", start, b"\1GET / HTTP/1.1\r\n\r\n", echo])
    yield b"\xff".join([b"\1Content-Type: x\r\nContent-Length: 2\r\n\r\n{}", b"\1Content-Length: -1\r\n\r\n", start])
    yield b"\xff".join([start, b'\0{"jsonrpc":"2.0","id":4,"method":"test/echo","params":{"a":"\\ud83d"}}'])
    yield b"\xff".join([start, body(id=5, method="textDocument/hover", params={}), body(method="textDocument/didOpen", params=[])])
    for method in ["textDocument/completion", "workspace/symbol", "textDocument/codeAction", "workspace/executeCommand"]:
        yield b"\xff".join([start, body(id=6, method=method, params={"textDocument": {"uri": "file:///a.toml"}}), echo])


def of_lists():
    kinds = {".csv": 0, ".txt": 1, ".md": 2, ".html": 3}
    for path in sorted((TESTS / "import").iterdir()):
        if path.suffix in kinds:
            data = path.read_bytes()
            for start in range(0, min(len(data), 3 * LONGEST), LONGEST // 2):
                yield bytes([kinds[path.suffix]]) + data[start:start + LONGEST // 2]
    rows = [["序号", "体系编码", "标准号", "标准名称", "状态", "实施日期"], ["1", "2095021P1013T", "GB/T 1-2020", "甲", "已颁", "2020.1.1"], ["2", "", "", "乙", "在编", ""]]
    yield b"\0" + "\n".join(",".join(row) for row in rows).encode()
    yield b"\4" + "\r\n".join("\t".join(row) for row in rows).encode("gb18030")
    yield b"\1" + "\n".join("  ".join(row) for row in rows).encode()
    yield b"\2" + ("|" + "|\n|".join("|".join(row) for row in [rows[0], ["-"] * 6, *rows[1:]]) + "|\n").encode()
    yield b"\3<table><tr><td rowspan=2>" + "</td><td>".join(rows[0]).encode() + b"<tr><td>" + "</td><td colspan=9>".join(rows[1]).encode() + b"</table>"
    yield b"\5" + json.dumps([dict(zip(rows[0], row)) for row in rows[1:]], ensure_ascii=False).encode()
    yield "\0类别,应有,已有,比例\n总则,3,1,33%\n合计,3,1,33%\n".encode()


def of_office():
    parts = {
        0: ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"],
        1: ["word/document.xml", "word/numbering.xml", "word/styles.xml"],
        2: ["content.xml", "styles.xml"],
    }
    kinds = {".xlsx": 0, ".docx": 1, ".ods": 2}
    for path in sorted((TESTS / "import").iterdir()):
        kind = kinds.get(path.suffix)
        if path.suffix == ".xls":
            yield b"\4" + path.read_bytes()
        if kind is None or not zipfile.is_zipfile(path):
            continue
        if path.stat().st_size < LONGEST:
            yield bytes([{0: 3, 1: 5, 2: 6}[kind]]) + path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            yield bytes([kind]) + b"\xff".join(archive.read(part) if part in names else b"" for part in parts[kind])
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ["标准号", "标准名称"])
    yield b"\0" + f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{cells}</row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'.encode()


def of_pages():
    for text in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='x", "]]>", "&lt;b&gt;", "javascript:alert(1)", "-->", "[a](javascript:x)",
                 "`x`{=html}", "\u202e标准\u0000", "</style><style>", "</svg><script>", "<!--", "=1+1", "a\nb", "{{x}}", "<a href=//x>"]:
        yield text.encode()
        yield texts(["示范标准体系", "A", "GA/T 1-2020", text, "总则", "A.1", text, "公安部", text, text])


def of_positions():
    for text in ["a\t标准\r\n𠀀b\n\rend", "", "\r\r\n\n", "\ufeffx\r\n", "标准体系\n" * 9, "é\u0301\r", "\n\r\n", "abc", "𠀀𠀁\n𠀂", "a\u2028b\u0085c\u000bd", "\r" * 9, "\r\n" * 5]:
        yield texts([text]) + b"".join(b"\xff" + bytes([place, 0, 2]) + piece.encode() for place, piece in [(1, "\n"), (3, "𠀀"), (5, "\r")])


def of_toml():
    for parts in of_registers():
        yield "".join(parts).encode()[:LONGEST // 3]
    for text in ["a = 1\n[b]\nc.d = 2\n[[e]]\nf = { g = [1, 2.5, inf], h.i = 'x' }\n", 'a = """\nx\\\n  y"""\nb = \'\'\'z\'\'\'\n', "d = 2011-12-01T10:00:00.5+08:00\nt = 10:00\n",
                 "a = 0x1F\nb = 1_000\nc = +1e-9\nd = true\n", '"a\\u0041" = "\\e\\x41\\U0001F600"\n', "[a.b]\n[a]\nb.c = 1\n[[a.d]]\n[a.d.e]\n"]:
        yield text.encode() + b"".join(b"\xff" + bytes([place, 0, 3]) + piece for place, piece in [(4, b'"'), (9, b"[x]\n"), (2, b"")])


TARGETS = {
    "edits": of_edits(),
    "fixes": map(texts, of_registers()),
    "lists": of_lists(),
    "numbers": of_numbers(),
    "office": of_office(),
    "pages": of_pages(),
    "positions": of_positions(),
    "protocol": of_protocol(),
    "registers": map(texts, of_registers()),
    "settings": of_settings(),
    "suppressions": of_suppressions(),
    "toml": of_toml(),
}



def words():
    """What an input may have in it: the keys and the rules of the sources, and what TOML, numbers, comments, lists and messages are made of."""
    sources = "".join(path.read_text() for path in sorted(ROOT.glob("src/keys/*.rs")))
    keys = set(re.findall(r'Key::new\("([^"]+)"', sources))
    headers = {f"[[{key}]]\n" for key in ("table", "table.entry", "statistics", "statistics.rows", "category", "subsystem", "status", "level", "column")}
    rules = {path.stem.replace("_", "-") for path in ROOT.glob("src/rules/*.rs")}
    other = """ [ ] [[ ]] { } , = . # \" ' \"\"\" \\u \\U00110000 0x _ inf nan -1 9223372036854775808 2011-02-30 2020-01-01T00:00:00Z GB/T GA/T DB31/ T/ ISO/IEC
        （所有部分） —2020 -2020 ＝ “ ” 标准 𠀀 ignore-file ignore stdreg: Content-Length: jsonrpc method params id initialize shutdown $/cancelRequest
        标准号 标准名称 状态 序号 体系编码 合计 类别 应有 已有 现行 在编 <tr> <td> </table> rowspan= colspan= <w:tbl> <w:tr> <w:tc> <w:p> <w:t> <c <row <v> t=\"s\" |--- """.split()
    return sorted({*keys, *headers, *rules, *other, "\r\n", "\ufeff", "\u200b", "\u3000", "\u0000"})


def quoted(word):
    return '"' + "".join(f"\\x{byte:02x}" if byte in b'"\\' or not 0x20 <= byte < 0x7F else chr(byte) for byte in word.encode()) + '"'


for target in sys.argv[1:] or TARGETS:
    folder = ROOT / "fuzz/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for seed in TARGETS[target]:
        if len(seed) <= LONGEST:
            (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
(ROOT / "fuzz/corpus/words.dict").write_text("".join(f"{quoted(word)}\n" for word in words()))
