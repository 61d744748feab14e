### 导入：由表格得到标准体系表

cli-import = 把 Excel、CSV、PDF 文本中的标准明细表导入为标准体系表
    .examples =
        stdreg import 明细表.csv -o register.toml             导入为新的体系表
        stdreg import 标准文本.pdf -o register.toml           用 pdftotext 取得文本；也可直接给 .txt
        stdreg import 附录A.csv 附录B.csv                     几个文件合为一个体系表，写到标准输出
        stdreg import 表.csv --map 登记号=standard --map 采标程度=-
                                                              指定一列的含义；- 为不导入该列
        stdreg import 明细表.xlsx --into register.toml --diff  改过的明细表会带来哪些改动；去掉 --diff 即写入
cli-import-files = 要导入的文件：.xlsx、.xlsm、.xls、.ods、.docx、.csv、.tsv、.md、.html、.json、.txt、.pdf（用 pdftotext）；- 为标准输入（CSV）
cli-import-output = 写入此文件，而不是标准输出；文件已存在则不写
cli-import-force = 文件已存在时也写
cli-import-scheme = 编码方案：内置方案的标识，或方案文件
cli-import-map = 某一表头对应的键，如 登记号=standard；= 后写 - 则不导入该列；可多次使用
cli-import-sheet = 只读名为 NAME 的工作表；可多次使用
cli-import-max-unpacked = Office 文件解压后的上限，单位 MiB
cli-import-header-row = 表头所在的行，从 1 数起
cli-import-encoding = 文本文件的编码，如 GBK；不写则自动判断
cli-import-into = 不新建，而是更新此体系表（写任一文件或所在文件夹），只改有差异的单元格，并补入新条目。条目先按标准代码、再按标准号或计划号、最后按同一明细表内的名称对应；对应多条的只提示
cli-import-blank = 与 --into 同用，空单元格的处理：keep 保留原值，clear 删除原值
cli-import-delete = 与 --into 同用，就文件中有的明细表，删除文件中没有的条目；不写则只提示
cli-import-diff = 与 --into 同用，以统一差异格式显示将要改动之处，不写入；有改动时退出码为 1
cli-import-quiet = 不显示摘要

import-failure =
    .exists = { $path } 已存在，未作改动；要覆盖请加 --force
    .no-pdftotext = 读取 { $path } 要用 pdftotext，但没有找到它；请安装 poppler-utils，或先把 PDF 转成文本（.txt）
    .pdf = pdftotext 不能从 { $path } 取得文本
    .unread = { $path } 有部分内容无法读取，未作任何改动；请用 stdreg check 查看原因
    .into-standard-input = --into 后应为体系表的文件或所在文件夹，不能是标准输入
    .map = --map 应写作“表头=键”，不是 { $text }

import-problem =
    .form = 不认识这种文件；可导入 .xlsx、.xlsm、.xls、.ods、.docx、.csv、.tsv、.md、.html、.json、.txt
    .save-as = 不能读取这种文件；请在 Office 或 WPS 中另存为 { $form } 再导入
    .encoding = 没有名为 { $name } 的编码
    .unclosed-quote = 第 { $line } 行的引号没有配对，其后的内容都会并入一个单元格；请补上引号
    .too-large = 单元格太多，超出 { $limit } 个，或其中的文字远多于文件本身
    .far-apart = 单元格相距太远，旧版工作簿装不下；请在 Office 或 WPS 中另存为 .xlsx，或删去远离表格的内容
    .nested = 标签嵌套过深，不像正常的网页
    .unpacked = 解压后超出 { $limit } MiB，可能是恶意文件；确实可信时用 --max-unpacked 放宽
    .encrypted = 文件有密码保护；请先在 Office 或 WPS 中取消密码
    .no-sheet = 没有名为 { $name } 的工作表；可用的有：{ $names }
    .damaged = 文件已损坏，或与扩展名不符：{ $reason }
    .meeting = { $path } 中有两处改动位置相重，未写入
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
    .several = 可能对应 { $entries } 中的任一条，未导入；请写明所指条目的标准代码或标准号
    .elsewhere = 该条目在{ $table }中，不在{ $other }中，未移动；其余单元格已导入
    .braces = 所在的明细表写在花括号内，无法补入
    .no-place = 体系表中没有这张明细表，也无法得知属于哪个细目
    .no-code = 体系表中没有这个细目，文件中也没有它的代码
    .structure-differs = 体系表中这个细目的代码或名称与此不同，未改动；请在体系表中手工修改
    .renumbered = 体系表中没有此表号，但其条目已在体系表中；请手工修改表号
    .no-statistics = 体系表中没有含这些行的统计表；新的统计表请直接写入体系表
    .several-statistics = 体系表中有几张统计表含这些行，未导入
    .no-item = 体系表的统计表中没有这一行；缺哪些行可用 stdreg check 查看
    .no-figure = 统计表的这一行在其中某列没有数据，请直接写入体系表
    .doubled-item = 统计表中有几行的统计项与此相同，未导入
    .note = 表下的说明
    .total = 合计行
    .figure = 统计表中放不下的单元格
    .figures = 不成统计行，或看不出按什么统计
    .heading = 小标题，其下没有条目
    .group = 小标题，但方案没有小标题这一列
    .above-header = 表头以上的行
    .between = 两张表之间的行

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
    .hidden = “{ $sheet }”是隐藏的工作表，也已读取
    .hidden-rows = “{ $sheet }”有 { $count } 行隐藏，也读了；首行在 { $address }
    .hidden-columns = “{ $sheet }”有 { $count } 列隐藏，也读了：{ $columns }
    .changes = 文档有修订记录，按接受全部修订读取
    .lost = 有 { $count } 个字符无法解码，写成了 �
    .no-title = 没有找到标准体系的名称，用了文件名
    .no-subsystem = 文件没有写明子体系，都归入“{ $title }”
    .category-codes = 细目代码未知，已按顺序编号
    .split = 按代码中的细目分成 { $count } 个明细表

    .other-tables = 体系表中有 { $count } 张明细表不在文件中，保持不变
    .added = 新增明细表 { $tables } 张、细目 { $categories } 个、子体系 { $subsystems } 个

import-merge =
    .changes = 体系表中已有 { $matched } 条，改动 { $changed } 条；新增 { $added } 条，删除 { $removed } 条；改动统计数据 { $figures } 行
    .missing = 有 { $count } 条不在文件中，予以保留（加 --delete 则删除）：
    .entry = { $entry }
    .more = 另有 { $count } 条
    .reports = 有 { $count } 处未导入：
    .same = 没有改动
    .written = 已写入 { $path }

import-summary =
    .counts = 读入 { $rows } 行：{ $entries } 个条目，{ $figures } 行统计，{ $joined } 行并入上一行，{ $reported } 行未能导入
    .result = { $categories } 个细目，{ $tables } 个明细表，{ $statistics } 个统计表
    .more-notes = 另有 { $count } 条说明未列出
    .reports = 未能导入 { $count } 处，已写成注释：
    .written = 已写入 { $path }；下一步：stdreg check { $path }
