//! Maps as templates see them. A page is made of some fifty small ones, so building them is a part of what a
//! build costs.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::borrow::Cow;
use tera::{Map, Value};

/// What stands behind a key. Texts become Tera's own only when the map is made: a value that is handed over is
/// set down and taken up again.
pub enum Item<'a> {
    None,
    Yes(bool),
    Number(u64),
    Text(Cow<'a, str>),
    Value(Value),
}

/// A template's map, keys in the order given.
pub fn map<const N: usize>(pairs: [(&'static str, Item); N]) -> Value {
    pairs_to_map(&pairs)
}

/// The same for a list of any length.
pub fn pairs_to_map<T: Serialize>(pairs: &[(&'static str, T)]) -> Value {
    Value::from_serializable(&Pairs(pairs))
}

/// Pairs as serde's idea of a struct: Tera shares the values in it and hashes each key once, where a map
/// that is handed over is built a second time.
struct Pairs<'a, T>(&'a [(&'static str, T)]);

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("", self.0.len())?;
        for (key, value) in self.0 {
            map.serialize_field(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Yes(yes) => serializer.serialize_bool(*yes),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl From<bool> for Item<'_> {
    fn from(yes: bool) -> Self {
        Self::Yes(yes)
    }
}

impl From<u64> for Item<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Item<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u32> for Item<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Item<'_> {
    fn from(number: i64) -> Self {
        Self::Value(number.into())
    }
}

impl From<f64> for Item<'_> {
    fn from(number: f64) -> Self {
        Self::Value(number.into())
    }
}

impl<'a> From<&'a str> for Item<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Item<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<Cow<'a, str>> for Item<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<Value> for Item<'_> {
    fn from(value: Value) -> Self {
        if value.is_none() { Self::None } else { Self::Value(value) }
    }
}

impl From<Map> for Item<'_> {
    fn from(map: Map) -> Self {
        Self::Value(map.into())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Item<'_> {
    fn from(list: Vec<T>) -> Self {
        Self::Value(list.into())
    }
}

impl<'a, T: Into<Item<'a>>> From<Option<T>> for Item<'a> {
    fn from(item: Option<T>) -> Self {
        item.map_or(Self::None, Into::into)
    }
}
