"""Edits one cell of a workbook, as a person does: edit.py BOOK CODE HEADING VALUE"""

import sys

import openpyxl

path, code, heading, value = sys.argv[1:]
book = openpyxl.load_workbook(path)
done = 0
for sheet in book:
    columns = {}
    for row in sheet.iter_rows():
        texts = [cell.value for cell in row]
        if heading in texts and not columns:
            columns = {text: place for place, text in enumerate(texts)}
        elif columns and code in texts:
            row[columns[heading]].value = value
            done += 1
assert done == 1, done
book.save(path)
