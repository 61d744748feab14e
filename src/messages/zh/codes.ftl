code-length = 代码 { $code } 有 { $length } 位，方案 { $scheme } 规定为 { $expected } 位
code-character = { $items }
    .item = 第 { $layer } 层只用{ $expected }，这里是“{ $found }”
    .wide = 第 { $layer } 层只用半角的{ $expected }，这里是全角的“{ $found }”
    .fix = 改为 { $code }
code-layer-value = 第 { $layer } 层（{ $name }）没有取值 { $value }，相近的有：{ $listed }
sequence-zero = 顺序码是 { $found }，而顺序码自 { $first } 起
