report-severity =
    .error = error
    .warning = warning
    .info = info
report-note =
    .more = { $count ->
        [one] { $count } more related place is not shown
       *[other] { $count } more related places are not shown
    }
    .same = { $count ->
        [one] { $count } more finding of the same cause: { $places } (--all shows it)
       *[other] { $count } more findings of the same cause: { $places } (--all shows each)
    }
    .same-and-more = { $count ->
        [one] { $count } more finding of the same cause: { $places } and others (--all shows each)
       *[other] { $count } more findings of the same cause: { $places } and others (--all shows each)
    }
    .safe = safe fix (--fix): { $title }
    .unsafe = unsafe fix (--unsafe-fixes; please check): { $title }
    .rule = more: stdreg rule { $rule }
statistics-legend = [*] some can be fixed with --fix

summary-count =
    .error = { $count ->
        [one] { $count } error
       *[other] { $count } errors
    }
    .warning = { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }
    .info = { $count ->
        [one] { $count } info
       *[other] { $count } infos
    }
    .file = { $count ->
        [one] { $count } file
       *[other] { $count } files
    }
    .fixed = fixed: { $count }
report-causes =
    .head = most of it comes from these:
    .all = { $rule }: repaired by { $command }
    .some = { $rule }: { $some } of them repaired by { $command }
    .unsafe = { $rule }: what could be changed is shown by { $command }
    .hidden = { $rule }: explained by stdreg rule { $rule }, hidden by { $command }
summary-found = { $counts } in { $files }
summary-clean = nothing found in { $files }
summary-repairs =
    .safe = { $safe } can be fixed with --fix
    .unsafe = { $unsafe } can be fixed with --unsafe-fixes
    .both = { $safe } can be fixed with --fix, { $unsafe } more with --unsafe-fixes

# The help of the command line: a key is an argument, .examples are examples
cli-about = A linter for register files: standards systems (标准体系表) in TOML
    .examples =
        stdreg init my-register        create a register with comments
        stdreg import list.xlsx -o register.toml
                                       or import one from a table
        stdreg check my-register       check it
        stdreg rule                    list all rules
        stdreg docs start              the manual: five minutes from a workbook
        stdreg help check              details of a command
cli-check = Check registers: what is wrong, where, and how to fix it
    .examples =
        stdreg check                                all registers in this folder and below
        stdreg check a.toml tables/b.toml           report only these files, within their registers
        stdreg check --fix                          apply the safe fixes
        stdreg check --diff --unsafe-fixes          show what all fixes would change without writing
        stdreg check --select C,L --ignore L004     only the rules for codes and layers, without L004
        stdreg check --output-format json           for other programs
        stdreg check --output-format full --output-format sarif=out.sarif
                                                    readable output, and SARIF in a file
        stdreg check - --stdin-filename r.toml      check the text on standard input
cli-docs = Print a page of the manual; without a name, list the pages
    .examples =
        stdreg docs                             list the pages
        stdreg docs start                       five minutes from a workbook to a register
        stdreg docs fixes | less                a page, to be leafed through
cli-rule = Explain a rule: what it finds, why, a bad and a good example, and how to fix it; without a name, list all rules
    .examples =
        stdreg rule                             list all rules
        stdreg rule class-mismatch              one rule, also by its code L001
        stdreg rule L                           a family of rules
        stdreg rule --all --output-format json  for other programs
    .why = Why
    .bad = Bad
    .good = Good
    .repair = How to fix
    .unknown = there is no rule { $name }; run `stdreg rule` to list all rules
    .nearest = there is no rule { $name }; did you mean { $nearest }?
rule-example =
    .file = # File { $path }
    .finding = # ↑ { $rule }: { $message }
cli-docs-list =
    .more = stdreg docs NAME prints a page, stdreg rule CODE that of a rule
    .nearest = “{ $name }” is not a page of the manual; did you mean “{ $nearest }”?
    .unknown = “{ $name }” is not a page of the manual; stdreg docs lists them
cli-rule-fix =
    .none = no fix
    .safe = safe fix
    .unsafe = unsafe fix
    .safe-or-unsafe = safe or unsafe fix
cli-decode = Decode a code: the value and meaning of each layer
    .examples =
        stdreg decode 2095021P1013T
        stdreg decode 2095021P1013T 2095034P0023T --output-format json
        stdreg decode AB-12 --scheme my.scheme.toml
    .scheme = { $path } cannot be used as a scheme: { $reasons }
cli-init = Create a register.toml, or a scheme file
    .examples =
        stdreg init                                     in this folder
        stdreg init my-register                         in a new folder
        stdreg init demo --template internet-plus       a complete real register (“互联网+公安政务服务”, 102 standards)
        stdreg init demo --template service             a service organisation, with its own scheme
        stdreg init --scheme                            my.scheme.toml, to describe another system
    .exists = { $path } already exists and was not changed; choose another folder, or rename the file first
    .written =
        wrote { $path }
        next: stdreg check { $folder }
    .scheme-written =
        wrote { $path }
        next: refer to it in the register with scheme = "./my.scheme.toml"
cli-lsp = Language server, started by editors
    .examples =
        stdreg lsp                                         as an editor starts it
        stdreg lsp --log-file lsp.log --log-level debug    with a log, for troubleshooting
