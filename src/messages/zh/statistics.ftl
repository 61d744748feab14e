# 一行计的是哪些条目：附在 N001、N002 的提示之后
row-counts = 本行统计的条目
    .all = 本行统计全部条目
    .filled = 本行统计“{ $column }”一栏有值的条目
    .conditions = 本行统计{ $conditions }的条目
    .table = 本行统计此表的条目
    .category = 本行统计此细目各表的条目：{ $tables }
    .subsystem = 本行统计此子体系各表的条目：{ $tables }
expected-mismatch = 应有数为 { $found }，实际“{ $item }”有 { $count } 项
    .at-least = 应有数为 { $found }，实际“{ $item }”至少有 { $count } 项（另有条目的代码或状态有误，或归属不明，未计入；不提供修复）
    .at-most = 应有数为 { $found }，实际“{ $item }”至多有 { $count } 项（包括代码或状态有误、归属不明的条目；不提供修复）
    .fix = 改为 { $count }
existing-mismatch = 现有数为 { $found }，实际“{ $item }”{ $published } { $count } 项
    .at-least = 现有数为 { $found }，实际“{ $item }”至少{ $published } { $count } 项（另有条目的代码或状态有误，或归属不明，未计入；不提供修复）
    .at-most = 现有数为 { $found }，实际“{ $item }”至多{ $published } { $count } 项（包括代码或状态有误、归属不明的条目；不提供修复）
    .fix = 改为 { $count }
ratio-mismatch = 比率为“{ $found }”，而现有数 { $existing } 除以应有数 { $expected } 是 { $ratio }
    .none = 应有数为 0，不应有比率，却写了“{ $found }”
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
    }为 { $found }，实际“{ $item }”属于本列的{ $figure ->
        [existing] 条目{ $published }
       *[expected] 条目有
    } { $count } 项
    .at-least = “{ $column }”列为 { $found }，实际“{ $item }”属于本列的至少有 { $count } 项（另有条目的代码或状态有误，或归属不明，未计入；不提供修复）
    .at-most = “{ $column }”列为 { $found }，实际“{ $item }”属于本列的至多有 { $count } 项（包括代码或状态有误、归属不明的条目；不提供修复）
    .column = 本列统计{ $conditions }的条目
    .fix = 改为 { $count }
total-mismatch = “{ $item }”的{ $figure }为 { $found }，而以上各行之和是 { $sum }
    .counted = “{ $item }”的{ $figure }为 { $found }，既不是以上各行之和 { $sum }，也不是按明细表统计的 { $count }
    .incomplete = “{ $item }”的{ $figure }为 { $found }，与全部条目数相符，而以上各行之和是 { $sum }：缺少行，或某行的数无法核对
    .row = 计入 { $value }
    .fix = 改为 { $count }
missing-row = 有 { $count } 项标准未计入任何一行：{ $which }
    .first = 其中第一项在这里
    .fix = 补上缺少的行（{ $items }），并改正表中各数
unknown-row = { $kind ->
        [level] 统计项“{ $name }”没有定义：编码方案和本体系表都没有这个统计项
        [subsystem] 子体系“{ $name }”没有定义，无法确定本行统计范围
        [category] 细目“{ $name }”没有定义，无法确定本行统计范围
        [table] 表“{ $name }”没有定义，无法确定本行统计范围
        [status] 状态“{ $name }”不在词表中，无法确定本行统计范围
        [phase] 没有阶段 { $name }，无法确定本行统计范围
        [level-word] 级别“{ $name }”不在词表中，无法确定本行统计范围
        [word] “{ $name }”不是“{ $layer }”一栏的用语，无法确定本行统计范围
        [value] 没有条目的“{ $layer }”写作“{ $name }”，无法确定本行统计范围
       *[layer] 代码的 { $layer } 层没有取值“{ $name }”，无法确定本行统计范围
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
    .no-column = 本表没有“{ $name }”列，这个数无法核对
    .nearest-column = 本表没有“{ $name }”列，是否应为“{ $nearest }”？
    .column-twice = 本表有两列都叫“{ $name }”
    .twice = “{ $item }”与前面一行统计的条目相同：一个统计项在一张表中只列一次
    .first = 首次列在这里
unchecked-figure = 本表有数没有核对
    .table = 本表各数没有核对，也不会改写：{ $why ->
        [include] include 没有包括全部分册，条目数不确定
        [head] 有分册自带 [register]，无法确定其中的表属于哪个体系表
        [file] 有文件无法读取，条目数不确定
       *[header] 有表头缺失或写错，或有键重复，条目数不确定
    }
    .cause = 原因在这里
    .column-nameless = 没有核对“{ $column }”列：where 中的名称可能指无法读取或没有定义的内容
    .column-ambiguous = 没有核对“{ $column }”列：where 中的名称有几个定义
    .column-arrays = 没有核对“{ $column }”列：where 中写了数组的行和列太多
    .columns = 没有核对“{ $column }”及其后各列：一张表最多核对 100 列
    .blank = 没有核对“{ $item }”：以上有的行没有写这个数，也没有可比的条目数
    .words = 没有核对 { $items }（共 { $count } 行）：编码方案和本体系表都没有规定这一栏的用语，也没有条目填写这一栏
    .faulty-columns = 没有核对 { $items }（共 { $count } 行）：[[column]] 有误，无法确定条目有哪些栏
    .arrays = 没有核对“{ $item }”：where 中写了数组的行和列太多
    .status = 各行的现有数没有核对：编码方案和本体系表都没有规定标准状态
    .nameless = 没有核对“{ $item }”：它可能指名称无法读取或没有定义的内容
    .ambiguous = 没有核对“{ $item }”：这个名称有几个定义，无法确定统计哪一个的条目
