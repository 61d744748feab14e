# Completion
completion-key =
    .required = required
    .optional = optional
completion-value =
    .next = the next number of the table
    .today = today
    .group = sub-heading of table { $table }
    .counted = as counted in the tables
completion-count = { $count ->
        [one] { $count } entry has it
       *[other] { $count } entries have it
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
    .date = a day
    .standard = the number of a standard
    .standards = numbers of standards
    .word = one of the words of the column
    .status = counted by status
completion-figures = expected { $expected }, existing { $existing }
completion-entry = new entry, number { $number }
completion-ignore =
    .here = silences the rules listed, on this line, or on the next one for a line of its own
    .file = silences the rules listed, in the whole file
