"""Documents, workbooks and the page, opened by the programs that they are for."""

import datetime
import os
import re
import shutil

import docx
import openpyxl
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from cases import ROOT, case, has, has_not, main, run

STDREG = os.environ["STDREG"]
SEED = ROOT / "tests/registers/internet-plus"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/register.toml"))
STATUSES = ["已颁", "在编", "拟编"]


def export(register, output, *options, code=0):
    """Exports to a file, whose name says the form."""
    form = output.suffix[1:]
    return run(STDREG, "export", "--lang", "zh", register, "--format", form, "-o", output, *options, code=code)


def pages(document, folder):
    """The text of each page that LibreOffice makes of a document."""
    home = (folder / "office").as_uri()
    run("soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf", "--outdir", folder, document)
    text = run("pdftotext", "-layout", document.with_suffix(".pdf"), "-")
    return text.split("\f")[:-1]


def bare(text):
    return re.sub(r"\s", "", text)


@case
def _(folder):
    """LibreOffice sets the seed's document: the diagram with the title on one page, the head of a table on each of its pages, all standards"""
    document = folder / "seed.docx"
    export(SEED, document)
    found = pages(document, folder)
    assert 10 <= len(found) <= 20, len(found)
    has(bare(found[0]), "“互联网+公安政务服务”标准体系", "提出单位：", "24管理保障", "A.18服务评价考核", "图1")
    details = [page for page in found if "标准状态" in page]
    assert len(found) - 4 <= len(details) <= len(found) - 2, (len(details), len(found))
    # A.13 is longer than a page: the page on which it goes on begins with its head.
    assert any(bare(page).replace("GA/TXXXXX—XXXX", "").startswith("序号标准代码") for page in details)
    register = (SEED / "register.toml").read_text(encoding="utf-8")
    codes = re.findall(r'^code\s+= "(\d{7}[PR]\d{4}[A-Z])"', register, re.MULTILINE)
    text = bare("".join(found))
    assert len(codes) == 103
    for code in codes:
        has(text, code)
    has(bare(found[-1]), "表B.1", "按子体系统计", "67.6%")


@case
def _(folder):
    """LibreOffice sets the documents of the examples"""
    for example in EXAMPLES:
        document = folder / f"{example.name}.docx"
        export(example, document)
        found = pages(document, folder)
        assert 2 <= len(found) <= 12, (example, len(found))
        assert all(page.strip() for page in found), example


@case
def _(folder):
    """python-docx opens a document, and finds its styles, tables and sections"""
    export(SEED, folder / "a.docx")
    opened = docx.Document(folder / "a.docx")
    assert len(opened.tables) == 20 and len(opened.sections) == 3
    assert [cell.text for cell in opened.tables[3].rows[1].cells][:2] == ["1", "2095021P1013T"]
    headings = [one.text for one in opened.paragraphs if one.style.name == "Heading 2"]
    assert headings == ["A.1　基础标准", "A.2　服务保障标准", "A.3　服务提供标准"], headings


@case
def _(folder):
    """A template that python-docx or LibreOffice wrote gives its header, its page and its styles"""
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "某某局"
    template.sections[0].page_width = docx.shared.Mm(200)
    template.styles["Heading 2"].font.size = docx.shared.Pt(20)
    template.add_paragraph("旧的正文")
    template.save(folder / "t.docx")
    home = (folder / "office").as_uri()
    run("soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "docx:Office Open XML Text", "--outdir",
        folder / "again", folder / "t.docx")
    for path in [folder / "t.docx", folder / "again" / "t.docx"]:
        export(SEED, folder / "a.docx", "--template", path)
        opened = docx.Document(folder / "a.docx")
        assert len(opened.tables) == 20
        # LibreOffice keeps those styles alone that are used.
        styles = {style.name: style for style in opened.styles}
        assert "Heading 2" not in styles or styles["Heading 2"].font.size.pt == 20
        assert path.parent != folder or "Heading 2" in styles
        assert abs(opened.sections[0].page_width.mm - 200) < 1 and opened.sections[1].page_height.mm - 200 < 1
        found = pages(folder / "a.docx", folder)
        for page in found:
            has(bare(page), "某某局")
        has_not(bare("".join(found)), "旧的正文")


