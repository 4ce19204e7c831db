//! A figure on its sheet: heading, panels, legends, and what may be drawn on them. Lengths in CSS pixels.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Look;
use super::colour::Colour;
use super::font;
use super::sheet::{SvgBackend, SvgBody, UNITS, escape};
use super::theme::Theme;
use crate::output::tongue;

/// Where a text hangs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// Its left end.
    Left,
    /// Its middle.
    Middle,
    /// Its right end.
    Right,
}

/// How a text looks. Its height is centred on the point it is drawn at.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Size \[px\].
    pub size: f64,
    /// Semi-bold.
    pub bold: bool,
    /// Its ink.
    pub colour: Colour,
    /// Which part of it the point is.
    pub hang: Hang,
    /// Read from bottom to top.
    pub upwards: bool,
}

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width \[px\].
    pub width: f64,
    /// 0 invisible to 1 opaque.
    pub opacity: f64,
    /// Dashes as SVG writes them, empty: solid.
    pub dash: &'static str,
}

impl Stroke {
    /// A solid line.
    pub fn new(colour: Colour, width: f64) -> Stroke {
        Stroke { colour, width, opacity: 1.0, dash: "" }
    }

    /// The same, dashed.
    pub fn dashed(self) -> Stroke {
        Stroke { dash: "5 4", ..self }
    }

    /// The same, dotted.
    pub fn dotted(self) -> Stroke {
        Stroke { dash: "1.5 3.5", ..self }
    }

    /// The same, seen through.
    pub fn faded(self, opacity: f64) -> Stroke {
        Stroke { opacity, ..self }
    }
}

/// A rectangle on the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Frame {
    /// From its four edges.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Frame {
        Frame { left, top, right, bottom }
    }

    /// Distance between the left and right edges.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Distance between the upper and lower edges.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether two rectangles share any area.
    pub fn overlaps(&self, other: &Frame) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a straight line from one place to another runs through it (Liang & Barsky 1984).
    pub fn meets(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let edges = [
            (-across, from.0 - self.left),
            (across, self.right - from.0),
            (-down, from.1 - self.top),
            (down, self.bottom - from.1),
        ];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in edges {
            match step {
                0.0 if room < 0.0 => return false,
                0.0 => {}
                step if step < 0.0 => enters = enters.max(room / step),
                step => leaves = leaves.min(room / step),
            }
        }
        enters <= leaves
    }

    /// Smaller by these margins: left, top, right, bottom.
    pub fn inset(&self, left: f64, top: f64, right: f64, bottom: f64) -> Frame {
        Frame::new(self.left + left, self.top + top, self.right - right, self.bottom - bottom)
    }

    /// Divided into rows and columns with a gap between; row after row.
    pub fn cells(&self, rows: usize, columns: usize, gap: (f64, f64)) -> Vec<Frame> {
        let width = (self.width() - gap.0 * (columns as f64 - 1.0)) / columns as f64;
        let height = (self.height() - gap.1 * (rows as f64 - 1.0)) / rows as f64;
        let cell = |row: usize, column: usize| {
            let (left, top) = (self.left + column as f64 * (width + gap.0), self.top + row as f64 * (height + gap.1));
            Frame::new(left, top, left + width, top + height)
        };
        (0..rows).flat_map(|row| (0..columns).map(move |column| cell(row, column))).collect()
    }
}

/// Where axes were drawn, and from where to where they go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// The plane within the axes.
    pub frame: Frame,
    /// Ends of the horizontal axis.
    pub x: (f64, f64),
    /// Ends of the vertical axis.
    pub y: (f64, f64),
    /// Of an axis of times: the seconds in its unit; else 0.
    pub seconds: f64,
}

/// A figure being drawn.
pub struct Page<'a> {
    /// Its grounds and sizes.
    pub theme: &'a Theme,
    /// What is left for the panels below the heading.
    pub body: Frame,
    /// How the figure is to look.
    pub look: &'a Look,
    /// Where text has been put: for those who must keep clear of it.
    pub labels: Vec<Frame>,
    /// The axes that were drawn.
    pub planes: Vec<Drawn>,
    /// Room that labels of vertical axes get at least, so that panels below each other begin at one place \[px\].
    pub gutter: f64,
    width: f64,
    height: f64,
    root: DrawingArea<SvgBackend, Shift>,
    ink: Rc<RefCell<SvgBody>>,
}

