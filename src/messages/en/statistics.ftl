# Which entries a row counts: said beside findings of N001 and N002
row-counts = entries counted by this row
    .all = this row counts all entries
    .filled = this row counts the entries with a value in “{ $column }”
    .conditions = this row counts the entries where { $conditions }
    .table = this row counts the entries of this table
    .category = this row counts the entries in the tables of this category: { $tables }
    .subsystem = this row counts the entries in the tables of this subsystem: { $tables }
expected-mismatch = expected is { $found }, but the number of entries counted by “{ $item }” is { $count }
    .at-least = expected is { $found }, but the number of entries counted by “{ $item }” is at least { $count }; some entries cannot be read or assigned, so there is no fix
    .at-most = expected is { $found }, but the number of entries counted by “{ $item }” is at most { $count }, including entries that cannot be read or assigned, so there is no fix
    .fix = change to { $count }
existing-mismatch = existing is { $found }, but the number of entries counted by “{ $item }” with the status “{ $published }” is { $count }
    .at-least = existing is { $found }, but the number of entries counted by “{ $item }” with the status “{ $published }” is at least { $count }; some entries cannot be read or assigned, so there is no fix
    .at-most = existing is { $found }, but the number of entries counted by “{ $item }” with the status “{ $published }” is at most { $count }, including entries that cannot be read or assigned, so there is no fix
    .fix = change to { $count }
ratio-mismatch = ratio is “{ $found }”, but { $existing } / { $expected } is { $ratio }
    .none = expected is 0, so there must be no ratio, but it is “{ $found }”
    .fix = change to { $ratio }
    .remove = remove the ratio
# A figure of a statistics table
figure-of =
    .expected = expected
    .existing = existing
    .column = { $figure ->
        [existing] existing in the column “{ $column }”
       *[expected] the column “{ $column }”
    }
figure-mismatch = { $figure ->
        [existing] existing in the column “{ $column }”
       *[expected] the column “{ $column }”
    } is { $found }, but the number of entries counted by “{ $item }” in this column{ $figure ->
        [existing] {""} with the status “{ $published }”
       *[expected] {""}
    } is { $count }
    .at-least = the column “{ $column }” is { $found }, but the number of entries counted by “{ $item }” in this column is at least { $count }; some entries cannot be read or assigned, so there is no fix
    .at-most = the column “{ $column }” is { $found }, but the number of entries counted by “{ $item }” in this column is at most { $count }, including entries that cannot be read or assigned, so there is no fix
    .column = this column counts the entries where { $conditions }
    .fix = change to { $count }
total-mismatch = { $figure } of “{ $item }” is { $found }, but the rows above add up to { $sum }
    .counted = { $figure } of “{ $item }” is { $found }, which is neither the sum of the rows above, { $sum }, nor the count in the detail tables, { $count }
    .incomplete = { $figure } of “{ $item }” is { $found }, which matches the number of entries, but the rows above add up to { $sum }: rows are missing, or a row has a figure that cannot be checked
    .row = adds { $value }
    .fix = change to { $count }
missing-row = some entries are not counted by any row: { $count } ({ $which })
    .first = the first of these entries
    .fix = add the missing rows { $items }, and correct the figures of the table
unknown-row = { $kind ->
        [level] item “{ $name }” is not defined: neither the scheme nor the register has it
        [subsystem] subsystem “{ $name }” is not defined, so it cannot be determined what the row counts
        [category] category “{ $name }” is not defined, so it cannot be determined what the row counts
        [table] table “{ $name }” is not defined, so it cannot be determined what the row counts
        [phase] there is no phase “{ $name }”, so it cannot be determined what the row counts
        [level-word] level “{ $name }” is not in the vocabulary, so it cannot be determined what the row counts
        [status] status “{ $name }” is not in the vocabulary, so it cannot be determined what the row counts
        [word] “{ $name }” is not an allowed value of the column “{ $layer }”, so it cannot be determined what the row counts
        [value] no entry has “{ $name }” in the column “{ $layer }”, so it cannot be determined what the row counts
       *[layer] layer { $layer } has no value “{ $name }”, so it cannot be determined what the row counts
    }
    .nearest = { $kind ->
        [level] item “{ $name }” is not defined, did you mean “{ $nearest }”?
        [subsystem] subsystem “{ $name }” is not defined, did you mean “{ $nearest }”?
        [category] category “{ $name }” is not defined, did you mean “{ $nearest }”?
        [table] table “{ $name }” is not defined, did you mean “{ $nearest }”?
        [phase] there is no phase “{ $name }”, did you mean “{ $nearest }”?
        [level-word] level “{ $name }” is not in the vocabulary, did you mean “{ $nearest }”?
        [status] status “{ $name }” is not in the vocabulary, did you mean “{ $nearest }”?
        [word] “{ $name }” is not an allowed value of the column “{ $layer }”, did you mean “{ $nearest }”?
        [value] no entry has “{ $name }” in the column “{ $layer }”, did you mean “{ $nearest }”?
       *[layer] layer { $layer } has no value “{ $name }”, did you mean “{ $nearest }”?
    }
    .no-column = the table has no column “{ $name }”, so this figure cannot be checked
    .nearest-column = the table has no column “{ $name }”, did you mean “{ $nearest }”?
    .column-twice = the table has two columns “{ $name }”
    .twice = “{ $item }” counts the same as an earlier row: an item appears only once in a table
    .first = first listed here
unchecked-figure = some figures of this table were not checked
    .table = the figures of this table were not checked and will not be changed: { $why ->
        [include] include does not find all parts, so the number of entries is uncertain
        [head] a part has its own [register], so it is unclear to which register its tables belong
        [file] a file cannot be read, so the number of entries is uncertain
       *[header] a header is missing or misspelt, or a key is set twice, so the number of entries is uncertain
    }
    .cause = this is the reason
    .column-nameless = the column “{ $column }” was not checked: the name in its where may refer to something that could not be read or is not defined
    .column-ambiguous = the column “{ $column }” was not checked: the name in its where has several definitions
    .column-arrays = the column “{ $column }” was not checked: too many rows and columns use arrays in where
    .columns = the column “{ $column }” and those after it were not checked: at most 100 columns of a table are checked
    .blank = “{ $item }” was not checked: a row above it leaves this figure out, and there is no number of entries to compare it with
    .words = not checked: { $items } ({ $count } in all); neither the scheme nor the register defines terms for this column, and no entry has a value in it
    .faulty-columns = not checked: { $items } ({ $count } in all); a [[column]] has errors, so the columns of entries are unknown
    .arrays = “{ $item }” was not checked: too many rows and columns use arrays in where
    .status = existing was not checked: neither the scheme nor the register defines terms for the status
    .nameless = “{ $item }” was not checked: it may refer to something whose name cannot be read
    .ambiguous = “{ $item }” was not checked: the name has several definitions, so it is unclear whose entries it counts
