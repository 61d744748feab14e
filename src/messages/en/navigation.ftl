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
rename-control = the new name must not contain control characters such as line breaks or tabs
rename-excluded = one of the places to rename is in { $file }, which the settings exclude; nothing was renamed
rename-unreadable = a string that must be changed in { $file } is not closed; correct the syntax first
rename-scheme-word = "{ $word }" is a term of the scheme { $scheme } and cannot be renamed in a register; to use a term of your own, add a [[status]] or [[level]]
rename-word-taken = "{ $word }" is already in use; choose another term
rename-layer-width = { $expected ->
        [one] the category code "{ $code }" must have { $expected } character, like the layer { $layer }
       *[other] the category code "{ $code }" must have { $expected } characters, like the layer { $layer }
    }
rename-layer-characters = the category code "{ $code }" contains characters that the layer { $layer } does not allow; it allows only { $characters ->
    [digit] digits
    [upper] capital letters
   *[alnum] digits and capital letters
  }
rename-layer-value = the layer { $layer } of the scheme { $scheme } has no value "{ $code }"
rename-category-taken = the code "{ $code }" already belongs to the category "{ $title }"
rename-category-title-taken = there is already a category called "{ $title }" (code { $code })
rename-subsystem-path = the code of subsystem “{ $title }” is part of category paths: rename the categories first
rename-group-taken = table { $table } already has a sub-heading "{ $title }"
rename-subsystem-taken = there is already a subsystem called "{ $title }"
rename-table-taken = the id "{ $id }" already belongs to the table "{ $title }"
rename-code-malformed = "{ $code }" is not a code of the scheme { $scheme }: it must have { $expected ->
        [one] { $expected } character
       *[other] { $expected } characters
    }, and a value defined by the scheme in each layer
rename-code-taken = the code "{ $code }" already belongs to "{ $title }"
