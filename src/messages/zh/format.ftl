# 格式化
cli-fmt = 整理体系表的书写格式：键的顺序、空格与空行；含义、注释与换行方式不变
    .examples =
        stdreg fmt                              整理当前文件夹下的所有体系表
        stdreg fmt --check                      只列出需要整理的文件，不写入
        stdreg fmt --diff                       显示会改什么，不写入
        stdreg fmt - --stdin-filename r.toml    整理标准输入的文本
cli-fmt-check = 列出需要整理的文件，不写入；有这样的文件时退出码为 1
cli-fmt-diff = 显示会改什么，不写入；有改动时退出码为 1
cli-fmt-quiet = 不输出小结
fmt-problem =
    .syntax = { $place }：此处不是合法的 TOML，有语法错误的表未整理，其余照常整理；请用 stdreg check 查看并改正
    .encoding = { $path }：不是 UTF-8，文件未整理；请另存为 UTF-8
    .meaning = { $path }：整理后含义会变，已保持原样。这是 stdreg 的缺陷，请连同此文件一起报告
fmt-summary =
    .done = 已整理 { $changed } 个文件，另有 { $same } 个无需整理
    .failed = 已整理 { $changed } 个文件，{ $failed } 个未能写入，另有 { $same } 个无需整理
    .trial = 有 { $changed } 个文件需要整理，另有 { $same } 个无需整理