/// Rows that so many panels need where each is to have room for its axes.
pub fn rows_of(panels: usize, look: &super::Look) -> usize {
    let beside = (look.width / (14.0 * look.theme.text)).floor().clamp(1.0, 3.0) as usize;
    panels.div_ceil(beside).max(1)
}

/// Points that are dropped one after the other at most: each is looked at again with the next one.
const MOST_DROPPED: usize = 64;
/// Room around everything.
const EDGE: f64 = 14.0;
/// Room that is left for a drawing however low an editor wants the picture.
const LEAST: f64 = 110.0;

/// What stands at the top: the editor's words, else what was found with the chart's title below it, else the title.
fn headed(look: &Look, title: &str, subtitle: &str) -> (String, String) {
    let found = Some(look.told.headline.clone()).filter(|headline| !headline.is_empty());
    let below = || match subtitle {
        "" => title.to_owned(),
        subtitle => format!("{}{subtitle}", closed(title)),
    };
    let (top, rest) = match look.hand.title.clone().or(found) {
        Some(top) => (top, below()),
        None => (title.to_owned(), subtitle.to_owned()),
    };
    (top, look.hand.subtitle.clone().unwrap_or(rest))
}

/// What begins with a word that a message gives, or where the title of the scenario would lead it in its own language.
fn begun(text: &str) -> String {
    if tongue::foreign() { super::axis::capital(text.trim_start()) } else { text.to_owned() }
}

/// A text as a sentence with a space behind it.
fn closed(text: &str) -> String {
    if text.ends_with(['?', '!', '.', '…']) { format!("{text} ") } else { format!("{text}. ") }
}

fn units(px: f64) -> i32 {
    (px * UNITS).round() as i32
}

fn style(colour: Colour, opacity: f64, width: f64) -> ShapeStyle {
    let Colour(r, g, b) = colour;
    ShapeStyle { color: RGBColor(r, g, b).mix(opacity), filled: false, stroke_width: units(width).max(1) as u32 }
}

