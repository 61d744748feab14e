### 统计：stdreg stats

cli-stats = 统计体系表的条目：按级别、子体系、状态、年份或任一栏
    .examples =
        stdreg stats                                        按级别、子体系和状态
        stdreg stats --by category --across status          两者交叉
        stdreg stats --by year --output-format csv          供电子表格使用
        stdreg stats 市.toml 县.toml --by level             几个体系表，并给出合计
        stdreg stats --history                              git 历次版本的覆盖情况
        stdreg stats --history --by status --output-format svg > plot.svg
        stdreg stats --check                                检查体系表中写的统计是否正确
        stdreg stats --write --diff                         显示怎样改正
cli-stats-registers = 体系表的文件，或其所在的文件夹
cli-stats-by = 统计依据：level（级别）、subsystem（子体系）、category（细目）、table（明细表）、status（状态）、owner（归口单位）、year（标准号年份）、effective-year（实施年份）、编码的某一层（层名，如 ownership），或某一列的键、标题
cli-stats-across = 再按此项分列
cli-stats-output-format = 输出格式
cli-stats-history = 列出 git 中改动过体系表的历次版本各有多少标准，旧的在前；与 --by 同用则分组列出
cli-stats-write = 不输出统计，而把体系表中统计表的数字改为正确的
cli-stats-check = 体系表中的统计有误时指出，退出码为 1
cli-stats-diff = 与 --write 同用：只显示会改什么，不写入；有改动时退出码为 1

stats-heading =
    .level = 标准级别
    .subsystem = 子体系
    .category = 细目
    .table = 明细表
    .status = 标准状态
    .year = 标准号年份
    .year-of = { $column }（年）
stats-caption =
    .by = 按{ $by }统计
    .across = 按{ $by } × { $across }统计
stats-row =
    .total = 共计
    .none = （无）
    .sum = 各体系表合计
stats-column =
    .register = 体系表
    .code = 代码
    .across = 分列项

stats-failure =
    .by = { $path } 中没有可按“{ $name }”统计的内容：可按 { $known } 统计，也可按取值为词语或日期的栏统计
    .columns = 分列后有 { $count } 列，最多显示 { $most } 列：请把两项对调
    .unread = { $path } 有无法读取的部分，未计入；请用 stdreg check 查看原因
    .unclear = { $path }：{ $count } 个条目无法读取应计入哪一项，未计入各项

stats-stale =
    .row = { $table }，{ $item }：{ $figures }
    .unknown = { $table }，{ $item }：数字有误，但有条目无法读取，无法确定正确的数字
    .uncounted = { $table }：有 { $count } 个条目未计入任何一行
stats-figure =
    .expected = 应有数 { $old } → { $new }
    .existing = 现有数 { $old } → { $new }
    .ratio = 比率 { $old } → { $new }
    .in-column = { $column }：{ $figure }

stats-history =
    .coverage = 历次版本的覆盖情况
    .by = 历次版本，按{ $by }统计
    .day = 日期
    .date = 时间
    .revision = 版本
    .svg = svg 格式是折线图，只能与 --history 同用
    .unread = 版本 { $revision } 中体系表有无法读取的部分，未列入
    .several = --history 只能针对一份体系表
    .missing = 版本 { $revision } 中没有可按“{ $name }”统计的内容，未列入
