unknown-replacement = 代替的标准“{ $found }”不是标准号
    .several = “{ $found }”是几个标准号：应分开写，一项一个
    .form = 代替的标准“{ $found }”写法不规范，应写作 { $canonical }
replaced-still-published = { $number } 已被 { $by } 代替，状态却仍是“{ $status }”
    .replaces = 在这里被代替