impl<'a> Page<'a> {
    /// A page with room for a body `room` high below its heading. What is found, or what an editor writes, is the heading;
    /// the title of the chart stands below it then.
    pub fn new(look: &'a Look, room: f64, title: &str, subtitle: &str) -> Page<'a> {
        let (theme, width) = (&look.theme, look.width);
        let inner = width - 2.0 * EDGE;
        let (title, subtitle) = headed(look, &begun(title), &begun(subtitle));
        let titles = font::wrap(&title, theme.title(), true, inner);
        let subtitles = font::wrap(&subtitle, theme.text, false, inner);
        let heading = titles.len() as f64 * theme.leading(theme.title())
            + subtitles.len() as f64 * theme.leading(theme.text)
            + theme.text * 0.8;
        let height = look.hand.height.unwrap_or(EDGE + heading + room + EDGE).max(EDGE + heading + LEAST).round();
        let ink = Rc::new(RefCell::new(SvgBody::default()));
        let sheet = SvgBackend { size: (units(width) as u32, units(height) as u32), ink: Rc::clone(&ink) };
        let body = Frame::new(EDGE, EDGE + heading, width - EDGE, height - EDGE);
        let root = sheet.into_drawing_area();
        let (labels, planes) = (Vec::new(), Vec::new());
        let mut page = Page { theme, look, body, labels, planes, gutter: 0.0, width, height, root, ink };
        page.heading(&titles, &subtitles);
        page
    }

    fn heading(&mut self, titles: &[String], subtitles: &[String]) {
        self.group("heading");
        let mut y = EDGE;
        let bold = Type { bold: true, size: self.theme.title(), ..self.label() };
        for (lines, look) in [(titles, bold), (subtitles, self.quiet())] {
            for line in lines {
                let leading = self.theme.leading(look.size);
                self.text((EDGE, y + leading / 2.0), line, look);
                y += leading;
            }
        }
    }

    /// The sheet's width and height.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// A label in full ink, from its left end.
    pub fn label(&self) -> Type {
        Type { size: self.theme.text, bold: false, colour: self.theme.ink, hang: Hang::Left, upwards: false }
    }

    /// A label that steps back: ticks, axis titles, notes.
    pub fn quiet(&self) -> Type {
        Type { colour: self.theme.soft, ..self.label() }
    }

    /// Starts a named group of the SVG.
    pub fn group(&mut self, name: &str) {
        self.ink.borrow_mut().group(name);
    }

    /// Whether texts get a halo in the colour of the ground from now on, so that they can be read across lines.
    pub fn halo(&mut self, on: bool) {
        self.ink.borrow_mut().halo = on.then(|| self.theme.ground.hex());
    }

    /// Puts a line of text.
    pub fn text(&mut self, at: (f64, f64), text: &str, look: Type) {
        if text.is_empty() {
            return;
        }
        self.labels.push(text_frame(at, text, look));
        let h_pos = match look.hang {
            Hang::Left => HPos::Left,
            Hang::Middle => HPos::Center,
            Hang::Right => HPos::Right,
        };
        let Colour(r, g, b) = look.colour;
        let weight = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let mut face = ("Inter", look.size * UNITS, weight).into_font();
        if look.upwards {
            face = face.transform(FontTransform::Rotate270);
        }
        let ink = RGBColor(r, g, b);
        let face = TextStyle::from(face).color(&ink).pos(Pos::new(h_pos, VPos::Center));
        drawn(self.root.draw_text(text, &face, (units(at.0), units(at.1))));
    }

    /// Puts lines of text below each other, centred on the point as a block.
    pub fn block(&mut self, at: (f64, f64), lines: &[String], look: Type) {
        let leading = self.theme.leading(look.size);
        let top = at.1 - (lines.len() as f64 - 1.0) / 2.0 * leading;
        for (row, line) in lines.iter().enumerate() {
            self.text((at.0, top + row as f64 * leading), line, look);
        }
    }

    /// Draws a line through points.
    pub fn line(&mut self, path: &[(f64, f64)], stroke: Stroke) {
        self.ink.borrow_mut().dash = stroke.dash;
        // Grid and axes step back: a text may lie on them.
        if stroke.colour != self.theme.grid && stroke.colour != self.theme.soft {
            self.ink.borrow_mut().lines.push(path.to_vec());
        }
        let path: Vec<(i32, i32)> = path.iter().map(|&(x, y)| (units(x), units(y))).collect();
        let look = style(stroke.colour, stroke.opacity, stroke.width);
        drawn(self.root.draw(&PathElement::new(path, look)));
        self.ink.borrow_mut().dash = "";
    }

    /// Fills an area.
    pub fn area(&mut self, path: &[(f64, f64)], colour: Colour, opacity: f64) {
        let path: Vec<(i32, i32)> = path.iter().map(|&(x, y)| (units(x), units(y))).collect();
        drawn(self.root.draw(&Polygon::new(path, style(colour, opacity, 0.0).filled())));
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, frame: Frame, colour: Colour, opacity: f64) {
        self.rectangle(frame, style(colour, opacity, 0.0).filled());
    }

    /// How many lines and dots run through a frame.
    pub fn crossed(&self, frame: &Frame) -> usize {
        let through = |line: &&Vec<(f64, f64)>| line.windows(2).any(|ends| frame.meets(ends[0], ends[1]));
        self.ink.borrow().lines.iter().filter(through).count()
    }

    /// Fills a rectangle with hatching, which grey print keeps apart from a plain fill: lines of a colour on its pale tint.
    pub fn hatch(&mut self, frame: Frame, colour: Colour) {
        self.fill(frame, colour.mix(self.theme.ground, 0.72), 1.0);
        self.ink.borrow_mut().hatch = Some(colour.hex());
        self.fill(frame, colour, 1.0);
        self.ink.borrow_mut().hatch = None;
    }

    /// Outlines a rectangle.
    pub fn outline(&mut self, frame: Frame, stroke: Stroke) {
        self.rectangle(frame, style(stroke.colour, stroke.opacity, stroke.width));
    }

    fn rectangle(&mut self, frame: Frame, look: ShapeStyle) {
        let corners = [(units(frame.left), units(frame.top)), (units(frame.right), units(frame.bottom))];
        drawn(self.root.draw(&Rectangle::new(corners, look)));
    }

    /// Fills a circle.
    pub fn dot(&mut self, at: (f64, f64), radius: f64, colour: Colour) {
        self.ink.borrow_mut().lines.push(vec![(at.0 - radius, at.1), (at.0 + radius, at.1)]);
        self.circle(at, radius, style(colour, 1.0, 0.0).filled());
    }

    /// Outlines a circle.
    pub fn ring(&mut self, at: (f64, f64), radius: f64, stroke: Stroke) {
        self.circle(at, radius, style(stroke.colour, stroke.opacity, stroke.width));
    }

    fn circle(&mut self, at: (f64, f64), radius: f64, look: ShapeStyle) {
        drawn(self.root.draw(&Circle::new((units(at.0), units(at.1)), units(radius).max(1), look)));
    }

    /// A part of the sheet with axes from `x.0` to `x.1` and from `y.0` to `y.1`, as plotters maps them.
    pub fn plane(&self, frame: Frame, x: (f64, f64), y: (f64, f64)) -> Plane {
        let area = self
            .root
            .clone()
            .shrink((units(frame.left), units(frame.top)), (units(frame.width()).max(1), units(frame.height()).max(1)));
        let (x, y) = (widened(x), widened(y));
        let (across, down) = area.get_pixel_range();
        let pixels = (across, down.end..down.start);
        let spec = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x.0..x.1, y.0..y.1, pixels);
        Plane { area: area.apply_coord_spec(spec), ink: Rc::clone(&self.ink), frame, x, y }
    }

