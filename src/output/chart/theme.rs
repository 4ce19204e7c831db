//! What a figure is made for: paper, a page, a projector, a dark screen.

use super::colour::{CAUSES_ON_DARK, CAUSES_ON_WHITE, Colour, ON_DARK, ON_WHITE, viridis};

/// The grounds and sizes of a figure. Lengths in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// The name that a user asks for.
    pub name: &'static str,
    /// The ground.
    pub ground: Colour,
    /// Titles and labels.
    pub ink: Colour,
    /// Subtitles, axis titles and ticks.
    pub soft: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// The null run and the people whom nothing reached.
    pub grey: Colour,
    /// Arms.
    pub palette: [Colour; 8],
    /// Of their own accord, caught, on purpose.
    pub causes: [Colour; 3],
    /// Default width of a figure.
    pub width: f64,
    /// Size of the smallest text.
    pub text: f64,
    /// Width of a curve.
    pub line: f64,
    /// Whether the ground is dark: early times are then light, not dark.
    pub dark: bool,
}

/// For paper: black on white, fine lines.
pub const PRINT: Theme = Theme {
    name: "print",
    ground: Colour::WHITE,
    ink: Colour(0, 0, 0),
    soft: Colour(64, 64, 64),
    grid: Colour(226, 226, 226),
    grey: Colour(140, 140, 140),
    palette: ON_WHITE,
    causes: CAUSES_ON_WHITE,
    width: 800.0,
    text: 13.0,
    line: 1.6,
    dark: false,
};

/// For a web page.
pub const WEB: Theme = Theme {
    name: "web",
    ink: Colour(24, 28, 36),
    soft: Colour(82, 88, 99),
    grid: Colour(230, 232, 236),
    grey: Colour(140, 145, 154),
    line: 2.0,
    ..PRINT
};

/// For a projector: larger text, thicker lines.
pub const SLIDES: Theme = Theme {
    name: "slides",
    ink: Colour(16, 18, 24),
    soft: Colour(60, 64, 72),
    grid: Colour(220, 222, 226),
    grey: Colour(138, 143, 152),
    width: 1120.0,
    text: 20.0,
    line: 3.2,
    ..PRINT
};

/// For a dark screen.
pub const DARK: Theme = Theme {
    name: "dark",
    ground: Colour(22, 25, 31),
    ink: Colour(236, 239, 244),
    soft: Colour(172, 179, 191),
    grid: Colour(48, 53, 63),
    grey: Colour(115, 122, 135),
    palette: ON_DARK,
    causes: CAUSES_ON_DARK,
    dark: true,
    ..WEB
};

/// Every theme, the default first.
pub const THEMES: [&Theme; 4] = [&WEB, &PRINT, &SLIDES, &DARK];

impl Theme {
    /// The theme of this name.
    pub fn named(name: &str) -> Option<&'static Theme> {
        THEMES.into_iter().find(|theme| theme.name == name)
    }

    /// The colour of the `index`-th arm.
    pub fn arm(&self, index: usize) -> Colour {
        self.palette[index % self.palette.len()]
    }

    /// How the line of the `index`-th arm is broken: by its rank and not by its colour, so that print in grey keeps arms apart.
    pub fn dash(&self, index: usize) -> &'static str {
        const DASHES: [&str; 4] = ["", "10 4", "3 3", "12 4 3 4"];
        DASHES[index % DASHES.len()]
    }

    /// The colour of a time, `share` (0..1) of the way; the end that would fade into the ground is left out.
    pub fn when(&self, share: f64) -> Colour {
        let share = share.clamp(0.0, 1.0);
        if self.dark { viridis(1.0 - 0.82 * share) } else { viridis(0.94 * share) }
    }

    /// Size of a figure's title.
    pub fn title(&self) -> f64 {
        (self.text * 1.3).round()
    }

    /// Distance between two lines of text of this size.
    pub fn leading(&self, size: f64) -> f64 {
        (size * 1.35).round()
    }
}
