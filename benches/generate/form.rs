//! The forms of the large registers: what their codes are made of and what their entries hold, each with a scheme file.

/// The form of a register.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// That of the built-in scheme.
    BuiltIn,
    /// The same with three digits for the category.
    Wide,
    /// The same with a dozen columns of the scheme's own.
    Columns,
    /// Codes that are numbered as deep as the structure, `1.2.3-007`.
    Paths,
}

/// The scheme with three digits for the category.
const WIDE: &str = include_str!("wide.scheme.toml");

impl Form {
    /// What `--form` may be.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "wide" => Self::Wide,
            "columns" => Self::Columns,
            "paths" => Self::Paths,
            _ => return None,
        })
    }

    /// The name of the scheme's file, beside the register. None for the built-in scheme.
    pub(crate) const fn file_name(self) -> Option<&'static str> {
        match self {
            Self::BuiltIn => None,
            Self::Wide => Some("wide.scheme.toml"),
            Self::Columns => Some("columns.scheme.toml"),
            Self::Paths => Some("paths.scheme.toml"),
        }
    }

    /// The text of that file.
    pub(crate) fn scheme(self) -> String {
        match self {
            Self::BuiltIn => String::new(),
            Self::Wide => WIDE.to_owned(),
            Self::Columns => [WIDE, include_str!("columns.toml")].join("\n"),
            Self::Paths => include_str!("paths.scheme.toml").to_owned(),
        }
    }
}

/// The path that stands for a category's code where codes are paths: its three digits, each a step.
pub(crate) fn path(code: &str) -> String {
    let steps: Vec<String> = code.chars().map(String::from).collect();
    steps.join(".")
}

/// What stands above a path.
pub(crate) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(parent, _)| parent)
}
