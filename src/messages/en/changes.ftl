### Commands that change a register

cli-next = Print the next free code of a table
    .examples =
        stdreg next A.4                    the next code of table A.4
        stdreg next 21 -n 5                five codes of category 21
        stdreg next A.4 --block 150-199    from a range of sequence numbers
cli-next-table = the table, by its id or title, or a category, by its code or title
cli-next-count = how many codes to print
cli-next-block = take the sequence numbers from this range instead of the table's block

cli-move = Move an entry to the end of another table
    .examples =
        stdreg move 2095021P1013T A.7 --diff   only show the changes
        stdreg move "GA/T 542-2011" A.7        the entry with that number
cli-move-table = the table, by its id or title; the entry gets the next number in that table, and the next free code if its own does not fit

cli-recode = Change the code of an entry in all files of the register
    .examples =
        stdreg recode 2095021P1013T 2095021P1993T
cli-recode-new = the new code

cli-renumber = Number the entries of a table 1, 2, 3 … in their order
    .examples =
        stdreg renumber A.4
        stdreg renumber --diff             all tables; only show the changes
cli-renumber-table = the table, by its id or title; all tables if none is named

cli-change-register = a file of the register, or the folder it is in
cli-change-entry = the entry, by its code, standard number, plan number or title
cli-change-diff = show the changes without writing them; exit with 1 if there are any
cli-change-force = write even if the change adds errors

cli-set = Set columns of an entry
    .examples =
        stdreg set 2095021P1033T status=在编 plan=201650163
        stdreg set "公安数据元" status=已颁 "standard=GA/T 543-2011" effective=2011-12-01
        stdreg set 2095021P1033T remarks=          delete a value
cli-change-pairs = KEY=VALUE: a column, by its key or heading, and its new value; separate the values of a list with 、; an empty value deletes the key

cli-add = Add an entry at the end of a table
    .examples =
        stdreg add                                     on a terminal: prompts for everything
        stdreg add A.4 title=数据元目录 status=拟编 level=行业标准 owner=公安部
        stdreg add A.4 title=数据元目录 status=拟编 level=行业标准 owner=公安部 --diff
cli-add-pairs = what the entry has, each as KEY=VALUE, the key or the heading of a column; on a terminal what is missing is asked for
cli-add-table = the table, by its id or title; the next number and code are used unless they are given

cli-replace = Withdraw an entry that is replaced by another one
    .examples =
        stdreg replace "GA/T 542-2011" "GA/T 542-2026"
cli-replace-old = the entry that is withdrawn, by its code, number, plan or title
cli-replace-new = the entry that replaces it; its replaces key will list the old number

change-fault =
    .no-entry = no entry has the code, number, plan or title "{ $name }"
    .several-entries = { $count ->
        [one] one entry is
       *[other] { $count } entries are
    } called "{ $name }": identify the entry by its code
    .no-table = no table has the id or title "{ $name }"
    .several-tables = { $count ->
        [one] one table is
       *[other] { $count } tables are
    } called "{ $name }": identify the table by its id
    .no-table-or-category = no table and no category with a table is called "{ $name }"
    .several-categories = several categories are called "{ $name }": name one of their tables instead
    .no-code = the entry has no code that could be changed
    .broken = table { $table } has TOML syntax errors: correct them first (run stdreg check to see them)
    .undetermined = the register does not determine the codes of table { $table }: the category needs a class and a code, the register a domain and a business, and the scheme must have no errors
    .full = free codes in table { $table }: { $count ->
        [one] only one
       *[other] only { $count }
    }
    .same-table = the entry is already in table { $table }
    .inline = the entry cannot be moved to table { $table } as it is written: both places must use [[table.entry]] and have no syntax errors
    .uncountable = parts of the register cannot be read, so the figures cannot be determined; run stdreg check to see why
    .block = { $block } is not a range: write FIRST-LAST, such as 101-199
    .pair = "{ $pair }" is not of the form KEY=VALUE
    .no-column = there is no column "{ $key }"; available: { $keys }
    .value = "{ $value }" is not a value of { $key }
    .no-room = the entry cannot be added to table { $table } as the table is written
    .no-number = the replaced entry has no standard number to refer to
    .no-withdrawn = the scheme has no status for withdrawn standards
    .no-replaces = the scheme has no status column, or no column for replaced standards
    .errors = { $count ->
        [one] the change would add the error above
       *[other] the change would add the { $count } errors above
    }; nothing was written (use --force to write anyway)
change-done =
    .nothing = nothing to change
    .written = written: { $files }

change-ask =
    .table = Table:
    .needed = { $help }; Tab completes, Ctrl-C stops
    .open = { $help }; Tab completes, an empty line leaves it out, Ctrl-C stops
    .empty = { $key } must not be empty
    .stopped = stopped; nothing was written

# What is asked about a new register
init-ask =
    .title = Title of the register:
    .title-or-none = an empty line gives a commented example instead; Ctrl-C stops
    .title-of-table = an empty line takes the title from the table; Ctrl-C stops
    .scheme = Coding scheme:
    .scheme-help = a built-in one, that of an example, or a scheme file; Tab completes, Ctrl-C stops
    .table = A table to import:
    .table-help = a workbook, CSV, Word, PDF and others; an empty line for none; Tab completes, Ctrl-C stops
    .named = { $layer }:
    .layer = Tab completes, Ctrl-C stops
    .layer-or-none = what all codes have in this layer; Tab completes, an empty line leaves it out, Ctrl-C stops
    .category = Category:
    .category-help = its code, a blank and its title; an empty line after the last one; Ctrl-C stops
    .subsystem = Subsystem of the category:
    .subsystem-help = its title; Tab completes, an empty line leaves it out, Ctrl-C stops
    .above = Title of { $code }, which stands above:
init-fault =
    .no-file = there is no file { $path }
    .layer = { $value } is not a value of the layer { $layer }
    .category = write the code, a blank and the title
    .known = { $code } already exists
    .empty = a title is needed
    .scheme = the scheme cannot be read: { $reason }
