unknown-replacement = “{ $found }”, in replaces, is no standard number
    .several = “{ $found }”, in replaces, is several standard numbers: split it, one number a string
    .form = “{ $found }”, in replaces, should be written { $canonical }
replaced-still-published = { $number } has the status “{ $status }”, though the entry { $by } replaces it
    .replaces = replaced here
outdated =
    .withdrawn = { $number } is withdrawn, says { $row }
    .withdrawn-on = { $number } was withdrawn on { $day }, says { $row }
    .replaced-by-something = { $number } is replaced, says { $row }
    .replaced = { $number } is replaced by { $by }, says { $row }
    .newer = { $number } has a newer edition, { $newer }, says { $row }
    .all-parts = every part of { $number } is withdrawn or replaced, the last one says { $row }
    .date = { $number } takes effect on { $expected }, says { $row }
    .title = the title of { $number } is “{ $expected }”, says { $row }
    .published = { $plan } has become { $number }, says { $row }
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
        [one] 1 fault
       *[other] { $count } faults
    } in the catalogue { $file }, the first in line { $line }: { $reason }; what is at fault is passed over, and stdreg catalogue check lists it
    .fix-number = Replace with { $number }
    .fix-date = Replace with { $expected }
    .fix-title = Replace with “{ $expected }”
    .fix-published = Make it the published standard { $number }
catalogue-fault =
    .form = the text is not { $form } from here on
    .encoding = it is not text in UTF-8 or a Chinese encoding: save it as UTF-8
    .outside = settings name it by a path that is relative to stdreg.toml and does not leave its repository; name one that lies elsewhere in the environment variable STDREG_CATALOGUES
    .no-rows = it has no array of tables such as [[standard]] (TOML), or is no array of objects (JSON)
    .no-numbers = no column is for numbers; columns are headed { $known }, or in Chinese
    .twice = column “{ $found }” is for { $key } too: leave one
    .column = there is no column “{ $found }”; is it { $nearest }?
    .no-number = the row has neither number nor plan
    .number = “{ $found }” is no standard number
    .date = { $key }: “{ $found }” is no date; write it as 2011-12-01
    .status = nobody knows what the status “{ $found }” means; write 现行, 即将实施, 废止, 被代替 or 制定中
    .again = the number has a row already, in line { $first }; the later one by as_of holds, or else the first
    .too-large = there are more rows than fit (4 GiB of text)
    .line = line { $line }: { $reason }
cli-catalogue = Check catalogues of published standards, or make one out of registers
    .examples =
        stdreg catalogue check catalogue.csv
        stdreg catalogue build . > catalogue.csv
        stdreg catalogue build one/ two/register.toml --source "省厅"
cli-catalogue-check = Tell what is wrong with a catalogue, with line numbers
cli-catalogue-check-files = The catalogues: CSV, TOML or JSON
cli-catalogue-build = Write a catalogue (CSV) of the standards that registers list
cli-catalogue-build-registers = The registers: roots, parts or folders
cli-catalogue-build-source = What stands as the source; without it the path of the register
cli-catalogue-told =
    .fault = { $path }:{ $line }: { $reason }
    .clean = { $path }: { $count ->
        [one] 1 standard
       *[other] { $count } standards
    }, nothing is wrong
