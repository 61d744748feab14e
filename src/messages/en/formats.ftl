### The forms in which findings are written for other programs

format-no-findings = no findings
format-github =
    .error = { $count ->
        [one] { $count } more error is not shown as an annotation; see above
       *[other] { $count } more errors are not shown as annotations; see above
    }
    .warning = { $count ->
        [one] { $count } more warning is not shown as an annotation; see above
       *[other] { $count } more warnings are not shown as annotations; see above
    }
    .info = { $count ->
        [one] { $count } more info is not shown as an annotation; see above
       *[other] { $count } more infos are not shown as annotations; see above
    }
format-sarif =
    .root = the repository root, or the folder in which stdreg ran if there is no repository
    .dropped = { $count ->
        [one] only the { $most } most severe findings are included; { $count } is left out
       *[other] only the { $most } most severe findings are included; { $count } are left out
    }
format-markdown =
    .rule = Rule
    .severity = Severity
    .count = Count
    .fixable = Fixable
    .place = Location
    .finding = Finding
    .more = { $count ->
        [one] { $count } more finding is not listed
       *[other] { $count } more findings are not listed
    }
output-fault =
    .two = the output formats { $one } and { $other } both write to standard output: use { $other }=FILE to write one of them to a file
    .diff = --diff shows what fixes would change and prints no findings; remove the output formats that write to files
    .which = --output-file needs exactly one --output-format that does not name a file
    .same = two outputs write to { $path }; give each its own file
    .source = { $path } is a file that this run checks and was not overwritten with a report
    .statistics = --statistics does not support the format { $name }; possible formats: { $names }
