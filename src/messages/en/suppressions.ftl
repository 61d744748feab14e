unused-suppression = there is no finding of { $name } to silence here
    .bare = names no rule, so it silences nothing; write ignore[rule]
    .unclosed = the list of rules has no ], so it silences nothing; write ignore[rule]
    .fix = remove what silences nothing

unknown-rule =
    .name = no rule is called { $name }{ $nearest ->
        [none] {""}
       *[other] ; is it { $nearest }?
    }
    .directive = { $name } is not understood{ $nearest ->
        [none] {""}
       *[other] ; is it { $nearest }?
    }
    .fix = write { $nearest }

too-many-findings = this file has too many findings; shown: { $shown }; not shown from here on: { $count } ({ $which })