cli-lang = Language of messages and help; default: stdreg.toml, then the system language
cli-color = When to use colour; auto respects NO_COLOR, FORCE_COLOR and CLICOLOR
cli-max-file-size = Size limit for a register and other files that are read, in MiB
cli-help = Print help
cli-version = Print the version
cli-check-paths = Files and folders; default: the current folder; - for standard input; a settings or scheme file stands for the registers that use it
cli-check-select = Use only these rules: codes, names, a family letter, or ALL; separated by commas, repeatable
cli-check-extend-select = Use these rules as well
cli-check-ignore = Do not use these rules
cli-check-output-format = Output format, repeatable; append =FILE to write to a file
cli-check-output-file = Write the output to this file
cli-check-fail-on = Exit with 1 if there are findings of at least this severity [default: error]
cli-check-all = Print each finding: also repeats, and those beyond max-findings
cli-check-statistics = Print only the number of findings per rule
cli-check-stdin-filename = Treat standard input as the text of this file
cli-check-quiet = Print only findings, without progress or summary
cli-check-jobs = Number of threads; default: the number of processors
cli-check-fix = Apply the safe fixes
cli-check-unsafe-fixes = Also apply unsafe fixes (implies --fix); please check the result
cli-check-diff = Show what fixes would change without writing; with --unsafe-fixes, include unsafe fixes
cli-check-baseline = Do not report the known findings listed in this file
cli-check-write-baseline = Write the current findings to this file as known ones, and exit with 0
cli-check-since = Report only findings that a check of this git revision does not have, wherever committed or uncommitted changes cause them; REV... means the branch point
cli-check-watch = Check again whenever a file changes
cli-check-force-exclude = Do not check excluded files even if they are named
cli-check-no-cache = Read large catalogues of standards directly, without their index in the user cache (same as STDREG_NO_CACHE=1)
cli-check-allow-none = Do not fail if a named folder contains no register
cli-check-hook = For commit hooks: skip named files that belong to no register, and report findings in statistics wherever they are; with --since, report all new findings of the register
cli-fmt-paths = Files and folders; default: the current folder; - for standard input
cli-fmt-hook = For commit hooks: skip named files that belong to no register
cli-docs-page = The name of a page, as in fixes
cli-rule-name = Code or name of a rule, or a family letter
cli-rule-all = Print the pages of all rules
cli-rule-output-format = The output format
cli-decode-codes = The codes
cli-decode-scheme = Code scheme: the id of a built-in scheme, or a scheme file; default: GA/T 1136-2014
cli-decode-output-format = The output format
cli-init-dir = Folder; created if it does not exist
cli-init-template = Template: starter is a small example with comments; internet-plus is a complete real register; the others bring their own scheme; without it, questions are asked on a terminal, and elsewhere starter is written
cli-init-from = Table to create the register from, as read by stdreg import; repeatable
cli-init-scheme = Create a scheme file with comments instead
cli-lsp-stdio = use standard input and output; this is the default
cli-lsp-log-file = log file; new lines are appended
cli-lsp-log-level = lowest level to log
cli-help-of = Show the help of a command
    .examples =
        stdreg help                    all commands
        stdreg help check              one of them
cli-help-of-command = the command; without it, the help of the program itself
cli-heading =
    .usage = Usage:{" "}
    .commands = Commands
    .arguments = Arguments
    .options = Options
    .examples = Examples:
    .settings = Settings of stdreg.toml:
    .values = {" "}[possible: { $list }]
    .default = {" "}[default: { $list }]
cli-failure =
    .told = error: { $reason }
    .file = { $path }: { $reason }
    .output = standard output could not be written: { $reason }
    .wasm = stdreg for WebAssembly has no { $what }
    .help = Run stdreg help or stdreg help <COMMAND> to see how it is used
cli-fault =
    .unknown = there is no argument { $argument }
    .subcommand = there is no command { $argument }
    .no-command = no command was given
    .missing = missing argument: { $argument }
    .conflict = { $argument } cannot be used with { $other }
    .no-value = { $argument } is missing a value
    .value = { $argument } cannot be { $value }
    .jobs = --jobs must be between 1 and { $most }
    .meant = did you mean { $meant }?
    .values = possible values: { $values }

# What `check` says besides the findings
check-nothing =
    .none = no register was found, so nothing was checked (the root file of a register is called register.toml or NAME.register.toml); create one with stdreg init, or import a table with stdreg import
    .excluded = nothing was checked: { $count ->
        [one] the settings exclude the only register found
       *[other] the settings exclude all { $count } registers found
    }
    .named = this contains no register (the root file of a register is called register.toml or NAME.register.toml); create one with stdreg init, import a table with stdreg import, or allow it with --allow-none
other-place = the other one is here
proposal = change to “{ $word }”
places-left-out = { $count } more places from here on; not listed
others-like-it = { $count } more with the same kind of problem from here on; not listed

one-register =
    .none = { $path }: this contains no register (the root file is called register.toml or NAME.register.toml); create one with stdreg init, or import a table with stdreg import
    .several = { $path }: this contains several registers ({ $one }, { $other } …, { $count } in all); name one of them
