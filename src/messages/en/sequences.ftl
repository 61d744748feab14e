duplicate-code = code { $code } is used already
    .first = first used here
    .fix = write the next free one, { $free }
