### `stdreg config` 与 `stdreg schema`

schema-title =
    .register = 标准体系表
    .settings = stdreg.toml
    .scheme = 标准代码的编码方案
schema-description =
    .register = 标准体系表（根文件或分册）的格式。键与类型之外的检查见 stdreg check
    .settings = 检查与格式化的设置，适用于所在文件夹及其下的文件
    .scheme = 编码方案文件（NAME.scheme.toml）的格式：代码各层、状态与级别用语、统计项
schema-word =
    .synonym = “{ $name }”的同义用语
    .code = { $scheme } 的代码，各层及其位数：{ $layers }
    .all = 全部规则

cli-schema = 输出格式的 JSON Schema，供其他编辑器和校验程序使用
    .examples =
        stdreg schema > stdreg.schema.json               体系表
        stdreg schema settings > stdreg-toml.schema.json stdreg.toml
        stdreg schema scheme --draft 7                   编码方案，用第 7 版草案
        stdreg schema --for register.toml                照这份体系表的栏
cli-schema-subject = 哪种文件的
cli-schema-draft = JSON Schema 的草案版本
cli-schema-for = 照哪份体系表写：它的栏、用语和代码（FILE 为根文件、分册或文件夹）
cli-schema-uncertain = 它的编码方案或 [[column]] 有误（T008），无法得知有哪些栏；请先用 stdreg check 查看

cli-config = 显示某一文件适用的设置及其来源，或说明有哪些设置
    .examples =
        stdreg config                             当前文件夹
        stdreg config tables/a.toml --rules       一个文件，并列出全部规则的级别
        stdreg config tables/a.toml --output-format json
        stdreg config --explain                   stdreg.toml 的全部设置
        stdreg config --explain fail-on           其中一项
cli-config-path = 文件或文件夹
cli-config-rules = 列出全部规则，不只是级别有改动的
cli-config-explain = 说明一项设置；不写名称则说明全部
cli-config-output-format = 输出格式

config-file =
    .root = 单独成一个体系表（自身是根文件，或没有根文件的 include 包括它）
    .part = 属于体系表：{ $roots }
    .settings = 设置文件：{ $settings }
    .no-settings = 没有设置文件，使用内置的设置
    .looked-for = 也找过，没有：{ $paths }
    .excluded = 检查文件夹时不找它：{ $source } 的 exclude 有“{ $pattern }”
    .excluded-part = { $source } 的 exclude 有“{ $pattern }”：所属体系表仍连同它一起检查，但不报告其中的问题，也不改写它；写明该文件时报告，加 --force-exclude 则不报告
    .not-excluded = 没有被 exclude 排除
config-source =
    .default = 默认
    .file = { $file }:{ $line }
    .command-line = --lang
    .environment = 环境变量 { $variable }
    .system = 系统的区域设置
config-rules =
    .all = 规则的级别
    .differing = 级别有改动的规则（--rules 列出全部规则）
    .none = 全部规则均为默认级别
    .off = 关闭
config-key =
    .unknown = 没有设置 { $key }；用 stdreg config --explain 列出全部设置
    .nearest = 没有设置 { $key }，是否为 { $nearest }？
    .type = 类型：{ $value }
    .default = 默认：{ $value }
    .example = 示例：{ $value }

# 设置所取的值
value =
    .string = 字符串
    .count = 1 至 { $highest } 的整数
    .count-or-range = 1 至 { $highest } 的整数，或其范围，如 "1-3"
    .boolean = true 或 false
    .one-of = { $list } 之一
    .by = { $list } 之一，或取值为词语的栏
    .string-or-strings = 字符串或字符串数组
    .strings = 字符串数组
    .strings-or-tables = 字符串或表的数组
    .patterns = 路径模式的数组
    .rules = 规则的数组
    .table = 表
    .tables = 表的数组
    .map = 从字符串到字符串的表
    .of-rules = 从规则到 { $list } 之一的表
    .rules-of-patterns = 从路径模式到规则数组的表
    .integer = 整数
    .requirement = true、false，或由 { $list } 组成的数组
    .date = 日期（如 2011-12-01）
    .block = 字符串，写作 101-199 的形式

# 无法使用的设置
settings-problem = 设置无法使用：{ $place }：{ $reason }
    .unreadable = 无法读取：{ $reason }；请使其可读，或移走它
    .catalogue = 标准目录 { $catalogue } 无法使用：{ $reason }；请改正（stdreg catalogue check），或从设置中去掉
    .pattern = “{ $pattern }”不是路径模式：{ $reason }；本身即是此字符的写在 […] 中
# 不合键表之处
misfit =
    .unknown-key = 没有键 { $key }；可用的有：{ $known }
    .nearest-key = 没有键 { $key }，是否为 { $nearest }？
    .missing-key = 缺少必需的键 { $key }
    .value = { $key } 的值应为：{ $expected }
