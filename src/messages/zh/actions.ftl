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
action-add-keys = 补上缺少的键：{ $keys }
action-add-table = 补上 { $header }
action-change-form = 改写条目
    .headers = 条目改写为 [[table.entry]]
    .braces = 条目改写为行内表
action-sort = 排序
    .code = 条目按代码的顺序码排序
    .number = 条目按序号排序
action-split-table = 自此条起另成一表
action-extract-table = 把本表移到单独的文件 { $path }
action-join-part = 把本文件并入根文件
action-free-sequence = 顺序码改为 { $free }
action-move = 移到代码所指的表 { $table }（{ $title }）
action-make-entries = 由这些行生成条目
