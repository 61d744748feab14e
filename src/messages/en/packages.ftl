### Completions for shells, manual pages and commit hooks.

cli-completions = Print a shell completion script
    .examples =
        stdreg completions bash > ~/.local/share/bash-completion/completions/stdreg
        stdreg completions zsh > ~/.zfunc/_stdreg
        stdreg completions fish > ~/.config/fish/completions/stdreg.fish
        stdreg completions powershell >> $PROFILE
cli-completions-shell = Shell to complete for
cli-man = Print manual pages
    .examples =
        stdreg man | man -l -
        stdreg man check | man -l -
        stdreg man --out ~/.local/share/man/man1
        stdreg man --lang zh --out ~/.local/share/man/zh_CN/man1
cli-man-command = Command to describe; default: the program itself
cli-man-out = Write the pages of all commands to this folder instead of printing one

man-heading =
    .manual = User Commands
    .name = NAME
    .synopsis = SYNOPSIS
    .description = DESCRIPTION
    .commands = COMMANDS
    .settings = SETTINGS
    .examples = EXAMPLES
    .exit = EXIT STATUS
man-text =
    .exit =
        0: no findings, or none of the severity set by --fail-on
        1: there are findings
        2: the run could not be completed as requested, for example because a named path contains no register
man-failure =
    .unknown = there is no command { $name }; run stdreg --help to list the commands

hook-nothing =
    .unowned = { $count ->
        [one] nothing was checked: the file named belongs to no register
       *[other] nothing was checked: none of the { $count } files named belongs to a register
    }
