unused-suppression = there is no { $name } finding to ignore here
    .bare = no rule is named, so this has no effect; write ignore[rule]
    .unclosed = the list of rules has no closing ], so this has no effect; write ignore[rule]
    .fix = remove the unused ignore comment

unknown-rule =
    .name = no rule is called { $name }{ $nearest ->
        [none] {""}
       *[other] ; did you mean { $nearest }?
    }
    .directive = { $name } is not understood{ $nearest ->
        [none] {""}
       *[other] ; did you mean { $nearest }?
    }
    .fix = change to { $nearest }

too-many-findings = this file has too many findings; shown: { $shown }; not shown from here on: { $count } ({ $which })
