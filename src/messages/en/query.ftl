### Entries by an expression: stdreg query

cli-query = List the entries that an expression finds
    .examples =
        stdreg query 'status=在编 and owner~信息'             under way, of an owner with 信息 in its name
        stdreg query 'effective<2015 and not level=国家标准'  in force before 2015
        stdreg query 'category in (21, 22)' --output-format codes
        stdreg query --row 国家标准                            what a row of the statistics counts
        stdreg query '' city.toml --output-format json        all entries of a register
cli-query-expression = a comparison such as status=在编 of a column, a layer of the code, phase, subsystem, category, table, file, year or effective-year with =, !=, ~ (contains), !~, <, <=, >, >=, or in (…); and, or, not and brackets join several
cli-query-register = a file of the register, or the folder that it is in; with --row one argument alone is the register
cli-query-row = list what a row of the statistics counts, by its item
cli-query-statistics = the statistics table of the row, by its id, title or what it counts by, where several have the item
cli-query-column = of that row, what a further column of its table counts
cli-query-output-format = the form

query-fault =
    .unknown-name = nothing is called "{ $name }"
    .unknown-value = "{ $value }" is no value of { $name }
    .unclear = it is not clear what "{ $value }" is in { $name }: several are called so, or the register has none
    .order = { $name } has no order, so that it is not less or more than "{ $value }": use =, !=, ~ or !~
    .date = "{ $value }" is no date of { $name }: write 2015, 2015-06 or 2015-06-01
    .integer = "{ $value }" is no whole number, as { $name } is
    .name = here a name is missing, such as status
    .operator = here =, !=, ~, !~, <, <=, >, >= or in is missing
    .value = here a value is missing; one with blanks or signs stands in quotation marks
    .list = here ( is missing: the values of in stand in brackets
    .comma = here a comma or ) is missing; a value with blanks stands in quotation marks
    .joint = here and, or or the end is missing; a value with blanks stands in quotation marks
    .unclosed = this bracket is not closed
    .unopened = this bracket was not opened
    .quote = this quotation mark is not closed
    .deep = brackets and not stand too deep in each other
query-note =
    .told = the expression cannot be read: { $reason }
    .meant = did you mean "{ $meant }"?
    .no-value = no entry has "{ $value }" in { $name }
    .nothing = no entry found
    .unclear = { $count ->
        [one] one more entry may be meant: what is asked of it cannot be read
       *[other] { $count } more entries may be meant: what is asked of them cannot be read
    }
query-row =
    .none = no statistics have the row "{ $item }"
    .no-statistics = no statistics are called "{ $name }"
    .several = several statistics have the row "{ $item }": name one with --statistics: { $known }
    .unclear = it is not known what the row "{ $item }" counts; stdreg check tells what is wrong
    .column = the statistics have no column "{ $column }"
