### Imports: a register from tables

cli-import = Import standards tables from Excel, CSV or PDF text as a register
    .examples =
        stdreg import list.csv -o register.toml               a new register
        stdreg import standard.pdf -o register.toml           uses pdftotext; .txt works as well
        stdreg import annex-a.csv annex-b.csv                 combine several files, print to standard output
        stdreg import list.csv --map "Reg. No=standard" --map ICS=-
                                                              define a column; - skips it
        stdreg import list.xlsx --into register.toml --diff   preview the changes of an edited list; without --diff they are written
cli-import-files = Files to import: .xlsx, .xlsm, .xls, .ods, .docx, .csv, .tsv, .md, .html, .json, .txt, .pdf (with pdftotext); - for standard input (CSV)
cli-import-output = Write to this file instead of standard output; existing files are not overwritten
cli-import-force = Overwrite the file if it exists
cli-import-scheme = Code scheme: the id of a built-in scheme, or a scheme file
cli-import-map = Assign a heading to a key, such as "Reg. No=standard"; - after = skips the column; repeatable
cli-import-sheet = Read only the sheet NAME; repeatable
cli-import-max-unpacked = Size limit for unpacked office files, in MiB
cli-import-header-row = Row of the headings, counted from 1
cli-import-encoding = Encoding of text files, such as GBK; detected if not given
cli-import-into = Update this register (any of its files, or its folder) instead of creating one: only cells that differ are changed, and new entries are added. Entries are matched by code, then by standard or plan number, then by title within the same table; ambiguous matches are only reported
cli-import-blank = With --into, how to treat blank cells: keep the value, or clear it
cli-import-delete = With --into, delete entries that are missing from the file, in the tables that the file contains; otherwise they are only reported
cli-import-diff = With --into, show the changes as a unified diff without writing them; exit with 1 if there are any
cli-import-quiet = Do not print a summary

import-failure =
    .exists = { $path } already exists and was not changed; use --force to overwrite it
    .no-pdftotext = reading { $path } requires pdftotext, which was not found; install poppler-utils, or convert the PDF to text (.txt) first
    .pdf = pdftotext could not extract text from { $path }
    .unread = parts of { $path } cannot be read, so nothing was changed; run stdreg check to see why
    .into-standard-input = --into takes a file of the register or its folder, not standard input
    .map = --map takes HEADING=KEY, not { $text }

import-problem =
    .form = files of this kind cannot be imported; supported: .xlsx, .xlsm, .xls, .ods, .docx, .csv, .tsv, .md, .html, .json and .txt
    .save-as = files of this kind cannot be read; save it as { $form } in Office or WPS
    .encoding = there is no encoding called { $name }
    .unclosed-quote = the quote opened in line { $line } is never closed, so everything after it would become one cell; add the closing quote
    .too-large = there are more than { $limit } cells
    .far-apart = its cells are too far apart for the old workbook format; save it as .xlsx in Office or WPS, or delete the cells far from the table
    .nested = its elements are nested too deep for a normal web page
    .unpacked = it unpacks to more than { $limit } MiB and may be malicious; if you trust it, raise the limit with --max-unpacked
    .encrypted = the file is password-protected; remove the password in Office or WPS first
    .no-sheet = there is no sheet called { $name }; sheets: { $names }
    .damaged = the file is damaged, or does not match its extension: { $reason }
    .meeting = two changes affect the same place in { $path }; nothing was written
    .key = { $key } in --map is not a key of entries; available: { $keys }; also standard-or-plan, year, subsystem, category, table, table-title, and - to skip the column
    .conflict = { $first-address } “{ $first }” and { $second-address } “{ $second }” both map to { $key }; skip one with --map "{ $second }=-", or map it to another key
    .no-header = no table headings were recognised, so nothing was written; give their row with --header-row and the columns with --map

