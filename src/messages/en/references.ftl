unknown-replacement = “{ $found }”, in replaces, is no standard number
    .form = “{ $found }”, in replaces, should be written { $canonical }
replaced-still-published = { $number } has the status “{ $status }”, though the entry { $by } replaces it
    .replaces = replaced here
