//! What stdreg is made of beside its own sources: each crate has a note, is used, has no more features than the note says, and none of
//! them, nor the sources, speak to a network.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sources::sources;
use toml_edit::{DocumentMut, Item, TableLike};

/// Crates that speak to a network, or are made for those that do, and what names of others begin with. `socket2` is all that
/// tokio needs for sockets.
const OF_NETWORKS: &[&str] = &[
    "actix",
    "async-std",
    "attohttpc",
    "aws-",
    "axum",
    "curl",
    "hickory",
    "hyper",
    "isahc",
    "jni",
    "libp2p",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "s2n",
    "schannel",
    "security-framework",
    "smol",
    "socket2",
    "surf",
    "tonic",
    "trust-dns",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "websocket",
    "winhttp",
];

/// Whole names, of which others begin too.
const BY_NAME: &[&str] = &[
    "h2",
    "h3",
    "http",
    "http-body",
    "dns-lookup",
    "ssh2",
    "git2",
    "libgit2-sys",
    "gix",
];

/// What the sources would say to speak to a network.
const IN_SOURCES: &[&str] = &[
    "std::net",
    "core::net",
    "tokio::net",
    "os::unix::net",
    "rustix::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "ToSocketAddrs",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn toml(name: &str) -> DocumentMut {
    fs::read_to_string(root().join(name)).unwrap().parse().unwrap()
}

/// The crates that Cargo.toml names, with all features that it asks for, and whether only tests use them.
fn asked_for() -> BTreeMap<String, (BTreeSet<String>, bool)> {
    let manifest = toml("Cargo.toml");
    let mut tables: Vec<(&dyn TableLike, bool)> = vec![
        (manifest["dependencies"].as_table_like().unwrap(), false),
        (manifest["dev-dependencies"].as_table_like().unwrap(), true),
    ];
    assert!(
        manifest.get("build-dependencies").is_none(),
        "they are not looked at here"
    );
    for (_, target) in manifest["target"].as_table_like().unwrap().iter() {
        for (kind, table) in target.as_table_like().unwrap().iter() {
            tables.push((table.as_table_like().unwrap(), kind == "dev-dependencies"));
        }
    }
    let mut all: BTreeMap<String, (BTreeSet<String>, bool)> = BTreeMap::new();
    for (table, is_for_tests) in tables {
        for (name, asked) in table.iter() {
            let (features, only_tests) = all.entry(name.to_owned()).or_insert_with(|| (BTreeSet::new(), true));
            *only_tests &= is_for_tests;
            if asked.get("default-features").and_then(Item::as_bool) != Some(false) {
                features.insert("default".to_owned());
            }
            features.extend(strings(asked.get("features")));
        }
    }
    all
}

fn strings(list: Option<&Item>) -> Vec<String> {
    let list = list.and_then(Item::as_array).into_iter().flatten();
    list.map(|value| value.as_str().unwrap().to_owned()).collect()
}

/// The packages of Cargo.lock, each with those that it needs, whatever the system and the features.
fn locked() -> Vec<(String, Vec<String>)> {
    let lock = toml("Cargo.lock");
    let packages = lock["package"].as_array_of_tables().unwrap().iter();
    let package = |package: &toml_edit::Table| {
        let needs = strings(package.get("dependencies"));
        (package["name"].as_str().unwrap().to_owned(), needs)
    };
    packages.map(package).collect()
}

#[test]
fn every_crate_has_a_note_and_no_note_is_of_another() {
    let notes = toml("supply-chain/dependencies.toml");
    let asked = asked_for();
    let noted: BTreeSet<&str> = notes.iter().map(|(name, _)| name).collect();
    let named: BTreeSet<&str> = asked.keys().map(String::as_str).collect();
    assert_eq!(noted, named);
    for (name, note) in notes.iter() {
        for key in ["why", "maintained", "licence"] {
            let said = note.get(key).and_then(Item::as_str).unwrap_or_default();
            assert!(said.len() > 2, "{name}: {key}");
        }
        let features: BTreeSet<String> = strings(note.get("features")).into_iter().collect();
        assert_eq!(features, asked[name].0, "the features of {name}");
    }
}

