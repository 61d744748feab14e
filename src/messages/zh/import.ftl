### 导入：由表格得到标准体系表

cli-import = 把 Excel、CSV、PDF 文本中的标准明细表导入为标准体系表
    .examples =
        stdreg import 明细表.csv -o register.toml             导入为新的体系表
        stdreg import 标准文本.pdf -o register.toml           用 pdftotext 取得文本；也可直接给 .txt
        stdreg import 附录A.csv 附录B.csv                     几个文件合为一个体系表，写到标准输出
        stdreg import 表.csv --map 登记号=standard --map 采标程度=-
                                                              指定一列的含义；- 为不导入该列
cli-import-files = 要导入的文件：.xlsx、.xlsm、.xls、.ods、.docx、.csv、.tsv、.md、.html、.txt、.pdf（用 pdftotext）；- 为标准输入（CSV）
cli-import-output = 写入此文件，而不是标准输出；文件已存在则不写
cli-import-force = 文件已存在时也写
cli-import-scheme = 编码方案：内置方案的标识，或方案文件
cli-import-map = 某一表头对应的键，如 登记号=standard；= 后写 - 则不导入该列；可多次使用
cli-import-sheet = 只读名为 NAME 的工作表；可多次使用
cli-import-max-unpacked = Office 文件解压后的上限，单位 MiB
cli-import-header-row = 表头所在的行，从 1 数起
cli-import-encoding = 文本文件的编码，如 GBK；不写则自动判断
cli-import-quiet = 不显示摘要

import-failure =
    .exists = { $path } 已存在，未作改动；要覆盖请加 --force
    .no-pdftotext = 读取 { $path } 要用 pdftotext，但没有找到它；请安装 poppler-utils，或先把 PDF 转成文本（.txt）
    .pdf = pdftotext 不能从 { $path } 取得文本
    .map = --map 应写作“表头=键”，不是 { $text }

import-problem =
    .form = 不认识这种文件；可导入 .xlsx、.xlsm、.xls、.ods、.docx、.csv、.tsv、.md、.html、.txt
    .save-as = 不能读取这种文件；请在 Office 或 WPS 中另存为 { $form } 再导入
    .encoding = 没有名为 { $name } 的编码
    .unclosed-quote = 第 { $line } 行的引号没有配对，其后的内容都会并入一个单元格；请补上引号
    .too-large = 单元格太多，超出 { $limit } 个
    .nested = 标签嵌套过深，不像正常的网页
    .unpacked = 解压后超出 { $limit } MiB，可能是恶意文件；确实可信时用 --max-unpacked 放宽
    .encrypted = 文件有密码保护；请先在 Office 或 WPS 中取消密码
    .no-sheet = 没有名为 { $name } 的工作表；有：{ $names }
    .damaged = 文件已损坏，或与扩展名不符：{ $reason }
    .key = --map 中的 { $key } 不是条目的键；可用 { $keys }；standard-or-plan、year、subsystem、category、table、table-title；不导入写 -
    .conflict = { $first-address }“{ $first }”与 { $second-address }“{ $second }”都对应 { $key }；请用 --map "{ $second }=-" 去掉其一，或指定它的含义
    .no-header = 没有找到能认出的表头，什么也没有写；请用 --header-row 指出表头所在的行，并用 --map 说明各列的含义

import-reason =
    .no-key = 没有标准代码、标准号或名称，不成一个条目
    .unknown-row = 各单元格都不在能认出的列中
    .unknown-column = 没有对应键的列
    .beyond = 超出表头的单元格
    .date = 不是日期
    .number = 不是整数
    .formula-error = 公式出错
    .second = 同一内容的又一个值
    .note = 表下的说明
    .total = 合计行
    .figure = 统计表中放不下的单元格
    .figures = 不成统计行，或看不出按什么统计
    .group = 小标题，但方案没有小标题这一列
    .above-header = 表头之上的行
    .between = 两表之间的行

import-report =
    .comment = 未导入 { $address }：{ $reason }：{ $content }
    .line = { $address }：{ $reason }：{ $content }
    .more = 另有 { $count } 处，见结果中的注释

import-note =
    .from-title = { $count } 个标准号写在名称或文件名中（首个在 { $address }），已从中取出
    .guess = { $address }“{ $heading }”当作 { $key }
    .unknown = { $address }“{ $heading }”没有对应的键，其内容写成了注释
    .missing = 表中没有 { $keys } 列
    .encoding = 按 { $encoding } 读取
    .hidden = “{ $sheet }”是隐藏的工作表，也读了
    .changes = 文档有修订记录，按接受全部修订读取
    .lost = 有 { $count } 个字符无法解码，写成了 �
    .no-title = 没有找到标准体系的名称，用了文件名
    .no-subsystem = 文件没有写明子体系，都归入“{ $title }”
    .category-codes = 细目代码无从得知，按顺序编了号
    .split = 按代码中的细目分成 { $count } 个明细表

import-summary =
    .counts = 读入 { $rows } 行：{ $entries } 个条目、{ $figures } 行统计、{ $joined } 行并入上一行、{ $reported } 行未能导入
    .result = { $categories } 个细目，{ $tables } 个明细表，{ $statistics } 个统计表
    .more-notes = 另有 { $count } 条说明未列出
    .reports = 未能导入 { $count } 处，已写成注释：
    .written = 已写入 { $path }；接下来：stdreg check { $path }
