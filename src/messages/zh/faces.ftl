report-severity =
    .error = 错误
    .warning = 警告
    .info = 提示
report-note =
    .more = 另有 { $count } 处相关位置未列出
    .safe = 安全修复（--fix）：{ $title }
    .unsafe = 不安全修复（--unsafe-fixes，请人工核对）：{ $title }
    .rule = 说明见 stdreg rule { $rule }
statistics-legend = [*] 有可用 --fix 自动修复的

# $form 供英文选择单复数
summary-count =
    .error = { $form ->
       *[other] { $count } 个错误
    }
    .warning = { $form ->
       *[other] { $count } 个警告
    }
    .info = { $form ->
       *[other] { $count } 个提示
    }
    .file = { $form ->
       *[other] { $count } 个文件
    }
    .fixed = { $form ->
       *[other] 已修复 { $count } 处
    }
summary-found = { $files }中有 { $counts }
summary-clean = 检查了 { $files }，没有发现问题
summary-repairs =
    .safe = 其中 { $safe } 处可用 --fix 修复
    .unsafe = 其中 { $unsafe } 处可用 --unsafe-fixes 修复
    .both = 其中 { $safe } 处可用 --fix 修复，另有 { $unsafe } 处可用 --unsafe-fixes 修复
