//! Whatever ends a write in its middle, a kill or a full disk, every file is the old one or the new one, byte for byte; what
//! could not be written is told with the reason, and nothing stays behind.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "writes/file_systems.rs"]
mod file_systems;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

const PRELUDE: &str = include_str!("fixtures/prelude.toml");

/// How many registers there are.
const REGISTERS: usize = 20;

/// A register that `--fix` repairs in each entry, and `fmt` writes anew.
fn register(entries: u32) -> String {
    let entry = |number| {
        format!(
            "\n[[table.entry]]\nnumber = {number}\ncode = \"2095021P{:03}3T\"\ntitle = \" 标准{number}\"\nstatus = \"拟编\"\n\
             level = \"行业标准\"\nowner = \"公安部\"\n",
            number + 100
        )
    };
    PRELUDE.to_owned() + &(1..=entries).map(entry).collect::<String>()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
        command
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Everything in the folder, byte for byte.
    fn content(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.0.path()).unwrap().map(Result::unwrap);
        let named = |entry: fs::DirEntry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        };
        entries.map(named).collect()
    }

    /// A baseline that knows nothing.
    fn baseline(&self) -> Vec<u8> {
        fs::write(self.path("good.register.toml"), PRELUDE).unwrap();
        let arguments = [
            "check",
            "--select",
            "T",
            "--write-baseline",
            "known.json",
            "good.register.toml",
        ];
        assert!(self.command(&arguments).status().unwrap().success());
        fs::read(self.path("known.json")).unwrap()
    }

    fn put(&self, content: &BTreeMap<String, Vec<u8>>) {
        for name in self.content().keys().filter(|name| !content.contains_key(*name)) {
            fs::remove_file(self.path(name)).unwrap();
        }
        for (name, content) in content {
            fs::write(self.path(name), content).unwrap();
        }
    }
}

/// Fails where a file is neither the old nor the new one. Gives how many are new. What has the name of a file on its way to its
/// place is left to the next run.
fn judge(now: &BTreeMap<String, Vec<u8>>, old: &BTreeMap<String, Vec<u8>>, new: &BTreeMap<String, Vec<u8>>) -> usize {
    let mut replaced = 0;
    for (name, content) in now {
        if name.starts_with(".stdreg-") && name.ends_with(".tmp") {
            continue;
        }
        let is_new = new.get(name) == Some(content);
        assert!(is_new || old.get(name) == Some(content), "{name} is half written");
        replaced += usize::from(is_new && old.get(name) != Some(content));
    }
    for name in old.keys() {
        assert!(now.contains_key(name), "{name} is gone");
    }
    replaced
}

