code-length = { $length ->
        [one] code { $code } has { $length } character, but the scheme { $scheme } requires { $expected }
       *[other] code { $code } has { $length } characters, but the scheme { $scheme } requires { $expected }
    }
    .layers = code { $code } (characters: { $length }) cannot be split into the layers of the scheme { $scheme }: expected the form { $form }
code-character = { $items }
    .item = layer { $layer } allows only { $expected }, but contains “{ $found }”
    .wide = layer { $layer } allows only half-width { $expected }, but contains the full-width “{ $found }”
    .fix = change to { $code }
code-layer-value = layer { $layer } ({ $name }) has no value { $value }; available: { $listed }
sequence-zero = the sequence number is { $found }, but sequence numbers start at { $first }
header-value = { $key } is “{ $found }”
    .width = { $key } is “{ $found }”, { $length } wide; layer { $layer } ({ $name }) must be { $expected } wide
    .character = { $key } is “{ $found }”; layer { $layer } ({ $name }) allows only { $expected }, but this contains “{ $strays }”
    .wide = { $key } is “{ $found }”; layer { $layer } ({ $name }) allows only half-width { $expected }, but this contains the full-width “{ $strays }”
    .value = { $key } is “{ $found }”; layer { $layer } ({ $name }) has no such value; available: { $listed }
    .fix = change to { $value }
