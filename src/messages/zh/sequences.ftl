duplicate-code = 代码 { $code } 已经用过
    .first = 首次用在这里
    .fix = 改用空号 { $free }
