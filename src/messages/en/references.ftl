unknown-replacement = “{ $found }” in replaces is not a standard number
    .several = “{ $found }” in replaces contains several standard numbers: write one per string
    .form = “{ $found }” in replaces should be written { $canonical }
replaced-still-published = { $number } still has the status “{ $status }” although { $by } replaces it
    .replaces = replaced here
outdated =
    .withdrawn = { $number } is withdrawn, according to { $row }
    .withdrawn-on = { $number } was withdrawn on { $day }, according to { $row }
    .replaced-by-something = { $number } is replaced, according to { $row }
    .replaced = { $number } is replaced by { $by }, according to { $row }
    .newer = { $number } has a newer edition, { $newer }, according to { $row }
    .all-parts = every part of { $number } is withdrawn or replaced, the last one according to { $row }
    .date = { $number } takes effect on { $expected }, according to { $row }
    .title = the title of { $number } is “{ $expected }”, according to { $row }
    .published = { $plan } has become the standard { $number }, according to { $row }
    .row = { $file }:{ $line }
    .row-from = { $file }:{ $line } (source: { $source })
    .row-dated = { $file }:{ $line } (as of { $as-of }, { $days ->
        [one] 1 day
       *[other] { $days } days
    } old)
    .row-from-dated = { $file }:{ $line } (source: { $source }, as of { $as-of }, { $days ->
        [one] 1 day
       *[other] { $days } days
    } old)
    .catalogue = { $count ->
        [one] 1 error
       *[other] { $count } errors
    } in the catalogue { $file }, the first in line { $line }: { $reason }; rows and values with errors are skipped, run stdreg catalogue check to list them
    .fix-number = Replace with { $number }
    .fix-date = Replace with { $expected }
    .fix-title = Replace with “{ $expected }”
    .fix-published = Change to the published standard { $number }
catalogue-fault =
    .form = from here on the text is not { $form }
    .encoding = this is not text in UTF-8 or a Chinese encoding: save it as UTF-8
    .outside = the path is relative to stdreg.toml and must stay inside its repository; files elsewhere can be listed in the environment variable STDREG_CATALOGUES
    .no-rows = there is no array of tables such as [[standard]] (TOML), or no array of objects (JSON)
    .no-numbers = there is no column for numbers; columns are called { $known }, or have Chinese headings
    .twice = column “{ $found }” is also for { $key }: keep only one
    .column = there is no column “{ $found }”; did you mean { $nearest }?
    .no-number = the row has neither a standard number nor a plan number
    .number = “{ $found }” is not a standard number
    .date = { $key }: “{ $found }” is not a date; write dates like 2011-12-01
    .status = unknown status “{ $found }”; write 现行, 即将实施, 废止, 被代替 or 制定中
    .again = this number already has a row, in line { $first }; the row with the later as_of counts, otherwise the first
    .too-large = there are too many rows (more than 4 GiB of text)
    .line = line { $line }: { $reason }
cli-catalogue = Check catalogues of published standards, or create one from registers
    .examples =
        stdreg catalogue check catalogue.csv
        stdreg catalogue build . > catalogue.csv
        stdreg catalogue build one/ two/register.toml --source "省厅"
cli-catalogue-check = List the errors in a catalogue, with line numbers
cli-catalogue-check-files = Catalogues: CSV, TOML or JSON
cli-catalogue-build = Create a catalogue (CSV) of the standards listed in registers
cli-catalogue-build-registers = Registers: root files, parts or folders
cli-catalogue-build-source = Text for the source column; default: the path of the register
cli-catalogue-told =
    .fault = { $path }:{ $line }: { $reason }
    .clean = { $path }: { $count ->
        [one] 1 standard
       *[other] { $count } standards
    }, no errors
