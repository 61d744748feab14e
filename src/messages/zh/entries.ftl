unknown-status = 状态“{ $found }”不在词表中，可用“{ $known }”（另有的状态用 [[status]] 补充）
    .nearest = 状态“{ $found }”不在词表中，是否应为“{ $nearest }”？可用“{ $known }”（另有的状态用 [[status]] 补充）
    .synonym = 状态“{ $found }”是“{ $term }”的同义用语，应写作“{ $term }”
    .fix = 改为“{ $term }”
unknown-level = 级别“{ $found }”不在词表中，可用“{ $known }”（另有的级别用 [[level]] 补充）
    .nearest = 级别“{ $found }”不在词表中，是否应为“{ $nearest }”？可用“{ $known }”（另有的级别用 [[level]] 补充）
published-without-number = 状态为“{ $status }”，但没有标准号（standard）：已发布的标准应有标准号
published-without-date = 状态为“{ $status }”，但没有实施日期（effective）：已发布的标准应有实施日期
unpublished-with-date = 状态为“{ $status }”，但有实施日期：未发布的标准不应有实施日期
    .status = 标准状态在这里
    .fix = 删去实施日期
drafting-without-plan = 状态为“{ $status }”，但没有计划号（plan）：在编标准靠计划号跟踪
malformed-number = 标准号“{ $number }”有误：{ $reason }
    .form = 标准号“{ $number }”应写作 { $canonical }：{ $reasons }
    .and = { $before }；{ $reason }
    .fix = 改为 { $canonical }
    .empty = 内容为空
    .unknown-prefix = “{ $part }”不是已知的标准代号
    .unknown-region = 没有代码为“{ $part }”的行政区划
    .plan = “{ $number }”是计划号，不是标准号：应写在 plan
    .move = 移到 plan
    .several = “{ $number }”是几个标准号：一个条目只写一个标准号
    .unknown-mark = 代号后的“{ $part }”既不是 T 也不是 Z
    .no-digits = 代号后应为编号数字
    .year = “{ $part }”不是有效年份
    .trailing = “{ $part }”不是标准号的组成部分
    .dash = 编号与年份之间应用一个半字线“-”
    .slash = 斜线应用“/”
    .look-alike = 有形似拉丁字母的西里尔字母或希腊字母
    .tilde = 范围应用“~”或“～”
    .hidden = 有看不见的字符
    .punctuation = 标准号前后有多余的标点
    .full-width = 字母、数字、斜线应用半角
    .spacing = 代号与编号之间应有且只有一个空格，其他地方不应有空格
    .no-slash = 缺少斜线“/”
    .stray-slash = 代号后多了一条斜线
    .case = 代号应用大写字母
    .parenthesis = 括号应成对，“所有部分”用全角括号，其他用半角括号
number-level-mismatch = 标准号 { $number } 属{ $kind ->
        [national] 国家标准
        [industry] 行业标准
        [local] 地方标准
        [group] 团体标准
        [enterprise] 企业标准
        [foreign] 国外标准
       *[international] 国际标准
    }，级别应为“{ $expected }”，而不是“{ $found }”
    .number = 标准代号在这里
implausible-date = 实施日期 { $date } 早于标准号 { $number } 的年份 { $year }：标准不可能在发布之前实施
    .late = 实施日期 { $date } 比 { $number } 的年份 { $year } 晚 { $later } 年：标准一般在当年或次年实施
    .late-mandatory = 实施日期 { $date } 比 { $number } 的年份 { $year } 晚 { $later } 年：强制性标准一般在 { $most } 年之内实施
    .number = 标准号的年份在这里
duplicate-standard = 标准号 { $number } 重复列入：一项标准在体系中只列一次
    .first = 首次列在这里
part-covered = { $part } 已包括在 { $whole }之中，重复列入
    .whole = 所有部分列在这里
untidy-text = { $ways }，应写作“{ $tidy }”
    .and = { $before }、{ $way }
    .invisible = 有看不见的字符或控制字符
    .spaces = 有多余的空格或全角空格
    .full-width = 有全角字母或数字
    .part-number = “第1部分”的数字前后有空格
    .punctuation = 汉字之间有半角标点
    .fix = 改为“{ $tidy }”
duplicate-title = 两条标准名称相同（“{ $title }”），又没有不同的标准号或计划号可以区分
    .first = 首次列在这里
malformed-plan = 计划号“{ $plan }”不符合任何一种形式：{ $forms }
    .year = 计划号“{ $plan }”中的 { $year } 不是 1990 到 { $last } 之间的年份
inconsistent-owner = 归口单位“{ $found }”与“{ $better }”（{ $uses } 处）{ $how ->
        [abbreviation] 是同一单位的简称或全称
       *[misspelling] 只差一个字，疑为同一单位
    }，应统一写法
    .better = 较常用的写法首次出现在这里
future-date = 实施日期 { $date } 在今天（{ $today }）之后：标准已发布，但尚未实施
    .in-force = “{ $status }”表示尚未实施，而实施日期 { $date } 已到
    .fix = 改为“{ $term }”
level-alias = 级别“{ $found }”是别称，应写作“{ $term }”
    .fix = 改为“{ $term }”
unknown-group = “{ $found }”不是表 { $table } 的小标题，可用“{ $known }”
    .nearest = “{ $found }”不是表 { $table } 的小标题，是否应为“{ $nearest }”？可用“{ $known }”
    .listed = 相近的小标题列在这里
    .fix = 改为“{ $nearest }”
unknown-word = { $title }“{ $found }”不是所列用语，可用“{ $known }”
    .nearest = { $title }“{ $found }”不是所列用语，是否应为“{ $nearest }”？可用“{ $known }”
