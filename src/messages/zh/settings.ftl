### `stdreg config` 与 `stdreg schema`

schema-title =
    .register = 标准体系表
    .settings = stdreg.toml
    .scheme = 标准代码的编码方案
schema-description =
    .register = 标准体系表（根文件或分册）的格式。键与类型之外的检查见 stdreg check
    .settings = 检查与格式化的设置，适用于所在文件夹及其下的文件
    .scheme = 编码方案文件（NAME.scheme.toml）的格式：代码各层、状态与级别用语、统计项
schema-word =
    .own = 体系表自己补充的用语
    .synonym = “{ $name }”的别称
    .scheme = 方案文件的路径，相对于本文件
    .code = { $scheme } 的代码，各层及其位数：{ $layers }
    .other-code = 其他编码方案的代码
    .value = “{ $layer }”的其他取值
    .item = 其他统计项：子体系、细目或表的名称，共计、合计、总计
    .rule = 规则的代码、名称或一族的字母
    .all = 全部规则

cli-schema = 输出格式的 JSON Schema，供其他编辑器和校验程序使用
    .examples =
        stdreg schema > stdreg.schema.json               体系表
        stdreg schema settings > stdreg-toml.schema.json stdreg.toml
        stdreg schema scheme --draft 7                   编码方案，用第 7 版草案
cli-schema-subject = 哪种文件的
cli-schema-draft = JSON Schema 的草案版本
