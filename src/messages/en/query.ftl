### Entries by an expression: stdreg query

cli-query = List the entries that match an expression
    .examples =
        stdreg query 'status=在编 and owner~信息'             in drafting, with 信息 in the owner's name
        stdreg query 'effective<2015 and not level=国家标准'  in force before 2015
        stdreg query 'category in (21, 22)' --output-format codes
        stdreg query --row 国家标准                            entries counted by a row of the statistics
        stdreg query '' city.toml --output-format json        all entries of a register
cli-query-expression = comparisons such as status=在编: a column, a layer of the code, phase, subsystem, category, table, file, year or effective-year; then =, !=, ~ (contains), !~, <, <=, >, >= or in (…); combine them with and, or, not and brackets
cli-query-register = a file of the register, or the folder it is in; with --row, a single argument is the register
cli-query-row = list the entries counted by a row of the statistics, by its item
cli-query-statistics = the statistics table of that row, by id, title or what it is counted by, if several tables have the row
cli-query-column = list only the entries counted in this column of the statistics table
cli-query-output-format = the output format

query-fault =
    .unknown-name = there is no column, layer or other name "{ $name }"
    .unknown-value = "{ $value }" is not a value of { $name }
    .unclear = "{ $value }" is ambiguous for { $name }: several have this name, or the register has none
    .order = { $name } has no order and cannot be compared with "{ $value }": use =, !=, ~ or !~
    .date = { $name } is a date, but "{ $value }" is not: write 2015, 2015-06 or 2015-06-01
    .integer = { $name } is a whole number, but "{ $value }" is not
    .name = expected a name here, such as status
    .operator = expected =, !=, ~, !~, <, <=, >, >= or in here
    .value = expected a value here; quote values that contain spaces or symbols
    .list = expected ( here: write the values of in between brackets
    .comma = expected a comma or ) here; quote values that contain spaces
    .joint = expected “and” or “or” here; quote values that contain spaces
    .unclosed = this bracket is not closed
    .unopened = this bracket has no matching opening bracket
    .quote = this quotation mark is not closed
    .deep = brackets and not are nested too deep
query-note =
    .told = the expression cannot be read: { $reason }
    .meant = did you mean "{ $meant }"?
    .no-value = no entry has the value "{ $value }" in { $name }
    .nothing = no matching entries
    .unclear = { $count ->
        [one] one more entry may match: the values in question cannot be read
       *[other] { $count } more entries may match: the values in question cannot be read
    }
query-row =
    .none = no statistics table has the row "{ $item }"
    .no-statistics = there is no statistics table called "{ $name }"
    .several = several statistics tables have the row "{ $item }": choose one with --statistics: { $known }
    .unclear = it cannot be determined what the row "{ $item }" counts; run stdreg check to see why
    .column = the statistics table has no column "{ $column }"
