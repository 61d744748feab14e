# Navigation and rename

outline-entries = { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }
outline-statistics = Statistics by { $by ->
    [level] level
    [subsystem] subsystem
    [category] category
    [table] table
   *[other] "{ $by }"
  }
outline-rows = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
link-platform = Look up { $number } on the national standards platform
link-file = Open { $path }
link-rule = Page of { $code } ({ $name })
rename-empty = the new name must not be empty
rename-control = the new name must not hold control characters such as line breaks and tabs
rename-excluded = one of the places is in { $file }, which the settings exclude: nothing was renamed
rename-unreadable = a string to be changed in { $file } is not closed: correct the syntax first
rename-scheme-word = "{ $word }" is a word of the scheme { $scheme } and cannot be renamed in a register; for a word of its own, write a [[status]] or [[level]]
rename-word-taken = "{ $word }" is a word in use already
rename-layer-width = { $expected ->
        [one] the category code "{ $code }" must have { $expected } character, as the layer { $layer } has
       *[other] the category code "{ $code }" must have { $expected } characters, as the layer { $layer } has
    }
rename-layer-characters = the category code "{ $code }" has characters that the layer { $layer } does not take; it takes { $characters ->
    [digit] digits
    [upper] capital letters
   *[alnum] digits and capital letters
  }
rename-layer-value = the layer { $layer } of the scheme { $scheme } has no value "{ $code }"
rename-category-taken = the code "{ $code }" is that of the category "{ $title }"
rename-category-title-taken = there is a category called "{ $title }" already (code { $code })
rename-subsystem-path = the code of subsystem “{ $title }” is a part of the paths of categories: rename those first
rename-group-taken = table { $table } has a sub-heading "{ $title }" already
rename-subsystem-taken = there is a subsystem called "{ $title }" already
rename-table-taken = the id "{ $id }" is that of the table "{ $title }"
rename-code-malformed = "{ $code }" is no code of the scheme { $scheme }: it takes { $expected ->
        [one] { $expected } character
       *[other] { $expected } characters
    }, and in each layer a value that the scheme knows
rename-code-taken = the code "{ $code }" is that of "{ $title }"
