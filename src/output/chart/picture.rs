//! From an SVG to pixels, anti-aliased, with nothing but the embedded font.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::font;

/// Device pixels in a CSS pixel: sharp on paper and on a fine screen.
pub const SCALE: f32 = 2.0;

/// Why an SVG could not be turned into a PNG.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The SVG is not one.
    #[error("the figure's SVG cannot be read: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// No room for so many pixels.
    #[error("a picture of {0} × {1} pixels is too large")]
    Size(u32, u32),
    /// The PNG could not be written.
    #[error("the PNG cannot be written: {0}")]
    Png(#[from] png::EncodingError),
}

/// Pixels, three bytes each, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
    /// Red, green, blue.
    pub rgb: Vec<u8>,
}

/// Renders exactly this SVG, one device pixel a pixel; its ground must be opaque.
///
/// # Errors
/// When it is no SVG, or too large.
pub fn pixels(svg: &str) -> Result<Pixels, PictureError> {
    let options = Options { fontdb: font::database(), font_family: "Inter".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let [width, height] = [tree.size().width(), tree.size().height()].map(|side| side.round() as u32);
    let mut map = Pixmap::new(width, height).ok_or(PictureError::Size(width, height))?;
    resvg::render(&tree, Transform::identity(), &mut map.as_mut());
    Ok(Pixels { width, height, rgb: map.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect() })
}

/// Renders exactly this SVG as a PNG, [`SCALE`] device pixels a pixel.
pub fn png(svg: &str) -> Result<Vec<u8>, PictureError> {
    png_at(svg, f64::from(SCALE))
}

/// Renders an SVG as a PNG, so many device pixels a CSS pixel (of which there are 96 an inch).
pub fn png_at(svg: &str, density: f64) -> Result<Vec<u8>, PictureError> {
    let scale = density as f32;
    let options = Options { fontdb: font::database(), font_family: "Inter".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let [width, height] = [tree.size().width(), tree.size().height()].map(|side| (side * scale).round() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(PictureError::Size(width, height))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(&pixels, density)
}

/// The ground is opaque, so three bytes a pixel are enough.
fn encode(pixels: &Pixmap, density: f64) -> Result<Vec<u8>, PictureError> {
    let rgb: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let per_metre = (density * 96.0 / 0.0254).floor() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
