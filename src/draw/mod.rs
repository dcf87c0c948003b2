//! Draws pictures: an SVG with texts becomes a PNG. The fonts come from the theme, so a picture is the same on every
//! machine. Without the feature `share-images` there are no fonts and no pictures.

#[cfg(feature = "share-images")]
mod fonts;
#[cfg(not(feature = "share-images"))]
mod nothing;
#[cfg(feature = "share-images")]
mod png;

#[cfg(not(feature = "share-images"))]
pub use nothing::{Fonts, png};
#[cfg(feature = "share-images")]
pub use {fonts::Fonts, png::png};

/// Whether this program can draw.
pub const CAN_DRAW: bool = cfg!(feature = "share-images");
