"""Makes list.xlsx, the workbook of the page to start with: two tables, laid out as people do, with the faults that the page finds.

    python3 -m venv venv && venv/bin/pip install openpyxl
    venv/bin/python docs/files/make.py

The file is committed, for it is offered for download; this shows where it comes from.
"""

import datetime
import pathlib

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

HEAD = ["序号", "标准代码", "标准（计划）号", "标准名称", "标准状态", "标准级别", "实施日期", "归口单位"]
OWNER = "公安部计算机与信息处理标委会"
TABLES = {
    "表A.4 数据元标准明细表": [
        # A full-width letter in the code.
        [1, "2095021P1013Ｔ", "GA/T 542-2011", "公安数据元编写规则", "已颁", "行业标准", datetime.date(2011, 12, 1), OWNER],
        # The number has no blank.
        [2, "2095021P1023T", "GA/T543.1-2011", "公安数据元 第1部分", "已颁", "行业标准", datetime.date(2011, 12, 1), OWNER],
        # Another category than that of the table.
        [3, "2095023P1033T", "-", "政务服务数据元", "拟编", "行业标准", "-", OWNER],
    ],
    "表A.5 信息分类与编码标准明细表": [
        [1, "2095021P0013T", "GA/T 16.1-2012", "道路交通管理信息代码 第1部分", "已颁", "行业标准", datetime.date(2012, 7, 31), OWNER],
        # The code of the row above.
        [2, "2095021P0013T", "GA/T 704.1-2007", "出入境管理信息代码 第1部分", "已颁", "行业标准", datetime.date(2007, 8, 1), OWNER],
    ],
}

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "明细表"
for caption, rows in TABLES.items():
    sheet.append([caption])
    sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    sheet.append(HEAD)
    for cell in sheet[sheet.max_row]:
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(horizontal="center")
    for row in rows:
        sheet.append(row)
        if isinstance(row[6], datetime.date):
            sheet.cell(sheet.max_row, 7).number_format = "yyyy-mm-dd"
for column, width in zip("ABCDEFGH", [6, 17, 18, 30, 10, 10, 12, 30]):
    sheet.column_dimensions[column].width = width
book.properties.created = book.properties.modified = datetime.datetime(2026, 1, 1)
book.save(pathlib.Path(__file__).with_name("list.xlsx"))
