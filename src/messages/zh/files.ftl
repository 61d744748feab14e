# 文件系统的答复。

file-fault =
    .missing = 没有这个文件或文件夹
    .folder = 这是文件夹，不是文件
    .no-folder = 路径中间有一段不是文件夹
    .there = 已经存在
    .special = 不是普通文件
    .large = 有 { $bytes } 字节，超过上限 { $limit } 字节
    .denied = 没有权限
    .read-only = 文件系统只读
    .full = 磁盘已满
    .name = 文件名无效
    .taken = 已被占用
    .system = { $reason }
    .outside = 方案文件的路径相对于体系表，且不能离开它所在的仓库
    .not-utf8 = 不是 UTF-8 编码
    .gb18030 = 不是 UTF-8 编码，像是 GB 18030
write-fault =
    .unreadable = { $path }：写入前无法再次读取：{ $reason }
    .changed = { $path }：读取之后在磁盘上被改动过，没有写入
    .protected = { $path }：只读，没有写入
    .system = { $path }：无法写入：{ $reason }
