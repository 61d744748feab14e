# What the file system answers.

file-fault =
    .missing = no such file or directory
    .folder = it is a folder, not a file
    .no-folder = a part of the path is no folder
    .there = it is there already
    .special = it is not a regular file
    .large = it has { $bytes } bytes, more than the limit of { $limit }
    .denied = permission denied
    .read-only = the file system is read-only
    .full = the disk is full
    .name = there can be no file of this name
    .taken = it is in use
    .system = { $reason }
    .outside = a scheme's path is relative to the register, and does not leave its repository
    .not-utf8 = it is not UTF-8
    .gb18030 = it is not UTF-8; it reads as GB 18030
write-fault =
    .unreadable = { $path }: cannot be read again before it is written: { $reason }
    .changed = { $path }: changed on disk after it was read; nothing was written
    .protected = { $path }: is write-protected; nothing was written
    .system = { $path }: cannot be written: { $reason }