/// What is not used any more is not shipped. A note may say that a crate is there for the version of it alone that others get.
#[test]
fn every_crate_is_used() {
    let (own, tests, benches) = (sources("src"), sources("tests"), sources("benches"));
    let notes = toml("supply-chain/dependencies.toml");
    let is_used_by_others = |name: &str| notes[name].get("of").is_some();
    for (name, (_, is_for_tests)) in asked_for() {
        if is_used_by_others(&name) {
            let users = strings(notes[&name].get("of"));
            let packages = locked();
            let user = packages.iter().find(|(_, needs)| needs.contains(&name));
            assert_eq!(user.map(|(user, _)| vec![user.clone()]), Some(users), "{name}");
            continue;
        }
        let name = name.replace('-', "_");
        let forms = [format!("{name}::"), format!("use {name};")];
        let is_used = |(_, text): &(PathBuf, String)| forms.iter().any(|form| text.contains(form));
        let others = tests.iter().chain(&benches).filter(|_| is_for_tests);
        assert!(own.iter().chain(others).any(is_used), "nothing uses {name}");
    }
}

#[test]
fn no_crate_speaks_to_a_network() {
    let packages = locked();
    assert!(packages.len() > 100);
    let is_of_networks =
        |name: &str| OF_NETWORKS.iter().any(|start| name.starts_with(start)) || BY_NAME.contains(&name);
    let wrong: Vec<&str> = packages
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| is_of_networks(name))
        .collect();
    assert_eq!(wrong, [""; 0]);
    // tokio has sockets by `net` alone, and `net` needs mio.
    for (name, needs) in &packages {
        if name == "tokio" {
            assert!(
                !needs.iter().any(|need| need.starts_with("mio")),
                "tokio has `net`: {needs:?}"
            );
        }
    }
    assert!(packages.iter().any(|(name, _)| name == "tokio"));
    // What asks mio for events: files that change, and signals of the terminal.
    let mut of_mio: Vec<&str> = packages
        .iter()
        .filter(|(_, needs)| needs.iter().any(|need| need == "mio"))
        .map(|(name, _)| name.as_str())
        .collect();
    of_mio.sort_unstable();
    assert_eq!(of_mio, ["crossterm", "notify", "signal-hook-mio"]);
}

#[test]
fn no_source_speaks_to_a_network() {
    for (path, text) in sources("src") {
        for word in IN_SOURCES {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

/// What is built is what was tested.
#[test]
fn what_is_installed_is_locked() {
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap();
    assert!(!ignored.contains("lock"), "{ignored}");
    for lock in ["Cargo.lock", "editors/vscode/package-lock.json"] {
        assert!(root().join(lock).exists(), "{lock}");
    }
    for list in requirements(&root()) {
        for line in fs::read_to_string(&list).unwrap().lines() {
            let is_pinned = line.contains("==") || line.is_empty() || line.starts_with('#');
            assert!(is_pinned, "{}: {line}", list.display());
        }
    }
}

/// The lists of what pip installs.
fn requirements(root: &Path) -> Vec<PathBuf> {
    let folders = [
        "docs/site",
        "tests/hooks",
        "tests/import",
        "tests/office",
        "tests/outputs",
        "tests/packages",
        "tests/schema",
    ];
    let mut lists: Vec<PathBuf> = folders
        .iter()
        .map(|folder| root.join(folder).join("requirements.txt"))
        .collect();
    lists.push(root.join(".ci/release-requirements.txt"));
    lists
}

/// Whoever builds with an older Rust is told so by cargo, and whatever is named in its place is no older.
#[test]
fn no_older_rust_is_named_than_is_asked_for() {
    let manifest = toml("Cargo.toml");
    let asked = manifest["package"]["rust-version"].as_str().unwrap();
    let minor = |version: &str| version.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    let mut named = 0;
    for page in [
        ".gitlab-ci.yml",
        ".github/workflows/ci.yml",
        ".github/workflows/release.yml",
        "docs/en/ci.md",
        "docs/zh/ci.md",
        "docs/en/install.md",
        "docs/zh/install.md",
    ] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for before in ["rust:1.", "install 1.", "default 1.", "Rust 1.", "+1."] {
            for (at, _) in text.match_indices(before) {
                let version: String = text[at + before.len() - 2..]
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || *c == '.')
                    .collect();
                assert!(minor(&version) >= minor(asked), "{page}: {version}");
                named += 1;
            }
        }
        if page.ends_with("install.md") {
            assert!(
                text.contains(&format!("Rust {asked}")),
                "{page} does not say that Rust {asked} is needed"
            );
        }
        if page.ends_with("ci.yml") {
            assert!(text.contains(asked), "{page} does not try Rust {asked}");
        }
    }
    assert!(named > 5, "{named}");
}
