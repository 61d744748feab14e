report-severity =
    .error = error
    .warning = warning
    .info = info
report-note =
    .more = { $count } more related places are not shown
    .safe = safe fix (--fix): { $title }
    .unsafe = unsafe fix (--unsafe-fixes; have a look): { $title }
    .rule = more: stdreg rule { $rule }
statistics-legend = [*] some can be fixed with --fix

# $form is `one` for a count of 1
summary-count =
    .error = { $form ->
        [one] { $count } error
       *[other] { $count } errors
    }
    .warning = { $form ->
        [one] { $count } warning
       *[other] { $count } warnings
    }
    .info = { $form ->
        [one] { $count } info
       *[other] { $count } infos
    }
    .file = { $form ->
        [one] { $count } file
       *[other] { $count } files
    }
    .fixed = { $form ->
       *[other] fixed: { $count }
    }
summary-found = { $counts } in { $files }
summary-clean = nothing found in { $files }
summary-repairs =
    .safe = { $safe } can be fixed with --fix
    .unsafe = { $unsafe } can be fixed with --unsafe-fixes
    .both = { $safe } can be fixed with --fix, { $unsafe } more with --unsafe-fixes
