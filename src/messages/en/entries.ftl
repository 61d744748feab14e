unknown-status = status “{ $found }” is not in the vocabulary: there are { $known }
    .nearest = status “{ $found }” is not in the vocabulary, did you mean “{ $nearest }”? There are { $known }
    .synonym = status “{ $found }” is a synonym of “{ $term }”, write “{ $term }”
    .fix = write “{ $term }”
unknown-level = level “{ $found }” is not in the vocabulary: there are { $known }
    .nearest = level “{ $found }” is not in the vocabulary, did you mean “{ $nearest }”? There are { $known }
published-without-number = status is “{ $status }”, but the entry has no number (standard): a published standard has one
published-without-date = status is “{ $status }”, but the entry has no date (effective): a published standard has one
unpublished-with-date = status is “{ $status }”, but the entry has a date: what is not published has not taken effect
    .status = the status is here
    .fix = remove the date
drafting-without-plan = status is “{ $status }”, but the entry has no plan: a standard in drafting is followed by it
malformed-number = “{ $number }” is no standard number: { $reason }
    .form = “{ $number }” should be written { $canonical }: { $reasons }
    .and = { $before }; { $reason }
    .fix = write { $canonical }
    .empty = it is empty
    .unknown-prefix = “{ $part }” is no known prefix
    .unknown-region = there is no region with the digits “{ $part }”
    .plan = “{ $number }” is the number of a plan, and no standard number: it belongs under plan
    .move = move it to plan
    .several = “{ $number }” is several standard numbers: an entry has one
    .unknown-mark = “{ $part }” behind the prefix is neither T nor Z
    .no-digits = digits should follow the prefix
    .year = “{ $part }” is no year of a standard
    .trailing = “{ $part }” belongs to no part of a number
    .dash = one hyphen belongs before the year
    .slash = the slash should be “/”
    .look-alike = Cyrillic or Greek letters stand for Latin ones
    .tilde = a range should be written with ~ or ～
    .hidden = there are characters that nobody sees
    .punctuation = there is punctuation before or behind the number
    .full-width = letters, digits and slashes should be half-width
    .spacing = one space belongs before the number, and none elsewhere
    .no-slash = a slash is missing
    .stray-slash = the slash behind the prefix is too many
    .case = the prefix should be in upper case
    .parenthesis = parentheses should be a pair, full-width around 所有部分 and half-width elsewhere
number-level-mismatch = { $number } is { $kind ->
        [national] a national standard
        [industry] the standard of an industry
        [local] a local standard
        [group] the standard of a group
        [enterprise] the standard of an enterprise
        [foreign] a foreign standard
       *[international] an international standard
    }, so the level should be “{ $expected }”, and not “{ $found }”
    .number = the prefix is here
implausible-date = { $date } lies before { $year }, the year of { $number }: no standard takes effect before it is published
    .late = { $date } is { $later ->
        [one] { $later } calendar year
       *[other] { $later } calendar years
    } after { $year }, the year of { $number }: a standard takes effect in its year or the next
    .late-mandatory = { $date } is { $later ->
        [one] { $later } calendar year
       *[other] { $later } calendar years
    } after { $year }, the year of { $number }: a mandatory standard takes effect within { $most ->
        [one] { $most } year
       *[other] { $most } years
    }
    .number = the year of the number is here
duplicate-standard = { $number } is listed already: a standard has one place in the system
    .first = first listed here
part-covered = { $part } is covered by { $whole }: it is listed twice
    .whole = all parts are listed here
untidy-text = { $ways }: write “{ $tidy }”
    .and = { $before }, { $way }
    .invisible = control characters or such as nobody sees
    .spaces = stray or full-width spaces
    .full-width = full-width letters or digits
    .part-number = spaces around the number of a part
    .punctuation = half-width punctuation between Chinese characters
    .fix = write “{ $tidy }”
duplicate-title = title “{ $title }” is listed already, and no different number or plan tells the two apart
    .first = first listed here
malformed-plan = plan “{ $plan }” has none of the forms { $forms }
    .year = plan “{ $plan }” has the year { $year }, which is no year from 1990 to { $last }
inconsistent-owner = owner “{ $found }” { $how ->
        [abbreviation] and “{ $better }”{ $uses ->
            [one] {""}
           *[other] {" "}({ $uses } times)
        } are the same body, in short and in full
       *[misspelling] differs by one character from “{ $better }”{ $uses ->
            [one] {""}
           *[other] {" "}({ $uses } times)
        } and is probably the same body
    }: write one form throughout
    .better = the commoner form is first used here
future-date = { $date } lies after today ({ $today }): the standard is published and not in force yet
    .in-force = “{ $status }” says that the standard is not in force yet, and it has been since { $date }
    .fix = write “{ $term }”
level-alias = level “{ $found }” is an alias, write “{ $term }”
    .fix = write “{ $term }”
unknown-group = “{ $found }” is none of the sub-headings of table { $table }: there are { $known }
    .nearest = “{ $found }” is none of the sub-headings of table { $table }, did you mean “{ $nearest }”? There are { $known }
    .listed = the nearest is listed here
    .fix = write “{ $nearest }”
unknown-word = “{ $found }” is none of the words of { $title }: there are { $known }
    .nearest = “{ $found }” is none of the words of { $title }, did you mean “{ $nearest }”? There are { $known }
