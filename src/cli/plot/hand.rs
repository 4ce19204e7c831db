//! What an editor sets for one chart on the command line: the same as `[figures.NAME]` in a scenario.

use crate::cli::Failure;
use crate::output::chart::{Hand, Results};
use crate::scenario::figures::{COLOURS, Note, colour, place};
use crate::scenario::nearest;

/// The words, arms, colours and remarks of one chart.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "One chart (with --chart NAME)")]
pub struct Typed {
    /// Its heading, in place of what was found
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    /// The lines below the heading
    #[arg(long, value_name = "WORDS")]
    pub subtitle: Option<String>,
    /// Title of the horizontal axis
    #[arg(long, value_name = "WORDS")]
    pub x_label: Option<String>,
    /// Title of the vertical axis
    #[arg(long, value_name = "WORDS")]
    pub y_label: Option<String>,
    /// Height of the picture in pixels
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(160..=4000))]
    pub height: Option<u32>,
    /// Draw this arm, in the order in which arms are named (repeatable); the run without imitation stays
    #[arg(long = "arm", value_name = "NAME")]
    pub arms: Vec<String>,
    /// What an arm is called (repeatable)
    #[arg(long = "label", value_name = "ARM=WORDS", value_parser = pair)]
    pub labels: Vec<(String, String)>,
    /// The colour of an arm (repeatable)
    #[arg(long = "colour", visible_alias = "color-of", value_name = "ARM=COLOUR", value_parser = coloured)]
    pub colours: Vec<(String, [u8; 3])>,
    /// Words at a time, at a value or at both: '8 min=the bell', '@0.5=half of them', '8 min@0.5=both' (repeatable)
    #[arg(long = "note", value_name = "AT=WORDS", value_parser = note)]
    pub notes: Vec<Note>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, words) = text.rsplit_once('=').ok_or("write it as ARM=WORDS")?;
    if name.is_empty() || words.is_empty() {
        return Err("write it as ARM=WORDS".to_owned());
    }
    Ok((name.to_owned(), words.to_owned()))
}

fn coloured(text: &str) -> Result<(String, [u8; 3]), String> {
    let (arm, name) = pair(text).map_err(|_| "write it as ARM=COLOUR".to_owned())?;
    let colour = colour(&name).ok_or_else(|| format!("`{name}` is no colour: {COLOURS}"))?;
    Ok((arm, colour))
}

fn note(text: &str) -> Result<Note, String> {
    const FORM: &str = "write it as '8 min=words', '@0.5=words' or '8 min@0.5=words'";
    let (at, words) = text.split_once('=').filter(|(_, words)| !words.trim().is_empty()).ok_or(FORM)?;
    let (along, value) = at.split_once('@').map_or((at, None), |(along, value)| (along, Some(value)));
    let value = match value.map(|value| value.trim().parse::<f64>()) {
        None => None,
        Some(Ok(value)) if value.is_finite() => Some(value),
        Some(_) => return Err(format!("`{at}` has no number after `@`: {FORM}")),
    };
    let along = match along.trim() {
        "" => None,
        along => Some(place(along).ok_or_else(|| format!("`{along}` is no place along an axis: {FORM}"))?),
    };
    if along.is_none() && value.is_none() {
        return Err(FORM.to_owned());
    }
    Ok(Note { at: along, value, text: words.trim().to_owned() })
}

impl Typed {
    /// Whether anything is set.
    fn is_set(&self) -> bool {
        let words = [&self.title, &self.subtitle, &self.x_label, &self.y_label];
        let lists = self.arms.len() + self.labels.len() + self.colours.len() + self.notes.len();
        words.into_iter().any(Option::is_some) || self.height.is_some() || lists > 0
    }

    /// What is set is of one chart.
    ///
    /// # Errors
    /// When several or none are named.
    pub(super) fn check(&self, charts: &[String]) -> Result<(), Failure> {
        if !self.is_set() || charts.len() == 1 {
            return Ok(());
        }
        Err(Failure::usage(
            "titles, labels, colours, heights and notes are those of one chart\nhelp: name it with `--chart NAME`, or write them under \
             [figures.NAME] in the scenario",
        ))
    }

    /// The arms that are named are there.
    ///
    /// # Errors
    /// When one is not.
    pub(super) fn check_arms(&self, results: &Results) -> Result<(), Failure> {
        let Some(hand) = self.hand(&["".to_owned()]) else { return Ok(()) };
        let known = || results.points.iter().map(|point| point.arm.as_str());
        let Some(unknown) = hand.named_arms().find(|arm| !known().any(|name| name == *arm)) else { return Ok(()) };
        let near = nearest(unknown, known()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let all = known().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
        Err(Failure::usage(format_args!("there is no arm `{unknown}`{near}\nhelp: the arms are {all}")))
    }

    /// The hand on the chart that is named.
    pub(super) fn hand(&self, charts: &[String]) -> Option<Hand> {
        let chart = charts.first().filter(|_| self.is_set())?;
        Some(Hand {
            chart: chart.clone(),
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            x: self.x_label.clone(),
            y: self.y_label.clone(),
            height: self.height.map(f64::from),
            arms: self.arms.clone(),
            labels: self.labels.clone(),
            colours: self.colours.clone(),
            notes: self.notes.clone(),
            // `--lang` is for all charts.
            language: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::figures::At;

    #[test]
    fn a_note_has_a_place_and_words() {
        let read = |text: &str| note(text).map(|note| (note.at, note.value, note.text));
        assert_eq!(read("8 min=the bell"), Ok((Some(At::Seconds(480.0)), None, "the bell".into())));
        assert_eq!(read("@0.5=half = many"), Ok((None, Some(0.5), "half = many".into())));
        assert_eq!(read("3@0.5=both"), Ok((Some(At::Number(3.0)), Some(0.5), "both".into())));
        assert!(["the bell", "=words", "8 min=", "soon=words", "@x=words", "@NaN=w"].iter().all(|t| note(t).is_err()));
    }
}
