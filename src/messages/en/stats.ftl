### Statistics: stdreg stats

cli-stats = Count the entries of registers by level, subsystem, status, year or any column
    .examples =
        stdreg stats                                        by level, subsystem and status
        stdreg stats --by category --across status          cross-tabulate the two
        stdreg stats --by year --output-format csv          for a spreadsheet
        stdreg stats city.toml county.toml --by level       several registers, with a total
        stdreg stats --history                              the coverage over the revisions of git
        stdreg stats --history --by status --output-format svg > plot.svg
        stdreg stats --check                                check the statistics written in the register
        stdreg stats --write --diff                         show the corrections
cli-stats-registers = files of registers, or folders that contain registers
cli-stats-by = count by: level, subsystem, category, table, status, owner, year (of the number), effective-year, a layer of the code by its name (ownership), or a column by its key or heading
cli-stats-across = split each count by this
cli-stats-output-format = the output format
cli-stats-history = how much there was after each revision of git that changed the register, the oldest first; with --by of each group
cli-stats-write = correct the statistics tables in the register instead of printing statistics
cli-stats-check = check the statistics tables in the register: list wrong figures and exit with 1 if there are any
cli-stats-diff = with --write: show the changes without writing them; exit with 1 if there are any

stats-heading =
    .level = Level
    .subsystem = Subsystem
    .category = Category
    .table = Table
    .status = Status
    .year = Year of the number
    .year-of = { $column } (year)
stats-caption =
    .by = By { $by }
    .across = By { $by } × { $across }
stats-row =
    .total = Total
    .none = (none)
    .sum = All registers
stats-column =
    .register = Register
    .code = Code
    .across = Across

stats-failure =
    .by = cannot count by "{ $name }" in { $path }: count by { $known }, or by a column whose values are words or dates
    .columns = too many columns: { $count }, at most { $most }; swap --by and --across
    .unread = parts of { $path } cannot be read and were not counted; run stdreg check to see why
    .unclear = { $count ->
        [one] { $path }: one entry is not included, because the values to count it by cannot be read
       *[other] { $path }: { $count } entries are not included, because the values to count them by cannot be read
    }

stats-stale =
    .row = { $table }, { $item }: { $figures }
    .unknown = { $table }, { $item }: the figure is wrong, but the correct one is unknown because some entries cannot be read
    .uncounted = { $count ->
        [one] { $table }: one entry is not counted by any row
       *[other] { $table }: { $count } entries are not counted by any row
    }
stats-figure =
    .expected = expected { $old } → { $new }
    .existing = existing { $old } → { $new }
    .ratio = ratio { $old } → { $new }
    .in-column = { $column }: { $figure }

stats-history =
    .coverage = Coverage over the revisions
    .by = By { $by }, over the revisions
    .day = Date
    .date = Time
    .revision = Revision
    .svg = svg is the form of a plot, which there is with --history alone
    .unread = parts of the register cannot be read in { $revision }, which is left out
    .several = --history is about one register
    .missing = there is nothing to count by "{ $name }" in { $revision }, which is left out
