### 命令行补全、手册页与提交钩子。

cli-completions = 输出命令行补全脚本
    .examples =
        stdreg completions bash > ~/.local/share/bash-completion/completions/stdreg
        stdreg completions zsh > ~/.zfunc/_stdreg
        stdreg completions fish > ~/.config/fish/completions/stdreg.fish
        stdreg completions powershell >> $PROFILE
cli-completions-shell = 用于哪种 shell
cli-man = 手册页
    .examples =
        stdreg man | man -l -
        stdreg man check | man -l -
        stdreg man --out ~/.local/share/man/man1
        stdreg man --lang zh --out ~/.local/share/man/zh_CN/man1
cli-man-command = 哪个命令的手册页；不写则为程序本身的
cli-man-out = 不输出单页，而将全部命令的手册页写入此文件夹

man-heading =
    .manual = 用户命令
    .name = 名称
    .synopsis = 概要
    .description = 描述
    .commands = 命令
    .settings = 设置
    .examples = 示例
    .exit = 退出码
man-text =
    .exit =
        0：没有问题，或没有达到 --fail-on 所定级别的问题
        1：有问题
        2：未能按要求运行，例如写明的路径中没有体系表
man-failure =
    .unknown = 没有命令 { $name }；全部命令见 stdreg --help

hook-nothing =
    .unowned = 未作检查：写明的 { $count } 个文件都不属于任何体系表
