unused-suppression = 此处没有可忽略的 { $name } 问题
    .bare = 没有写明忽略哪条规则，不起作用；应写作 ignore[规则名]
    .unclosed = 规则名后面缺少 ]，不起作用；应写作 ignore[规则名]
    .fix = 删去无用的忽略注释

unknown-rule =
    .name = 没有名为 { $name } 的规则{ $nearest ->
        [none] {""}
       *[other] ，是否为 { $nearest }？
    }
    .directive = 不认识 { $name }{ $nearest ->
        [none] {""}
       *[other] ，是否为 { $nearest }？
    }
    .fix = 改为 { $nearest }

too-many-findings = 本文件问题过多：列出了 { $shown } 个，从这里起另有 { $count } 个未列出（{ $which }）
