report-severity =
    .error = 错误
    .warning = 警告
    .info = 提示
report-note =
    .more = 另有 { $count } 处相关位置未列出
    .same = 另有 { $count } 处问题原因相同：{ $places }（用 --all 逐个列出）
    .same-and-more = 另有 { $count } 处问题原因相同：{ $places } 等（用 --all 逐个列出）
    .safe = 安全修复（--fix）：{ $title }
    .unsafe = 不安全修复（--unsafe-fixes，请人工核对）：{ $title }
    .rule = 说明：stdreg rule { $rule }
statistics-legend = [*] 有可用 --fix 自动修复的

summary-count =
    .error = { $count } 个错误
    .warning = { $count } 个警告
    .info = { $count } 个提示
    .file = { $count } 个文件
    .fixed = 已修复 { $count } 处
report-causes =
    .head = 其中最多的是：
    .all = { $rule }：修复用 { $command }
    .some = { $rule }：其中 { $some } 处可修复，用 { $command }
    .unsafe = { $rule }：可作的改动见 { $command }
    .hidden = { $rule }：说明见 stdreg rule { $rule }，不看则用 { $command }
summary-found = { $files }中有 { $counts }
summary-clean = 检查了 { $files }，没有发现问题
summary-repairs =
    .safe = 其中 { $safe } 处可用 --fix 修复
    .unsafe = 其中 { $unsafe } 处可用 --unsafe-fixes 修复
    .both = 其中 { $safe } 处可用 --fix 修复，另有 { $unsafe } 处可用 --unsafe-fixes 修复

# 命令行帮助：键即参数，.examples 是示例
cli-about = 标准体系表（TOML）的检查器
    .examples =
        stdreg init 我的体系表         写一份带注释的体系表
        stdreg import 明细表.xlsx -o register.toml
                                       或由表格导入
        stdreg check 我的体系表        检查
        stdreg rule                    列出全部规则
        stdreg docs start              手册：五分钟入门
        stdreg help check              某一命令的说明
cli-check = 检查体系表：哪里错了，错在何处，如何修复
    .examples =
        stdreg check                                检查当前文件夹下的所有体系表
        stdreg check a.toml tables/b.toml           只报告这些文件，但在其所属的整个体系表中判断
        stdreg check --fix                          应用安全修复
        stdreg check --diff --unsafe-fixes          先看全部修复会改什么，不写入文件
        stdreg check --select C,L --ignore L004     只用代码与各层的规则，L004 除外
        stdreg check --output-format json           供程序读取
        stdreg check --output-format full --output-format sarif=out.sarif
                                                    既给人看，又写一份 SARIF
        stdreg check - --stdin-filename r.toml      检查标准输入的文本
cli-docs = 显示手册的一页；不带名称则列出各页
    .examples =
        stdreg docs                             列出各页
        stdreg docs start                       五分钟入门
        stdreg docs fixes | less                分页阅读其中一页
cli-rule = 说明规则：查什么、为什么、反例与正例、如何修复；不带名称则列出全部
    .examples =
        stdreg rule                             列出全部规则
        stdreg rule class-mismatch              一条规则，也可写代码 L001
        stdreg rule L                           一族规则
        stdreg rule --all --output-format json  供程序读取
    .why = 为什么
    .bad = 反例
    .good = 正例
    .repair = 修复
    .unknown = 没有规则 { $name }；用 stdreg rule 列出全部规则
    .nearest = 没有规则 { $name }，是否为 { $nearest }？
rule-example =
    .file = # 文件 { $path }
    .finding = # ↑ { $rule }：{ $message }
cli-docs-list =
    .more = stdreg docs 名称 显示一页；stdreg rule 代码 显示一条规则的说明
    .nearest = 手册里没有“{ $name }”这一页，是否为“{ $nearest }”？
    .unknown = 手册里没有“{ $name }”这一页；stdreg docs 列出各页
cli-rule-fix =
    .none = 无自动修复
    .safe = 安全修复
    .unsafe = 不安全修复
    .safe-or-unsafe = 安全或不安全修复
cli-decode = 解读标准代码：每一层的取值与含义
    .examples =
        stdreg decode 2095021P1013T
        stdreg decode 2095021P1013T 2095034P0023T --output-format json
        stdreg decode AB-12 --scheme my.scheme.toml
    .scheme = { $path } 不能用作编码方案：{ $reasons }
cli-init = 新建体系表 register.toml 或编码方案文件
    .examples =
        stdreg init                                     在当前文件夹
        stdreg init 我的体系表                          在新文件夹
        stdreg init demo --template internet-plus       “互联网+公安政务服务”标准体系全表，102 项
        stdreg init demo --template service             服务组织标准体系，自带编码方案
        stdreg init --scheme                            my.scheme.toml，用来说明其他体系
    .exists = { $path } 已存在，未作改动；请换一个文件夹，或先将它改名
    .written =
        已写入 { $path }
        下一步：运行 stdreg check { $folder }
    .scheme-written =
        已写入 { $path }
        下一步：在体系表中写 scheme = "./my.scheme.toml"
cli-lsp = 语言服务器，由编辑器启动
    .examples =
        stdreg lsp                                         编辑器如此启动
        stdreg lsp --log-file lsp.log --log-level debug    另记日志，供排查问题
