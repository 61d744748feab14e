unused-suppression = 此处没有 { $name } 的结果可抑制
    .bare = 没有写明抑制哪条规则，不起作用；应写作 ignore[规则名]
    .unclosed = 规则名后面缺少 ]，不起作用；应写作 ignore[规则名]
    .fix = 删去无用的抑制

unknown-rule =
    .name = 没有名为 { $name } 的规则{ $nearest ->
        [none] {""}
       *[other] ，是否为 { $nearest }
    }
    .directive = 不认识 { $name }{ $nearest ->
        [none] {""}
       *[other] ，是否为 { $nearest }
    }
    .fix = 改为 { $nearest }

too-many-findings = 本文件结果过多：列出了 { $shown } 条，从这里起另有 { $count } 条未列出（{ $which }）
