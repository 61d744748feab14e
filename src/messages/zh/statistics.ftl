# 一行计的是哪些条目：附在 N001、N002 的提示之后
row-counts = 本行计入的条目
    .all = 本行计全部条目
    .conditions = 本行计满足 { $conditions } 的条目
    .table = 本行计此表的条目
    .category = 本行计此细目各表的条目：{ $tables }
    .subsystem = 本行计此子体系各表的条目：{ $tables }
expected-mismatch = 应有数写作 { $found }，而“{ $item }”计入的条目有 { $count } 项
    .at-least = 应有数写作 { $found }，而“{ $item }”计入的条目至少有 { $count } 项（另有条目读不出）
    .at-most = 应有数写作 { $found }，而“{ $item }”计入的条目至多有 { $count } 项（包括读不出的条目）
    .fix = 改为 { $count }
existing-mismatch = 现有数写作 { $found }，而“{ $item }”计入的条目中状态为“{ $published }”的有 { $count } 项
    .at-least = 现有数写作 { $found }，而“{ $item }”计入的条目中状态为“{ $published }”的至少有 { $count } 项（另有条目读不出）
    .at-most = 现有数写作 { $found }，而“{ $item }”计入的条目中状态为“{ $published }”的至多有 { $count } 项（包括读不出的条目）
    .fix = 改为 { $count }
ratio-mismatch = 比率写作“{ $found }”，而现有数 { $existing } 除以应有数 { $expected } 是 { $ratio }
    .none = 应有数是 0，没有比率，却写了“{ $found }”
    .fix = 改为 { $ratio }
    .remove = 删去比率
total-mismatch = “{ $item }”的{ $figure ->
        [expected] 应有数
       *[existing] 现有数
    }写作 { $found }，而以上各行之和是 { $sum }
    .counted = “{ $item }”的{ $figure ->
        [expected] 应有数
       *[existing] 现有数
    }写作 { $found }，既不是以上各行之和 { $sum }，也不是明细表中数出的 { $count }
    .row = 计入 { $value }
    .fix = 改为 { $count }
missing-row = 有 { $count } 项标准不在任何一行之内：{ $which }
    .first = 其中第一项在这里
unknown-row = { $kind ->
        [level] 统计项“{ $name }”没有定义：编码方案和本体系表都没有这个统计项
        [subsystem] 子体系“{ $name }”没有定义，不知本行计哪些条目
        [category] 细目“{ $name }”没有定义，不知本行计哪些条目
        [table] 表“{ $name }”没有定义，不知本行计哪些条目
        [status] 状态“{ $name }”不在词表中，不知本行计哪些条目
       *[layer] 代码的 { $layer } 层没有取值“{ $name }”，不知本行计哪些条目
    }
    .nearest = { $kind ->
        [level] 统计项“{ $name }”没有定义，是否应为“{ $nearest }”？
        [subsystem] 子体系“{ $name }”没有定义，是否应为“{ $nearest }”？
        [category] 细目“{ $name }”没有定义，是否应为“{ $nearest }”？
        [table] 表“{ $name }”没有定义，是否应为“{ $nearest }”？
        [status] 状态“{ $name }”不在词表中，是否应为“{ $nearest }”？
       *[layer] 代码的 { $layer } 层没有取值“{ $name }”，是否应为“{ $nearest }”？
    }
    .twice = “{ $item }”与前面一行计的是同样的条目：一个统计项在一张表中只列一次
    .first = 首次列在这里
