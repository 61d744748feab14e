### Comparison of two states of a register: stdreg diff

cli-diff = Show what changed from one state of a register to another
    .examples =
        stdreg diff old.toml register.toml             two files, or folders
        stdreg diff HEAD~3:register.toml new.toml      a file as it was, and another as it is
        stdreg diff HEAD                               what is not committed yet
        stdreg diff v1..v2 --output-format md          between two versions, to be printed
        stdreg diff main... --fail-on-step back,skip   in CI: fail where a status went back
        git config diff.stdreg.command "stdreg diff"   for git diff; *.toml diff=stdreg
                                                       is the line in .gitattributes
        git config diff.stdreg.textconv "stdreg export --format md"
                                                       or git's own lines, of the printed text
cli-diff-states = OLD and NEW: files, folders, or revisions of git as REV, REV:PATH or A..B; NEW is what is on disk where OLD is a revision. Exit codes: 0 the same, 1 different, 2 not compared; 0 where git calls it as its external diff
cli-diff-output-format = the form
cli-diff-fail-on-step = exit with 1 only where a status went back or skipped a phase, with commas between them

diff-fault =
    .count = stdreg diff takes two states, or the seven or nine arguments that git gives an external diff, not { $count }
    .one = { $old } is a file or folder: name what it is to be compared with
    .standard-input = standard input can be one of the two states, not both
    .no-repository = { $revision } is no file here, and no revision: this folder is in no git repository
    .state = { $state }: { $reason }
    .unread = parts of { $state } cannot be read, and are not compared; stdreg check tells what is wrong

diff-unmerged = { $path } is not merged yet

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
    .recoded = Entries with another code
    .moved = Entries moved to another table
    .retitled = Entries with another title
    .changed = Other changes of entries
    .renumbered = Entries with another number in their table
    .doubtful = Entries that may be several of those before
    .doubtful-before = Entries before that several may be
    .statistics = Statistics
    .written = Statistics tables of the register

diff-column =
    .kind = What
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
    .candidates = May be
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
    .skip = (!) a phase skipped
    .back = (!) a step back

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
