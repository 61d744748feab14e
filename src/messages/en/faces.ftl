report-severity =
    .error = error
    .warning = warning
    .info = info
report-note =
    .more = { $count ->
        [one] { $count } more related place is not shown
       *[other] { $count } more related places are not shown
    }
    .safe = safe fix (--fix): { $title }
    .unsafe = unsafe fix (--unsafe-fixes; have a look): { $title }
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
        stdreg init my-register        write a commented register
        stdreg check my-register       check it
        stdreg rule                    list all rules
        stdreg check --help            more about a command
cli-check = Check registers: what is wrong, where, and how to repair it
    .examples =
        stdreg check                                every register below this folder
        stdreg check a.toml tables/b.toml           these files alone, judged in their whole registers
        stdreg check --fix                          apply the safe fixes
        stdreg check --diff --unsafe-fixes          see what all fixes would change, and write nothing
        stdreg check --select C,L --ignore L004     the rules on codes and layers, but not L004
        stdreg check --output-format json           for programs
        stdreg check --output-format full --output-format sarif=out.sarif
                                                    for people, and as SARIF
        stdreg check - --stdin-filename r.toml      the text on standard input
cli-rule = Explain a rule: what, why, a bad and a good example, its fix; without a name list them all
    .examples =
        stdreg rule                             list all rules
        stdreg rule class-mismatch              one rule; its code, L001, will do
        stdreg rule L                           a family
        stdreg rule --all --output-format json  for programs
    .why = Why
    .bad = Bad
    .good = Good
    .repair = Repair
    .unknown = there is no rule { $name }; `stdreg rule` lists all of them
    .nearest = there is no rule { $name }; did you mean { $nearest }?
cli-rule-fix =
    .none = no fix
    .safe = safe fix
    .unsafe = unsafe fix
    .safe-or-unsafe = safe or unsafe fix
cli-decode = Decode a code: the value of each layer and what it means
    .examples =
        stdreg decode 2095021P1013T
        stdreg decode 2095021P1013T 2095034P0023T --output-format json
        stdreg decode AB-12 --scheme my.scheme.toml
    .scheme = { $path } cannot be used as a scheme: { $reasons }
cli-init = Write a new register.toml, or a scheme file
    .examples =
        stdreg init                                     in this folder
        stdreg init my-register                         in a new folder
        stdreg init demo --template internet-plus       the whole system “互联网+公安政务服务”, 102 standards
        stdreg init demo --template service             a service organisation, with a scheme of its own
        stdreg init --scheme                            my.scheme.toml, to describe another system
    .exists = { $path } is there already and was left as it is; choose another folder, or rename it first
    .written =
        wrote { $path }
        check it: stdreg check { $folder }
    .scheme-written =
        wrote { $path }
        name it in the register: scheme = "./my.scheme.toml"
cli-lsp = The language server; editors start it
    .examples =
        stdreg lsp                                         as an editor starts it
        stdreg lsp --log-file lsp.log --log-level debug    with a log, to find out what is wrong
cli-lang = The language of messages and help; by default that of stdreg.toml, else of the system
cli-color = When to colour; auto respects NO_COLOR, FORCE_COLOR and CLICOLOR
cli-help = Print help
cli-version = Print the version
cli-check-paths = Files and folders; the current folder where there is none, - for standard input; a settings or scheme file stands for the registers that use it
cli-check-select = Only these rules: codes, names, a family's letter, or ALL; separated by commas, repeatable
cli-check-extend-select = These rules too
cli-check-ignore = Not these rules
cli-check-output-format = The output format; may be given more than once, with =FILE to write it there
cli-check-output-file = Write the output to this file
cli-check-fail-on = Exit with 1 from this severity on [default: error]
cli-check-statistics = Print how often each rule found something, in place of the findings
cli-check-stdin-filename = Take standard input for the text of this file
cli-check-quiet = Print findings alone, without progress and summary
cli-check-jobs = Number of threads; by default as many as there are processors
cli-check-fix = Apply the safe fixes
cli-check-unsafe-fixes = Apply the unsafe fixes too (implies --fix); have a look at the result
cli-check-diff = Show what fixes would change, and write nothing; with --unsafe-fixes the unsafe ones too
cli-check-baseline = Leave out the findings that this file knows
cli-check-write-baseline = Write the findings to this file as known ones, and exit with 0
cli-check-since = Only findings that the same run on a git revision does not have, wherever changes have brought them, committed or not; REV... is where the branch left it
cli-check-watch = Check again whenever a file changes
cli-check-force-exclude = Leave out what the settings exclude, even where it is named
cli-check-no-cache = Read large catalogues of standards anew, without the index of them in the user's cache (as STDREG_NO_CACHE=1)
cli-check-allow-none = Do not fail where a named folder holds no register
cli-check-hook = For commit hooks: leave alone named files that belong to no register, and show findings on statistics of the whole register; with --since, all new findings of the register
cli-fmt-paths = Files and folders; the current folder where there is none, - for standard input
cli-fmt-hook = For commit hooks: leave alone named files that belong to no register
cli-rule-name = A rule's code or name, or a family's letter
cli-rule-all = The pages of all rules
cli-rule-output-format = The output format
cli-decode-codes = The codes
cli-decode-scheme = The code scheme: a built-in one by its id, or a file; by default GA/T 1136-2014
cli-decode-output-format = The output format
cli-init-dir = The folder, made where there is none
cli-init-template = starter is small, with a comment on each key; internet-plus is a whole real one; the others have a scheme of their own. Without it questions are asked on a terminal, and elsewhere starter is written
cli-init-from = A table to make the register of, as stdreg import reads it; may be repeated
cli-init-scheme = Write a scheme file with a comment on each key instead
cli-lsp-socket = wait for one client on this port of this machine, for debugging
cli-lsp-stdio = standard input and output, as without it
cli-lsp-log-file = the file that the log is appended to
cli-lsp-log-level = the least important level that is logged
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
    .help = See stdreg --help or stdreg <COMMAND> --help
cli-fault =
    .unknown = there is no argument { $argument }
    .subcommand = there is no command { $argument }
    .missing = missing: { $argument }
    .conflict = { $argument } cannot be used with { $other }
    .no-value = { $argument } lacks its value
    .value = { $argument } cannot be { $value }
    .jobs = --jobs takes { $most } at the most
    .meant = did you mean { $meant }?
    .values = possible: { $values }

# What `check` says besides the findings
check-nothing =
    .none = no register was found: nothing was checked (a register's root is register.toml or NAME.register.toml)
    .excluded = nothing was checked: { $count ->
        [one] the settings exclude the one register that was found
       *[other] the settings exclude all { $count } that were found
    }
    .named = it holds no register (a register's root is register.toml or NAME.register.toml); --allow-none allows for that
other-place = the other one is here
places-left-out = { $count } places from here on are not shown one by one
others-like-it = { $count } more, from here on, are at fault likewise and not told one by one

one-register =
    .none = { $path }: holds no register (its root is register.toml or NAME.register.toml)
    .several = { $path }: holds several registers ({ $one }, { $other } …, { $count } in all); name the one that is meant
