### What narrows findings down: a baseline, a revision

baseline-fault =
    .missing = there is no baseline { $path }; write one with --write-baseline { $path }
    .malformed = { $path } is no baseline: { $reason }
baseline-written = { $count } findings written to { $path } as known
baseline-told =
    .known = { $count } more are known ({ $path })
    .gone = { $count } in { $path } are gone; --write-baseline { $path } writes it anew
since-fault =
    .git = git does not say what changed: { $reason }
    .revision = there is no revision { $revision }
    .outside = { $path } is not in the git repository of this folder, so --since has nothing to compare it with
watch =
    .waiting = [{ $time }] checked; watching for changes, Ctrl-C ends it
    .standard-input = --watch cannot check standard input; name a file or folder
    .fault = files cannot be watched: { $reason }
