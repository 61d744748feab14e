### 供其他程序读取的输出格式

format-no-findings = 没有发现问题
format-github =
    .error = 另有 { $count } 个错误未显示为注释，见上文
    .warning = 另有 { $count } 个警告未显示为注释，见上文
    .info = 另有 { $count } 个提示未显示为注释，见上文
format-sarif =
    .root = 仓库的根文件夹；没有仓库时为运行 stdreg 的文件夹
    .dropped = 只给出最严重的 { $most } 个问题，另有 { $count } 个未给出
format-markdown =
    .rule = 规则
    .severity = 级别
    .count = 个数
    .fixable = 可自动修复
    .place = 位置
    .finding = 问题
    .more = 另有 { $count } 个问题未列出
output-fault =
    .two = 输出格式 { $one } 与 { $other } 都写往标准输出：请写成 { $other }=文件，让其中一个写入文件
    .diff = --diff 只显示修复会改什么，不输出问题；请去掉写入文件的输出格式
    .which = --output-file 需要恰好一个未指定文件的 --output-format
    .same = 有两份输出都写往 { $path }：请各写各的文件
    .source = { $path } 是本次检查读取的文件，未用报告覆盖它
    .statistics = --statistics 没有 { $name } 格式；可用的有 { $names }
