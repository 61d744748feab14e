### `stdreg config` and `stdreg schema`

schema-title =
    .register = register of a standards system
    .settings = stdreg.toml
    .scheme = scheme of codes
schema-description =
    .register = The format of a register, its root or a part. What is wrong beyond keys and types, stdreg check tells
    .settings = The settings of linting and formatting, for the files in its folder and below
    .scheme = The format of a scheme file (NAME.scheme.toml): the layers of a code, words for status and level, items of statistics
schema-word =
    .synonym = another word for { $name }
    .code = a code of { $scheme }, whose layers and their widths are: { $layers }
    .all = all rules

cli-schema = Print the JSON Schema of the format, for other editors and validators
    .examples =
        stdreg schema > stdreg.schema.json                of registers
        stdreg schema settings > stdreg-toml.schema.json  of stdreg.toml
        stdreg schema scheme --draft 7                    of schemes, in draft 7
        stdreg schema --for register.toml                 with the columns of a register
cli-schema-subject = What it describes
cli-schema-draft = The draft of JSON Schema
cli-schema-for = The register whose columns, words and codes it describes: its root, a part or its folder
cli-schema-uncertain = its scheme or its [[column]] is at fault (T008), so that nobody knows its columns; see stdreg check

cli-config = Show the settings in force for a file and where each comes from, or what the settings are
    .examples =
        stdreg config                             for this folder
        stdreg config tables/a.toml --rules       for a file, with the level of every rule
        stdreg config tables/a.toml --output-format json
        stdreg config --explain                   every setting of stdreg.toml
        stdreg config --explain fail-on           one of them
cli-config-path = A file or folder
cli-config-rules = List every rule, not only those at another level than their own
cli-config-explain = Explain a setting; all of them where none is named
cli-config-output-format = The output format

config-file =
    .root = a register by itself (it is a root, or no root's include matches it)
    .part = part of the register { $roots }
    .settings = settings: { $settings }
    .no-settings = settings: no file, the built-in ones hold
    .looked-for = looked for as well, and not there: { $paths }
    .excluded = not found when a folder is checked: exclude has { $pattern } ({ $source })
    .excluded-part = exclude has { $pattern } ({ $source }): its register is checked with it all the same, but what is found in it is not told, and it is never written; it is told where the file is named, except with --force-exclude
    .not-excluded = not excluded
config-source =
    .default = default
    .file = { $file }:{ $line }
    .command-line = --lang
    .environment = environment variable { $variable }
    .system = locale of the system
config-rules =
    .all = Levels of the rules
    .differing = Rules at another level than their own (--rules lists all)
    .none = Every rule is at its own level
    .off = off
config-key =
    .unknown = there is no setting { $key }; stdreg config --explain lists all of them
    .nearest = there is no setting { $key }; did you mean { $nearest }?
    .type = type: { $value }
    .default = default: { $value }
    .example = example: { $value }

# What a setting takes
value =
    .string = string
    .count = whole number from 1 to { $highest }
    .count-or-range = whole number from 1 to { $highest }, or a range of them such as "1-3"
    .boolean = true or false
    .one-of = one of { $list }
    .by = one of { $list }, or a column whose values are words
    .string-or-strings = string, or array of strings
    .strings = array of strings
    .strings-or-tables = array of strings or tables
    .patterns = array of path patterns
    .rules = array of rules
    .table = table
    .tables = array of tables
    .map = table of strings
    .of-rules = table from rules to one of { $list }
    .rules-of-patterns = table from path patterns to arrays of rules
    .integer = integer
    .requirement = true, false, or an array of { $list }
    .date = date, such as 2011-12-01
    .block = string such as 101-199

# Settings that cannot be used
settings-problem = the settings cannot be used: { $place }: { $reason }
    .unreadable = it cannot be read: { $reason }; make it readable, or remove it
    .catalogue = the catalogue { $catalogue } cannot be used: { $reason }; correct it (stdreg catalogue check), or take it out
    .pattern = { $pattern } is not a path pattern: { $reason }; put […] around a character that is meant as it is
# What does not fit a table of keys
misfit =
    .unknown-key = there is no key { $key }; it may be { $known }
    .nearest-key = there is no key { $key }; is it { $nearest }?
    .missing-key = the required key { $key } is missing
    .value = the value of { $key } must be: { $expected }