import-reason =
    .no-key = no code, number or title, so this is not an entry
    .unknown-row = none of its cells is in a recognised column
    .unknown-column = no key for this column
    .beyond = cell outside the table headings
    .date = not a date
    .number = not a whole number
    .formula-error = formula error
    .second = a second value for the same thing
    .several = this could be any of { $entries } and was not imported; add the code or number of the entry
    .elsewhere = this entry is in { $table }, not in { $other }, and was not moved; its other cells were imported
    .braces = its table is written in braces, so nothing can be added to it
    .no-place = its table is not in the register, and its category is unknown
    .no-code = the category is not in the register, and its code is unknown
    .structure-differs = the register has this category under another code or title, and was not changed; change it there by hand
    .renumbered = no table of the register has this number, but entries of it are in the register; give it the number by hand
    .no-statistics = no statistics table in the register has these rows; write new statistics tables in the register itself
    .several-statistics = several statistics tables in the register have these rows; not imported
    .no-item = the statistics table in the register has no such row; run stdreg check to see which rows are missing
    .no-figure = the row in the statistics table has no figure in one of these columns; write it in the register itself
    .doubled-item = several rows of the statistics table have this item; not imported
    .note = note below the table
    .total = total row
    .figure = cell with no place in a statistics table
    .figures = not a row of statistics, or it is unclear what the rows are counted by
    .group = sub-heading, but the scheme has no column for sub-headings
    .above-header = row above the headings
    .between = row between two tables

import-report =
    .comment = not imported, { $address }: { $reason }: { $content }
    .line = { $address }: { $reason }: { $content }
    .more = { $count ->
        [one] one more, see the comment in the result
       *[other] { $count } more, see the comments in the result
    }

import-note =
    .from-title = { $count ->
        [one] one standard number was taken from a title or file name, at { $address }
       *[other] { $count } standard numbers were taken from titles or file names, the first at { $address }
    }
    .guess = { $address } “{ $heading }” was read as { $key }
    .unknown = { $address } “{ $heading }” matches no key; its content was written as comments
    .missing = no column for: { $keys }
    .encoding = read as { $encoding }
    .hidden = “{ $sheet }” is a hidden sheet and was also read
    .hidden-rows = { $count ->
        [one] a row of “{ $sheet }” is hidden, and was read: { $address }
       *[other] { $count } rows of “{ $sheet }” are hidden, and were read, from { $address } on
    }
    .hidden-columns = { $count ->
        [one] a column of “{ $sheet }” is hidden, and was read: { $columns }
       *[other] { $count } columns of “{ $sheet }” are hidden, and were read: { $columns }
    }
    .changes = the document has tracked changes, which were read as if accepted
    .lost = { $count ->
        [one] a character could not be decoded and was written as �
       *[other] { $count } characters could not be decoded and were written as �
    }
    .no-title = no name of the standards system was found; the file name was used
    .no-subsystem = the file names no subsystem; everything was put into “{ $title }”
    .category-codes = the codes of the categories are unknown; they were numbered in order
    .split = { $count ->
        [one] put into one table by the category in the codes
       *[other] put into { $count } tables by the categories in the codes
    }

    .other-tables = { $count ->
        [one] one table of the register is not in the file and was not changed
       *[other] { $count } tables of the register are not in the file and were not changed
    }
    .added = added to the register: { $tables ->
        [one] one table
       *[other] { $tables } tables
    }, { $categories ->
        [one] one category
       *[other] { $categories } categories
    }, { $subsystems ->
        [one] one subsystem
       *[other] { $subsystems } subsystems
    }

import-merge =
    .changes = { $matched ->
        [one] one entry matched
       *[other] { $matched } entries matched
    }: { $changed } changed; { $added } added, { $removed } removed; { $figures ->
        [one] one row of statistics
       *[other] { $figures } rows of statistics
    } changed
    .missing = { $count ->
        [one] one entry is not in the file and was kept (--delete removes it):
       *[other] { $count } entries are not in the file and were kept (--delete removes them):
    }
    .entry = { $entry }
    .more = { $count ->
        [one] and one more
       *[other] and { $count } more
    }
    .reports = { $count ->
        [one] one place was not imported:
       *[other] { $count } places were not imported:
    }
    .same = no changes
    .written = written to { $path }

import-summary =
    .counts = { $rows ->
        [one] one row read
       *[other] { $rows } rows read
    }: { $entries ->
        [one] one entry
       *[other] { $entries } entries
    }, { $figures ->
        [one] one row of statistics
       *[other] { $figures } rows of statistics
    }, { $joined } joined to the row above, { $reported } not imported
    .result = { $categories ->
        [one] one category
       *[other] { $categories } categories
    }, { $tables ->
        [one] one table
       *[other] { $tables } tables
    }, { $statistics ->
        [one] one statistics table
       *[other] { $statistics } statistics tables
    }
    .more-notes = and { $count } more notes
    .reports = { $count ->
        [one] one place was not imported and became a comment
       *[other] { $count } places were not imported and became comments
    }:
    .written = written to { $path }; next: stdreg check { $path }
