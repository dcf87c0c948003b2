//! SVG to PNG.

use super::fonts::Fonts;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

/// Draws an SVG at its own size. `Err` says what is wrong with it.
pub fn png(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, String> {
    // A text without a family has the theme's.
    let face = fonts.database.faces().next();
    let family = face.and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    let options = Options {
        font_family: family.unwrap_or_default(),
        fontdb: fonts.database.clone(),
        // A template can't bring files of the machine into a picture.
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or("it has no size")?;
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    picture.encode_png().map_err(|error| error.to_string())
}