@case
def _(folder):
    """A workbook that openpyxl edited gets back what differs, and keeps what is the user's own"""
    book = folder / "w.xlsx"
    export(SEED, book)
    before = book.read_bytes()
    run(STDREG, "export", "--lang", "zh", SEED, "--format", "xlsx", "--into", book)
    assert book.read_bytes() == before, "nothing was edited"
    opened = openpyxl.load_workbook(book)
    sheet = opened["A.4 数据元"]
    sheet["E3"] = "改过"
    sheet["E3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["H3"] = datetime.date(2000, 1, 1)
    sheet["A4"] = "=1+1"
    sheet["N2"], sheet["N3"] = "经办人", "张三"
    sheet.delete_rows(5)
    opened.create_sheet("自己的")["A1"] = "=SUM(1,2)"
    opened.save(book)
    told = export(SEED, folder / "new.xlsx", "--into", book, code=1)
    has(told, "A.4 数据元!A4 是公式", "改写 2 个单元格，添加 1 行")
    sheet = openpyxl.load_workbook(folder / "new.xlsx")["A.4 数据元"]
    assert [sheet[cell].value for cell in ("E3", "A4", "N3", "B5")] == ["公安数据元编写规则", "=1+1", "张三", "2095021P1033T"]
    assert sheet["H3"].value == datetime.datetime(2011, 12, 1) and sheet["E3"].fill.fgColor.rgb == "00FFFF00"
    assert openpyxl.load_workbook(folder / "new.xlsx")["自己的"]["A1"].value == "=SUM(1,2)"


@case
def _(folder):
    """A workbook that gets rows opens in openpyxl and LibreOffice, with its table, rules and print area as long as the list"""
    book = folder / "w.xlsx"
    export(SEED, book)
    opened = openpyxl.load_workbook(book)
    sheet = opened["A.4 数据元"]
    last = sheet.max_row
    sheet.delete_rows(last - 1, 2)
    sheet.auto_filter.ref = None
    sheet.add_table(Table(displayName="清单", ref=f"A2:L{last - 2}"))
    sheet.conditional_formatting.add(f"A3:L{last - 2}", CellIsRule("equal", ['"在编"'], fill=PatternFill("solid", bgColor="FFFF00")))
    sheet.print_area = f"A1:L{last - 2}"
    opened.save(book)
    told = export(SEED, folder / "new.xlsx", "--into", book)
    has(told, "添加 2 行")
    # LibreOffice writes it anew: what it reads is what is there.
    home = (folder / "office").as_uri()
    (folder / "again").mkdir()
    run("soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx", "--outdir", folder / "again", folder / "new.xlsx")
    for path in (folder / "new.xlsx", folder / "again/new.xlsx"):
        sheet = openpyxl.load_workbook(path)["A.4 数据元"]
        assert [table.ref for table in sheet.tables.values()] == [f"A2:L{last}"], path
        assert sheet.print_area.replace("$", "").endswith(f"A1:L{last}"), sheet.print_area
        assert f"A3:L{last}" in [str(rule.sqref) for rule in sheet.conditional_formatting], path
        assert sheet.cell(last, 2).value and sheet.cell(last - 1, 2).value


def large(folder, count):
    """A register of so many standards, with a column of its own."""
    lines = ['[register]\ntitle = "大的体系"\ndomain = "09"\nbusiness = "50"\n[[column]]\nkey = "secrecy"\ntitle = "密级"\n']
    lines.append('[[subsystem]]\ntitle = "保障"\n')
    for category in range(10):
        code = 20 + category
        lines.append(f'[[category]]\ncode = "{code}"\ntitle = "细目{category}"\nsubsystem = "保障"\nclass = "2"\n')
        lines.append(f'[[table]]\nid = "A.{category + 1}"\ntitle = "表{category}"\ncategory = "{code}"\n')
        for number in range(count // 10):
            place = category * (count // 10) + number
            lines.append(
                f'[[table.entry]]\nnumber = {number + 1}\ncode = "20950{code}P{number % 1000:03}3T"\n'
                f'title = "信息系统第{place}项安全要求"\nstatus = "{STATUSES[place % 3]}"\nlevel = "行业标准"\nsecrecy = "{"内部" if place % 7 else "公开"}"\n'
                f'owner = "公安部计算机与信息处理标委会"\neffective = {2000 + place % 20}-03-01\n'
            )
    (folder / "register.toml").write_text("".join(lines), encoding="utf-8")
    return folder


@case
def _(folder):
    """Chromium: the page of the seed and one of 10,000 standards are searched, filtered, sorted, linked to and printed"""
    small, other = folder / "seed.html", folder / "large.html"
    export(SEED, small)
    (folder / "large").mkdir()
    export(large(folder / "large", 10_000), other)
    run(STDREG, "export", "--lang", "en", SEED, "--format", "html", "-o", folder / "english.html")
    hostile = folder / "hostile"
    hostile.mkdir()
    title = "</script><script>document.title='bad'</script><img src=x onerror=document.title='bad'>"
    (hostile / "register.toml").write_text(
        f'[register]\ntitle = "{title}"\n[[subsystem]]\ntitle = "{title}"\n[[category]]\ncode = "21"\ntitle = "{title}"\nsubsystem = "{title}"\n'
        f'[[table]]\nid = "A.1"\ntitle = "{title}"\ncategory = "21"\n[[table.entry]]\nnumber = 1\ntitle = "{title}"\ncode = "{title}"\nowner = "javascript:alert(1)"\n',
        encoding="utf-8",
    )
    export(hostile, folder / "hostile.html", "--with-findings")
    told = run(shutil.which("node"), ROOT / "tests/office/page.mjs", folder)
    print("      " + told.strip().replace("\n", "\n      "))


main()
