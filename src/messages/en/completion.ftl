# Completion
completion-key =
    .required = required
    .optional = optional
completion-value =
    .next = next number in the table
    .today = today
    .group = sub-heading of table { $table }
    .counted = as counted in the tables
completion-count = { $count ->
        [one] { $count } entry uses it
       *[other] { $count } entries use it
    }
completion-layer = { $layer } (layer { $number })
completion-by =
    .column = counted by { $title }
    .level = counted by level
    .subsystem = counted by subsystem
    .category = counted by category
    .table = counted by table
completion-column-type =
    .string = text
    .strings = several texts
    .integer = a whole number
    .date = a date
    .standard = a standard number
    .standards = standard numbers
    .word = one of the words listed for the column
    .status = counted by status
completion-figures = expected { $expected }, existing { $existing }
completion-entry = new entry, number { $number }
completion-ignore =
    .here = suppresses the listed rules on this line, or on the next line if the comment stands alone
    .file = suppresses the listed rules in the whole file
