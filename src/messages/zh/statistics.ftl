# 一行计的是哪些条目：附在 N001、N002 的提示之后
row-counts = 本行计入的条目
    .all = 本行计全部条目
    .filled = 本行计 { $column } 一栏有值的条目
    .conditions = 本行计满足 { $conditions } 的条目
    .table = 本行计此表的条目
    .category = 本行计此细目各表的条目：{ $tables }
    .subsystem = 本行计此子体系各表的条目：{ $tables }
expected-mismatch = 应有数写作 { $found }，而“{ $item }”计入的条目有 { $count } 项
    .at-least = 应有数写作 { $found }，而“{ $item }”计入的条目至少有 { $count } 项（另有条目读不出或归属不定，不予改写）
    .at-most = 应有数写作 { $found }，而“{ $item }”计入的条目至多有 { $count } 项（包括读不出或归属不定的条目，不予改写）
    .fix = 改为 { $count }
existing-mismatch = 现有数写作 { $found }，而“{ $item }”计入的条目中状态为“{ $published }”的有 { $count } 项
    .at-least = 现有数写作 { $found }，而“{ $item }”计入的条目中状态为“{ $published }”的至少有 { $count } 项（另有条目读不出或归属不定，不予改写）
    .at-most = 现有数写作 { $found }，而“{ $item }”计入的条目中状态为“{ $published }”的至多有 { $count } 项（包括读不出或归属不定的条目，不予改写）
    .fix = 改为 { $count }
ratio-mismatch = 比率写作“{ $found }”，而现有数 { $existing } 除以应有数 { $expected } 是 { $ratio }
    .none = 应有数是 0，没有比率，却写了“{ $found }”
    .fix = 改为 { $ratio }
    .remove = 删去比率
# 统计表中的一个数
figure-of =
    .expected = 应有数
    .existing = 现有数
    .column = { $figure ->
        [existing] “{ $column }”列的现有数
       *[expected] “{ $column }”列的数
    }
figure-mismatch = “{ $column }”列{ $figure ->
        [existing] 的现有数
       *[expected] {""}
    }写作 { $found }，而“{ $item }”计入的条目中属于本列的{ $figure ->
        [existing] 、状态为“{ $published }”的
       *[expected] {""}
    }有 { $count } 项
    .at-least = “{ $column }”列写作 { $found }，而“{ $item }”计入的条目中属于本列的至少有 { $count } 项（另有条目读不出或归属不定，不予改写）
    .at-most = “{ $column }”列写作 { $found }，而“{ $item }”计入的条目中属于本列的至多有 { $count } 项（包括读不出或归属不定的条目，不予改写）
    .column = 本列计满足 { $conditions } 的条目
    .fix = 改为 { $count }
total-mismatch = “{ $item }”的{ $figure }写作 { $found }，而以上各行之和是 { $sum }
    .counted = “{ $item }”的{ $figure }写作 { $found }，既不是以上各行之和 { $sum }，也不是明细表中数出的 { $count }
    .incomplete = “{ $item }”的{ $figure }写作 { $found }，与全部条目数相符，而以上各行之和是 { $sum }：缺行，或某行的数无从核对
    .row = 计入 { $value }
    .fix = 改为 { $count }
missing-row = 有 { $count } 项标准不在任何一行之内：{ $which }
    .first = 其中第一项在这里
    .fix = 补上 { $items } 各行，并改正表中各数
unknown-row = { $kind ->
        [level] 统计项“{ $name }”没有定义：编码方案和本体系表都没有这个统计项
        [subsystem] 子体系“{ $name }”没有定义，不知本行计哪些条目
        [category] 细目“{ $name }”没有定义，不知本行计哪些条目
        [table] 表“{ $name }”没有定义，不知本行计哪些条目
        [status] 状态“{ $name }”不在词表中，不知本行计哪些条目
        [phase] 没有阶段 { $name }，不知本行计哪些条目
        [level-word] 级别“{ $name }”不在词表中，不知本行计哪些条目
        [word] “{ $name }”不是“{ $layer }”一栏的用语，不知本行计哪些条目
        [value] 没有条目的“{ $layer }”写作“{ $name }”，不知本行计哪些条目
       *[layer] 代码的 { $layer } 层没有取值“{ $name }”，不知本行计哪些条目
    }
    .nearest = { $kind ->
        [level] 统计项“{ $name }”没有定义，是否应为“{ $nearest }”？
        [subsystem] 子体系“{ $name }”没有定义，是否应为“{ $nearest }”？
        [category] 细目“{ $name }”没有定义，是否应为“{ $nearest }”？
        [table] 表“{ $name }”没有定义，是否应为“{ $nearest }”？
        [status] 状态“{ $name }”不在词表中，是否应为“{ $nearest }”？
        [phase] 没有阶段 { $name }，是否应为 { $nearest }？
        [level-word] 级别“{ $name }”不在词表中，是否应为“{ $nearest }”？
        [word] “{ $name }”不是“{ $layer }”一栏的用语，是否应为“{ $nearest }”？
        [value] 没有条目的“{ $layer }”写作“{ $name }”，是否应为“{ $nearest }”？
       *[layer] 代码的 { $layer } 层没有取值“{ $name }”，是否应为“{ $nearest }”？
    }
    .no-column = 本表没有“{ $name }”列，这个数无从核对
    .nearest-column = 本表没有“{ $name }”列，是否应为“{ $nearest }”？
    .column-twice = 本表有两列都叫“{ $name }”
    .twice = “{ $item }”与前面一行计的是同样的条目：一个统计项在一张表中只列一次
    .first = 首次列在这里
unchecked-figure = 本表的数没有核对
    .table = 本表各数没有核对，也不会改写：{ $why ->
        [include] include 没有引到全部分文件，条目数不确定
        [head] 有分文件自带 [register]，不知其中的表属于哪个体系表
        [file] 有文件读不出，条目数不确定
       *[header] 有表头缺失或写错，或有键重复，条目数不确定
    }
    .cause = 原因在这里
    .column-nameless = 没有核对“{ $column }”列：where 中的名称可能是读不出或没有定义的那一个
    .column-ambiguous = 没有核对“{ $column }”列：有几个定义都叫 where 中的名称
    .column-arrays = 没有核对“{ $column }”列：where 中写了数组的行和列太多
    .columns = 没有核对“{ $column }”及其后各列：一张表最多核对 100 列
    .blank = 没有核对“{ $item }”：以上各行有的没有写这个数，也没有可比的条目数
    .words = 没有核对 { $items }（共 { $count } 行）：编码方案和本体系表都没有规定这一栏的用语，也没有条目填写这一栏
    .faulty-columns = 没有核对 { $items }（共 { $count } 行）：[[column]] 有误，不知条目有哪些栏
    .arrays = 没有核对“{ $item }”：where 中写了数组的行和列太多
    .status = 各行的现有数没有核对：编码方案和本体系表都没有规定标准状态
    .nameless = 没有核对“{ $item }”：它可能是名称读不出或没有定义的那一个
    .ambiguous = 没有核对“{ $item }”：有几个定义都叫这个名称，不知计哪一个的条目