    /// The figure as an SVG that names itself and describes itself.
    pub fn finish(mut self, name: &str, title: &str, description: &str) -> String {
        let look = self.look;
        super::notes::draw(&mut self, &look.hand);
        let body = self.ink.borrow_mut().finish(name);
        let (width, height) = (self.width, self.height);
        let told = &self.look.told.alt;
        let description = if told.is_empty() { description } else { told };
        let heading = self.look.hand.title.as_deref().unwrap_or(title);
        let size = match self.look.paper {
            Some(paper) => paper.attributes((width, height)),
            None => format!("width=\"{width}\" height=\"{height}\""),
        };
        let language = if tongue::foreign() { format!(" lang=\"{}\"", tongue::spoken().code()) } else { String::new() };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"{language} {size} viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"{name}-title {name}-description\" font-family=\"{}\" \
             stroke-linejoin=\"round\">\n<title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-description\">{}</desc>\n\
             <style>{}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n{body}</svg>\n",
            font::FAMILY,
            escape(heading),
            escape(description),
            font::stylesheet(),
            self.theme.ground.hex(),
        )
    }
}

/// An axis that ends where it starts is given some length.
fn widened((low, high): (f64, f64)) -> (f64, f64) {
    if high > low { (low, high) } else { (low, low + 1.0) }
}

/// Where a text lies, generously.
pub fn text_frame((x, y): (f64, f64), text: &str, look: Type) -> Frame {
    let (width, height) = (font::width(text, look.size, look.bold), look.size);
    let start = match look.hang {
        Hang::Left => 0.0,
        Hang::Middle => -width / 2.0,
        Hang::Right => -width,
    };
    if look.upwards {
        Frame::new(x - height / 2.0, y - start - width, x + height / 2.0, y - start)
    } else {
        Frame::new(x + start, y - height / 2.0, x + start + width, y + height / 2.0)
    }
}

/// Writing into memory does not fail; plotters cannot know.
fn drawn<T, E: std::fmt::Debug>(result: Result<T, E>) {
    debug_assert!(result.is_ok(), "{:?}", result.err());
}

