### Export: stdreg export

cli-export = Export a register: as a workbook, a page, data or a diagram
    .examples =
        stdreg export --format xlsx -o register.xlsx        a workbook, a sheet a table
        stdreg export --format xlsx --into list.xlsx        what differs, in a workbook of yours
        stdreg export --format docx -o register.docx        the document, to be printed
        stdreg export --format csv -o standards.csv         all standards, for Excel
        stdreg export --format csv --only statistics        the statistics
        stdreg export --format html -o register.html        a page to search and filter in
        stdreg export my-register --format json             everything, for programs
        stdreg export --format svg -o structure.svg         the structure diagram
        stdreg export --format md --table A.4,A.5           two of the tables, for a web page
cli-export-register = a file of the register, or the folder that it is in; - is standard input
cli-export-format = the form
cli-export-output = write to a file in place of standard output
cli-export-only = export these parts alone, with commas between them
cli-export-table = export these detail tables alone, by their ids, with commas between them
cli-export-sheets = the sheets of xlsx: one for each table, or one for all standards
cli-export-template = take styles, header, footer and page set-up of docx from this document; its text is replaced
cli-export-into = write xlsx into this workbook: the cells that differ, and rows for standards that it lacks; its styles, columns, formulas and other sheets stay. In its place, unless -o is given
cli-export-with-findings = in html, list beside each standard what the check finds
cli-export-bom = whether CSV begins with a BOM, by which Excel knows UTF-8, and guards text that it would take for a formula; auto does so in files, --bom alone is always

export-failure =
    .source = { $path } is a file of the register itself, so nothing was written over it
    .findings = --with-findings is for html; { $format } has no place for findings
    .unread = parts of the register cannot be read, and are not in the export; stdreg check tells what is wrong
    .template = --template is for docx; { $format } has no template
    .into = --into is for xlsx; { $format } cannot be written into a file that is there

export-problem =
    .part = { $format } has no place for { $part }
    .no-notes = there are no notes to export: the register names no file of notes, or it cannot be read
    .one-part = { $format } is one list: give --only one part
    .table = there is no table { $id }; there are { $known }
    .too-large = this is more than { $format } can hold
    .failed = { $format } could not be made: { $reason }
    .left-out = this stdreg was built without { $format } (the feature office of cargo)
    .template = cannot be used as template: { $reason }
    .workbook = the workbook cannot be brought up to date: { $reason }

export-page =
    .search = Search
    .clear = Clear
    .download = Download what is listed (CSV)
    .all = All
    .count = {"{"}shown{"}"} of {"{"}all{"}"} listed
    .findings = With findings only
    .script = The list is drawn by the script of this page; please allow it to run.
    .coverage = Coverage
    .by-category = Published / expected standards by category
    .by-year = Standards by the year in which they came into force

export-column =
    .parent = Parent subsystem
    .subsystem-code = Subsystem code
    .subsystem = Subsystem
    .category = Category
    .category-code = Category code
    .table = Table
    .table-title = Title of the table
    .entries = Entries
    .figures = Further columns
    .by = Counted by

export-template =
    .no-document = there is no text of a Word document in it (word/document.xml); use a .docx
    .macros = the document has macros; save it as .docx without them
    .strict = the document is no usual .docx (perhaps a “Strict Open XML Document”); have Word save it as “Word Document (*.docx)”

export-document =
    .annex = Annex { $letter }
    .normative = (normative)
    .informative = (informative)
    .see-table = Table { $id } lists the standards of { $title }.
    .statistics = Table { $id }　{ $title }
    .fact = { $name }: { $text }
    .figure = Figure 1　Structure of { $title }
    .continued = { $caption } (continued)

export-into =
    .summary = { $path }: { $cells ->
        [one] one cell
       *[other] { $cells } cells
    } written, { $rows ->
        [one] one row
       *[other] { $rows } rows
    } added
    .formula = { $address } is a formula, and was not written
    .merged = { $address } is in a merged range, and was not written; it should say “{ $text }”
    .unknown-row = { $address } is not in the register: { $row }
    .second = { $address } is the same standard as a row above it on the sheet: { $row }
    .no-place = { $count ->
        [one] one standard
       *[other] { $count } standards
    } of { $table } not added: the workbook does not have this table
    .no-room = { $count ->
        [one] one standard
       *[other] { $count } standards
    } of { $table } not added: there are too few blank rows below { $address }; insert some first
    .totals = { $count ->
        [one] one standard
       *[other] { $count } standards
    } of { $table } not added: the table of the workbook ends with a row of totals; take that away first
    .more = and { $count } more