/// Kills a run when so many files are replaced, and checks each time what is there.
#[test]
fn a_kill_between_many_files_leaves_each_old_or_new() {
    for arguments in [&["check", "--fix", "."][..], &["fmt", "."]] {
        let folder = Folder::new();
        let names: Vec<String> = (0..REGISTERS)
            .map(|index| format!("{index:02}.register.toml"))
            .collect();
        let text = register(20).into_bytes();
        let old: BTreeMap<String, Vec<u8>> = names.iter().map(|name| (name.clone(), text.clone())).collect();
        folder.put(&old);
        folder.command(arguments).status().unwrap();
        let new = folder.content();
        assert_eq!(judge(&new, &old, &new), REGISTERS, "{arguments:?}");
        let mut in_the_middle = 0;
        for kill in 0..REGISTERS {
            folder.put(&old);
            let mut child = folder.command(arguments).spawn().unwrap();
            let lengths = || names.iter().map(|name| fs::metadata(folder.path(name)).unwrap().len());
            let is_new = |(name, length): (&String, u64)| length == new[name].len() as u64;
            while child.try_wait().unwrap().is_none() {
                if names.iter().zip(lengths()).filter(|file| is_new(*file)).count() >= kill {
                    break;
                }
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let replaced = judge(&folder.content(), &old, &new);
            in_the_middle += usize::from((1..REGISTERS).contains(&replaced));
        }
        assert!(in_the_middle > 0, "no kill came in the middle of {arguments:?}");
        // The next run takes up where the killed one ended, and takes away what that left behind.
        folder.command(arguments).status().unwrap();
        assert!(folder.content() == new, "{arguments:?}");
    }
}

/// Kills a run that writes one large file, at moments spread over all that it takes.
#[test]
fn a_kill_within_one_large_file_leaves_it_old_or_new() {
    // With those above, two hundred in all.
    const KILLS: u32 = 40;
    let text = register(300).into_bytes();
    for arguments in [
        &["check", "--fix", "a.register.toml"][..],
        &["fmt", "a.register.toml"],
        &["check", "--write-baseline", "known.json", "a.register.toml"],
        &[
            "check",
            "--output-format",
            "json",
            "--output-file",
            "out.json",
            "a.register.toml",
        ],
    ] {
        let folder = Folder::new();
        let baseline = folder.baseline();
        let old = [
            ("a.register.toml", text.as_slice()),
            ("known.json", baseline.as_slice()),
            ("out.json", b"old"),
        ];
        let old: BTreeMap<String, Vec<u8>> = old.map(|(name, content)| (name.to_owned(), content.to_vec())).into();
        folder.put(&old);
        let begin = Instant::now();
        folder.command(arguments).status().unwrap();
        let taken = begin.elapsed();
        let new = folder.content();
        assert_eq!(judge(&new, &old, &new), 1, "{arguments:?}");
        for kill in 0..KILLS {
            folder.put(&old);
            let mut child = folder.command(arguments).spawn().unwrap();
            // The second half of its time, in which it writes.
            thread::sleep(taken.mul_f64(0.5 + 0.5 * f64::from(kill) / f64::from(KILLS)));
            child.kill().unwrap();
            child.wait().unwrap();
            judge(&folder.content(), &old, &new);
        }
        folder.command(arguments).status().unwrap();
        assert!(folder.content() == new, "{arguments:?}");
    }
}

/// Runs where no file may grow beyond 8 KiB, as on a full disk. The signal that comes of it is ignored, so that the write
/// fails instead. Gives the exit code, and what was said on standard output and standard error.
fn run_on_a_full_disk(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 16 && exec \"$@\"",
            "sh",
            env!("CARGO_BIN_EXE_stdreg"),
        ])
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder.0.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_does_not_fit_on_the_disk_is_told_and_the_old_file_stays() {
    let small = register(10).into_bytes();
    let large = register(300).into_bytes();
    for (arguments, unwritten) in [
        (&["check", "--fix", "."][..], "large.register.toml"),
        (&["fmt", "."], "large.register.toml"),
        (
            &["check", "--write-baseline", "known.json", "large.register.toml"],
            "known.json",
        ),
        (
            &[
                "check",
                "--output-format",
                "json",
                "--output-file",
                "out.json",
                "large.register.toml",
            ],
            "out.json",
        ),
    ] {
        let folder = Folder::new();
        let baseline = folder.baseline();
        let old = [
            ("known.json", baseline.as_slice()),
            ("large.register.toml", &large),
            ("out.json", b"old"),
            ("small.register.toml", &small),
        ];
        let old: BTreeMap<String, Vec<u8>> = old.map(|(name, content)| (name.to_owned(), content.to_vec())).into();
        folder.put(&old);
        let (code, out, err) = run_on_a_full_disk(&folder, arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {err}");
        assert!(
            err.contains(unwritten) && err.contains("too large"),
            "{arguments:?}: {err}"
        );
        let mut now = folder.content();
        if arguments[1] == "--fix" {
            // What was not written stays a finding; what was is counted.
            assert!(
                out.contains("large.register.toml") && !out.contains("small.register.toml"),
                "{out}"
            );
        }
        if arguments.contains(&".") {
            let small = now.insert("small.register.toml".to_owned(), small.clone()).unwrap();
            assert!(small != old["small.register.toml"], "{arguments:?} wrote nothing");
        }
        assert!(now == old, "{arguments:?}: {:?}", now.keys());
    }
    let folder = Folder::new();
    let (code, _, err) = run_on_a_full_disk(&folder, &["init", "--template", "internet-plus"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("register.toml") && err.contains("too large"), "{err}");
    assert!(folder.content().is_empty());
}

/// What a run left that was ended between the name of a file and its place goes with the next write, and nothing else does.
#[test]
fn what_a_killed_run_left_is_swept_by_the_next() {
    let folder = Folder::new();
    let names = ["a.register.toml", ".stdreg-Ab12Cd.tmp", ".stdreg-other.tmp", "x.tmp"];
    let text = register(2);
    folder.put(&names.map(|name| (name.to_owned(), text.clone().into_bytes())).into());
    assert!(
        folder
            .command(&["check", "--fix", "a.register.toml"])
            .status()
            .unwrap()
            .success()
    );
    let left: Vec<String> = folder.content().into_keys().collect();
    assert_eq!(left, [".stdreg-other.tmp", "a.register.toml", "x.tmp"]);
}

/// An interrupt is a kill that leaves time: the files are old or new, nothing stays behind, and the exit code says what ended it.
#[test]
fn an_interrupt_leaves_each_file_old_or_new() {
    use std::os::unix::process::ExitStatusExt as _;
    let text = register(100).into_bytes();
    let names: Vec<String> = (0..8).map(|index| format!("{index}.register.toml")).collect();
    let old: BTreeMap<String, Vec<u8>> = names.iter().map(|name| (name.clone(), text.clone())).collect();
    for arguments in [&["check", "--fix", "."][..], &["fmt", "."]] {
        let folder = Folder::new();
        folder.put(&old);
        let begin = Instant::now();
        folder.command(arguments).status().unwrap();
        let (taken, new) = (begin.elapsed(), folder.content());
        let mut interrupted = 0;
        for moment in 0..10 {
            folder.put(&old);
            // Whoever runs the tests may have interrupts ignored, which is handed on.
            let mut child = Command::new("env")
                .args(["--default-signal=INT", env!("CARGO_BIN_EXE_stdreg")])
                .args(arguments)
                .current_dir(folder.0.path())
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            thread::sleep(taken.mul_f64(f64::from(moment) / 10.0));
            let told = Command::new("kill")
                .args(["-INT", &child.id().to_string()])
                .status()
                .unwrap();
            let ended = child.wait().unwrap();
            if told.success() && ended.code().is_none() {
                assert_eq!(ended.signal(), Some(2), "{arguments:?}");
                interrupted += 1;
            }
            judge(&folder.content(), &old, &new);
        }
        assert!(interrupted > 0, "no interrupt came before the end of {arguments:?}");
        folder.command(arguments).status().unwrap();
        assert!(folder.content() == new, "{arguments:?}");
    }
}

/// Runs at once over the same files: each file is what one of them makes of it, or of what the other made of it.
#[test]
fn two_writers_at_once_leave_each_file_whole() {
    let text = register(60).into_bytes();
    let old: BTreeMap<String, Vec<u8>> = (0..6)
        .map(|index| (format!("{index}.register.toml"), text.clone()))
        .collect();
    let folder = Folder::new();
    let after = |runs: &[&[&str]]| {
        folder.put(&old);
        for arguments in runs {
            folder.command(arguments).status().unwrap();
        }
        folder.content()
    };
    let (fix, fmt) = (&["check", "--fix", "."][..], &["fmt", "."][..]);
    let states = [
        old.clone(),
        after(&[fix]),
        after(&[fmt]),
        after(&[fix, fmt]),
        after(&[fmt, fix]),
    ];
    let last = after(&[fix, fmt, fix, fmt]);
    for (one, other) in [(fix, fix), (fix, fmt), (fmt, fmt)] {
        for _ in 0..6 {
            folder.put(&old);
            let mut children = [one, other, one].map(|arguments| folder.command(arguments).spawn().unwrap());
            for child in &mut children {
                let code = child.wait().unwrap().code();
                // Who finds that a file changed meanwhile leaves it, and says so.
                assert!(matches!(code, Some(0..=2)), "{code:?}");
            }
            for (name, content) in folder.content() {
                assert!(
                    states.iter().any(|state| state.get(&name) == Some(&content)),
                    "{name} is what nobody wrote: {one:?} and {other:?}"
                );
            }
        }
        for arguments in [fix, fmt, fix, fmt] {
            folder.command(arguments).status().unwrap();
        }
        assert!(folder.content() == last, "the next run takes up where they ended");
    }
}

/// Somebody else saves the file again and again: what they saved is never mixed with what a run writes.
#[test]
fn a_file_that_is_saved_meanwhile_is_theirs_or_repaired_as_a_whole() {
    use std::sync::atomic::{AtomicBool, Ordering};
    const SAVED: u32 = 12;
    let folder = Folder::new();
    let path = folder.path("a.register.toml");
    let theirs: Vec<Vec<u8>> = (0..SAVED).map(|index| register(40 + index).into_bytes()).collect();
    let repaired: Vec<Vec<u8>> = theirs
        .iter()
        .map(|text| {
            fs::write(&path, text).unwrap();
            folder.command(&["check", "--fix", "."]).status().unwrap();
            fs::read(&path).unwrap()
        })
        .collect();
    let is_done = AtomicBool::new(false);
    let codes = thread::scope(|scope| {
        scope.spawn(|| {
            for text in theirs.iter().cycle() {
                if is_done.load(Ordering::Relaxed) {
                    return;
                }
                let beside = folder.path("saving");
                fs::write(&beside, text).unwrap();
                fs::rename(&beside, &path).unwrap();
                thread::yield_now();
            }
        });
        let codes: Vec<_> = (0..25)
            .map(|_| {
                let code = folder.command(&["check", "--fix", "."]).status().unwrap().code();
                let now = fs::read(&path).unwrap();
                assert!(theirs.contains(&now) || repaired.contains(&now), "it is a mix");
                code
            })
            .collect();
        is_done.store(true, Ordering::Relaxed);
        codes
    });
    assert!(
        codes.contains(&Some(2)),
        "no run found that the file had changed: {codes:?}"
    );
    assert!(codes.iter().all(|code| matches!(code, Some(0..=2))), "{codes:?}");
}
