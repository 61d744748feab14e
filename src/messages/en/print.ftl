### The printed form of a register: structure diagram, detail tables, statistics tables

print-heading =
    .structure = Structure
    .tables = Detail tables
    .statistics = Statistics
print-untitled =
    .subsystem = Without a subsystem
    .category = Without a category
print-table = Table { $id }  { $title }
print-standard = Standard or plan
print-replaces = replaces { $numbers }
    .separator = {"; "}
print-statistics =
    .level = By level
    .subsystem = By subsystem
    .category = By category
    .table = By table
    .status = By status
    .column = Counted by { $title }
    .other = Statistics
print-figure =
    .item = Item
    .expected = Expected
    .existing = Existing
    .ratio = Existing/expected
    .remarks = Remarks
print-cut = { $entries } entries in all; the first { $shown } are shown
