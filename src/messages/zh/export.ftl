### 导出：stdreg export

cli-export = 导出体系表：工作簿、网页、数据或结构图
    .examples =
        stdreg export --format xlsx -o 标准体系表.xlsx      工作簿，每张明细表一个工作表
        stdreg export --format xlsx --into 我的表.xlsx      在自己的工作簿中改写不同之处
        stdreg export --format docx -o 标准体系表.docx      供印制的文档
        stdreg export --format csv -o 标准明细表.csv        全部标准，供 Excel 打开
        stdreg export --format csv --only statistics        统计表
        stdreg export --format html -o 体系表.html          可搜索、筛选的网页
        stdreg export 我的体系表 --format json              全部内容，供程序使用
        stdreg export --format svg -o 结构图.svg            标准体系结构图
        stdreg export --format md --table A.4,A.5           其中两张表，供网页显示
cli-export-register = 体系表的某个文件，或其所在的文件夹；- 为标准输入
cli-export-format = 导出格式
cli-export-output = 写入此文件，而不是标准输出
cli-export-only = 只导出其中几部分，以逗号分隔
cli-export-table = 只导出这些明细表，写表号，以逗号分隔
cli-export-sheets = xlsx 中每张明细表一个工作表（tables），或全部标准一个工作表（one）
cli-export-template = docx 的样式、页眉、页脚和页面设置取自这份文档，其正文换成导出的内容
cli-export-into = 把 xlsx 写进这份已有的工作簿：只改内容不同的单元格，并添上没有的标准；样式、列、公式和其他工作表不动；不写 -o 则就地改
cli-export-with-findings = html 中在标准旁列出检查发现的问题
cli-export-bom = CSV 开头是否加 BOM，供 Excel 识别中文，同时防止文字被当作公式；auto 时写入文件才加，只写 --bom 即 always

export-failure =
    .source = { $path } 是体系表自身的文件，未用导出的内容覆盖它
    .findings = --with-findings 只用于 html，{ $format } 格式不列出问题
    .unread = 体系表有无法读取的部分，导出的内容不全；请用 stdreg check 查看原因
    .template = --template 只用于 docx，{ $format } 格式没有模板
    .into = --into 只用于 xlsx，{ $format } 格式不能写进已有的文件

export-problem =
    .part = { $format } 格式不能包含{ $part }
    .no-notes = 没有编制说明可导出：体系表没有写 notes，或所写的文件无法读取
    .one-part = { $format } 格式一次只能导出一张清单，--only 请只写一部分
    .table = 没有表号为 { $id } 的明细表；可用的有：{ $known }
    .too-large = 内容超出 { $format } 格式的上限
    .failed = 未能生成 { $format } 格式：{ $reason }
    .left-out = 这份 stdreg 编译时未包含 { $format } 格式（cargo 的 office 特性）
    .template = 不能用作模板：{ $reason }
    .workbook = 不能更新工作簿：{ $reason }

export-page =
    .search = 搜索
    .clear = 清除条件
    .download = 下载所列标准（CSV）
    .all = 全部
    .count = 列出 {"{"}shown{"}"} 项，共 {"{"}all{"}"} 项
    .findings = 只看有问题的
    .script = 列表由本页的脚本显示，请允许脚本运行。
    .coverage = 覆盖情况
    .by-category = 各细目已颁标准数 / 应有标准数
    .by-year = 各年实施的标准数

export-column =
    .parent = 上级子体系
    .subsystem-code = 子体系代码
    .subsystem = 子体系
    .category = 细目
    .category-code = 细目代码
    .table = 表号
    .table-title = 表的名称
    .entries = 标准数
    .figures = 其他列
    .by = 统计依据

export-template =
    .no-document = 其中没有 Word 文档的正文（word/document.xml），请用 .docx 文档
    .macros = 文档带有宏，请另存为不带宏的 .docx
    .strict = 文档不是一般的 .docx（可能是“Strict Open XML 文档”），请用 Word 另存为“Word 文档（*.docx）”

export-document =
    .annex = 附　录　{ $letter }
    .normative = （规范性）
    .informative = （资料性）
    .see-table = { $title }标准明细见表{ $id }。
    .statistics = 表{ $id }　{ $title }
    .fact = { $name }：{ $text }
    .figure = 图1　{ $title }结构图
    .continued = { $caption }（续）

export-into =
    .summary = { $path }：改写 { $cells } 个单元格，添加 { $rows } 行
    .formula = { $address } 是公式，没有改写
    .merged = { $address } 属于合并单元格，没有改写，应为“{ $text }”
    .unknown-row = { $address } 在体系表中没有：{ $row }
    .second = { $address } 与同一工作表中前面一行是同一项标准：{ $row }
    .no-place = { $table } 有 { $count } 项标准没有添加：工作簿里没有这张表
    .no-room = { $table } 有 { $count } 项标准没有添加：{ $address } 以下的空行不够，请先插入空行
    .totals = { $table } 有 { $count } 项标准没有添加：工作簿中的这张表以汇总行结尾，请先去掉汇总行
    .more = 另有 { $count } 处从略
