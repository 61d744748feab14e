code-length = { $length ->
        [one] code { $code } has { $length } character, the scheme { $scheme } asks for { $expected }
       *[other] code { $code } has { $length } characters, the scheme { $scheme } asks for { $expected }
    }
    .layers = code { $code } (characters: { $length }) cannot be divided into the layers of the scheme { $scheme }: its form is { $form }
code-character = { $items }
    .item = layer { $layer } takes { $expected } alone; here is “{ $found }”
    .wide = layer { $layer } takes { $expected }, not full-width; here is “{ $found }”
    .fix = write { $code }
code-layer-value = layer { $layer } ({ $name }) has no value { $value }; near it there is { $listed }
sequence-zero = the sequence is { $found }, but sequences start at { $first }
header-value = { $key } is “{ $found }”
    .width = { $key } is “{ $found }”, of width { $length }; layer { $layer } ({ $name }) has width { $expected }
    .character = { $key } is “{ $found }”; layer { $layer } ({ $name }) takes { $expected } alone, and here is “{ $strays }”
    .wide = { $key } is “{ $found }”; layer { $layer } ({ $name }) takes { $expected }, not full-width; here is “{ $strays }”
    .value = { $key } is “{ $found }”; layer { $layer } ({ $name }) has no such value; near it there is { $listed }
    .fix = write { $value }
