### Imports: a register from tables

cli-import = Import tables of standards from Excel, CSV and the text of PDFs as a register
    .examples =
        stdreg import list.csv -o register.toml               a new register
        stdreg import standard.pdf -o register.toml           its text by pdftotext; a .txt will do as well
        stdreg import annex-a.csv annex-b.csv                 several files in one register, on standard output
        stdreg import list.csv --map "Reg. No=standard" --map ICS=-
                                                              say what a column is; - leaves it out
        stdreg import list.xlsx --into register.toml --diff   what an edited list would change; without --diff it does
cli-import-files = The files: .xlsx, .xlsm, .xls, .ods, .docx, .csv, .tsv, .md, .html, .json, .txt, .pdf (by pdftotext); - is standard input (CSV)
cli-import-output = Write to this file, not to standard output; one that is there is left alone
cli-import-force = Write the file even if it is there
cli-import-scheme = The code scheme: the id of a built-in one, or a scheme file
cli-import-map = The key that a heading stands for, as in "Reg. No=standard"; - behind = leaves the column out; may be repeated
cli-import-sheet = Read the sheets of this name alone; may be repeated
cli-import-max-unpacked = How much an office file may unpack to, in MiB
cli-import-header-row = The row that the head is in, from 1
cli-import-encoding = The encoding of text files, such as GBK; found out where it is not said
cli-import-into = Change this register (a file of it or its folder) instead of making one: cells that differ, new entries. Entries are matched by code, then by number of the standard or plan, then by title in the same table; what could be several is told
cli-import-blank = With --into, what a blank cell does: keep leaves the value, clear takes it away
cli-import-delete = With --into, take away the entries that the file lacks, of the tables that it has; without it they are told
cli-import-diff = With --into, show what would change as a unified diff, and write nothing; exit 1 if there is anything
cli-import-quiet = No summary

import-failure =
    .exists = { $path } is there already and was left alone; --force writes over it
    .no-pdftotext = { $path } is read by pdftotext, which was not found; install poppler-utils, or make a text (.txt) of the PDF
    .pdf = pdftotext cannot get the text of { $path }
    .unread = parts of { $path } cannot be read, so nothing was changed; stdreg check tells what is wrong
    .into-standard-input = --into takes a file of the register or its folder, not standard input
    .map = --map takes HEADING=KEY, not { $text }

import-problem =
    .form = files of this kind cannot be imported; .xlsx, .xlsm, .xls, .ods, .docx, .csv, .tsv, .md, .html, .json and .txt can
    .save-as = files of this kind cannot be read; save it as { $form } in Office or WPS
    .encoding = there is no encoding { $name }
    .unclosed-quote = the quote opened in line { $line } is never closed, so that all that follows would be one cell
    .too-large = there are more than { $limit } cells, or far more text in them than the file has
    .far-apart = its cells stand too far apart for the older form of workbooks; save it as .xlsx in Office or WPS, or take away what stands far from the table
    .nested = its elements stand in each other too deep for a page that is meant to be read
    .unpacked = it unpacks to more than { $limit } MiB, as a file meant to do harm would; where it can be trusted, --max-unpacked allows more
    .encrypted = a password protects the file; take it off in Office or WPS first
    .no-sheet = there is no sheet { $name }; there are: { $names }
    .damaged = the file is damaged, or not what its name says: { $reason }
    .meeting = two changes meet in one place of { $path }, and nothing was written
    .key = { $key } in --map is no key of entries; these are: { $keys }; besides, there are standard-or-plan, year, subsystem, category, table, table-title, and - for what is to be left out
    .conflict = { $first-address } “{ $first }” and { $second-address } “{ $second }” both stand for { $key }; leave one out by --map "{ $second }=-", or say what it is
    .no-header = no head of a table was recognised, and nothing was written; say which row it is by --header-row, and what the columns are by --map

import-reason =
    .no-key = no code, number or title, so that it is no entry
    .unknown-row = all of its cells are in columns that are not known
    .unknown-column = a column that no key stands for
    .beyond = a cell beyond the head of the table
    .date = not a date
    .number = not a whole number
    .formula-error = a formula that came to grief
    .second = one more value of what the entry has
    .several = it could be any of { $entries }, and was left out; give it the code or the number of the one that is meant
    .elsewhere = it stands in { $table } and not in { $other }, and was not moved; its other cells were taken over
    .braces = its table is written in braces, into which nothing can be put
    .no-place = its table is not in the register, and nothing tells to which category it belongs
    .no-code = nothing tells the code of the category, which the register has not got
    .structure-differs = the register has this category under another code or title, and was not changed; change it there by hand
    .renumbered = no table of the register has this number, but entries of it are in the register; give it the number by hand
    .no-statistics = no statistics table of the register has such rows; a new one is written there by hand
    .several-statistics = several statistics tables of the register have such rows, and it was left out
    .no-item = the statistics table of the register has no such row; stdreg check tells which rows are missing
    .no-figure = the row of the statistics table says nothing in one of these columns; write it there by hand
    .doubled-item = several rows of the statistics table count this, and it was left out
    .note = a note below the table
    .total = a row of sums
    .figure = a cell that has no place in a statistics table
    .figures = no row of figures, or nothing tells what they are counted by
    .group = a sub-heading, for which the scheme has no column
    .above-header = a row above the head
    .between = a row between two tables

import-report =
    .comment = not imported, { $address }: { $reason }: { $content }
    .line = { $address }: { $reason }: { $content }
    .more = { $count ->
        [one] and one more, which is a comment in the result
       *[other] and { $count } more, which are comments in the result
    }

import-note =
    .from-title = { $count ->
        [one] the number of one standard stood in its title or in the name of a file, at { $address }, and was taken out of it
       *[other] the numbers of { $count } standards stood in their titles or in names of files, from { $address } on, and were taken out of them
    }
    .guess = { $address } “{ $heading }” was taken for { $key }
    .unknown = no key stands for { $address } “{ $heading }”; what is in it was written as comments
    .missing = no column for: { $keys }
    .encoding = read as { $encoding }
    .hidden = “{ $sheet }” is a hidden sheet, and was read
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
    .no-title = the name of the standards system was not found; that of the file was taken
    .no-subsystem = the file names no subsystem; all was put into “{ $title }”
    .category-codes = nothing tells the codes of the categories; they were numbered
    .split = { $count ->
        [one] put into a table by the category in the codes
       *[other] put into { $count } tables by the categories in the codes
    }

    .other-tables = { $count ->
        [one] one table of the register is not in the file, and was left as it is
       *[other] { $count } tables of the register are not in the file, and were left as they are
    }
    .added = new in the register: { $tables ->
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
        [one] one entry is in the register
       *[other] { $matched } entries are in the register
    }: { $changed } changed; { $added } added, { $removed } removed; { $figures ->
        [one] one row of statistics
       *[other] { $figures } rows of statistics
    } changed
    .missing = { $count ->
        [one] one entry is not in the file, and stays (--delete takes it away):
       *[other] { $count } entries are not in the file, and stay (--delete takes them away):
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
    .same = nothing changes
    .written = written to { $path }

import-summary =
    .counts = { $rows ->
        [one] one row in
       *[other] { $rows } rows in
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
    .more-notes = and { $count } more to be said
    .reports = { $count ->
        [one] one place was not imported and is a comment
       *[other] { $count } places were not imported and are comments
    }:
    .written = written to { $path }; next: stdreg check { $path }
