//! Messages in Chinese and English, kept in [Fluent](https://projectfluent.org) files beside this one, a file for each
//! family of rules.
//!
//! A finding holds a [`Message`]: a key and its arguments. It becomes text only when a face asks for it in a language.
//! A rule's message has the rule's name as its key; its attributes are what else the rule says: labels, fix titles,
//! variants. A test holds the two files to the same keys and the same variables.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use smallvec::SmallVec;
use unic_langid::LanguageIdentifier;

/// A language that messages exist in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Both, in the order in which they are documented.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The language with a tag.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The language of a locale as systems write it (`zh_CN.UTF-8`, `en-GB`, `C`): Chinese for any Chinese one,
    /// else English.
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }

    /// The tag used on the command line and in settings: `zh`, `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The message files, one for each family of rules and one for the faces.
    pub(crate) const fn sources(self) -> [&'static str; 28] {
        match self {
            Self::Zh => [
                include_str!("zh/keys.ftl"),
                include_str!("zh/codes.ftl"),
                include_str!("zh/layers.ftl"),
                include_str!("zh/sequences.ftl"),
                include_str!("zh/entries.ftl"),
                include_str!("zh/structure.ftl"),
                include_str!("zh/statistics.ftl"),
                include_str!("zh/references.ftl"),
                include_str!("zh/suppressions.ftl"),
                include_str!("zh/faces.ftl"),
                include_str!("zh/completion.ftl"),
                include_str!("zh/reading.ftl"),
                include_str!("zh/navigation.ftl"),
                include_str!("zh/actions.ftl"),
                include_str!("zh/format.ftl"),
                include_str!("zh/server.ftl"),
                include_str!("zh/formats.ftl"),
                include_str!("zh/known.ftl"),
                include_str!("zh/files.ftl"),
                include_str!("zh/settings.ftl"),
                include_str!("zh/packages.ftl"),
                include_str!("zh/print.ftl"),
                include_str!("zh/import.ftl"),
                include_str!("zh/export.ftl"),
                include_str!("zh/changes.ftl"),
                include_str!("zh/stats.ftl"),
                include_str!("zh/query.ftl"),
                include_str!("zh/diff.ftl"),
            ],
            Self::En => [
                include_str!("en/keys.ftl"),
                include_str!("en/codes.ftl"),
                include_str!("en/layers.ftl"),
                include_str!("en/sequences.ftl"),
                include_str!("en/entries.ftl"),
                include_str!("en/structure.ftl"),
                include_str!("en/statistics.ftl"),
                include_str!("en/references.ftl"),
                include_str!("en/suppressions.ftl"),
                include_str!("en/faces.ftl"),
                include_str!("en/completion.ftl"),
                include_str!("en/reading.ftl"),
                include_str!("en/navigation.ftl"),
                include_str!("en/actions.ftl"),
                include_str!("en/format.ftl"),
                include_str!("en/server.ftl"),
                include_str!("en/formats.ftl"),
                include_str!("en/known.ftl"),
                include_str!("en/files.ftl"),
                include_str!("en/settings.ftl"),
                include_str!("en/packages.ftl"),
                include_str!("en/print.ftl"),
                include_str!("en/import.ftl"),
                include_str!("en/export.ftl"),
                include_str!("en/changes.ftl"),
                include_str!("en/stats.ftl"),
                include_str!("en/query.ftl"),
                include_str!("en/diff.ftl"),
            ],
        }
    }

    const fn clause_separator(self) -> &'static str {
        match self {
            Self::Zh => "；",
            Self::En => "; ",
        }
    }

    const fn list_separator(self) -> &'static str {
        match self {
            Self::Zh => "、",
            Self::En => ", ",
        }
    }
}

/// A text that exists in both languages, for what is written beside the code and not in the message files.
pub type Text = Bilingual<'static>;

/// A text that exists in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual<'a> {
    /// Chinese.
    pub zh: &'a str,
    /// English.
    pub en: &'a str,
}