cli-lang = 消息与帮助的语言；默认取 stdreg.toml，再取系统语言
cli-color = 是否着色；auto 时遵从 NO_COLOR、FORCE_COLOR 与 CLICOLOR
cli-max-file-size = 体系表等所读文件的大小上限，单位 MiB
cli-help = 显示帮助
cli-version = 显示版本
cli-check-paths = 文件或文件夹；不写则为当前文件夹，- 为标准输入；写明设置文件或方案文件，即检查用到它的体系表
cli-check-select = 只用这些规则：代码、名称、族字母或 ALL，以逗号分隔，可重复
cli-check-extend-select = 另外再用这些规则
cli-check-ignore = 不用这些规则
cli-check-output-format = 输出格式，可给多个；加 =文件 则写入该文件
cli-check-output-file = 将输出写入此文件
cli-check-fail-on = 有达到此级别的问题时退出码为 1 ［默认：error］
cli-check-all = 逐个列出全部问题：原因相同的、超过 max-findings 的也列出
cli-check-statistics = 只列出每条规则的问题数
cli-check-stdin-filename = 将标准输入当作此文件的文本
cli-check-quiet = 只输出问题本身，不输出进度和小结
cli-check-jobs = 线程数；不写则与处理器数相同
cli-check-fix = 应用安全修复
cli-check-unsafe-fixes = 也应用不安全修复（含 --fix）；请人工核对
cli-check-diff = 显示修复会改什么，不写入文件；与 --unsafe-fixes 同用时包括不安全修复
cli-check-baseline = 此文件中的已知问题不再报告
cli-check-write-baseline = 将现有问题作为已知问题写入此文件，退出码为 0
cli-check-since = 只报告在该 git 修订版本上检查时没有的问题，不论由已提交还是未提交的改动引起；REV... 表示分支点
cli-check-watch = 文件一有改动即重新检查
cli-check-force-exclude = 设置中排除的文件，即使写明也不检查
cli-check-no-cache = 重新读取大型标准目录，不用也不写用户缓存中的索引（同 STDREG_NO_CACHE=1）
cli-check-allow-none = 写明的文件夹中没有体系表也不算出错
cli-check-hook = 供提交钩子使用：写明的文件若不属于任何体系表则略过；统计表的问题不论在哪个文件都报告；与 --since 同用时，体系表中新出现的问题全部报告
cli-fmt-paths = 文件或文件夹；不写则为当前文件夹，- 为标准输入
cli-fmt-hook = 供提交钩子使用：写明的文件若不属于任何体系表则略过
cli-docs-page = 页面的名称，如 fixes
cli-rule-name = 规则的代码或名称，或族字母
cli-rule-all = 全部规则的说明
cli-rule-output-format = 输出格式
cli-decode-codes = 标准代码
cli-decode-scheme = 编码方案：内置方案的标识，或方案文件；不写则为 GA/T 1136-2014
cli-decode-output-format = 输出格式
cli-init-dir = 文件夹，没有则新建
cli-init-template = 模板：starter 是带注释的小例，internet-plus 是完整实例，其余自带编码方案；不写时在终端上提问，否则用 starter
cli-init-from = 由此表格新建，读法同 stdreg import，可重复
cli-init-scheme = 改为新建带注释的编码方案文件
cli-lsp-stdio = 使用标准输入与输出；不写也是如此
cli-lsp-log-file = 日志文件，追加写入
cli-lsp-log-level = 日志的最低级别
cli-help-of = 显示某一命令的帮助
    .examples =
        stdreg help                    全部命令
        stdreg help check              其中一个
cli-help-of-command = 哪个命令；不写则为程序本身的
cli-heading =
    .usage = 用法：
    .commands = 命令
    .arguments = 参数
    .options = 选项
    .examples = 示例：
    .settings = stdreg.toml 的设置：
    .values = {" "}［可选：{ $list }］
    .default = {" "}［默认：{ $list }］
cli-failure =
    .told = 错误：{ $reason }
    .file = { $path }：{ $reason }
    .output = 无法写到标准输出：{ $reason }
    .wasm = WebAssembly 版的 stdreg 不支持 { $what }
    .help = 用法见 stdreg help 或 stdreg help <命令>
cli-fault =
    .unknown = 没有参数 { $argument }
    .subcommand = 没有命令 { $argument }
    .no-command = 没有写命令
    .missing = 缺少参数 { $argument }
    .conflict = { $argument } 不能与 { $other } 同用
    .no-value = { $argument } 缺少取值
    .value = { $argument } 不能取 { $value }
    .jobs = --jobs 应为 1 至 { $most }
    .meant = 是否为 { $meant }？
    .values = 可用取值：{ $values }

# check 除检查结果之外的话
check-nothing =
    .none = 没有找到体系表，未作检查（体系表的根文件名为 register.toml 或 名称.register.toml）；可用 stdreg init 新建，或用 stdreg import 由表格导入
    .named = 其中没有体系表（体系表的根文件名为 register.toml 或 名称.register.toml）；可用 stdreg init 新建，或用 stdreg import 由表格导入；允许没有体系表时加 --allow-none
    .excluded = 未作检查：找到的 { $count } 个文件都被设置排除
other-place = 另一处在这里
proposal = 改为“{ $word }”
places-left-out = 从这里起另有 { $count } 处未列出
others-like-it = 从这里起另有 { $count } 项有同类问题，未列出

one-register =
    .none = { $path }：其中没有体系表（体系表的根文件名为 register.toml 或 名称.register.toml）；可用 stdreg init 新建，或用 stdreg import 由表格导入
    .several = { $path }：其中有 { $count } 份体系表（{ $one }、{ $other } 等），请写明是哪一份
