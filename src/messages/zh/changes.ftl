### 修改体系表的命令

cli-next = 给出明细表的下一个空闲代码
    .examples =
        stdreg next A.4                    表 A.4 的下一个代码
        stdreg next 21 -n 5                细目 21 的五个代码
        stdreg next A.4 --block 150-199    在指定的顺序码范围内
cli-next-table = 明细表的编号或标题，或者细目的代码或名称
cli-next-count = 给出几个代码
cli-next-block = 顺序码取自这一范围，而不取自该表的 block

cli-move = 把条目移到另一个明细表的末尾
    .examples =
        stdreg move 2095021P1013T A.7 --diff   只显示会改什么
        stdreg move "GA/T 542-2011" A.7        标准号为此的条目
cli-move-table = 明细表的编号或标题；条目取该表的下一个序号，原代码不适用时取下一个空闲代码

cli-recode = 给条目换一个代码，体系表的所有文件一起改
    .examples =
        stdreg recode 2095021P1013T 2095021P1993T
cli-recode-new = 新代码

cli-renumber = 按条目的次序重排序号 1、2、3 ……
    .examples =
        stdreg renumber A.4
        stdreg renumber --diff             所有明细表，只显示会改什么
cli-renumber-table = 明细表的编号或标题；不写则为所有明细表

cli-change-register = 体系表的某个文件，或其所在的文件夹
cli-change-entry = 条目的代码；也可以是标准号、计划号或标准名称
cli-change-diff = 只显示会改什么，不写入；有改动时退出码为 1
cli-change-force = 即使会增加错误也写入

cli-set = 设置条目的若干栏
    .examples =
        stdreg set 2095021P1033T status=在编 plan=201650163
        stdreg set "公安数据元" status=已颁 "standard=GA/T 543-2011" effective=2011-12-01
        stdreg set 2095021P1033T remarks=          去掉一栏的值
cli-change-pairs = 键=值：栏的键或标题，以及要写的值；多个值用“、”隔开，值为空则去掉该键

cli-add = 在明细表末尾添加条目
    .examples =
        stdreg add                                     在终端上逐项询问
        stdreg add A.4 title=数据元目录 status=拟编 level=行业标准 owner=公安部
        stdreg add A.4 title=数据元目录 status=拟编 level=行业标准 owner=公安部 --diff
cli-add-pairs = 条目的内容，每项写作 键=值，键为某一列的键或标题；在终端上缺少的内容会逐项询问
cli-add-table = 明细表的编号或标题；序号和代码不写时取下一个

cli-replace = 废止被另一条目代替的条目
    .examples =
        stdreg replace "GA/T 542-2011" "GA/T 542-2026"
cli-replace-old = 被废止的条目：代码、标准号、计划号或标准名称
cli-replace-new = 代替它的条目，其 replaces 中会列出旧标准号

change-fault =
    .no-entry = 没有代码、标准号、计划号或名称为“{ $name }”的条目
    .several-entries = 有 { $count } 个条目叫“{ $name }”，请用代码写明是哪一个
    .no-table = 没有编号或标题为“{ $name }”的明细表
    .several-tables = 有 { $count } 个明细表叫“{ $name }”，请用编号写明是哪一个
    .no-table-or-category = 没有叫“{ $name }”的明细表，也没有叫这个名称且有明细表的细目
    .several-categories = 有几个细目叫“{ $name }”，请写明其中的明细表
    .no-code = 这个条目没有代码，无法更换
    .broken = 明细表 { $table } 中有 TOML 语法错误，请先改正（用 stdreg check 查看）
    .undetermined = 体系表不足以确定明细表 { $table } 的代码：需要细目的类别和代码、专业领域和业务领域，且编码规则没有错误
    .full = 明细表 { $table } 只剩 { $count } 个空闲代码
    .same-table = 条目已在明细表 { $table } 中
    .inline = 按现在的写法，条目不能移到明细表 { $table }：两边都要写成 [[table.entry]]，且没有语法错误
    .uncountable = 体系表有无法读取的部分，无法确定各项数目，请先改正（用 stdreg check 查看）
    .block = { $block } 不是范围，请写成 起-止，如 101-199
    .pair = “{ $pair }”不是“键=值”的形式
    .no-column = 没有“{ $key }”这一栏；可用的有：{ $keys }
    .value = “{ $value }”不是 { $key } 的值
    .no-room = 按现在的写法，明细表 { $table } 中添加不了条目
    .no-number = 被代替的条目没有标准号可写
    .no-withdrawn = 编码规则中没有表示废止的状态
    .no-replaces = 编码规则中没有状态栏，或没有代替标准一栏
    .errors = 这一改动会增加上面列出的 { $count } 个错误，因此没有写入（加 --force 则仍然写入）
change-done =
    .nothing = 没有要改的
    .written = 已写入：{ $files }

change-ask =
    .table = 明细表：
    .needed = { $help }；Tab 补全，Ctrl-C 停止
    .open = { $help }；Tab 补全，留空则不写，Ctrl-C 停止
    .empty = { $key }不能为空
    .stopped = 已停止，什么都没有写入

# 新建体系表时的提问
init-ask =
    .title = 体系名称：
    .title-or-none = 留空则写一份带注释的示例；Ctrl-C 停止
    .title-of-table = 留空则取自表格；Ctrl-C 停止
    .scheme = 编码方案：
    .scheme-help = 内置方案、示例的方案或方案文件；Tab 补全，Ctrl-C 停止
    .table = 要导入的表格：
    .table-help = Excel、CSV、Word、PDF 等；没有则留空；Tab 补全，Ctrl-C 停止
    .named = { $layer }：
    .layer = Tab 补全，Ctrl-C 停止
    .layer-or-none = 全部代码在这一层的值；Tab 补全，留空则不写，Ctrl-C 停止
    .category = 细目：
    .category-help = 代码、空格、名称；写完后留空；Ctrl-C 停止
    .subsystem = 细目所属的子体系：
    .subsystem-help = 子体系的名称；Tab 补全，留空则不写，Ctrl-C 停止
    .above = 上级 { $code } 的名称：
init-fault =
    .no-file = 没有文件 { $path }
    .layer = { $layer }没有取值 { $value }
    .category = 请写代码、空格和名称
    .known = { $code } 已经有了
    .empty = 名称不能为空
    .scheme = 编码方案无法读取：{ $reason }
