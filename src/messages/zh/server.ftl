# 语言服务器

server-progress =
    .title = 正在检查标准体系表
server-notice =
    .option = 编辑器设置 stdreg.{ $option } 的值无法识别，已按默认值处理
    .rule = 编辑器设置 stdreg.{ $option } 中的 { $name } 不是任何规则的代码、名称或族
    .nearest-rule = 编辑器设置 stdreg.{ $option } 中的 { $name } 不是任何规则，是否为 { $nearest }？
    .limit = 工作区中的标准体系表过多，另有 { $count } 份未载入，打开时再检查
    .panic = 检查 { $path } 时 stdreg 内部出错，已跳过这份标准体系表；其他文件不受影响。请将此文件报告给 stdreg
    .unreadable = { $path } 无法读取，没有检查：{ $reason }
    .settings = { $path } 无法使用，暂按默认设置检查：{ $reason }
    .outdated = 未执行“{ $title }”：列出此操作之后，标准体系表的文件又有改动。请重新选择

# 传输：管道与启动
server-transport =
    .panic = stdreg 处理 { $method } 时内部出错，此次请求未完成，其他功能不受影响。请将此问题报告给 stdreg
server-start =
    .log = 无法写入日志文件 { $path }：{ $reason }
    .system = 语言服务器无法启动：{ $reason }
