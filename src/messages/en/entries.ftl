unknown-status = status “{ $found }” is not in the vocabulary; available: { $known } (to use your own, add a [[status]])
    .nearest = status “{ $found }” is not in the vocabulary; did you mean “{ $nearest }”? Available: { $known } (to use your own, add a [[status]])
    .synonym = status “{ $found }” is a synonym; write “{ $term }”
    .fix = change to “{ $term }”
unknown-level = level “{ $found }” is not in the vocabulary; available: { $known } (to use your own, add a [[level]])
    .nearest = level “{ $found }” is not in the vocabulary; did you mean “{ $nearest }”? Available: { $known } (to use your own, add a [[level]])
published-without-number = status is “{ $status }”, but the standard number (standard) is missing: every published standard has one
published-without-date = status is “{ $status }”, but the effective date (effective) is missing: every published standard has one
unpublished-with-date = status is “{ $status }”, but there is an effective date: an unpublished standard is not in force
    .status = the status is here
    .fix = remove the date
drafting-without-plan = status is “{ $status }”, but the plan number (plan) is missing: standards in drafting are tracked by it
malformed-number = “{ $number }” is not a valid standard number: { $reason }
    .form = “{ $number }” should be written { $canonical }: { $reasons }
    .and = { $before }; { $reason }
    .fix = change to { $canonical }
    .empty = it is empty
    .unknown-prefix = “{ $part }” is not a known prefix
    .unknown-region = no region has the code “{ $part }”
    .plan = “{ $number }” is a plan number, not a standard number: move it to plan
    .move = move it to plan
    .several = “{ $number }” contains several standard numbers: an entry has one
    .unknown-mark = “{ $part }” after the prefix is neither T nor Z
    .no-digits = the prefix must be followed by digits
    .year = “{ $part }” is not a valid year
    .trailing = “{ $part }” is not part of a standard number
    .dash = use a single hyphen before the year
    .slash = write the slash as “/”
    .look-alike = it contains Cyrillic or Greek letters that look like Latin ones
    .tilde = write a range with ~ or ～
    .hidden = it contains invisible characters
    .punctuation = it has punctuation before or after the number
    .full-width = use half-width letters, digits and slashes
    .spacing = use one space before the number and none elsewhere
    .no-slash = a slash is missing
    .stray-slash = the slash after the prefix is superfluous
    .case = write the prefix in upper case
    .parenthesis = use paired parentheses, full-width around 所有部分 and half-width elsewhere
number-level-mismatch = { $number } is { $kind ->
        [national] a national standard
        [industry] an industry standard
        [local] a local standard
        [group] a group standard
        [enterprise] an enterprise standard
        [foreign] a foreign standard
       *[international] an international standard
    }, so the level should be “{ $expected }”, not “{ $found }”
    .number = the prefix is here
implausible-date = { $date } is before { $year }, the year of { $number }: a standard cannot take effect before it is published
    .late = { $date } is { $later ->
        [one] { $later } year
       *[other] { $later } years
    } after { $year }, the year of { $number }: standards normally take effect in the same year or the next
    .late-mandatory = { $date } is { $later ->
        [one] { $later } year
       *[other] { $later } years
    } after { $year }, the year of { $number }: mandatory standards normally take effect within { $most ->
        [one] { $most } year
       *[other] { $most } years
    }
    .number = the year of the number is here
duplicate-standard = { $number } is already listed: a standard is listed only once in the system
    .first = first listed here
part-covered = { $part } is already covered by { $whole } and listed twice
    .whole = all parts are listed here
untidy-text = { $ways }: write “{ $tidy }”
    .and = { $before }, { $way }
    .invisible = invisible or control characters
    .spaces = superfluous or full-width spaces
    .full-width = full-width letters or digits
    .part-number = spaces around the number in “第 1 部分”
    .punctuation = half-width punctuation between Chinese characters
    .fix = change to “{ $tidy }”
duplicate-title = title “{ $title }” is already listed, and the entries have no different standard or plan number
    .first = first listed here
malformed-plan = plan “{ $plan }” matches none of the forms { $forms }
    .year = plan “{ $plan }” has the year { $year }, which is not between 1990 and { $last }
inconsistent-owner = owner “{ $found }” { $how ->
        [abbreviation] and “{ $better }”{ $uses ->
            [one] {""}
           *[other] {" "}({ $uses } times)
        } are the short and the full name of the same body
       *[misspelling] differs by one character from “{ $better }”{ $uses ->
            [one] {""}
           *[other] {" "}({ $uses } times)
        } and is probably the same body
    }: use one form throughout
    .better = the more common form first appears here
future-date = { $date } is after today ({ $today }): the standard is published but not yet in force
    .in-force = “{ $status }” means that the standard is not yet in force, but it has been since { $date }
    .fix = change to “{ $term }”
level-alias = level “{ $found }” is an alias; write “{ $term }”
    .fix = change to “{ $term }”
unknown-group = “{ $found }” is not a sub-heading of table { $table }; available: { $known }
    .nearest = “{ $found }” is not a sub-heading of table { $table }; did you mean “{ $nearest }”? Available: { $known }
    .listed = the closest sub-heading is listed here
    .fix = change to “{ $nearest }”
unknown-word = “{ $found }” is not an allowed value of { $title }; available: { $known }
    .nearest = “{ $found }” is not an allowed value of { $title }; did you mean “{ $nearest }”? Available: { $known }
