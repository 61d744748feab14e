### The forms in which findings are written for other programs

format-no-findings = nothing was found
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
    .root = the root of the repository; without one, the folder that stdreg ran in
    .dropped = { $count ->
        [one] only the gravest { $most } findings are given; { $count } is left out
       *[other] only the gravest { $most } findings are given; { $count } are left out
    }
format-markdown =
    .rule = Rule
    .severity = Severity
    .count = Count
    .fixable = Fixable
    .place = Place
    .finding = Finding
    .more = { $count ->
        [one] { $count } more finding is not listed
       *[other] { $count } more findings are not listed
    }
output-fault =
    .two = the output formats { $one } and { $other } both go to standard output: write { $other }=FILE to send one of them to a file
    .diff = --diff shows what fixes would change in place of findings; leave out the formats that go to files
    .which = --output-file needs exactly one --output-format that names no file
    .same = two outputs go to { $path }; give each a file of its own
    .source = { $path } is one of the files that this run reads, so no report was written over it
    .statistics = --statistics has no form { $name }; there are { $names }
