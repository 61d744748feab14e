# Formatting
cli-fmt = Put registers into one form: the order of keys, blanks, blank lines; meaning and comments stay
    .examples =
        stdreg fmt                              every register below this folder
        stdreg fmt --check                      list what is not in its form, and write nothing
        stdreg fmt --diff                       see what would change, and write nothing
        stdreg fmt - --stdin-filename r.toml    the text on standard input
cli-fmt-check = list the files that are not in their form and write nothing; exit with 1 where there are any
cli-fmt-diff = show what would change and write nothing; exit with 1 where anything would
cli-fmt-quiet = no summary
fmt-problem =
    .syntax = { $place }: this is not TOML; tables with syntax errors are left as they are, and all others formatted. See stdreg check, and correct it
    .encoding = { $path }: it is not UTF-8 and was left as it is; save it as UTF-8
    .meaning = { $path }: its form would change its meaning, and it was left as it is. That is a fault of stdreg: please report the file
fmt-summary =
    .done = { $changed } formatted, { $same } already in their form
    .failed = { $changed } formatted, { $failed } could not be written, { $same } already in their form
    .trial = { $changed } would be formatted, { $same } already in their form
