### `stdreg config` and `stdreg schema`

schema-title =
    .register = register of a standards system
    .settings = stdreg.toml
    .scheme = code scheme
schema-description =
    .register = Format of a register (root file or part). For checks beyond keys and types see stdreg check
    .settings = Settings for checking and formatting the files in this folder and below
    .scheme = Format of a scheme file (NAME.scheme.toml): the layers of a code, the terms for status and level, the items of statistics
schema-word =
    .synonym = synonym of { $name }
    .code = a code of { $scheme }, with these layers and widths: { $layers }
    .all = all rules

cli-schema = Print the JSON Schema of the format, for other editors and validators
    .examples =
        stdreg schema > stdreg.schema.json                of registers
        stdreg schema settings > stdreg-toml.schema.json  of stdreg.toml
        stdreg schema scheme --draft 7                    of schemes, in draft 7
        stdreg schema --for register.toml                 with the columns of a register
cli-schema-subject = Kind of file
cli-schema-draft = Draft version of JSON Schema
cli-schema-for = Register whose columns, terms and codes to use: its root file, a part or its folder
cli-schema-uncertain = its scheme or its [[column]] has errors (T008), so its columns are unknown; run stdreg check to see them

cli-config = Show the settings that apply to a file and where they come from, or explain the settings
    .examples =
        stdreg config                             for this folder
        stdreg config tables/a.toml --rules       for a file, with the level of every rule
        stdreg config tables/a.toml --output-format json
        stdreg config --explain                   all settings of stdreg.toml
        stdreg config --explain fail-on           one of them
cli-config-path = A file or folder
cli-config-rules = List all rules, not only those with a changed severity
cli-config-explain = Explain a setting; without a name, explain all
cli-config-output-format = The output format

config-file =
    .root = a register of its own (it is a root file, or no include of a root file matches it)
    .part = part of the register { $roots }
    .settings = settings: { $settings }
    .no-settings = settings: no file, built-in defaults
    .looked-for = also looked for, but not found: { $paths }
    .excluded = skipped when a folder is checked: exclude contains { $pattern } ({ $source })
    .excluded-part = exclude contains { $pattern } ({ $source }): the file is still checked as part of its register, but its findings are not reported and it is never written; if it is named, its findings are reported unless --force-exclude is given
    .not-excluded = not excluded
config-source =
    .default = default
    .file = { $file }:{ $line }
    .command-line = --lang
    .environment = environment variable { $variable }
    .system = system locale
config-rules =
    .all = Severities of the rules
    .differing = Rules with a changed severity (use --rules to list all)
    .none = All rules have their default severity
    .off = off
config-key =
    .unknown = there is no setting { $key }; run stdreg config --explain to list all settings
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
    .unreadable = it cannot be read: { $reason }; make it readable or remove it
    .catalogue = the catalogue { $catalogue } cannot be used: { $reason }; correct it (see stdreg catalogue check), or remove it from the settings
    .pattern = { $pattern } is not a path pattern: { $reason }; put […] around a character to match it literally
# What does not fit a table of keys
misfit =
    .unknown-key = there is no key { $key }; available: { $known }
    .nearest-key = there is no key { $key }; did you mean { $nearest }?
    .missing-key = the required key { $key } is missing
    .value = the value of { $key } must be: { $expected }
