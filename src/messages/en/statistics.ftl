# Which entries a row counts: said beside findings of N001 and N002
row-counts = the entries that the row counts
    .all = the row counts all entries
    .filled = the row counts the entries with a value in { $column }
    .conditions = the row counts the entries with { $conditions }
    .table = the row counts the entries of this table
    .category = the row counts the entries of this category's tables: { $tables }
    .subsystem = the row counts the entries of this subsystem's tables: { $tables }
expected-mismatch = expected is { $found }, but the number of entries that “{ $item }” counts is { $count }
    .at-least = expected is { $found }, but the number of entries that “{ $item }” counts is at least { $count } (others cannot be read or placed, so that it is not rewritten)
    .at-most = expected is { $found }, but the number of entries that “{ $item }” counts is at most { $count }, with those that cannot be read or placed, so that it is not rewritten
    .fix = write { $count }
existing-mismatch = existing is { $found }, but of the entries that “{ $item }” counts the number with the status “{ $published }” is { $count }
    .at-least = existing is { $found }, but of the entries that “{ $item }” counts the number with the status “{ $published }” is at least { $count } (others cannot be read or placed, so that it is not rewritten)
    .at-most = existing is { $found }, but of the entries that “{ $item }” counts the number with the status “{ $published }” is at most { $count }, with those that cannot be read or placed, so that it is not rewritten
    .fix = write { $count }
ratio-mismatch = ratio is “{ $found }”, but { $existing } / { $expected } is { $ratio }
    .none = expected is 0, so there is no ratio, but “{ $found }” stands here
    .fix = write { $ratio }
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
    } is { $found }, but of the entries that “{ $item }” counts the number that belongs there{ $figure ->
        [existing] {""} with the status “{ $published }”
       *[expected] {""}
    } is { $count }
    .at-least = the column “{ $column }” is { $found }, but of the entries that “{ $item }” counts at least { $count } belong there (others cannot be read or placed, so that it is not rewritten)
    .at-most = the column “{ $column }” is { $found }, but of the entries that “{ $item }” counts at most { $count } belong there, with those that cannot be read or placed, so that it is not rewritten
    .column = the column counts the entries with { $conditions }
    .fix = write { $count }
total-mismatch = { $figure } of “{ $item }” is { $found }, but the rows above add up to { $sum }
    .counted = { $figure } of “{ $item }” is { $found }, which is neither the sum of the rows above, { $sum }, nor what the tables come to, { $count }
    .incomplete = { $figure } of “{ $item }” is { $found }, as many as there are entries, but the rows above add up to { $sum }: rows are missing, or one has a figure that cannot be checked
    .row = adds { $value }
    .fix = write { $count }
missing-row = entries that no row counts: { $count } ({ $which })
    .first = the first of them
    .fix = add { $items }, and set the figures of the table
unknown-row = { $kind ->
        [level] item “{ $name }” is not defined: neither the scheme nor the register has it
        [subsystem] subsystem “{ $name }” is not defined: nothing says what the row counts
        [category] category “{ $name }” is not defined: nothing says what the row counts
        [table] table “{ $name }” is not defined: nothing says what the row counts
        [phase] there is no phase “{ $name }”: nothing says what the row counts
        [level-word] level “{ $name }” is not in the vocabulary: nothing says what the row counts
        [status] status “{ $name }” is not in the vocabulary: nothing says what the row counts
        [word] “{ $name }” is none of the words of the column “{ $layer }”: nothing says what the row counts
        [value] no entry has “{ $name }” in the column “{ $layer }”: nothing says what the row counts
       *[layer] layer { $layer } has no value “{ $name }”: nothing says what the row counts
    }
    .nearest = { $kind ->
        [level] item “{ $name }” is not defined, did you mean “{ $nearest }”?
        [subsystem] subsystem “{ $name }” is not defined, did you mean “{ $nearest }”?
        [category] category “{ $name }” is not defined, did you mean “{ $nearest }”?
        [table] table “{ $name }” is not defined, did you mean “{ $nearest }”?
        [phase] there is no phase “{ $name }”, did you mean “{ $nearest }”?
        [level-word] level “{ $name }” is not in the vocabulary, did you mean “{ $nearest }”?
        [status] status “{ $name }” is not in the vocabulary, did you mean “{ $nearest }”?
        [word] “{ $name }” is none of the words of the column “{ $layer }”, did you mean “{ $nearest }”?
        [value] no entry has “{ $name }” in the column “{ $layer }”, did you mean “{ $nearest }”?
       *[layer] layer { $layer } has no value “{ $name }”, did you mean “{ $nearest }”?
    }
    .no-column = the table has no column “{ $name }”: nothing can be held against this figure
    .nearest-column = the table has no column “{ $name }”, did you mean “{ $nearest }”?
    .column-twice = the table has two columns “{ $name }”
    .twice = “{ $item }” counts the same as a row before it: an item stands once in a table
    .first = first listed here
unchecked-figure = figures of this table were not checked
    .table = no figure of this table was checked, and none will be rewritten: { $why ->
        [include] include does not lead to all parts, so that the number of entries is uncertain
        [head] a part has a [register] of its own, so that nobody knows whose its tables are
        [file] a file cannot be read, so that the number of entries is uncertain
       *[header] a header is lost or misspelt, or a key is set twice, so that the number of entries is uncertain
    }
    .cause = this is why
    .column-nameless = the column “{ $column }” was not checked: what its where names may be what could not be read, or is not defined
    .column-ambiguous = the column “{ $column }” was not checked: several definitions have the name in its where
    .column-arrays = the column “{ $column }” was not checked: too many rows and columns have arrays in their where
    .columns = the column “{ $column }” and those after it were not checked: 100 columns of a table are
    .blank = “{ $item }” was not checked: a row above it does not say this figure, and there is no number of entries to hold it against
    .words = not checked: { $items } ({ $count } in all); neither the scheme nor the register has words for what they ask, nor has any entry a value there
    .faulty-columns = not checked: { $items } ({ $count } in all); a [[column]] is at fault, so that nobody knows the columns of entries
    .arrays = “{ $item }” was not checked: too many rows and columns have arrays in their where
    .status = no existing was checked: neither the scheme nor the register has a word for a status
    .nameless = “{ $item }” was not checked: it may be the one whose name cannot be read
    .ambiguous = “{ $item }” was not checked: several definitions have the name, and nobody knows whose entries it counts