/// A part of the sheet with two axes.
pub struct Plane {
    area: DrawingArea<SvgBackend, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    ink: Rc<RefCell<SvgBody>>,
    /// Where on the sheet it is.
    pub frame: Frame,
    /// Ends of the horizontal axis.
    pub x: (f64, f64),
    /// Ends of the vertical axis.
    pub y: (f64, f64),
}

impl Plane {
    /// Where a point lies on the sheet \[px\].
    pub fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let across = (x - self.x.0) / (self.x.1 - self.x.0);
        let up = (y - self.y.0) / (self.y.1 - self.y.0);
        (self.frame.left + across * self.frame.width(), self.frame.bottom - up * self.frame.height())
    }

    /// Draws a curve; what no eye can see is left out.
    pub fn curve(&self, path: &[(f64, f64)], stroke: Stroke) {
        self.ink.borrow_mut().dash = stroke.dash;
        let look = style(stroke.colour, stroke.opacity, stroke.width);
        let on_sheet = path.iter().map(|&(x, y)| self.at(x, y)).collect();
        self.ink.borrow_mut().lines.push(on_sheet);
        drawn(self.area.draw(&PathElement::new(self.thinned(path), look)));
        self.ink.borrow_mut().dash = "";
    }

    /// Fills the area between two curves.
    pub fn band(&self, low: &[(f64, f64)], high: &[(f64, f64)], colour: Colour, opacity: f64) {
        let mut outline = self.thinned(high);
        outline.extend(self.thinned(low).into_iter().rev());
        drawn(self.area.draw(&Polygon::new(outline, style(colour, opacity, 0.0).filled())));
    }

    /// Fills the area between two curves with hatching on a pale tint.
    pub fn hatched(&self, low: &[(f64, f64)], high: &[(f64, f64)], colour: Colour, ground: Colour) {
        self.band(low, high, colour.mix(ground, 0.72), 1.0);
        self.ink.borrow_mut().hatch = Some(colour.hex());
        self.band(low, high, colour, 1.0);
        self.ink.borrow_mut().hatch = None;
    }

    /// Drops points as long as all that are dropped one after the other lie within a tenth of a pixel of the straight line that takes
    /// their place.
    fn thinned(&self, path: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let mut kept: Vec<(f64, f64)> = Vec::with_capacity(path.len().min(2048));
        let mut dropped: Vec<(f64, f64)> = Vec::new();
        for (index, &point) in path.iter().enumerate() {
            dropped.push(point);
            if let (Some(&last), Some(&next)) = (kept.last(), path.get(index + 1))
                && dropped.len() < MOST_DROPPED
                && dropped.iter().all(|point| self.between(last, *point, next))
            {
                continue;
            }
            kept.push(point);
            dropped.clear();
        }
        kept
    }

    fn between(&self, a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> bool {
        let [a, b, c] = [a, b, c].map(|(x, y)| self.at(x, y));
        let share = if c.0 > a.0 { (b.0 - a.0) / (c.0 - a.0) } else { return false };
        (a.1 + share * (c.1 - a.1) - b.1).abs() < 0.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::chart::theme::WEB;

    #[test]
    fn a_bent_curve_stays_where_it_is_when_points_are_dropped() {
        let look = Look::of(&WEB);
        let page = Page::new(&look, 400.0, "title", "");
        let plane = page.plane(Frame::new(0.0, 0.0, 600.0, 400.0), (0.0, 600.0), (0.0, 400.0));
        // A circle of a thousand pixels: so little bent that each point by itself lies on the line through its neighbours.
        let height = |x: f64| (1000.0f64.powi(2) - x * x).sqrt() - 700.0;
        let path: Vec<(f64, f64)> = (0..=600).map(|x| (f64::from(x), height(f64::from(x)))).collect();
        let kept = plane.thinned(&path);
        assert!(kept.len() < 60, "{}", kept.len());
        for two in kept.windows(2) {
            let middle = f64::midpoint(two[0].0, two[1].0);
            let far = (f64::midpoint(two[0].1, two[1].1) - height(middle)).abs();
            assert!(far < 0.2, "{far} off at {middle}");
        }
    }
}
