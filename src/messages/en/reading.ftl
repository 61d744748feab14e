# Hover, inlay hints, code lenses
# A code, layer by layer: stdreg decode and the editor's hover
code-decoded =
    .length = { $length ->
        [one] { $length } character instead of { $expected }
       *[other] { $length } characters instead of { $expected }
    }
    .lost = { $length ->
        [one] { $length } character instead of { $expected }: the layers cannot be identified
       *[other] { $length } characters instead of { $expected }: the layers cannot be identified
    }
    .undivided = cannot be split into the layers of the scheme (characters: { $length })
    .literal = expected { $literal } here
    .character = { $wrong } is not a { $characters }
    .digit = digit 0–9
    .upper = capital letter A–Z
    .alnum = digit or capital letter
    .value = there is no such value; similar ones: { $near }
    .zero = sequence numbers start at 1
    .open = reserved for later use
    .sequence = number { $number }
    .business = set by the register's business
    .category = defined by a [[category]] of the register
    .no-category = the register defines no such category
    .other-business = another business: the business of this register is { $business }
# Hover: used by several kinds
hover-entry =
    .line = { $table } no. { $number }, { $title } ({ $status })
    .tally = entries: { $entries }, including { $word }: { $published }
    .names = { $names }
    .names-more = { $names } and { $more } more
hover-phase =
    .planned = planned
    .drafting = in drafting
    .published = published
    .upcoming = published, not yet in force
    .withdrawn = withdrawn
# Hover: a code
hover-code =
    .title = standard code
    .layer = layer
    .name = name
    .value = value
    .meaning = meaning
    .stand-in = the scheme named by the register cannot be used; decoded with the built-in scheme
    .source = according to { $id }, { $title }, { $clause }
# Hover: a standard's number
hover-number =
    .title = standard number
    .part = part
    .written = written
    .meaning = meaning
    .prefix = prefix
    .nature = nature
    .number = number
    .parts = part of the standard
    .last = up to
    .year = year
    .all-parts = all parts
    .amendment = amendment or edition
    .meant = { $meaning } ({ $kind })
    .of-kind = { $kind }
    .unreadable = this number cannot be split into its parts
    .canonical = standard form: { $canonical }
    .same = listed in this register: { $entry }
    .more = { $more } more
    .absent = not listed in this register
hover-kind =
    .national = national standard
    .industry = industry standard
    .local = local standard
    .group = group standard
    .enterprise = enterprise standard
    .international = international standard
    .foreign = foreign standard
    .any = any document (its number is not checked)
# Hover: a plan's number
hover-plan =
    .title = plan number
    .part = part
    .written = written
    .meaning = meaning
    .programme = programme
    .scheme = plan defined by the scheme
    .ministry = ministry plan
    .national = national plan
    .year = year
    .number = number
    .nature = nature
    .committee = responsible body
# Hover: a status, a level
hover-term =
    .status = standard status
    .level = standard level
    .unknown = not in the vocabulary; available: { $list }
    .alias-of = stands for { $list }
    .phase = phase: { $list }
    .also = synonyms: { $list }
    .aliases = aliases: { $list }
    .layer = layer { $number } of the code ({ $title }) is { $value }: { $meaning }
    .used = entries in this register: { $count }
# Hover: the structure
hover-structure =
    .category = category
    .subsystem = subsystem
    .owner = owner
    .subsystems = subsystems below: { $list }
    .subsystem-of = subsystem: { $list }
    .class = class: { $list }
    .categories = categories: { $list }
    .tables = tables: { $list }
    .no-subsystem = the register defines no such subsystem
    .layer = layer { $number } of the code, { $title }
    .no-value = there is no such value; available: { $list }
# Hover: a block
hover-block =
    .title = sequence numbers of this table
    .range = { $first } to { $last }: { $size } in all
    .used = used in this table: { $used }
    .outside = sequence numbers of this table outside the block: { $count }
    .free = free: { $count } ({ $ranges })
    .free-more = free: { $count } ({ $ranges } …)
    .full = none are free
    .unreadable = the range cannot be read; write it like 101-199
