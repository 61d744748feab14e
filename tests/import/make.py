"""Makes the office files that tests/import.rs reads, with programs that are not ours: openpyxl, XlsxWriter, xlwt, odfpy,
python-docx, and LibreOffice, which saves some of them anew (apt-get install libreoffice-calc-nogui libreoffice-writer-nogui).

    python3 -m venv venv && venv/bin/pip install openpyxl XlsxWriter xlwt odfpy python-docx
    venv/bin/python tests/import/make.py

Those of SheetJS are made by make.mjs. The files are committed; this shows where they come from.
"""

import datetime
import pathlib
import subprocess
import tempfile
import zipfile

import docx
import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import xlsxwriter
import xlwt

HERE = pathlib.Path(__file__).parent
HEAD = ["序号", "标准代码", "标准(计划)号", "标准名称", "标准状态", "标准级别", "实施日期", "归口单位", "备注"]


def captions():
    """Captions, clauses and sub-headings in one sheet, figures in another, as people lay them out; by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附录A"
    rows = [
        ["政务服务标准体系表"],
        [],
        ["A.1 基础标准"],
        ["A.1.1 标准化指南"],
        ["表A.1 标准化指南标准明细表"],
        HEAD,
        [1, "1095011R0012T", "GB/T 30850（所有部分）", "电子政务标准化指南", "已颁", "国家标准", datetime.date(2015, 2, 1), "SAC/TC 28", "-"],
        [2.0, "1095011P0023T", 201650163, "标准化工作指南", "在编", "行业标准", "-", "公安部社会公共安全\n应用基础标委会", None],
        ["A.2 服务保障标准"],
        ["A.2.4 管理保障"],
        ["A.2.4.1 信息安全管理"],
        ["表A.2 信息安全管理标准明细表"],
        HEAD,
        ["信息安全综合"],
        [1, "3095024R0012T", "GB/T 20988-2007", "信息系统灾难恢复规范", "已颁", "国家标准", "2007.11.1", "SAC/TC 260", "—"],
        [2, "3095024R0022T", "GB/T 22080-2016", "要求", "已颁", "国家标准", datetime.datetime(2017, 3, 1), "SAC/TC 260", "/"],
        ["表A.2 （续）"],
        HEAD,
        ["网络安全规范"],
        [3, "3095024R0142T", "GB/T 20270-2006", "网络基础安全技术要求", "已颁", "国家标准", 39052, "SAC/TC 260"],
        ["注：本表按顺序码排列。"],
    ]
    for row in rows:
        sheet.append(row)
    for row in sheet.iter_rows():
        if len([cell for cell in row if cell.value is not None]) == 1:
            sheet.merge_cells(start_row=row[0].row, start_column=1, end_row=row[0].row, end_column=9)
    figures = book.create_sheet("附录B")
    for row in [
        ["统计项\n标准类别", "应有数（个）", "现有数（个）", "现有数/应有数（%）", "备注"],
        ["国家标准", 4, 4, 1, None],
        ["公共安全行业标准", 1, 0, 0, None],
        ["共计", 5, 4, 0.8, None],
        [],
        ["基础标准子体系", 2, 1, 0.5, None],
        ["服务保障标准子体系", 3, 3, 1, None],
        ["共计", 5, 4, 0.8, None],
    ]:
        figures.append(row)
    for cell in figures["D"]:
        cell.number_format = "0.0%"
    book.save(HERE / "captions.xlsx")


def columns():
    """The structure in merged columns, a head of two rows, and what goes wrong in cells; by XlsxWriter."""
    book = xlsxwriter.Workbook(HERE / "columns.xlsx")
    sheet = book.add_worksheet("明细")
    zeros = book.add_format({"num_format": "0000000000000"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    plain = book.add_format()
    for column, title in enumerate(["子体系", "细目", "序号"]):
        sheet.merge_range(1, column, 2, column, title)
    sheet.merge_range(1, 3, 1, 5, "标准")
    for column, title in enumerate(["编号", "名称", "级别"]):
        sheet.write(2, 3 + column, title)
    sheet.merge_range(1, 6, 1, 7, "日期")
    sheet.write(2, 6, "发布")
    sheet.write(2, 7, "实施")
    for column, title in enumerate(["标准状态", "标准代码", "归口单位"]):
        sheet.merge_range(1, 8 + column, 2, 8 + column, title)
    sheet.merge_range(3, 0, 5, 0, "基础标准")
    sheet.merge_range(3, 1, 4, 1, "术语")
    sheet.write(5, 1, "1、总体框架")
    sheet.write(6, 0, "保障标准")
    sheet.write(6, 1, "数据资源")
    rows = [
        (1, "GB/T 1-2020", "甲", "国家标准", "已颁", 1095012100120, None),
        (2, "GB/T 2-2020", "乙", "国家标准", "已颁", 1095012100220, "-"),
        (1, "GB/T 3-2020", "丙", "国家标准", "已颁", 95013100120, None),
        (1, "GB/T 4-2020", "丁", "国家标准", "已颁", 2095021100120, None),
    ]
    for at, (number, standard, title, level, status, code, _) in enumerate(rows):
        row = 3 + at
        sheet.write(row, 2, number)
        sheet.write(row, 3, standard)
        sheet.write(row, 4, title)
        sheet.write(row, 5, level)
        sheet.write(row, 8, status)
        sheet.write_number(row, 9, code, zeros)
    sheet.write_datetime(3, 6, datetime.datetime(2020, 1, 1), day)
    sheet.write_datetime(3, 7, datetime.datetime(2020, 7, 1), day)
    sheet.write_formula(4, 7, "=H4", day, 44013)
    sheet.write_formula(5, 7, "=NOWHERE!A1", plain, "#REF!")
    sheet.write(6, 7, "另行公布")
    sheet.merge_range(3, 10, 4, 10, "SAC/TC 28")
    sheet.write(5, 12, "表外")
    sheet.write(8, 4, "合计：4项")
    hidden = book.add_worksheet("草稿")
    hidden.hide()
    hidden.write(0, 0, "标准号")
    hidden.write(0, 1, "标准名称")
    hidden.write(1, 0, "GB/T 9-2020")
    hidden.write(1, 1, "戊")
    book.close()


def calendar():
    """Days of the calendar that begins in 1904; by XlsxWriter."""
    book = xlsxwriter.Workbook(HERE / "calendar.xlsx", {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["标准号", "标准名称", "实施日期"])
    sheet.write_row(1, 0, ["GB/T 1-2014", "甲"])
    sheet.write_datetime(1, 2, datetime.datetime(2015, 2, 1), book.add_format({"num_format": "yyyy/m/d"}))
    book.close()


def old():
    """The format before 2007; by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("标准明细")
    for column, title in enumerate(HEAD):
        sheet.write(0, column, title)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for column, value in enumerate([1, "1095011R0012T", "GB/T 30850（所有部分）", "电子政务标准化指南", "已颁", "国家标准"]):
        sheet.write(1, column, value)
    sheet.write(1, 6, datetime.date(2015, 2, 1), day)
    sheet.write_merge(1, 2, 7, 7, "SAC/TC 28")
    for column, value in enumerate([2, "1095011R0022T", "GB/T 1-2015", "甲", "已颁", "国家标准", 42036]):
        sheet.write(2, column, value)
    book.save(str(HERE / "old.xls"))


