# Code actions
action-unsafe = { $title } (please check)
action-fix-rule = { $count ->
        [one] Fix the only { $rule } finding in this file
       *[other] Fix all { $count } findings of { $rule } in this file
    }
    .unsafe = { $count ->
        [one] Fix the only { $rule } finding in this file (please check)
       *[other] Fix all { $count } findings of { $rule } in this file (please check)
    }
action-fix-file = Apply all safe fixes in this file
action-ignore = Ignore
    .here = Ignore { $rule } here
    .file = Ignore { $rule } in this file
action-write-statistics = Rewrite the statistics from the detail tables
action-add-rows = Add the missing statistics rows
action-new-statistics = Add statistics { $by ->
        [level] by level
        [subsystem] by subsystem
       *[category] by category
    }
action-renumber = Renumber table { $table }
action-add-keys = Add what is missing: { $keys }
action-add-table = Add { $header }
action-change-form = Rewrite the entries
    .headers = Rewrite the entries with [[table.entry]] headers
    .braces = Rewrite the entries as inline tables
action-sort = Sort
    .code = Sort the entries by the sequence number of their codes
    .number = Sort the entries by number
action-split-table = Split the table: this entry and those below become a new one
action-extract-table = Move the table to a file of its own, { $path }
action-join-part = Move the contents of this file into the root file
action-free-sequence = Change the sequence number to { $free }
action-move = Move to table { $table } ({ $title }), where the code belongs
action-make-entries = Turn these rows into entries