# Hover: a date
hover-date =
    .title = effective date
    .in-force = { $days ->
        [one] in force for { $days } day
       *[other] in force for { $days } days
    }
    .today = in force from today
    .coming = { $days ->
        [one] in force in { $days } day
       *[other] in force in { $days } days
    }
    .phase = status: { $phase }
# Hover: statistics
hover-figure-of =
    .column = “{ $item }” in the column “{ $column }”
    .expected = expected of { $item }
    .existing = existing of { $item }
    .ratio = ratio of { $item }
    .item = what the row counts
hover-figure =
    .in-column = of these, in this column: { $counts }
    .no-column = the table has no such column
    .all = This row counts all entries
    .entries = This row counts the entries where { $tests }
    .unknown = What the row counts is unknown: there is no { $name }
    .unclear = What the row counts cannot be determined: the row has another error
    .expected = expected, the number of entries counted: { $count }
    .existing = existing, the number of them with status { $word }: { $count }
    .written = ; the row says { $written }
    .at-least = at least { $count }
    .ratio = ratio = existing ÷ expected = { $existing } ÷ { $expected } = { $ratio }, rounded half up to one decimal
    .no-ratio = expected is 0: there is no ratio
    .uncertain = the code or status of some entries cannot be read, so the count is given as a range
    .partial = parts of the register could not be read, so the count may be too low
    .repeats = counts the same as row { $row }
    .table = table
    .table-title = title
    .table-expected = expected
    .table-existing = existing
    .more-tables = more tables: { $count }
hover-figure-test =
    .table = the table is { $name }
    .category = the table's category is { $name }
    .subsystem = the table's subsystem is { $name }
    .status = the status is { $name }
    .phase = the phase is: { $name }
    .level = the level is { $name }
    .column = “{ $title }” is { $name }
    .blank = the column “{ $title }” is empty
    .filled = the column “{ $title }” is not empty
    .any = { $tests }
    .layer = layer { $number } of the code ({ $title }) is { $value } ({ $meaning })
# Hover: keys and headers
hover-key =
    .facts = { $required }, { $type }, in { $table }
    .heading = printed as “{ $heading }”
    .needed-in = required in these phases: { $phases }
    .words = one of: { $words }
    .default = default: { $value }
    .example = example: { $value }
    .required = required
    .optional = optional
    .one-of = string, one of { $words }
hover-header =
    .no-table = no such table is defined
    .category = category { $category }, subsystem { $subsystem }
    .block = block: { $block }
    .code = code: { $value }
    .number = standard or plan number: { $value }
    .status = status: { $value }
    .owner = owner: { $value }
    .statistics = by { $by }, rows: { $rows }
hover-rule =
    .count = { $count ->
        [one] { $count } rule
       *[other] { $count } rules
    }
# A row of a catalogue of standards: hover and completion
catalogue-standing =
    .in-force = in force
    .upcoming = not in force yet
    .withdrawn = withdrawn
    .replaced = replaced
    .planned = planned
catalogue-row =
    .row = catalogue: { $name }
    .row-standing = catalogue: { $name }, { $standing }
    .issued = published { $day }
    .effective = in force from { $day }
    .withdrawn = withdrawn { $day }
    .replaced-by = replaced by { $text }
    .owner = in charge: { $text }
    .plan = plan { $text }
    .from = says { $row }
    .absent = no catalogue has it
# Inlay hints
hint-outdated =
    .by = → { $by }
    .replaced = replaced
    .withdrawn = withdrawn
hint-count =
    .label = = { $count }
    .expected = { $count ->
        [one] { $count } entry was counted
       *[other] { $count } entries were counted
    }
    .existing = { $count ->
        [one] { $count } published entry was counted
       *[other] { $count } published entries were counted
    }
# Code lens
lens-table =
    .entries = { $entries ->
        [one] { $entries } entry
       *[other] { $entries } entries
    }
    .published = { $word } { $published }
    .next = next code { $code }
    .full = no free sequence numbers
