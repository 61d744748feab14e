### 比较标准体系表的两个状态：stdreg diff

cli-diff = 列出标准体系表从一个状态到另一个状态的变化
    .examples =
        stdreg diff old.toml register.toml             两个文件或文件夹
        stdreg diff HEAD~3:register.toml new.toml      文件的原状与另一文件的现状
        stdreg diff HEAD                               尚未提交的变化
        stdreg diff v1..v2 --output-format md          两个版本之间的修订说明，可供印刷
        stdreg diff main... --fail-on-step back,skip   用于 CI：状态倒退或跳级时失败
        git config diff.stdreg.command "stdreg diff"   用于 git diff；.gitattributes 中
                                                       写 *.toml diff=stdreg
        git config diff.stdreg.textconv "stdreg export --format md"
                                                       或由 git 逐行比较印出的文本
cli-diff-states = 旧、新两个状态：文件、文件夹，或 git 修订版本（REV、REV:路径、A..B）；只写一个修订版本时，与磁盘上的现状比较。退出码：0 相同，1 不同，2 未能比较；由 git 作为外部比较程序调用时为 0
cli-diff-output-format = 输出格式
cli-diff-fail-on-step = 只在状态倒退（back）或跳级（skip）时退出码为 1，多个之间用逗号分隔

diff-fault =
    .count = stdreg diff 需要两个状态，或 git 传给外部比较程序的七个或九个参数，而不是 { $count } 个
    .one = { $old } 是文件或文件夹：请指定与什么比较
    .standard-input = 标准输入只能是两个状态之一
    .no-repository = 此处没有文件 { $revision }，而此文件夹也不在 git 仓库中，它不可能是修订版本
    .state = { $state }：{ $reason }
    .unread = { $state } 有无法读取的部分，未作比较；请用 stdreg check 查看原因

diff-unmerged = { $path } 尚未合并

diff-page =
    .title = 修订说明：{ $title }
    .states = 从 { $old } 到 { $new } 的变化
    .nothing = 没有变化。

diff-section =
    .structure = 体系与结构
    .added = 新增的标准
    .removed = 删除的标准
    .replaced = 代替的标准
    .status = 状态变化
    .recoded = 标准代码变更
    .moved = 调整到其他表
    .retitled = 标准名称变更
    .changed = 其他内容变更
    .renumbered = 表中序号变更
    .doubtful = 无法确定对应原有哪一项的标准
    .doubtful-before = 无法确定对应现有哪一项的原有标准
    .statistics = 统计
    .written = 体系表中的统计表

diff-column =
    .kind = 对象
    .name = 名称
    .value = 内容
    .old = 原
    .new = 现
    .table = 表
    .code = 标准代码
    .number = 标准（计划）号
    .title = 标准名称
    .status = 状态
    .remark = 说明
    .entries = 标准数
    .candidates = 可能是
    .level = 标准级别
    .count = 统计项
    .expected = 应有数
    .existing = 现有数
    .all = 共计

diff-part =
    .register = 标准体系
    .revision = 修订记录
    .notes = 编制说明
    .layer = 编码层
    .column = 栏目
    .status = 状态用语
    .level = 级别用语
    .subsystem = 子体系
    .category = 业务类型细目
    .table = 明细表
    .statistics = 统计表
    .row = 统计行

diff-change =
    .added = 新增
    .removed = 删除
    .changed = 变更

diff-step =
    .forward = {""}
    .skip = （！）跳过阶段
    .back = （！）状态倒退

cli-log = 查看 git 各版本对体系表或其中一条标准的改动
    .examples =
        stdreg log                                     全部版本，新的在前
        stdreg log 2095021P1013T                       一条标准，改过编码也能追溯
        stdreg log -n 5 --output-format md             最近五次，供打印
        stdreg log --since 2026                        今年以来
        stdreg log --since v1 --output-format json     某标签之后，供程序读取
cli-log-entry = 条目，按编码、标准号、计划号或名称；不写则为整个体系表
cli-log-register = 体系表：git 仓库中的文件或文件夹
cli-log-output-format = 输出格式
cli-history-max-count = 最多列出多少个版本，从最新的算起
cli-history-since = 只列出该版本之后的版本，或某日、某月、某年（2026-01-31）以来的版本

log-page =
    .title = 变更历史：{ $title }
log-event =
    .began = 体系表开始记录，共 { $count } 条。
    .ended = 体系表已移除。
log-note =
    .cut = 这是浅克隆，没有 { $revision } 之前的内容（可用 git fetch --unshallow 取回）
    .since = 此后该条目已改用其他编码：stdreg log { $code }
log-fault =
    .no-repository = { $path } 不在 git 仓库中，没有历史
    .no-revisions = 仓库中还没有提交
    .since = 没有版本 { $since }，也不是日期（如 2026-01-31、2026-01、2026）
    .git = git 未列完版本就已结束
    .no-entry = 这些版本中没有编码、标准号、计划号或名称为“{ $name }”的条目