def opendocument():
    """OpenDocument, with repeated and covered cells; by odfpy."""
    book = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="标准明细")

    def row(cells, **attributes):
        row = odf.table.TableRow(**attributes)
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)

    def text(content, **attributes):
        cell = odf.table.TableCell(valuetype="string", **attributes)
        for line in content.split("\n"):
            cell.addElement(odf.text.P(text=line))
        return cell

    def number(value, **attributes):
        cell = odf.table.TableCell(valuetype="float", value=value, **attributes)
        cell.addElement(odf.text.P(text=str(value)))
        return cell

    def day(value):
        cell = odf.table.TableCell(valuetype="date", datevalue=value)
        cell.addElement(odf.text.P(text=value.replace("-", "/")))
        return cell

    row([odf.table.TableCell(numbercolumnsrepeated=16384)], numberrowsrepeated=2)
    row([text(title) for title in HEAD])
    row([
        number(1), text("1095011R0012T"), text("GB/T 30850（所有部分）"), text("电子政务\n标准化指南"), text("已颁"), text("国家标准"),
        day("2015-02-01"), text("SAC/TC 28", numberrowsspanned=2), text("-"),
    ])
    row([
        number(2), text("1095011R0022T"), text("GB/T 1-2015"), text("甲"), text("已颁"), text("国家标准"),
        day("2015-02-01"), odf.table.CoveredTableCell(), text("-"),
    ])
    row([odf.table.TableCell(numbercolumnsrepeated=16384)], numberrowsrepeated=1048571)
    book.spreadsheet.addElement(table)
    book.save(str(HERE / "open.ods"))


