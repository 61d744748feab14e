# The language server

server-progress =
    .title = Checking registers
server-notice =
    .option = the editor's setting stdreg.{ $option } makes no sense; its default holds
    .limit = { $count ->
        [one] the workspace holds too many registers; { $count } more is checked when it is opened
       *[other] the workspace holds too many registers; { $count } more are checked when they are opened
    }
    .rule = { $name } in the editor's setting stdreg.{ $option } is no rule's code or name, and no family
    .nearest-rule = { $name } in the editor's setting stdreg.{ $option } is no rule; did you mean { $nearest }?
    .panic = stdreg failed while checking { $path }; that register is left out and the others are not affected. Please report the file
    .settings = { $path } cannot be used, the default settings hold: { $reason }
    .outdated = “{ $title }” was not done: a file of the register changed after it was offered. Choose it again

# Transport: the pipe, and the start
server-transport =
    .panic = stdreg failed at { $method }; that request was not done and nothing else is affected. Please report this
server-start =
    .log = the log file { $path } cannot be written: { $reason }
    .socket = the port { $port } cannot be used: { $reason }
    .system = the language server cannot start: { $reason }
