# 代码操作
action-unsafe = { $title }（请核对）
action-fix-rule = 修复本文件中全部 { $count } 处 { $rule }
    .unsafe = 修复本文件中全部 { $count } 处 { $rule }（请核对）
action-fix-file = 应用本文件的全部安全修复
action-ignore = 忽略
    .here = 在此忽略 { $rule }
    .file = 在本文件中忽略 { $rule }
action-write-statistics = 按明细表重写统计数
action-add-rows = 补上缺少的统计行
action-new-statistics = 新增统计表：{ $by ->
        [level] 按标准级别
        [subsystem] 按子体系
       *[category] 按业务类型细目
    }
action-renumber = 重排表 { $table } 的序号
action-free-sequence = 顺序码改为 { $free }
action-move = 移到代码所指的表 { $table }（{ $title }）
action-make-entries = 由这些行生成条目
