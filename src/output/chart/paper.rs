//! Sizes in real units: a column, a page, a slide, a post; and how large letters are there.

/// What a picture is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Width, in its unit.
    pub width: f64,
    /// Height, in its unit; none: what the chart needs.
    pub height: Option<f64>,
    /// Millimetres, else pixels.
    pub millimetres: bool,
    /// Height of the smallest letters, in its unit.
    pub letters: f64,
}

/// A point of printers \[mm\].
const POINT: f64 = 25.4 / 72.0;

/// Smallest letters on paper, on a slide \[pt\], in a post and on a screen \[px\].
const PRINTED: f64 = 7.0;
const PROJECTED: f64 = 18.0;
const POSTED: f64 = 28.0;
const SCREEN: f64 = 13.0;

/// What a size may be, for messages.
pub const SIZES: &str = "one of column (85 mm), page (174 mm), slide (254 × 143 mm), social (1080 × 1080 px), or WIDTHmm, WIDTHxHEIGHTmm, \
     WIDTHpx, WIDTHxHEIGHTpx";

impl Paper {
    /// A size by name or in numbers: `column`, `120mm`, `90x60mm`, `1200x630px`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Paper, String> {
        let paper = |width, height, letters, millimetres| Paper { width, height, millimetres, letters };
        match text {
            "column" => return Ok(paper(85.0, None, PRINTED * POINT, true)),
            "page" => return Ok(paper(174.0, None, PRINTED * POINT, true)),
            "slide" => return Ok(paper(254.0, Some(143.0), PROJECTED * POINT, true)),
            "social" => return Ok(paper(1080.0, Some(1080.0), POSTED, false)),
            _ => {}
        }
        let (numbers, millimetres) = match (text.strip_suffix("mm"), text.strip_suffix("px")) {
            (Some(numbers), _) => (numbers, true),
            (_, Some(numbers)) => (numbers, false),
            _ => return Err(format!("`{text}` is no size: {SIZES}")),
        };
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0);
        let sides: Option<Vec<f64>> = numbers.split(['x', '×']).map(number).collect();
        let (width, height) = match sides.as_deref() {
            Some([width]) => (*width, None),
            Some([width, height]) => (*width, Some(*height)),
            _ => return Err(format!("`{text}` is no size: {SIZES}")),
        };
        let letters = if millimetres { PRINTED * POINT } else { SCREEN };
        paper(width, height, letters, millimetres).within(text)
    }

    /// Refuses what is too small to hold its letters, or larger than a poster.
    fn within(self, text: &str) -> Result<Paper, String> {
        let (least, most) = if self.millimetres { (60.0, 1000.0) } else { (320.0, 4000.0) };
        let unit = if self.millimetres { "mm" } else { "px" };
        let fits = |side: f64, least: f64| (least..=most).contains(&side);
        if !fits(self.width, least) || self.height.is_some_and(|height| !fits(height, least / 2.0)) {
            let low = least / 2.0;
            return Err(format!("`{text}` cannot be: {least} to {most} {unit} wide, {low} to {most} {unit} high"));
        }
        Ok(self)
    }

    /// Pixels of the layout in its unit, where letters are so many pixels high there.
    pub fn scale(self, text: f64) -> f64 {
        text / self.letters
    }

    /// Device pixels in a CSS pixel: 600 dots an inch on paper; pixels as they are.
    pub fn density(self) -> f64 {
        if self.millimetres { 600.0 / 96.0 } else { 1.0 }
    }

    /// Width and height as an SVG writes them, of a layout of so many pixels.
    pub fn attributes(self, (width, height): (f64, f64)) -> String {
        let unit = if self.millimetres { "mm" } else { "" };
        let scale = width / self.width;
        let tall = (height / scale * 100.0).round() / 100.0;
        format!("width=\"{}{unit}\" height=\"{tall}{unit}\"", self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_a_name_or_numbers_with_a_unit() {
        let read = |text| Paper::read(text).map(|p| (p.width, p.height, p.millimetres));
        assert_eq!(read("column"), Ok((85.0, None, true)));
        assert_eq!(read("90x60mm"), Ok((90.0, Some(60.0), true)));
        assert_eq!(read("1200x630px"), Ok((1200.0, Some(630.0), false)));
        for wrong in ["", "90", "mm", "0mm", "-90mm", "1e9px", "90x60x3mm", "NaNmm", "90x1mm"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn letters_in_a_column_are_seven_points_high() {
        let column = Paper::read("column").expect("it is one");
        let pixels = 85.0 * column.scale(13.0);
        assert!((13.0 / pixels * 85.0 / POINT - 7.0).abs() < 1e-9);
    }
}
