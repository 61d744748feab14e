code-length = 代码 { $code } 有 { $length } 位，方案 { $scheme } 规定为 { $expected } 位
