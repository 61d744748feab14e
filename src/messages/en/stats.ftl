### Statistics: stdreg stats

cli-stats = Count the entries of registers: by level, subsystem, status, year or any column
    .examples =
        stdreg stats                                        by level, subsystem and status
        stdreg stats --by category --across status          one crossed with the other
        stdreg stats --by year --output-format csv          for a spreadsheet
        stdreg stats city.toml county.toml --by level       several registers, with their sum
        stdreg stats --history                              the coverage over the revisions of git
        stdreg stats --history --by status --output-format svg > plot.svg
        stdreg stats --check                                whether the statistics that are written are right
        stdreg stats --write --diff                         what would make them right
cli-stats-registers = files of the registers, or folders with registers
cli-stats-by = count by: level, subsystem, category, table, status, owner, year (of the number), effective-year, a layer of the code by its name (ownership), or a column by its key or heading
cli-stats-across = show how much of each is in each group of this
cli-stats-output-format = the form
cli-stats-history = how much there was after each revision of git that changed the register, the oldest first; with --by of each group
cli-stats-write = bring the figures of the statistics in the register up to date, instead of showing any
cli-stats-check = exit with 1 where the statistics in the register are not right, and say which
cli-stats-diff = with --write: show what would change and write nothing; exits with 1 where there is something to show

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
    .by = there is nothing to count by "{ $name }" in { $path }: count by { $known }, or a column whose values are words or dates
    .columns = too many columns across: { $count }, at most { $most }; count by it, and across the other
    .unread = parts of { $path } cannot be read and are not counted; stdreg check tells what is wrong
    .unclear = { $count ->
        [one] { $path }: one entry is missing from the rows or columns, as it cannot be read where it counts
       *[other] { $path }: { $count } entries are missing from the rows or columns, as it cannot be read where they count
    }

stats-stale =
    .row = { $table }, { $item }: { $figures }
    .unknown = { $table }, { $item }: the figure cannot be right, and what is right is not known, as entries cannot be read
    .uncounted = { $count ->
        [one] { $table }: one entry is in no row
       *[other] { $table }: { $count } entries are in no row
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
