# 导航与重命名

outline-entries = { $count } 项
outline-statistics = 统计表：按{ $by ->
    [level] 标准级别
    [subsystem] 子体系
    [category] 细目
    [table] 明细表
   *[other] “{ $by }”
  }
outline-rows = { $count } 行
link-platform = 在全国标准信息公共服务平台查询 { $number }
link-file = 打开 { $path }
link-rule = 规则 { $code }（{ $name }）的说明
rename-scheme-faulty = 编码方案或栏的定义有错误，不能确定要改哪些地方，请先改正再重命名
rename-built-in-column = “{ $key }”是内置的栏的键；要用别的键，请先写一个 key = "{ $key }"、role = "{ $role }" 的 [[column]]
rename-scheme-layer = “{ $name }”是内置编码方案 { $scheme } 的层，不能重命名
rename-key-bare = “{ $key }”不能用作键：只能用英文字母、数字、连字符和下划线
rename-key-taken = 已有键或名称为“{ $key }”的栏或层
rename-key-of-format = “{ $key }”在格式中另有含义，请换一个
rename-key-shared = “{ $key }”既是层又是栏，要改的一处兼指二者，没有改名
rename-key-beside = { $file } 中要改的一个表已有键“{ $key }”，没有改名
rename-empty = 新名称不能为空
rename-control = 新名称不能含换行、制表符等控制字符
rename-excluded = 要改的一处在 { $file }，而设置把它排除在外，没有改名
rename-unreadable = { $file } 中有一处要改的字符串没有闭合，请先改正语法再重命名
rename-scheme-word = “{ $word }”是编码方案 { $scheme } 的用语，不能在体系表中重命名；需要自己的用语时，请另写 [[status]] 或 [[level]]
rename-word-taken = “{ $word }”已是现有的用语，请换一个
rename-layer-width = 细目代码“{ $code }”应为 { $expected } 位，与代码中“{ $layer }”一层同宽
rename-layer-characters = 细目代码“{ $code }”含有“{ $layer }”一层不用的字符，该层只用{ $characters ->
    [digit] 数字
    [upper] 大写字母
   *[alnum] 数字和大写字母
  }
rename-layer-value = 编码方案 { $scheme } 的“{ $layer }”一层没有取值“{ $code }”
rename-category-taken = 细目代码“{ $code }”已用于细目“{ $title }”
rename-category-title-taken = 已有名为“{ $title }”的细目（代码 { $code }）
rename-subsystem-path = 子体系“{ $title }”的代码是细目路径的一部分，不能单独改名：请先改细目的代码
rename-group-taken = 表 { $table } 已有小标题“{ $title }”
rename-subsystem-taken = 已有名为“{ $title }”的子体系
rename-table-taken = 表号“{ $id }”已用于表“{ $title }”
rename-code-malformed = “{ $code }”不合编码方案 { $scheme }：应为 { $expected } 位，各层取值须在方案之内
rename-code-taken = 代码“{ $code }”已用于“{ $title }”