def document():
    """A document of Word, with headings, captions, merged cells, automatic numbers and tracked changes; by python-docx."""
    book = docx.Document()
    book.add_paragraph("政务服务标准体系")
    book.add_heading("附录A 标准明细表", 1)
    book.add_heading("A.1 基础标准", 2)
    book.add_heading("A.1.1 标准化指南", 3)
    book.add_paragraph("表A.1 标准化指南标准明细表")
    table = book.add_table(rows=0, cols=9)

    def row(table, cells):
        added = table.add_row().cells
        for cell, text in zip(added, cells):
            cell.text = text
        return added

    row(table, HEAD)
    first = row(table, ["", "1095011R0012T", "GB/T 30850（所有部分）", "电子政务\n标准化指南", "已颁", "国家标准", "2015年2月1日", "SAC/TC 28", "-"])
    second = row(table, ["", "1095011R0022T", "GB/T 1-2015", "甲", "已颁", "国家标准", "2015-02-01", "", "-"])
    first[7].merge(second[7])
    for cells in (first, second):
        numbering = cells[0].paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_numId().val = 3
    book.add_heading("A.1.2 术语", 3)
    book.add_paragraph("表A.2 术语标准明细表")
    table = book.add_table(rows=0, cols=9)
    row(table, HEAD)
    group = row(table, ["通用"] + [""] * 8)
    group[0].merge(group[8])
    cells = row(table, ["1", "1095012R0012T", "GB/T 25647-2010", "电子政务", "已颁", "国家标准", "2011-04-01", "SAC/TC 28", "-"])
    run = cells[3].paragraphs[0]._p
    for tag, word, text in (("ins", "t", "术语"), ("del", "delText", "词汇")):
        change = docx.oxml.parse_xml(
            f'<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="a">'
            f"<w:r><w:{word}>{text}</w:{word}></w:r></w:{tag}>"
        )
        run.append(change)
    book.add_paragraph("表A.2 （续）")
    table = book.add_table(rows=0, cols=9)
    row(table, HEAD)
    row(table, ["2", "1095012R0022T", "GB/T 2-2010", "乙", "已颁", "国家标准", "2011-04-01", "SAC/TC 28", "-"])
    book.save(HERE / "document.docx")


def changed(name, part, change):
    """A copy of calendar.xlsx with one part changed."""
    with zipfile.ZipFile(HERE / "calendar.xlsx") as source, zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                data = change(data.decode()).encode()
            target.writestr(zipfile.ZipInfo(info.filename, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def hostile():
    """What would take gigabytes, or end the process."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    changed("far.xlsx", "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", far))
    changed("many.xlsx", "xl/sharedStrings.xml", lambda text: text.replace('uniqueCount="', 'uniqueCount="400000000'))
    wide = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(3, 1000))
    changed("wide.xlsx", "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", wide + "</sheetData>"))
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'
    changed("entity.xlsx", "xl/worksheets/sheet1.xml", lambda text: text.replace("<worksheet", entity))
    (HERE / "cut.xlsx").write_bytes((HERE / "calendar.xlsx").read_bytes()[:3000])
    (HERE / "encrypted.xlsx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504))


def saved_anew():
    """The same as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, form, target in [
            ("captions.xlsx", "ods", "libre.ods"),
            ("captions.xlsx", "xls", "libre.xls"),
            ("captions.xlsx", "xlsx", "libre.xlsx"),
            ("document.docx", "docx:MS Word 2007 XML", "libre.docx"),
        ]:
            command = ["soffice", "--headless", "--convert-to", form, "--outdir", folder, str(HERE / name)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            made = pathlib.Path(folder) / (HERE / name).with_suffix("." + form.split(":")[0]).name
            (HERE / target).write_bytes(made.read_bytes())


if __name__ == "__main__":
    captions()
    columns()
    calendar()
    old()
    opendocument()
    document()
    hostile()
    saved_anew()
