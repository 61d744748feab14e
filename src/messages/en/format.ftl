# Formatting
cli-fmt = Format registers: order of keys, spaces and blank lines; meaning, comments and line endings stay the same
    .examples =
        stdreg fmt                              all registers in this folder and below
        stdreg fmt --check                      only list files that need formatting
        stdreg fmt --diff                       show the changes without writing them
        stdreg fmt - --stdin-filename r.toml    format the text on standard input
cli-fmt-check = list files that need formatting without writing them; exit with 1 if there are any
cli-fmt-diff = show the changes without writing them; exit with 1 if there are any
cli-fmt-quiet = do not print a summary
fmt-problem =
    .syntax = { $place }: this is not valid TOML; tables with syntax errors were not formatted, all others were. Run stdreg check to see the errors
    .encoding = { $path }: not UTF-8 and left as it is; save it as UTF-8
    .meaning = { $path }: formatting would change the meaning, so the file was left as it is. This is a bug in stdreg: please report it with the file
fmt-summary =
    .done = { $changed } formatted, { $same } already formatted
    .failed = { $changed } formatted, { $failed } could not be written, { $same } already formatted
    .trial = { $changed } would be formatted, { $same } already formatted
