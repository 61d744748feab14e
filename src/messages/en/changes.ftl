### Commands that change a register

cli-next = Print the next free code of a table
    .examples =
        stdreg next A.4                    the next code of table A.4
        stdreg next 21 -n 5                five codes of category 21
        stdreg next A.4 --block 150-199    out of a range of sequences
cli-next-table = the table, by its id or title, or a category, by its code or title
cli-next-count = how many codes
cli-next-block = take the sequences from this range, not from the block of the table

cli-move = Move an entry to the end of another table
    .examples =
        stdreg move 2095021P1013T A.7 --diff   show what would change
        stdreg move "GA/T 542-2011" A.7        the entry with that number
cli-move-table = the table, by its id or title; the entry gets the next number there, and the next free code where its own does not fit

cli-recode = Give an entry another code, in all files of the register
    .examples =
        stdreg recode 2095021P1013T 2095021P1993T
cli-recode-new = the new code

cli-renumber = Number the entries of a table 1, 2, 3 … in their order
    .examples =
        stdreg renumber A.4
        stdreg renumber --diff             all tables; show what would change
cli-renumber-table = the table, by its id or title; all tables where none is named

cli-change-register = a file of the register, or the folder that it is in
cli-change-entry = the entry, by its code, else by its number, plan or title
cli-change-diff = show what would change and write nothing; exits with 1 where there is something to show
cli-change-force = write even where the change adds errors

cli-set = Set columns of an entry
    .examples =
        stdreg set 2095021P1033T status=在编 plan=201650163
        stdreg set "公安数据元" status=已颁 "standard=GA/T 543-2011" effective=2011-12-01
        stdreg set 2095021P1033T remarks=          take a value away
cli-change-pairs = KEY=VALUE: a column by its key or heading, and its value; several values of a list with 、 between them, nothing to take the key away

cli-add = Add an entry at the end of a table
    .examples =
        stdreg add                                     on a terminal: asks for all of it
        stdreg add A.4 title=数据元目录 status=拟编 level=行业标准 owner=公安部
        stdreg add A.4 title=数据元目录 status=拟编 level=行业标准 owner=公安部 --diff
cli-add-pairs = what the entry has, each as KEY=VALUE, the key or the heading of a column; on a terminal what is missing is asked for
cli-add-table = the table, by its id or title; the number and code of the entry are the next ones where they are not given

cli-replace = Withdraw an entry that another one replaces
    .examples =
        stdreg replace "GA/T 542-2011" "GA/T 542-2026"
cli-replace-old = the entry that is withdrawn, by its code, number, plan or title
cli-replace-new = the entry that replaces it, which lists its number in replaces

change-fault =
    .no-entry = no entry has the code, number, plan or title "{ $name }"
    .several-entries = { $count ->
        [one] one entry is
       *[other] { $count } entries are
    } called "{ $name }": name the one that is meant by its code
    .no-table = no table has the id or title "{ $name }"
    .several-tables = { $count ->
        [one] one table is
       *[other] { $count } tables are
    } called "{ $name }": name the one that is meant by its id
    .no-table-or-category = no table and no category with a table is called "{ $name }"
    .several-categories = several categories are called "{ $name }": name a table of the one that is meant
    .no-code = the entry has no code, and cannot get another one
    .broken = a part of table { $table } is not valid TOML: correct that first (stdreg check shows it)
    .undetermined = the register does not say enough for a code of table { $table }: class and code of its category, domain and business are needed, and a scheme without faults
    .full = table { $table } has { $count ->
        [one] one free code
       *[other] { $count } free codes
    } only
    .same-table = the entry is in table { $table } already
    .inline = the entry cannot be moved to table { $table } as it is written: both must be written with [[table.entry]], and without syntax errors
    .uncountable = parts of the register cannot be read, so that nobody knows how much there is; stdreg check tells what is wrong
    .block = { $block } is no range: write FIRST-LAST, as in 101-199
    .pair = "{ $pair }" is no KEY=VALUE
    .no-column = there is no column "{ $key }"; there are { $keys }
    .value = "{ $value }" is no value of { $key }
    .no-room = an entry cannot be added to table { $table } as it is written
    .no-number = the entry that is replaced has no standard number to name
    .no-withdrawn = the scheme has no status for what is withdrawn
    .no-replaces = the scheme has no column for the status or for what is replaced
    .errors = { $count ->
        [one] the change adds the error above
       *[other] the change adds the { $count } errors above
    }; nothing was written (--force writes it all the same)
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
    .layer = { $value } is no value of the layer { $layer }
    .category = write the code, a blank and the title
    .known = { $code } is there already
    .empty = a title is needed
    .scheme = the scheme cannot be read: { $reason }
