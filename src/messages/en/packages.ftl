### Completions for shells, manual pages and commit hooks.

cli-completions = Print what a shell needs to complete the command line
    .examples =
        stdreg completions bash > ~/.local/share/bash-completion/completions/stdreg
        stdreg completions zsh > ~/.zfunc/_stdreg
        stdreg completions fish > ~/.config/fish/completions/stdreg.fish
        stdreg completions powershell >> $PROFILE
cli-completions-shell = The shell
cli-man = Manual pages
    .examples =
        stdreg man | man -l -
        stdreg man check | man -l -
        stdreg man --out ~/.local/share/man/man1
        stdreg man --lang zh --out ~/.local/share/man/zh_CN/man1
cli-man-command = The command; without it, the page of the program itself
cli-man-out = Write the pages of all commands into this folder, in place of printing one

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
        0: nothing is wrong, or nothing as grave as --fail-on says
        1: there are findings
        2: the run could not be done as asked, as where a named path holds no register
man-failure =
    .unknown = there is no command { $name }; stdreg --help lists them

hook-nothing =
    .unowned = { $count ->
        [one] nothing was checked: the one file named belongs to no register
       *[other] nothing was checked: none of the { $count } files named belongs to a register
    }
