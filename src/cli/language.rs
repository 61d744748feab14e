//! Which language is spoken: that of `--lang`, else of the settings, else of the system.

use std::ffi::OsString;

use crate::messages::Language;

/// What decided on the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// `--lang`.
    Flag,
    /// `stdreg.toml`.
    Settings,
    /// This variable of the environment.
    Variable(&'static str),
    /// The system's own settings, or nothing at all.
    System,
}

/// The language of a run, and what decided on it. `of_settings` is what `stdreg.toml` says.
pub(super) fn decide(flag: Option<Language>, of_settings: Option<Language>) -> (Language, Origin) {
    let flag = flag.map(|language| (language, Origin::Flag));
    let of_settings = of_settings.map(|language| (language, Origin::Settings));
    flag.or(of_settings).unwrap_or_else(of_system)
}

/// The language of a run. `of_settings` is what `stdreg.toml` says.
pub(super) fn choose(flag: Option<Language>, of_settings: Option<Language>) -> Language {
    decide(flag, of_settings).0
}

/// The language of help and of complaints about the arguments, which is needed before the arguments are understood.
pub(super) fn foreseen(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
    let mut flag = None;
    while let Some(word) = words.next().filter(|word| *word != "--") {
        match word.strip_prefix("--lang") {
            Some("") => flag = words.next().and_then(Language::of_tag).or(flag),
            Some(rest) => flag = rest.strip_prefix('=').and_then(Language::of_tag).or(flag),
            None => {}
        }
    }
    choose(flag, None)
}

fn of_system() -> (Language, Origin) {
    of_environment(|name| std::env::var(name).ok(), sys_locale::get_locale)
}

/// The language of the environment's locale, in the order that POSIX gives; of the system's own settings where the
/// environment is silent.
fn of_environment(
    variable: impl Fn(&str) -> Option<String>,
    system: impl FnOnce() -> Option<String>,
) -> (Language, Origin) {
    let set = |name: &'static str| {
        let locale = variable(name).filter(|locale| !locale.is_empty())?;
        Some((Language::of_locale(&locale), Origin::Variable(name)))
    };
    let of_variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    of_variables.unwrap_or_else(|| {
        let language = system().map_or(Language::En, |locale| Language::of_locale(&locale));
        (language, Origin::System)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_asked_in_order() {
        let of = |set: &[(&str, &str)]| {
            let get = |name: &str| {
                let (_, value) = set.iter().find(|(key, _)| *key == name)?;
                Some((*value).to_owned())
            };
            of_environment(get, || None)
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), (Language::Zh, Origin::Variable("LANG")));
        assert_eq!(
            of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]),
            (Language::En, Origin::Variable("LC_ALL"))
        );
        assert_eq!(
            of(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW")]),
            (Language::Zh, Origin::Variable("LC_MESSAGES"))
        );
        assert_eq!(of(&[]), (Language::En, Origin::System));
        let of_system = of_environment(|_| None, || Some("zh-Hans".to_owned()));
        assert_eq!(of_system, (Language::Zh, Origin::System));
    }

    #[test]
    fn the_flag_is_foreseen_wherever_it_stands() {
        let of = |words: &str| foreseen(&words.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("stdreg check --lang zh"), Language::Zh);
        assert_eq!(of("stdreg --lang=en check --nonsense"), Language::En);
        assert_eq!(of("stdreg --lang en --lang=zh"), Language::Zh);
    }
}
