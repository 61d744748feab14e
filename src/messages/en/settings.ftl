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
    .own = a word that the register adds itself
    .synonym = another word for { $name }
    .scheme = the path of a scheme file, relative to this file
    .code = a code of { $scheme }, whose layers and their widths are: { $layers }
    .other-code = a code of another scheme
    .value = another value of { $layer }
    .item = another item: the title of a subsystem, category or table; 共计, 合计, 总计
    .rule = a rule's code or name, or a family's letter
    .all = all rules

cli-schema = Print the JSON Schema of the format, for other editors and validators
    .examples =
        stdreg schema > stdreg.schema.json                of registers
        stdreg schema settings > stdreg-toml.schema.json  of stdreg.toml
        stdreg schema scheme --draft 7                    of schemes, in draft 7
cli-schema-subject = What it describes
cli-schema-draft = The draft of JSON Schema
