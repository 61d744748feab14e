//! JSON whose objects keep their order: that of a schema's properties is the order in which keys are written.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// A JSON value, as far as schemas have it.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// A string.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A boolean.
    Flag(bool),
    /// An array.
    List(Vec<Self>),
    /// An object.
    Object(Object),
}

/// A JSON object in the order in which its keys were set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Json)>);

impl Object {
    /// Sets a key that the object does not have yet.
    pub(super) fn set(&mut self, key: impl Into<String>, value: impl Into<Json>) {
        self.0.push((key.into(), value.into()));
    }

    /// Sets what another object has.
    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Json {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts.into_iter().map(Self::Text).collect())
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.0.len()))?;
                for (key, value) in &object.0 {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// A value of TOML: dates become strings, as all readers of schemas take them.
pub(super) fn of_toml(value: &toml_edit::Value) -> Json {
    use toml_edit::Value;
    match value {
        Value::String(text) => Json::Text(text.value().clone()),
        Value::Integer(number) => Json::Number(*number.value()),
        Value::Boolean(flag) => Json::Flag(*flag.value()),
        Value::Float(number) => Json::Text(number.value().to_string()),
        Value::Datetime(date) => Json::Text(date.value().to_string()),
        Value::Array(array) => Json::List(array.iter().map(of_toml).collect()),
        Value::InlineTable(table) => {
            let mut object = Object::default();
            for (key, value) in table {
                object.set(key, of_toml(value));
            }
            Json::Object(object)
        }
    }
}
