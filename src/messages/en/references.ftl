unknown-replacement = “{ $found }”, in replaces, is no standard number
    .several = “{ $found }”, in replaces, is several standard numbers: split it, one number a string
    .form = “{ $found }”, in replaces, should be written { $canonical }
replaced-still-published = { $number } has the status “{ $status }”, though the entry { $by } replaces it
    .replaces = replaced here
