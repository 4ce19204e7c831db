//! What theory expects of runs, to be drawn and told beside them.

/// What theory says of a folder's runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theory {
    /// For each point and expression a course in time, or why there is none.
    pub courses: Vec<Expectation>,
    /// For points where people watch one other person: how often they answer.
    pub answers: Vec<Answer>,
}

/// How often people answer one whom they watch, and who does not depend on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The point.
    pub point: u32,
    /// Share who have answered, at the times of the series.
    pub so_far: Vec<f64>,
    /// Share who answer each repetition of what is shown.
    pub each_time: Vec<f64>,
    /// In which ways the runs are not quite what it is about.
    pub caveats: Vec<String>,
}

/// What theory says of one expression at one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The point.
    pub point: u32,
    /// Position in [`super::Facts::expressions`].
    pub expression: usize,
    /// What it says.
    pub finding: Finding,
}

/// A curve, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It can be drawn.
    Curve(Curve),
    /// It cannot, and these are the reasons.
    Refused(Vec<String>),
}

/// A curve that theory expects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The model: `SISa`.
    pub model: String,
    /// Where it comes from, and how it was computed.
    pub source: String,
    /// Share expressing, at the times of the series.
    pub prevalence: Vec<f32>,
    /// Share who have expressed since the start, at the same times.
    pub reach: Vec<f32>,
    /// Its numbers: `R₀ = 2`, `levels off at 50 %`.
    pub numbers: Vec<String>,
    /// In which ways the runs are not quite what it is about.
    pub caveats: Vec<String>,
}
