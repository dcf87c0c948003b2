//! Content hashes. They cover all that serde sees except source positions, and replace each id by the name that it
//! refers to. The hash of a value is therefore the same in every model that contains it.

use crate::hash::{Hash, Hasher};
use serde::ser::{self, Serialize, Serializer};
use std::fmt;

/// Names for ids that stay the same from one model to the next.
pub trait Names {
    fn page(&self, id: u32) -> &str;
    fn term(&self, id: u32) -> &str;
}

/// For values without ids.
impl Names for () {
    fn page(&self, _: u32) -> &str {
        ""
    }

    fn term(&self, _: u32) -> &str {
        ""
    }
}

/// The hash of a value. Fields of the type `Range` are source positions and are left out.
pub fn content_hash<T: Serialize + ?Sized>(value: &T, names: &dyn Names) -> Hash {
    let mut hasher = Hasher::new("value");
    // The walk itself never fails.
    let _ = value.serialize(Walk { hasher: &mut hasher, names, id: None });
    hasher.finish()
}

/// One step of the traversal.
struct Walk<'w> {
    hasher: &'w mut Hasher,
    names: &'w dyn Names,
    /// Whether the next number is an id.
    id: Option<Id>,
}

#[derive(Clone, Copy)]
enum Id {
    Page,
    Term,
}

impl Walk<'_> {
    fn inner(&mut self) -> Walk<'_> {
        Walk { hasher: self.hasher, names: self.names, id: None }
    }

    fn number(self, number: u64) -> Result<(), Refused> {
        match self.id {
            Some(Id::Page) => self.hasher.text(self.names.page(number as u32)),
            Some(Id::Term) => self.hasher.text(self.names.term(number as u32)),
            None => self.hasher.number(number as usize),
        };
        Ok(())
    }
}

/// Serde requires an error type; no error ever occurs.
#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value without content")
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A compound value.
struct Parts<'w> {
    walk: Walk<'w>,
    /// Whether it is a source position.
    is_place: bool,
}

impl<'w> Walk<'w> {
    fn parts(self, length: usize) -> Result<Parts<'w>, Refused> {
        self.hasher.number(length);
        Ok(Parts { walk: self, is_place: false })
    }
}

macro_rules! numbers {
    ($($method:ident: $number:ty),*) => {
        $(fn $method(self, number: $number) -> Result<(), Refused> {
            self.number(number as u64)
        })*
    };
}

impl<'w> Serializer for Walk<'w> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = Parts<'w>;
    type SerializeMap = Parts<'w>;
    type SerializeStruct = Parts<'w>;
    type SerializeStructVariant = Parts<'w>;

    numbers!(serialize_bool: bool, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_char: char);

    fn serialize_u64(self, number: u64) -> Result<(), Refused> {
        self.number(number)
    }

    fn serialize_f32(self, number: f32) -> Result<(), Refused> {
        self.number(number.to_bits().into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Refused> {
        self.number(number.to_bits())
    }

    fn serialize_str(self, text: &str) -> Result<(), Refused> {
        self.hasher.text(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Refused> {
        self.hasher.hash(Hash::of(bytes));
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.hasher.byte(0);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        self.hasher.byte(1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &str, index: u32, _: &str) -> Result<(), Refused> {
        self.number(index.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        let id = match name {
            "PageId" => Some(Id::Page),
            "TermId" => Some(Id::Term),
            _ => None,
        };
        value.serialize(Walk { id, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.hasher.number(index as usize);
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Parts<'w>, Refused> {
        self.parts(length.unwrap_or(usize::MAX))
    }

    fn serialize_tuple(self, length: usize) -> Result<Parts<'w>, Refused> {
        self.parts(length)
    }

    fn serialize_tuple_struct(self, _: &str, length: usize) -> Result<Parts<'w>, Refused> {
        self.parts(length)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        length: usize,
    ) -> Result<Parts<'w>, Refused> {
        self.hasher.number(index as usize);
        self.parts(length)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Parts<'w>, Refused> {
        self.parts(length.unwrap_or(usize::MAX))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'w>, Refused> {
        Ok(Parts { walk: self, is_place: name == "Range" })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        length: usize,
    ) -> Result<Parts<'w>, Refused> {
        self.hasher.number(index as usize);
        self.parts(length)
    }
}

impl Parts<'_> {
    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        if self.is_place { Ok(()) } else { value.serialize(self.walk.inner()) }
    }
}

macro_rules! parts {
    ($($trait:ident $method:ident $($key:ident)?),*) => {
        $(impl ser::$trait for Parts<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, $($key: &'static str,)? value: &T) -> Result<(), Refused> {
                $(let _ = $key;)?
                self.part(value)
            }

            fn end(self) -> Result<(), Refused> {
                Ok(())
            }
        })*
    };
}

parts!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
    SerializeStruct serialize_field key,
    SerializeStructVariant serialize_field key
);

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.part(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.part(value)
    }

    fn end(self) -> Result<(), Refused> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PageId, TermId};
    use serde::Serialize;
    use std::ops::Range;

    #[derive(Serialize)]
    struct Value<'v> {
        text: &'v str,
        place: Range<usize>,
        ids: (PageId, Option<TermId>),
    }

    struct Letters(&'static [&'static str]);

    impl Names for Letters {
        fn page(&self, id: u32) -> &str {
            self.0[id as usize]
        }

        fn term(&self, id: u32) -> &str {
            self.0[id as usize]
        }
    }

    #[test]
    fn places_and_numbers_of_ids_do_not_count() {
        let value = |text, place, page, term| Value { text, place, ids: (PageId(page), term) };
        let (before, after) = (Letters(&["a", "b"]), Letters(&["new", "a", "b"]));
        let hash = content_hash(&value("x", 1..2, 0, Some(TermId(1))), &before);
        assert_eq!(hash, content_hash(&value("x", 5..9, 1, Some(TermId(2))), &after));
        assert_ne!(hash, content_hash(&value("x", 1..2, 1, Some(TermId(1))), &before));
        assert_ne!(hash, content_hash(&value("x", 1..2, 0, None), &before));
        assert_ne!(hash, content_hash(&value("y", 1..2, 0, Some(TermId(1))), &before));
    }
}
