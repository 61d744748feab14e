### 按表达式查找条目：stdreg query

cli-query = 列出符合表达式的条目
    .examples =
        stdreg query 'status=在编 and owner~信息'             在编，且归口单位含“信息”
        stdreg query 'effective<2015 and not level=国家标准'  2015 年以前实施的非国家标准
        stdreg query 'category in (21, 22)' --output-format codes
        stdreg query --row 国家标准                            统计表的一行统计了哪些条目
        stdreg query '' 市.toml --output-format json          体系表的所有条目
cli-query-expression = 比较式，如 status=在编：左边是栏、代码的层、phase（阶段）、subsystem（子体系）、category（细目）、table（明细表）、file（文件）、year（标准号年份）或 effective-year（实施年份），中间是 =、!=、~（包含）、!~、<、<=、>、>= 或 in (…)；用 and（且）、or（或）、not（非）和括号连接
cli-query-register = 体系表的某个文件，或其所在的文件夹；有 --row 时，只写一个参数即为体系表
cli-query-row = 列出统计表某一行（统计项）统计的条目
cli-query-statistics = 几个统计表都有这一行时，用表号、标题或统计依据指明是哪一个
cli-query-column = 只列出该行中统计表某一列所统计的条目
cli-query-output-format = 输出格式

query-fault =
    .unknown-name = 没有叫“{ $name }”的栏、层或其他项目
    .unknown-value = “{ $value }”不是 { $name } 的取值
    .unclear = { $name } 中的“{ $value }”所指不明：有几个同名，或者体系表中没有
    .order = { $name } 没有大小之分，不能与“{ $value }”比较大小：请用 =、!=、~ 或 !~
    .date = { $name } 是日期，“{ $value }”不是：请写成 2015、2015-06 或 2015-06-01
    .integer = { $name } 是整数，“{ $value }”不是
    .name = 这里缺少名称，如 status
    .operator = 这里缺少 =、!=、~、!~、<、<=、>、>= 或 in
    .value = 这里缺少取值；含空格或符号的取值要加引号
    .list = 这里缺少左括号：in 的取值要写在括号内
    .comma = 这里缺少逗号或右括号；含空格的取值要加引号
    .joint = 这里缺少 and 或 or；含空格的取值要加引号
    .unclosed = 括号没有关闭
    .unopened = 右括号没有对应的左括号
    .quote = 引号没有关闭
    .deep = 括号和 not 嵌套过深
query-note =
    .told = 表达式有误：{ $reason }
    .meant = 是否为“{ $meant }”？
    .no-value = 没有条目的 { $name } 是“{ $value }”
    .nothing = 没有符合的条目
    .unclear = 另有 { $count } 个条目可能符合：所问的内容无法读取
query-row =
    .none = 统计表中没有“{ $item }”这一行
    .no-statistics = 没有叫“{ $name }”的统计表
    .several = 几个统计表都有“{ $item }”这一行，请用 --statistics 指明：{ $known }
    .unclear = 无法确定“{ $item }”这一行统计哪些条目，请用 stdreg check 查看原因
    .column = 统计表没有“{ $column }”这一列
