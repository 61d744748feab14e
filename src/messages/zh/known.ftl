### 缩小报告范围：基线、修订版本

baseline-fault =
    .missing = 没有基线文件 { $path }；请先用 --write-baseline { $path } 写一份
    .malformed = { $path } 不是基线文件：{ $reason }
    .occupied = { $path } 已存在但不是基线文件，未覆盖（{ $reason }）；请换一个文件名，或先删除它
baseline-written = 已将 { $count } 个问题作为已知问题写入 { $path }
baseline-told =
    .known = 另有 { $count } 个已知问题（{ $path }）未列出
    .gone = { $path } 中有 { $count } 个问题已不存在；可用 --write-baseline { $path } 重写
since-fault =
    .git = git 出错：{ $reason }
    .no-git = 与修订版本比较需要 git，但没有找到 git 程序
    .no-repository = 要检查的文件不在任何 git 仓库中，--since 无法比较
    .revision = 没有修订版本 { $revision }
    .shallow = 这个浅克隆缺少 { $revision } 所需的历史；请先取回（git fetch --unshallow；actions/checkout 用 fetch-depth: 0，GitLab 用 GIT_DEPTH: 0）
    .unrelated = 当前分支与 { $revision } 没有共同的提交
    .standard-input = --since 比较的是磁盘上的文件，不能检查标准输入
    .outside = { $path } 不在要比较的 git 仓库中，--since 无法比较
watch =
    .waiting = [{ $time }] 已检查；文件一有改动即重新检查，Ctrl-C 结束
    .standard-input = --watch 不能检查标准输入；请写明文件或文件夹
    .fault = 无法监视文件：{ $reason }
