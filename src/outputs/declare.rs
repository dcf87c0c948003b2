//! Declares views: the maps that templates see, with the names in them. A declaration gives the Rust struct, the
//! section in docs/content/reference/templates.md and the samples with which templates are tried ([`super::samples`]).
//!
//! A page consists of some fifty small maps. Tera builds a map without copying only when it serialises a struct: a
//! map passed as a value is built twice (930 ns for a card instead of 640), and values inside it are converted
//! twice (810 ns). So texts stay texts until then.

use crate::config::Config;
use crate::theme::Theme;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::borrow::Cow;
use tera::{Map, Value};

/// The value of a name.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    None,
    Yes(bool),
    Number(u64),
    Text(Cow<'a, str>),
    Value(Value),
}

/// A view as pairs, for a view combined from two structs.
pub type Pairs<'a> = Vec<(&'static str, Item<'a>)>;

/// The declaration of a view.
#[derive(Debug)]
pub struct Declaration {
    /// The name of the struct.
    pub name: &'static str,
    pub about: &'static str,
    pub names: &'static [Name],
}

#[derive(Debug)]
pub struct Name {
    pub name: &'static str,
    pub about: &'static str,
    pub shape: fn() -> Shape,
    /// The value in samples; empty for the default of its shape.
    pub sample: &'static str,
    /// Conditions under which it is always present, whatever the content. Without any, the content decides.
    pub always: &'static [fn(Known) -> bool],
}

/// What is known about a site without its content.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub config: &'a Config,
    pub theme: &'a Theme,
    /// The kind in `here.kind`.
    pub kind: &'a str,
    /// The collection of the page.
    pub collection: Option<usize>,
}

/// The template of a kind of output.
#[derive(Debug)]
pub struct Template {
    pub file: &'static str,
    /// The kind in `here.kind`.
    pub kind: &'static str,
    pub names: Declaration,
}

/// The names of a template besides the common ones, each with the function that makes its value.
pub trait Names {
    fn each(&self, put: Put);
}

