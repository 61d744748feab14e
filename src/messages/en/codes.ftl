code-length = code { $code } has { $length } characters, the scheme { $scheme } asks for { $expected }
