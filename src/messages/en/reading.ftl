# Hover, inlay hints, code lenses
# A code, layer by layer: stdreg decode and the editor's hover
code-decoded =
    .length = { $length ->
        [one] { $length } character instead of { $expected }
       *[other] { $length } characters instead of { $expected }
    }
    .lost = { $length ->
        [one] { $length } character instead of { $expected }: the layers cannot be told apart
       *[other] { $length } characters instead of { $expected }: the layers cannot be told apart
    }
    .undivided = cannot be divided into the layers of the scheme (characters: { $length })
    .literal = { $literal } is expected here
    .character = { $wrong } is no { $characters }
    .digit = digit 0–9
    .upper = capital letter A–Z
    .alnum = digit or capital letter
    .value = there is no such value; near ones are { $near }
    .zero = sequences count from 1
    .open = left open for later
    .sequence = number { $number }
    .business = fixed by the register's business
    .category = fixed by the register's [[category]]
    .no-category = the register defines no such category
    .other-business = another business: this register's is { $business }
# Hover: used by several kinds
hover-entry =
    .line = { $table } no. { $number }, { $title } ({ $status })
    .tally = entries: { $entries }, of them { $word }: { $published }
    .names = { $names }
    .names-more = { $names } and { $more } more
hover-phase =
    .planned = planned
    .drafting = being written
    .published = published
    .upcoming = published, not in force yet
    .withdrawn = withdrawn
# Hover: a code
hover-code =
    .title = code of a standard
    .layer = layer
    .name = name
    .value = value
    .meaning = meaning
    .stand-in = the scheme that the register names cannot be used; this is by the built-in one
    .source = according to { $id }, { $title }, { $clause }
# Hover: a standard's number
hover-number =
    .title = number of a standard
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
    .unreadable = the parts of this number cannot be read
    .canonical = right spelling: { $canonical }
    .same = this register has it as { $entry }
    .more = { $more } more
    .absent = this register does not have it
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
    .title = number of a plan
    .part = part
    .written = written
    .meaning = meaning
    .programme = programme
    .scheme = plans of the scheme
    .ministry = plans of a ministry
    .national = national plans
    .year = year
    .number = number
    .nature = nature
    .committee = body in charge
# Hover: a status, a level
hover-term =
    .status = status of a standard
    .level = level of a standard
    .unknown = not in the vocabulary, which has { $list }
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
    .owner = body in charge
    .subsystems = subsystems below: { $list }
    .subsystem-of = subsystem: { $list }
    .class = class: { $list }
    .categories = categories: { $list }
    .tables = tables: { $list }
    .no-subsystem = the register defines no such subsystem
    .layer = layer { $number } of the code, { $title }
    .no-value = there is no such value; there are { $list }
# Hover: a block
hover-block =
    .title = sequences of this table
    .range = { $first } to { $last }: { $size } in all
    .used = used by this table: { $used }
    .outside = sequences of this table outside the block: { $count }
    .free = free: { $count } ({ $ranges })
    .free-more = free: { $count } ({ $ranges } …)
    .full = none is free
    .unreadable = the range cannot be read; it is written as 101-199
# Hover: a date
hover-date =
    .title = takes effect
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
    .all = The row counts all entries
    .entries = The row counts the entries where { $tests }
    .unknown = What the row counts is not known: nothing is called { $name }
    .unclear = What the row counts cannot be told: the row has another fault
    .expected = expected, the entries counted: { $count }
    .existing = existing, those with status { $word }: { $count }
    .written = ; the row says { $written }
    .at-least = at least { $count }
    .ratio = ratio = existing ÷ expected = { $existing } ÷ { $expected } = { $ratio }, rounded half up to one decimal
    .no-ratio = expected is 0: there is no ratio
    .uncertain = the code or status of some entries cannot be read, so the count is a range
    .partial = not all of the register could be read: the count may be too low
    .repeats = counts the same as row { $row }
    .table = table
    .table-title = title
    .table-expected = expected
    .table-existing = existing
    .more-tables = tables besides these: { $count }
hover-figure-test =
    .table = the table is { $name }
    .category = the table's category is { $name }
    .subsystem = the table's subsystem is { $name }
    .status = the status is { $name }
    .phase = the phase is: { $name }
    .level = the level is { $name }
    .column = “{ $title }” is { $name }
    .blank = there is nothing in the column “{ $title }”
    .filled = there is something in the column “{ $title }”
    .any = one of these: { $tests }
    .layer = layer { $number } of the code ({ $title }) is { $value } ({ $meaning })
# Hover: keys and headers
hover-key =
    .facts = { $required }, { $type }, in { $table }
    .heading = printed as “{ $heading }”
    .needed-in = required where the standard is { $phases }
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
    .number = number or plan: { $value }
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
    .full = no sequence is free
