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
rename-scheme-faulty = the scheme or the columns of the register have errors: correct them first, or some places to rename would be missed
rename-built-in-column = "{ $key }" is the key of a built-in column; to use another key, first write a [[column]] with key = "{ $key }" and role = "{ $role }"
rename-scheme-layer = "{ $name }" is a layer of the built-in scheme { $scheme } and cannot be renamed
rename-key-bare = "{ $key }" cannot be used as a key: only letters A-Z and a-z, digits, hyphens and underscores are allowed
rename-key-taken = "{ $key }" is already the key of a column or the name of a layer
rename-key-of-format = "{ $key }" has a fixed meaning in the format; choose another key
rename-key-shared = "{ $key }" is a layer and a column, and one of the places to rename stands for both; nothing was renamed
rename-key-beside = in { $file }, a table to be changed already has a key "{ $key }"; nothing was renamed
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
