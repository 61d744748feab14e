### What narrows findings down: a baseline, a revision

baseline-fault =
    .missing = there is no baseline { $path }; write one with --write-baseline { $path }
    .malformed = { $path } is no baseline: { $reason }
    .occupied = { $path } is there and is no baseline, so nothing is written over it ({ $reason }); name another file, or remove it first
baseline-written = { $count ->
        [one] { $count } finding written to { $path } as known
       *[other] { $count } findings written to { $path } as known
    }
baseline-told =
    .known = { $count ->
        [one] { $count } more is known ({ $path })
       *[other] { $count } more are known ({ $path })
    }
    .gone = { $count ->
        [one] { $count } in { $path } is gone; --write-baseline { $path } writes it anew
       *[other] { $count } in { $path } are gone; --write-baseline { $path } writes it anew
    }
since-fault =
    .git = git failed: { $reason }
    .no-git = --since needs git, and no program of that name was found
    .no-repository = what is to be checked is in no git repository, so --since has nothing to compare it with
    .revision = there is no revision { $revision }
    .shallow = this shallow clone does not hold what { $revision } needs; fetch its history first (git fetch --unshallow; fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 for GitLab)
    .unrelated = the branch and { $revision } have no commit in common
    .standard-input = --since compares files as they are on disk, and cannot check standard input
    .outside = { $path } is not in the git repository that is compared with, so --since has nothing to compare it with
watch =
    .waiting = [{ $time }] checked; watching for changes, Ctrl-C ends it
    .standard-input = --watch cannot check standard input; name a file or folder
    .fault = files cannot be watched: { $reason }