pub type Put<'p> = &'p mut dyn FnMut(&'static str, &dyn Fn() -> Value);

/// For a template without names of its own.
impl Names for () {
    fn each(&self, _: Put) {}
}

/// Whether the site has a `base_url`, and therefore feeds and absolute addresses.
pub fn is_published(known: Known) -> bool {
    known.config.base_url.is_some()
}

/// The possible shapes of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    Html,
    Url,
    Href,
    Number,
    Yes,
    CollectionId,
    VocabularyId,
    Map(&'static Declaration),
    Option(fn() -> Shape),
    List(fn() -> Shape),
    /// A list that is missing if it would be empty.
    Filled(fn() -> Shape),
    /// A field of any kind.
    Field,
    /// Fields by their ids.
    ById,
    /// The interface words, or the addresses of the theme's assets.
    Words,
    Assets,
}

/// A type that declarations may use.
pub trait Shaped {
    fn shape() -> Shape;
}

macro_rules! shapes {
    ($($(#[doc = $about:literal])+ $Name:ident,)*) => {
        $($(#[doc = $about])+
        pub struct $Name;

        impl Shaped for $Name {
            fn shape() -> Shape {
                Shape::$Name
            }
        })*
    };
}
shapes! {
    /// Plain text.
    Text,
    /// Safe HTML.
    Html,
    /// A path from the root of the site.
    Url,
    /// An absolute address.
    Href,
    /// A number; whole unless the description says otherwise.
    Number,
    /// A boolean.
    Yes,
    /// The id of a collection.
    CollectionId,
    /// The id of a vocabulary.
    VocabularyId,
    /// A field of any kind.
    Field,
    /// Fields by id; those without a value are none.
    ById,
    /// The interface words.
    Words,
    /// The addresses of assets by name.
    Assets,
}

/// A list that is missing if it would be empty.
pub struct Filled<T>(std::marker::PhantomData<T>);

impl<T: Shaped> Shaped for Filled<T> {
    fn shape() -> Shape {
        Shape::Filled(T::shape)
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(T::shape)
    }
}

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        Shape::Option(T::shape)
    }
}

/// Declares views: `struct` for a map, `template` for the names of a template. After each name come its type, its
/// value in samples (`= "2018"`), and the condition under which it is always present (`where is_published`).
macro_rules! view {
    () => {};
    ($(#[doc = $about:literal])+ struct $View:ident {
        $($name:ident: $Type:ty $(= $sample:literal)? $(where $always:expr)? $(=> $line:literal)?,)*
    } $($rest:tt)*) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        pub struct $View<'a> {
            $($(#[doc = $line])? pub $name: $crate::outputs::declare::Item<'a>),*
        }

        impl $View<'_> {
            pub const DECLARATION: &'static $crate::outputs::declare::Declaration = &view!(
                @declaration $View $(#[doc = $about])+
                { $($name: $Type $(= $sample)? $(where $always)? $(=> $line)?,)* }
            );
        }

        impl serde::Serialize for $View<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let fields = [$((stringify!($name), &self.$name)),*];
                $crate::outputs::declare::serialize(&fields, serializer)
            }
        }

        impl<'a> From<$View<'a>> for $crate::outputs::declare::Pairs<'a> {
            fn from(view: $View<'a>) -> Self {
                vec![$((stringify!($name), view.$name)),*]
            }
        }

        impl From<$View<'_>> for tera::Value {
            fn from(view: $View) -> Self {
                tera::Value::from_serializable(&view)
            }
        }

        impl<'a> From<$View<'_>> for $crate::outputs::declare::Item<'a> {
            fn from(view: $View) -> Self {
                Self::Value(view.into())
            }
        }

        impl $crate::outputs::declare::Shaped for $View<'_> {
            fn shape() -> $crate::outputs::declare::Shape {
                $crate::outputs::declare::Shape::Map($View::DECLARATION)
            }
        }

        view!($($rest)*);
    };
    ($(#[doc = $about:literal])+ template $Names:ident($file:expr, $kind:expr) {
        $($name:ident: $Type:ty $(= $sample:literal)? $(where $always:expr)? $(=> $line:literal)?,)*
    } $($rest:tt)*) => {
        pub static TEMPLATE: $crate::outputs::declare::Template = $crate::outputs::declare::Template {
            file: $file,
            kind: $kind,
            names: view!(
                @declaration $Names $(#[doc = $about])+
                { $($name: $Type $(= $sample)? $(where $always)? $(=> $line)?,)* }
            ),
        };

        $(#[doc = $about])+
        struct $Names<'f> {
            $($(#[doc = $line])? $name: &'f dyn Fn() -> tera::Value),*
        }

        impl $crate::outputs::declare::Names for $Names<'_> {
            fn each(&self, put: $crate::outputs::declare::Put) {
                $(put(stringify!($name), self.$name);)*
            }
        }

        view!($($rest)*);
    };
    (@declaration $View:ident $(#[doc = $about:literal])+ {
        $($name:ident: $Type:ty $(= $sample:literal)? $(where $always:expr)? $(=> $line:literal)?,)*
    }) => {
        $crate::outputs::declare::Declaration {
            name: stringify!($View),
            about: concat!($($about),+).trim_ascii(),
            names: &[$($crate::outputs::declare::Name {
                name: stringify!($name),
                about: concat!($($line)?),
                shape: <$Type as $crate::outputs::declare::Shaped>::shape,
                sample: concat!($($sample)?),
                always: &[$($always)?],
            }),*],
        }
    };
}
pub(crate) use view;

/// Serialises a view. Tera shares the values in a struct and hashes each key once.
pub fn serialize<S: Serializer>(
    fields: &[(&'static str, impl Serialize)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_struct("", fields.len())?;
    for (name, item) in fields {
        map.serialize_field(name, item)?;
    }
    map.end()
}

/// A map from the pairs of a view.
pub fn map(pairs: &Pairs) -> Value {
    struct Struct<'p>(&'p Pairs<'p>);
    impl Serialize for Struct<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serialize(self.0, serializer)
        }
    }
    Value::from_serializable(&Struct(pairs))
}

/// A list of views.
pub fn list<T: Into<Value>>(views: impl IntoIterator<Item = T>) -> Value {
    views.into_iter().map(Into::into).collect::<Vec<Value>>().into()
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

macro_rules! items {
    ($($Type:ty: $value:ident => $item:expr,)*) => {
        $(impl<'a> From<$Type> for Item<'a> {
            fn from($value: $Type) -> Self {
                $item
            }
        })*
    };
}
items! {
    bool: yes => Self::Yes(yes),
    u64: number => Self::Number(number),
    usize: number => Self::Number(number as u64),
    u32: number => Self::Number(number.into()),
    i64: number => Self::Value(number.into()),
    f64: number => Self::Value(number.into()),
    &'a str: text => Self::Text(text.into()),
    String: text => Self::Text(text.into()),
    Cow<'a, str>: text => Self::Text(text),
    Value: value => if value.is_none() { Self::None } else { Self::Value(value) },
    Map: map => Self::Value(map.into()),
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
