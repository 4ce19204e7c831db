//! A sheet that plotters draws on: an SVG with fractions of a pixel, text that stays text, and a font that travels along.
//!
//! plotters' own SVG backend rounds to whole pixels, which shows as steps in a curve, and guesses how wide text is.
//! Here one unit of plotters is a tenth of a pixel.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform,
};

use super::font;

/// Units of plotters in a pixel.
pub const UNITS: f64 = 10.0;

/// What has been drawn so far.
#[derive(Debug, Default)]
pub struct SvgBody {
    body: String,
    /// Dashes of the lines that follow, as `stroke-dasharray` writes them; empty: solid.
    pub dash: &'static str,
    /// A halo around the texts that follow, in the colour of the ground, so that they can be read across lines.
    pub halo: Option<String>,
    /// Where lines run \[px\]: for texts that must keep clear of them.
    pub lines: Vec<Vec<(f64, f64)>>,
    /// The colour with which the rectangles that follow are hatched.
    pub hatch: Option<String>,
    hatches: BTreeSet<String>,
    open: bool,
}

impl SvgBody {
    /// Starts a named group, so that someone who edits the SVG finds its parts.
    pub fn group(&mut self, name: &str) {
        self.close();
        let _ = writeln!(self.body, "<g class=\"{name}\">");
        self.open = true;
    }

    fn close(&mut self) {
        if self.open {
            self.body.push_str("</g>\n");
        }
        self.open = false;
    }

    /// Everything that was drawn for the figure of this name: its groups have ids, which drawing programs show.
    pub fn finish(&mut self, name: &str) -> String {
        self.close();
        let body = named(&std::mem::take(&mut self.body), name);
        let hatches: String = self.hatches.iter().map(|colour| pattern(name, colour)).collect();
        let defined = if hatches.is_empty() { hatches } else { format!("<defs>{hatches}</defs>\n") };
        defined + &body.replace(HATCH, &format!("{name}-hatch-"))
    }
}

/// What stands for the name of a hatching until the figure's name is known.
const HATCH: &str = "\u{1}hatch-";

/// Hatching at 45 degrees.
fn pattern(name: &str, colour: &str) -> String {
    let id = colour.trim_start_matches('#');
    format!(
        "<pattern id=\"{name}-hatch-{id}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"2\" height=\"5\" fill=\"{colour}\"/></pattern>"
    )
}

/// Groups with ids: the name of the figure and of the group, numbered where there are several.
fn named(body: &str, name: &str) -> String {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut text = String::with_capacity(body.len());
    for line in body.lines() {
        let class = line.strip_prefix("<g class=\"").and_then(|rest| rest.strip_suffix("\">"));
        match class {
            Some(class) => {
                let count = seen.entry(class).or_default();
                *count += 1;
                let number = if *count > 1 { format!("-{count}") } else { String::new() };
                let _ = writeln!(text, "<g class=\"{class}\" id=\"{name}.{class}{number}\">");
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// The drawing backend.
#[derive(Debug)]
pub struct SvgBackend {
    /// Width and height, in units.
    pub size: (u32, u32),
    /// Shared with whoever wants to name groups and set dashes.
    pub ink: Rc<RefCell<SvgBody>>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A length or position in pixels, without a useless zero.
fn px(units: i32) -> String {
    if units % 10 == 0 { (units / 10).to_string() } else { format!("{:.1}", f64::from(units) / UNITS) }
}

fn colour(attribute: &str, colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    let opacity =
        if colour.alpha < 1.0 { format!(" {attribute}-opacity=\"{:.2}\"", colour.alpha) } else { String::new() };
    format!("{attribute}=\"#{r:02x}{g:02x}{b:02x}\"{opacity}")
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut text = String::new();
    for (x, y) in path {
        let _ = write!(text, "{}{},{}", if text.is_empty() { "" } else { " " }, px(x), px(y));
    }
    text
}

/// Text as markup may hold it; what turns the direction of a line is shown, as everywhere.
pub fn escape(text: &str) -> String {
    crate::text::shown(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl SvgBackend {
    fn put(&self, element: std::fmt::Arguments) -> Drawn {
        let mut ink = self.ink.borrow_mut();
        let _ = ink.body.write_fmt(element);
        ink.body.push('\n');
        Ok(())
    }

    /// How a line looks: colour, width and dashes.
    fn stroke<S: BackendStyle>(&self, style: &S) -> String {
        let dash = self.ink.borrow().dash;
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        let width = px(i32::try_from(style.stroke_width()).unwrap_or(1));
        format!("{} stroke-width=\"{width}\"{dash}", colour("stroke", style.color()))
    }

    fn paint<S: BackendStyle>(&self, style: &S, fill: bool) -> String {
        let mut ink = self.ink.borrow_mut();
        if let Some(hatch) = ink.hatch.clone().filter(|_| fill) {
            let fill = format!("fill=\"url(#{HATCH}{})\"", hatch.trim_start_matches('#'));
            ink.hatches.insert(hatch);
            return fill;
        }
        drop(ink);
        if fill { colour("fill", style.color()) } else { format!("fill=\"none\" {}", self.stroke(style)) }
    }
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, c: BackendColor) -> Drawn {
        self.put(format_args!(r#"<rect x="{}" y="{}" width=".1" height=".1" {}/>"#, px(x), px(y), colour("fill", c)))
    }

    fn draw_line<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S) -> Drawn {
        let stroke = self.stroke(style);
        let [x1, y1, x2, y2] = [a.0, a.1, b.0, b.1].map(px);
        self.put(format_args!(r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {stroke}/>"#))
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let paint = self.paint(style, fill);
        let [x, y, width, height] = [a.0, a.1, b.0 - a.0, b.1 - a.1].map(px);
        self.put(format_args!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}/>"#))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let stroke = self.stroke(style);
        self.put(format_args!(r#"<polyline points="{}" fill="none" {stroke}/>"#, points(path)))
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let paint = self.paint(style, fill);
        let r = px(i32::try_from(radius).unwrap_or(0));
        self.put(format_args!(r#"<circle cx="{}" cy="{}" r="{r}" {paint}/>"#, px(centre.0), px(centre.1)))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let fill = self.paint(style, true);
        self.put(format_args!(r#"<polygon points="{}" {fill}/>"#, points(path)))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"600\"" } else { "" };
        let down = match style.anchor().v_pos {
            VPos::Top => 0.8,
            VPos::Center => font::MIDDLE,
            VPos::Bottom => 0.0,
        } * style.size();
        let place = match style.transform() {
            FontTransform::Rotate270 => {
                format!("transform=\"translate({} {}) rotate(-90)\"", px(x + down as i32), px(y))
            }
            _ => format!("x=\"{}\" y=\"{}\"", px(x), px(y + down as i32)),
        };
        let (size, fill) = (px(style.size().round() as i32), colour("fill", style.color()));
        let halo = self.ink.borrow().halo.as_ref().map_or_else(String::new, |ground| {
            format!(" stroke=\"{ground}\" stroke-width=\"3\" paint-order=\"stroke\"")
        });
        self.put(format_args!(
            r#"<text {place} font-size="{size}"{weight}{anchor} {fill}{halo}>{}</text>"#,
            escape(text)
        ))
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok((font::width(text, style.size(), bold) as u32, style.size() as u32))
    }
}
