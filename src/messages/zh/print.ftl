### 标准体系表的印制形式：结构图、明细表、统计表

print-heading =
    .structure = 标准体系结构图
    .tables = 标准明细表
    .statistics = 标准统计表
print-untitled =
    .subsystem = 未归入子体系
    .category = 未归入细目
print-table = 表{ $id }　{ $title }标准明细表
print-standard = 标准（计划）号
print-replaces = 代替 { $numbers }
    .separator = ；
print-statistics =
    .level = 按标准级别统计
    .subsystem = 按子体系统计
    .category = 按细目统计
    .table = 按明细表统计
    .status = 按标准状态统计
    .column = 按{ $title }统计
    .other = 统计表
print-figure =
    .item = 统计项
    .expected = 应有数（个）
    .existing = 现有数（个）
    .ratio = 现有数/应有数（%）
    .remarks = 备注
print-cut = 共 { $entries } 项标准，这里只显示前 { $shown } 项
