### Comparison of two states of a register: stdreg diff

cli-diff = Show what changed from one state of a register to another
    .examples =
        stdreg diff old.toml register.toml             two files, or folders
        stdreg diff HEAD~3:register.toml new.toml      an old revision of a file, and another file as it is now
        stdreg diff HEAD                               uncommitted changes
        stdreg diff v1..v2 --output-format md          changes between two versions, for printing
        stdreg diff main... --fail-on-step back,skip   in CI: fail if a status went back
        git config diff.stdreg.command "stdreg diff"   for git diff; *.toml diff=stdreg
                                                       goes into .gitattributes
        git config diff.stdreg.textconv "stdreg export --format md"
                                                       or let git compare the printed text line by line
cli-diff-states = OLD and NEW: files, folders, or git revisions written REV, REV:PATH or A..B; if only an old revision is given, NEW is the current state on disk. Exit codes: 0 same, 1 different, 2 could not compare; always 0 as git's external diff
cli-diff-output-format = the output format
cli-diff-fail-on-step = exit with 1 only if a status went back or skipped a phase; separate several with commas

diff-fault =
    .count = stdreg diff takes two states, or the seven or nine arguments git passes to an external diff, not { $count }
    .one = { $old } is a file or folder: also name what to compare it with
    .standard-input = only one of the two states can be standard input
    .no-repository = there is no file { $revision }, and it cannot be a revision: this folder is not in a git repository
    .state = { $state }: { $reason }
    .unread = parts of { $state } cannot be read and are not compared; run stdreg check to see why

diff-unmerged = { $path } has unresolved merge conflicts

diff-page =
    .title = Revision notes: { $title }
    .states = Changes from { $old } to { $new }
    .nothing = Nothing changed.

diff-section =
    .structure = Register and structure
    .added = Entries added
    .removed = Entries removed
    .replaced = Standards replaced
    .status = Changes of status
    .recoded = Entries with a new code
    .moved = Entries moved to another table
    .retitled = Entries with a new title
    .changed = Other changes to entries
    .renumbered = Entries renumbered in their table
    .doubtful = Entries with more than one possible predecessor
    .doubtful-before = Earlier entries with more than one possible successor
    .statistics = Statistics
    .written = Statistics tables in the register

diff-column =
    .kind = Object
    .name = Name
    .value = Value
    .old = Before
    .new = Now
    .table = Table
    .code = Code
    .number = Standard or plan
    .title = Title
    .status = Status
    .remark = Step
    .entries = Entries
    .candidates = Possible matches
    .level = Level
    .count = Count
    .expected = Expected
    .existing = Existing
    .all = All

diff-part =
    .register = Register
    .revision = Revision
    .notes = Notes
    .layer = Layer of the code
    .column = Column
    .status = Status
    .level = Level
    .subsystem = Subsystem
    .category = Category
    .table = Table
    .statistics = Statistics table
    .row = Row

diff-change =
    .added = added
    .removed = removed
    .changed = changed

diff-step =
    .forward = {""}
    .skip = (!) skipped a phase
    .back = (!) went back a phase

cli-log = Show what the revisions of a git repository changed in a register, or in one entry
    .examples =
        stdreg log                                     all revisions, the newest first
        stdreg log 2095021P1013T                       one entry, through changes of its code
        stdreg log -n 5 --output-format md             the last five, to be printed
        stdreg log --since 2026                        those of this year
        stdreg log --since v1 --output-format json     those after a tag, for a program
cli-log-entry = the entry, by its code, number, plan or title; without it the whole register
cli-log-register = the register: a file or folder of a git repository
cli-log-output-format = the form
cli-history-max-count = so many revisions at most, the newest
cli-history-since = only revisions after this one, or of this day, month or year (2026-01-31) or later

log-page =
    .title = History: { $title }
log-event =
    .began = { $count ->
        [one] The register begins with one entry.
       *[other] The register begins with { $count } entries.
    }
    .ended = The register ends.
log-note =
    .cut = this clone is shallow: what there was before { $revision } is not in it (git fetch --unshallow)
    .since = the entry has another code since then: stdreg log { $code }
log-fault =
    .no-repository = { $path } is in no git repository, so it has no history
    .no-revisions = the repository has no commits yet
    .since = there is no revision { $since }, and no such day, month or year (2026-01-31)
    .git = git ended before it had listed the revisions
    .no-entry = no entry in these revisions has the code, number, plan or title "{ $name }"
