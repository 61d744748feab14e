//! Runs in file systems of their own, which are full, read-only, or have a quota.

use std::fs;
use std::process::{Command, Stdio};

use super::{Folder, register};

/// A file system that is there for one run.
struct FileSystem {
    /// What `unshare` is told: where it is mounted nobody else sees it, and it goes with the run.
    namespaces: &'static [&'static str],
    /// Makes it of nothing, mounts it at `disk`, and goes into it.
    mount: &'static str,
}

/// Anybody's who may have user namespaces: 256 KiB.
const SMALL: FileSystem = FileSystem {
    namespaces: &["--user", "--map-root-user", "--mount"],
    mount: "mount -t tmpfs -o size=256k none disk && cd disk",
};

/// The superuser's alone: a folder that may hold 1 MiB, in a file system that has more. The image is a hole but for what is written.
const WITH_QUOTA: FileSystem = FileSystem {
    namespaces: &["--mount"],
    mount: "truncate -s 200M image && mkfs.btrfs -q image && mount -o loop image disk && btrfs quota enable disk && \
            btrfs subvolume create disk/mine && btrfs qgroup limit 1M disk/mine && cd disk/mine",
};

impl FileSystem {
    /// Runs in it, where it holds `a.register.toml` and what `prepare` does to it. Gives what is told, or nothing where this user may
    /// not mount it, or the programs are missing that make it.
    #[expect(clippy::print_stderr, reason = "what is not tested is told")]
    fn run(&self, prepare: &str, arguments: &[&str]) -> Option<String> {
        let folder = Folder::new();
        fs::write(folder.path("a.register.toml"), register(100)).unwrap();
        fs::create_dir(folder.path("disk")).unwrap();
        let script = format!(
            "here=$PWD\n{{ {}; }} >/dev/null 2>&1 || exit 99\ncp \"$here/a.register.toml\" .\n{prepare}\n\"$@\" 2>&1\necho \"code $?\"\n\
             cmp \"$here/a.register.toml\" a.register.toml && echo same\nls -A",
            self.mount
        );
        let output = Command::new("unshare")
            .args(self.namespaces)
            .args(["sh", "-c", &script, "sh"])
            .arg(env!("CARGO_BIN_EXE_stdreg"))
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(folder.0.path())
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let is_mounted = output.status.success();
        if !is_mounted {
            eprintln!("skipped: no such file system can be made here: {}", self.mount);
        }
        is_mounted.then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// Holds that what cannot be written keeps the old files, with the reason, and that all is written where there is room.
    fn keeps_the_old_files(&self, prepare: &str, reason: &str) {
        for arguments in [
            &["check", "--fix", "."][..],
            &["fmt", "."],
            &["check", "--write-baseline", "known.json", "."],
            &["check", "--output-format", "json", "--output-file", "out.json", "."],
            &["init", "--template", "internet-plus", "new"],
        ] {
            let Some(told) = self.run(prepare, arguments) else {
                return;
            };
            assert!(
                told.contains("code 2") && told.contains("same"),
                "{arguments:?}: {told}"
            );
            assert!(told.contains(reason), "{arguments:?}: {told}");
            for left in ["known.json\n", "out.json\n", ".tmp\n"] {
                let listed = told.split_once("code 2").unwrap().1;
                assert!(!listed.contains(left), "{arguments:?}: {told}");
            }
        }
        let told = self.run("", &["check", "--fix", "."]).unwrap();
        assert!(!told.contains("code 2") && !told.contains("same"), "{told}");
    }
}

#[test]
fn one_that_is_full_or_read_only_keeps_the_old_files() {
    SMALL.keeps_the_old_files("head -c 1000000 /dev/zero >filler 2>/dev/null", "the disk is full");
    SMALL.keeps_the_old_files("mount -o remount,ro none .", "the file system is read-only");
}

#[test]
fn a_quota_that_is_used_up_keeps_the_old_files() {
    let fill = "dd if=/dev/zero of=filler bs=4k 2>/dev/null";
    WITH_QUOTA.keeps_the_old_files(fill, "the disk quota is used up");
}