impl<'a> Bilingual<'a> {
    /// The text in a language.
    pub const fn get(self, language: Language) -> &'a str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// An argument of a message. There may be millions, so that each is small.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Text as it stands in the register, or a word that the message selects on.
    Text(Box<str>),
    /// A count or another whole number.
    Number(i64),
    /// Several texts, joined as the language joins a list.
    List(Box<[String]>),
    /// Another message, rendered in the same language.
    Message(Box<Message>),
    /// Several messages, joined as the language joins clauses.
    Messages(Box<[Message]>),
    /// A text that exists in both languages: of the code, of the register or its scheme.
    Names(Box<Names>),
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Names {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Argument {
    /// A text that exists in both languages.
    pub fn names(zh: String, en: String) -> Self {
        Self::Names(Box::new(Names { zh, en }))
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Cow<'_, str>> for Argument {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into())
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Vec<String>> for Argument {
    fn from(list: Vec<String>) -> Self {
        Self::List(list.into())
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<Vec<Message>> for Argument {
    fn from(messages: Vec<Message>) -> Self {
        Self::Messages(messages.into())
    }
}

impl From<Bilingual<'_>> for Argument {
    fn from(text: Bilingual<'_>) -> Self {
        Self::names(text.zh.to_owned(), text.en.to_owned())
    }
}

/// What is to be said, in no language yet. Clones share what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    key: &'static str,
    attribute: Option<&'static str>,
    arguments: Option<Arc<Arguments>>,
}

type Arguments = SmallVec<[(&'static str, Argument); 2]>;

impl Message {
    /// The message with this key.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            attribute: None,
            arguments: None,
        }
    }

    /// The attribute of the message with this key: `code-length.fix` in a message file's terms.
    pub fn attribute(key: &'static str, attribute: &'static str) -> Self {
        Self {
            key,
            attribute: Some(attribute),
            arguments: None,
        }
    }

    /// Adds an argument, by the name it has in the message files.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        Arc::make_mut(self.arguments.get_or_insert_default()).push((name, value.into()));
        self
    }

    /// The message in a language. A message that the files lack, or that lacks a variable, shows its key in
    /// brackets: the fixture harness fails on it, a user still sees what it is about.
    pub fn render(&self, language: Language) -> String {
        self.try_render(language).unwrap_or_else(|| {
            let mut text = format!("[{}", self.key);
            if let Some(attribute) = self.attribute {
                let _ = write!(text, ".{attribute}");
            }
            text.push(']');
            text
        })
    }

    fn try_render(&self, language: Language) -> Option<String> {
        let bundle = bundle(language);
        let message = bundle.get_message(self.key)?;
        let pattern = match self.attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let given = self.arguments.as_deref().map_or(&[][..], SmallVec::as_slice);
        let mut arguments = FluentArgs::with_capacity(given.len());
        for (name, argument) in given {
            arguments.set(*name, argument.value(language));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

/// The message whose key is known only when the program runs, as with the texts of `--help`, where the files have it.
pub fn lookup(key: &str, attribute: Option<&str>, language: Language) -> Option<String> {
    let bundle = bundle(language);
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

impl Argument {
    fn value(&self, language: Language) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(&**text),
            Self::Number(number) => counted(*number),
            Self::List(list) => FluentValue::from(list.join(language.list_separator())),
            Self::Message(message) => FluentValue::from(message.render(language)),
            Self::Messages(messages) => {
                let texts: Vec<String> = messages.iter().map(|message| message.render(language)).collect();
                FluentValue::from(texts.join(language.clause_separator()))
            }
            Self::Names(names) => FluentValue::from(match language {
                Language::Zh => names.zh.as_str(),
                Language::En => names.en.as_str(),
            }),
        }
    }
}

/// A number as messages take it: one that they may select a plural by, whose digits stay as they are.
fn counted(number: i64) -> FluentValue<'static> {
    let Ok(small) = u32::try_from(number) else {
        return FluentValue::from(number.to_string());
    };
    let options = FluentNumberOptions {
        use_grouping: false,
        ..FluentNumberOptions::default()
    };
    FluentValue::Number(FluentNumber::new(f64::from(small), options))
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; 2] = [OnceLock::new(), OnceLock::new()];
    let [zh, en] = &BUNDLES;
    let cell = match language {
        Language::Zh => zh,
        Language::En => en,
    };
    cell.get_or_init(|| load(language))
}

/// Reads the message files. What Fluent cannot read of them is left out, and the completeness test names it.
fn load(language: Language) -> FluentBundle<FluentResource> {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // The marks that isolate arguments are for mixed writing directions; in a terminal and in JSON they are noise.
    bundle.set_use_isolating(false);
    for source in language.sources() {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}
