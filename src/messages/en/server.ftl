# The language server

server-progress =
    .title = Checking registers
server-notice =
    .option = the editor setting stdreg.{ $option } has an invalid value; using the default
    .limit = { $count ->
        [one] the workspace contains too many registers; { $count } more will be checked when it is opened
       *[other] the workspace contains too many registers; { $count } more will be checked when they are opened
    }
    .rule = { $name } in the editor setting stdreg.{ $option } is not the code, name or family of any rule
    .nearest-rule = { $name } in the editor setting stdreg.{ $option } is not a rule; did you mean { $nearest }?
    .panic = stdreg failed while checking { $path }; this register was skipped, other files are not affected. Please report the problem with this file
    .unreadable = { $path } cannot be read and was not checked: { $reason }
    .settings = { $path } cannot be used, so the default settings apply: { $reason }
    .outdated = “{ $title }” was not applied: a file of the register has changed in the meantime. Please choose it again

# Transport: the pipe, and the start
server-transport =
    .panic = stdreg failed while processing { $method }; this request was not completed, nothing else is affected. Please report this problem
server-start =
    .log = the log file { $path } cannot be written: { $reason }
    .system = the language server cannot start: { $reason }
