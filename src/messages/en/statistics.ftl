# Which entries a row counts: said beside findings of N001 and N002
row-counts = the entries that the row counts
    .all = the row counts all entries
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
total-mismatch = { $figure ->
        [expected] expected
       *[existing] existing
    } of “{ $item }” is { $found }, but the rows above add up to { $sum }
    .counted = { $figure ->
        [expected] expected
       *[existing] existing
    } of “{ $item }” is { $found }, which is neither the sum of the rows above, { $sum }, nor what the tables come to, { $count }
    .incomplete = { $figure ->
        [expected] expected
       *[existing] existing
    } of “{ $item }” is { $found }, as many as there are entries, but the rows above add up to { $sum }: rows are missing, or one has a figure that cannot be checked
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
        [status] status “{ $name }” is not in the vocabulary: nothing says what the row counts
       *[layer] layer { $layer } has no value “{ $name }”: nothing says what the row counts
    }
    .nearest = { $kind ->
        [level] item “{ $name }” is not defined, did you mean “{ $nearest }”?
        [subsystem] subsystem “{ $name }” is not defined, did you mean “{ $nearest }”?
        [category] category “{ $name }” is not defined, did you mean “{ $nearest }”?
        [table] table “{ $name }” is not defined, did you mean “{ $nearest }”?
        [status] status “{ $name }” is not in the vocabulary, did you mean “{ $nearest }”?
       *[layer] layer { $layer } has no value “{ $name }”, did you mean “{ $nearest }”?
    }
    .twice = “{ $item }” counts the same as a row before it: an item stands once in a table
    .first = first listed here
unchecked-figure = figures of this table were not checked
    .table = no figure of this table was checked, and none will be rewritten: { $why ->
        [scheme] the scheme cannot be used, so that nobody knows how entries count
        [include] include does not lead to all parts, so that the number of entries is uncertain
        [head] a part has a [register] of its own, so that nobody knows whose its tables are
        [file] a file cannot be read, so that the number of entries is uncertain
       *[header] a header is lost or misspelt, or a key is set twice, so that the number of entries is uncertain
    }
    .cause = this is why
    .level = not checked: { $items } ({ $count } in all); the table counts by level, and no layer of the code says levels; where may say what a row counts
    .status = no existing was checked: neither the scheme nor the register has a word for a status
    .nameless = “{ $item }” was not checked: it may be the one whose name cannot be read
    .ambiguous = “{ $item }” was not checked: several definitions have the name, and nobody knows whose entries it counts
