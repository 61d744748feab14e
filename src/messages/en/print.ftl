### The printed form of a register: structure diagram, detail tables, statistics tables

print-heading =
    .structure = Structure
    .tables = Detail tables
    .statistics = Statistics
print-untitled =
    .subsystem = Of no subsystem
    .category = Of no category
print-table = Table { $id }  { $title }
print-column =
    .number = No.
    .code = Code
    .standard = Standard or plan
    .title = Title
    .status = Status
    .level = Level
    .effective = Effective
    .owner = Owner
    .remarks = Remarks
print-replaces = replaces { $numbers }
    .separator = {"; "}
print-statistics =
    .level = By level
    .subsystem = By subsystem
    .category = By category
    .table = By table
    .other = Statistics
print-figure =
    .item = Item
    .expected = Expected
    .existing = Existing
    .ratio = Existing/expected
print-cut = { $entries ->
        [one] { $entries } entry in all; the first { $shown } are shown
       *[other] { $entries } entries in all; the first { $shown } are shown
    }
