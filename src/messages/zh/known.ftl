### 缩小报告范围：基线、修订版本

baseline-fault =
    .missing = 没有基线文件 { $path }；先用 --write-baseline { $path } 写一份
    .malformed = { $path } 不是基线文件：{ $reason }
baseline-written = 已将 { $count } 个问题作为已知问题写入 { $path }
baseline-told =
    .known = 另有 { $count } 个已知问题（{ $path }）未列出
    .gone = { $path } 中有 { $count } 个问题已不存在；可用 --write-baseline { $path } 重写
since-fault =
    .git = git 未能给出改动：{ $reason }
    .revision = 没有修订版本 { $revision }
    .outside = { $path } 不在当前文件夹的 git 仓库中，--since 无从比较
watch =
    .waiting = [{ $time }] 已检查；文件一有改动即重新检查，Ctrl-C 结束
    .standard-input = --watch 不能检查标准输入；请写明文件或文件夹
    .fault = 无法监视文件：{ $reason }
