toml-syntax = this is no TOML: { $text }
    .full-width = the full-width { $found } stands here; TOML takes only { $repair }
    .missing-equals = { $text } has no = and no value after it
    .missing-value = there is no value after =
    .broken-pair = the line breaks after { $text }: in an inline table a key, its = and its value stand in one line
    .missing-key = a key is missing here
    .invalid-key = key { $text } has characters that need quotes: a bare key takes A-Z, a-z, 0-9, _ and -
    .unclosed-string = the string has no closing quote
    .invalid-string = the string has a control character, which must be escaped
    .invalid-escape = there is no escape { $text }: write a backslash as \\, or use single quotes
    .unquoted-string = text needs quotes: "{ $text }"
    .unclosed-array = this [ has no ]
    .unclosed-inline-table = the inline table has no closing brace
    .unclosed-header = the brackets of the header do not pair
    .missing-comma = a comma is missing between two items
    .extra-comma = this comma is one too many
    .unopened = this { $text } closes nothing
    .trailing = { $text } follows a value that is complete: each key has a line of its own, and items in brackets are separated by commas
    .invalid-number = { $text } is no number: numbers of standards and codes need quotes
    .leading-zero = the number { $text } begins with 0, which TOML forbids: a code needs quotes, "{ $text }"
    .invalid-date = { $text } is no date, or no such day exists: write 2011-12-01
    .invalid-value = { $text } is no value: text needs quotes
    .colon = a key and its value are joined by =, not by a colon
    .slash-comment = a comment begins with #, not with //
    .conflict = this mark of a merge conflict was left behind
    .lone-carriage-return = a carriage return stands alone here: lines end with LF or CR LF
    .invalid-comment = the comment has a control character
    .too-deep = brackets are nested too deep
    .too-large = this table is too large: nothing is read from here to the next header
    .other = this is no TOML: { $reason }
    .fix = write { $repair }
unknown-key = { $table } has no key { $key }; it has { $known }
    .nearest = { $table } has no key { $key }; is { $nearest } meant?
    .elsewhere = key { $key } belongs to { $owners }, not to { $table }
    .unasked = the scheme { $scheme } has no such layer: { $table } needs no { $key }
    .fix = write { $nearest }
missing-key = { $table } lacks the required key { $key } ({ $help })
    .register = there is no [register], which the root of a register must have
    .orphan = no [[{ $key }]] stands before this, so that it belongs to none
wrong-type = key { $key } takes { $expected }; here is { $found }
    .word = the value “{ $value }” of key { $key } is not { $expected }
    .one-of = one of { $words }
    .fix = write { $repair }
duplicate-key = key { $key } is set already in this table, and TOML allows it once
    .table = { $key } is defined already, and TOML allows a table once
    .first = the first one is here
include-problem = pattern { $pattern } cannot be followed
    .malformed = pattern { $pattern } is malformed: { $reason }
    .outside = pattern { $pattern } leaves the folder of the root, in which the parts must be
    .nothing = pattern { $pattern } matches no file
    .unreadable = { $path }, which pattern { $pattern } matches, cannot be read: { $reason }
    .head = a part has no [register] of its own: a register has one, in its root
    .root = the [register] of the root is here
useless-pattern = pattern { $pattern } matches nothing: { $reason }
not-utf8 = the file is not UTF-8: it cannot be read from byte { $byte } on
    .encoding = the file is not UTF-8 but { $encoding }: save it as UTF-8, or convert it with iconv -f { $iconv } -t UTF-8 { $path }
scheme-problem = { $count ->
        [one] scheme { $scheme } has a fault, at the related place
       *[other] scheme { $scheme } has { $count } faults, at the related places
    }
    .unknown = no scheme { $scheme } is built in; there is { $known }. The layers of codes were not checked
    .file = the scheme file { $scheme } cannot be read: { $reason }. The layers of codes were not checked
    .width = layer { $layer } is { $width } wide, and value { $value } is not
    .characters = value { $value } has a character that layer { $layer } does not take
    .doubled = { $name } stands twice
    .range = { $range } is no range: write 10-98, the smaller first
    .empty = this layer has no width
    .unbounded = layer { $layer } is of variable width: a separator (literal) or the end of the code must follow, or codes cannot be divided
    .behind-path = layer { $layer } is of variable width: a separator (literal) must stand between it and the path, or codes cannot be divided
    .second-path = a scheme has one path layer at the most
    .beside-path = with path, { $key } is not written
    .role-of-path = the role of a path layer can only be category
    .separator = “{ $separator }” cannot separate the parts of a path: it must be there, and have no character of the parts
    .too-many-layers = too many layers: a scheme has { $most } at the most
    .undefined = { $name } is not defined in the scheme
