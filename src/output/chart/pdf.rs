//! From an SVG to a PDF: the paths of the picture, letters as outlines, so that no font is needed to print it. Nothing that an SVG may
//! hold beyond what charts draw is known here: fills, strokes, dashes, opacity, hatching.

use super::font;
use super::picture::PictureError;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use resvg::tiny_skia::{Path, PathSegment, Rect, Transform};
use resvg::usvg::{self, LineCap, Node, Options, Paint, PaintOrder, Tree};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

/// Points of a PDF in a CSS pixel.
const POINTS: f32 = 0.75;

/// Renders this SVG as a PDF of one page of its size.
///
/// # Errors
/// When the SVG is none.
pub fn pdf(svg: &str, title: &str) -> Result<Vec<u8>, PictureError> {
    let options = Options { fontdb: font::database(), font_family: "Inter".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let (width, height) = (tree.size().width() * POINTS, tree.size().height() * POINTS);
    // A PDF counts upwards from the lower left corner.
    let flip = Transform::from_row(POINTS, 0.0, 0.0, -POINTS, 0.0, height);
    let mut page = Page { text: String::new(), opacities: BTreeMap::new() };
    page.group(tree.root(), flip, 1.0);
    Ok(page.file((width, height), title))
}

/// A page being written.
struct Page {
    text: String,
    /// States of opacity by thousandths, fill and stroke.
    opacities: BTreeMap<(u32, u32), usize>,
}

impl Page {
    fn group(&mut self, group: &usvg::Group, place: Transform, opacity: f32) {
        let opacity = opacity * group.opacity().get();
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, place, opacity),
                Node::Path(path) if path.is_visible() => self.path(path, place, opacity),
                Node::Text(text) => self.group(text.flattened(), place, opacity),
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }

    fn path(&mut self, path: &usvg::Path, place: Transform, opacity: f32) {
        let at = place.pre_concat(path.abs_transform());
        let (fill, stroke) = (path.fill(), path.stroke());
        let of = |part: Option<f32>| part.map_or(1000, |part| (part * opacity * 1000.0).round() as u32);
        let state = (of(fill.map(|f| f.opacity().get())), of(stroke.map(|s| s.opacity().get())));
        let number = self.opacities.len();
        let number = *self.opacities.entry(state).or_insert(number);
        let _ = writeln!(self.text, "q /G{number} gs");
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                self.fill(path, (at, place));
                self.stroke(path, at);
            }
            // Letters on a halo.
            PaintOrder::StrokeAndFill => {
                self.stroke(path, at);
                self.fill(path, (at, place));
            }
        }
        self.text.push_str("Q\n");
    }

    fn fill(&mut self, path: &usvg::Path, (at, place): (Transform, Transform)) {
        let Some(fill) = path.fill() else { return };
        let rule = if fill.rule() == usvg::FillRule::EvenOdd { "*" } else { "" };
        match fill.paint() {
            Paint::Color(colour) => {
                let _ = writeln!(self.text, "{} rg", rgb(*colour));
                self.outline(path.data(), at);
                let _ = writeln!(self.text, "f{rule}");
            }
            Paint::Pattern(pattern) => self.hatch(path, pattern, (at, place), rule),
            _ => {}
        }
    }

    fn stroke(&mut self, path: &usvg::Path, at: Transform) {
        let Some((stroke, Paint::Color(colour))) = path.stroke().map(|stroke| (stroke, stroke.paint())) else { return };
        let scale = at.get_scale().0;
        let dashes = stroke.dasharray().unwrap_or_default().iter().map(|dash| (dash * scale).to_string());
        let dashes = dashes.collect::<Vec<_>>().join(" ");
        let width = stroke.width().get() * scale;
        let cap = match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        };
        let _ = writeln!(self.text, "{} RG {width:.3} w {cap} J 1 j [{dashes}] 0 d", rgb(*colour));
        self.outline(path.data(), at);
        self.text.push_str("S\n");
    }

    /// Stripes within a path: the pattern's first rectangle, as far as the path reaches.
    fn hatch(&mut self, path: &usvg::Path, pattern: &usvg::Pattern, (at, place): (Transform, Transform), rule: &str) {
        let stripe = pattern.root().children().iter().find_map(|node| match node {
            Node::Path(path) => Some((path.data().bounds(), path.fill()?.paint().clone())),
            _ => None,
        });
        let Some((stripe, Paint::Color(colour))) = stripe else { return };
        let turned = path.abs_transform().pre_concat(pattern.transform());
        let Some(reach) = turned.invert().and_then(|back| path.abs_bounding_box().transform(back)) else { return };
        let _ = writeln!(self.text, "q");
        self.outline(path.data(), at);
        let _ = writeln!(self.text, "W{rule} n {} rg", rgb(colour));
        let step = pattern.rect().width();
        let (first, last) = ((reach.left() / step).floor() as i32, (reach.right() / step).ceil() as i32);
        for number in first..=last {
            let left = number as f32 * step;
            let long = Rect::from_ltrb(left, reach.top(), left + stripe.width(), reach.bottom());
            if let Some(path) = long.map(resvg::tiny_skia::PathBuilder::from_rect) {
                self.outline(&path, place.pre_concat(turned));
                self.text.push_str("f\n");
            }
        }
        self.text.push_str("Q\n");
    }

    fn outline(&mut self, path: &Path, at: Transform) {
        let on = |mut point: resvg::tiny_skia::Point| {
            at.map_point(&mut point);
            format!("{:.3} {:.3}", point.x, point.y)
        };
        let mut from = resvg::tiny_skia::Point::zero();
        for segment in path.segments() {
            let _ = match segment {
                PathSegment::MoveTo(to) => writeln!(self.text, "{} m", on(to)),
                PathSegment::LineTo(to) => writeln!(self.text, "{} l", on(to)),
                PathSegment::CubicTo(a, b, to) => writeln!(self.text, "{} {} {} c", on(a), on(b), on(to)),
                // A parabola as a cubic.
                PathSegment::QuadTo(bend, to) => {
                    let third = |end: resvg::tiny_skia::Point| {
                        resvg::tiny_skia::Point::from_xy(
                            end.x + (bend.x - end.x) * 2.0 / 3.0,
                            end.y + (bend.y - end.y) * 2.0 / 3.0,
                        )
                    };
                    writeln!(self.text, "{} {} {} c", on(third(from)), on(third(to)), on(to))
                }
                PathSegment::Close => writeln!(self.text, "h"),
            };
            from = match segment {
                PathSegment::MoveTo(to)
                | PathSegment::LineTo(to)
                | PathSegment::CubicTo(_, _, to)
                | PathSegment::QuadTo(_, to) => to,
                PathSegment::Close => from,
            };
        }
    }

    /// The whole file: catalogue, page, its drawing, its title, and where each object stands.
    fn file(self, (width, height): (f32, f32), title: &str) -> Vec<u8> {
        let mut drawing = ZlibEncoder::new(Vec::new(), Compression::default());
        // Writing into memory does not fail.
        let packed = drawing.write_all(self.text.as_bytes()).and_then(|()| drawing.finish()).unwrap_or_default();
        let state = |((fill, stroke), number): (&(u32, u32), &usize)| {
            format!("/G{number} << /ca {} /CA {} >>", *fill as f32 / 1000.0, *stroke as f32 / 1000.0)
        };
        let states = self.opacities.iter().map(state).collect::<Vec<_>>().join(" ");
        let head = format!("<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len()).into_bytes();
        let objects: [Vec<u8>; 5] = [
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3} {height:.3}] /Contents 4 0 R \
                 /Resources << /ExtGState << {states} >> >> >>"
            )
            .into_bytes(),
            [head, packed, b"\nendstream".to_vec()].concat(),
            format!("<< /Title <{}> /Producer (catching) >>", utf16(title)).into_bytes(),
        ];
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut places = Vec::new();
        for (number, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n", number + 1).into_bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let table = file.len();
        let rows: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
        let count = objects.len() + 1;
        let end = format!(
            "xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n<< /Size {count} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n"
        );
        file.extend(end.into_bytes());
        file
    }
}

fn rgb(colour: usvg::Color) -> String {
    [colour.red, colour.green, colour.blue].map(|part| format!("{:.4}", f32::from(part) / 255.0)).join(" ")
}

/// Text as a PDF holds it in any script.
fn utf16(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("FEFF{}", units.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The operators of a drawing that paint: `f` fills, `S` strokes.
    fn painted(svg: &str) -> Vec<&'static str> {
        let options = Options { fontdb: font::database(), font_family: "Inter".to_owned(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).expect("an SVG");
        let mut page = Page { text: String::new(), opacities: BTreeMap::new() };
        page.group(tree.root(), Transform::identity(), 1.0);
        let operator = |line: &str| match line {
            "f" | "f*" => Some("f"),
            "S" => Some("S"),
            _ => None,
        };
        page.text.lines().filter_map(operator).collect()
    }

    #[test]
    fn letters_lie_upon_their_halo() {
        let svg = |order: &str| {
            format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text x="5" y="20" font-size="14" fill="#000" stroke="#fff" stroke-width="3"{order}>A</text></svg>"##
            )
        };
        assert_eq!(painted(&svg(r#" paint-order="stroke""#)), ["S", "f"]);
        assert_eq!(painted(&svg("")), ["f", "S"]);
    }
}
