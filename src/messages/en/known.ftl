### What narrows findings down: a baseline, a revision

baseline-fault =
    .missing = there is no baseline file { $path }; create one with --write-baseline { $path }
    .malformed = { $path } is not a baseline file: { $reason }
    .occupied = { $path } exists but is not a baseline file, so it was not overwritten ({ $reason }); choose another file name, or delete the file first
baseline-written = { $count ->
        [one] { $count } known finding written to { $path }
       *[other] { $count } known findings written to { $path }
    }
baseline-told =
    .known = { $count ->
        [one] { $count } finding is not shown because it is already in the baseline ({ $path })
       *[other] { $count } findings are not shown because they are already in the baseline ({ $path })
    }
    .gone = { $count ->
        [one] { $count } finding in { $path } no longer exists; update the baseline with --write-baseline { $path }
       *[other] { $count } findings in { $path } no longer exist; update the baseline with --write-baseline { $path }
    }
since-fault =
    .git = git failed: { $reason }
    .no-git = comparing with a revision requires git, but no git program was found
    .no-repository = the files to check are not in a git repository, so --since has nothing to compare them with
    .revision = there is no git revision { $revision }
    .shallow = this shallow clone does not contain the history needed for { $revision }; fetch it first (git fetch --unshallow; fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 for GitLab)
    .unrelated = the current branch and { $revision } have no common commit
    .standard-input = --since compares files on disk and cannot check standard input
    .outside = { $path } is not in the git repository used for the comparison, so --since has nothing to compare it with
watch =
    .waiting = [{ $time }] checked; watching for changes, press Ctrl-C to stop
    .standard-input = --watch cannot check standard input; name a file or a folder
    .fault = the files cannot be watched: { $reason }
