//! What a result is expected to show, as an expression: `yawn_reach[friends] > yawn_reach[strangers] + 10 %`.
//!
//! ```text
//! expectation  sum ( < | > | <= | >= ) sum
//! sum          term { ( + | - ) term }
//! term         number [ % | unit of time ] | [ number * ] outcome
//! outcome      METRIC | METRIC[ARM] | ARM.METRIC, in "…" or `…` where it has spaces or signs in it
//! ```
//!
//! It is brought to one side: a sum of outcomes and a number that is to be above or below zero.

use super::diagnostics::did_you_mean;
use super::outcome::Kind;
use crate::model::measure::groups::column_name;
use crate::quantity::TimeUnit;

/// An expectation, brought to one side: left less right.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Outcomes with their factors.
    pub terms: Vec<Term>,
    /// The numbers in it, in the scenario's unit where they are times.
    pub constant: f64,
    /// How the left side is to lie to the right one.
    pub order: Order,
}

/// An outcome with its factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it counts.
    pub factor: f64,
    /// The outcome.
    pub metric: String,
    /// Of which arm; none: of each.
    pub arm: Option<String>,
}

/// How two sides are to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Below,
    /// `<=`
    NotAbove,
    /// `>`
    Above,
    /// `>=`
    NotBelow,
}

/// What sums of decimal numbers may be off by.
const ROUNDING: f64 = 1e-9;

/// What is wrong with an expectation, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

/// What an expectation may speak of.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The outcomes.
    pub metrics: &'a [String],
    /// The arms, and `no_imitation` where there is a run without imitation: `null` means it, too.
    pub arms: &'a [String],
    /// The unit in which times are counted.
    pub unit: TimeUnit,
}

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    /// What is wrong with it first, and where.
    pub fn parse(text: &str, known: Known<'_>) -> Result<Self, Mistake> {
        let mut reader = Reader { text, tokens: tokens(text, known)?, next: 0, known };
        let mut expectation = Self { terms: Vec::new(), constant: 0.0, order: Order::Above };
        reader.sum(1.0, &mut expectation)?;
        expectation.order = reader.order()?;
        reader.sum(-1.0, &mut expectation)?;
        match reader.peek() {
            Some(token) => {
                Err(reader.wrong(token.clone(), "the expectation ends before this", "one comparison a hypothesis"))
            }
            None if expectation.terms.is_empty() => Err(Mistake {
                start: 0,
                end: text.len(),
                message: "the expectation speaks of no outcome".to_owned(),
                advice: "such as yawn_reach > 0.5".to_owned(),
            }),
            None => Ok(expectation),
        }
    }

    /// Refuses what no run could decide, since shares have bounds: `yawn_reach > 150 %`.
    ///
    /// # Errors
    /// Whether it can never or must always be so.
    pub fn could_be_either(&self) -> Result<(), Mistake> {
        let ends = |of: fn(f64, f64) -> f64| -> f64 {
            let one = |term: &Term| {
                let (low, high) = Kind::of(&term.metric).possible();
                of(term.factor * low, term.factor * high)
            };
            // Nothing times forever is nothing.
            self.terms.iter().filter(|term| term.factor != 0.0).map(one).sum::<f64>() + self.constant
        };
        let (low, high) = (ends(f64::min), ends(f64::max));
        // What may lie at a bound is at least possible, and what always does is no claim.
        let (always, never) = match self.order {
            Order::Above => (low > ROUNDING, high <= ROUNDING),
            Order::NotBelow => (low > ROUNDING, high < -ROUNDING),
            Order::Below => (high < -ROUNDING, low >= -ROUNDING),
            Order::NotAbove => (high < -ROUNDING, low > ROUNDING),
        };
        let message = match (always, never) {
            (_, true) => "this can never be so",
            // A difference may be held against a number that it cannot reach.
            (true, _) if self.terms.len() == 1 => "this is always so",
            _ => return Ok(()),
        };
        Err(mistake(0, usize::MAX, message, "shares and indices lie between 0 and 1, which is 100 %"))
    }

    /// Whether every outcome in it names its arm.
    pub fn names_its_arms(&self) -> bool {
        self.terms.iter().all(|term| term.arm.is_some())
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
struct Token {
    kind: Piece,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Number(f64),
    Word(String),
    /// `[…]`, without the brackets.
    Arm(String),
    Sign(&'static str),
}

const SIGNS: [&str; 11] = ["<=", ">=", "==", "!=", "<", ">", "=", "+", "-", "*", "%"];

/// How long the outcome at the beginning of a text is, which may begin with a digit; the longest that there is.
fn outcome_at(text: &str, known: Known<'_>) -> Option<usize> {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || "_.".contains(c));
    let bare = |text: &str| {
        let fits = known.metrics.iter().filter(|metric| text.strip_prefix(metric.as_str()).is_some_and(ends));
        fits.map(String::len).max()
    };
    let of_arm = |arm: &String| {
        let rest = text.strip_prefix(arm.as_str())?.strip_prefix('.')?;
        bare(rest).map(|length| arm.len() + 1 + length)
    };
    bare(text).into_iter().chain(known.arms.iter().filter_map(of_arm)).max()
}

fn tokens(text: &str, known: Known<'_>) -> Result<Vec<Token>, Mistake> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        } else if let Some(length) = outcome_at(rest, known) {
            (Piece::Word(rest[..length].to_owned()), length)
        } else if matches!(letter, '"' | '`' | '\'') {
            let close = rest[1..].find(letter);
            let close = close.ok_or_else(|| mistake(at, text.len(), "this quotation is not closed", "`METRIC`"))?;
            (Piece::Word(rest[1..=close].trim().to_owned()), close + 2)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Piece::Sign(sign), sign.len())
        } else if letter == '[' {
            let close =
                rest.find(']').ok_or_else(|| mistake(at, text.len(), "this bracket is not closed", "METRIC[ARM]"))?;
            (Piece::Arm(rest[1..close].trim().to_owned()), close + 1)
        } else if letter.is_ascii_digit() || letter == '.' {
            number(rest, at)?
        } else if letter.is_alphabetic() || letter == '_' {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(rest.len());
            (Piece::Word(rest[..length].to_owned()), length)
        } else {
            let message = format!("`{letter}` has no meaning here");
            return Err(mistake(
                at,
                at + letter.len_utf8(),
                &message,
                "such as yawn_reach[friends] > yawn_reach[strangers]",
            ));
        };
        tokens.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    Ok(tokens)
}

fn number(rest: &str, at: usize) -> Result<(Piece, usize), Mistake> {
    let plain = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    let power = rest[plain..].strip_prefix(['e', 'E']).map_or(0, |after| {
        let sign = usize::from(after.starts_with(['+', '-']));
        let digits = after[sign..].bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 { 1 + sign + digits } else { 0 }
    });
    let length = plain + power;
    let parsed =
        rest[..length].parse().map_err(|_| mistake(at, at + length, "this is no number", "such as 0.5 or 50 %"));
    let parsed: f64 = parsed?;
    if parsed.is_infinite() {
        return Err(mistake(at, at + length, "this number is too large", "at most 1e308"));
    }
    Ok((Piece::Number(parsed), length))
}

fn mistake(start: usize, end: usize, message: &str, advice: &str) -> Mistake {
    Mistake { start, end, message: message.to_owned(), advice: advice.to_owned() }
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    known: Known<'a>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<Token> {
        self.next += 1;
        self.tokens.get(self.next - 1).cloned()
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token { kind: Piece::Sign(s), .. }) if *s == sign);
        self.next += usize::from(found);
        found
    }

    fn wrong(&self, token: Token, message: &str, advice: &str) -> Mistake {
        mistake(token.start, token.end, message, advice)
    }

    fn ended(&self, expected: &str) -> Mistake {
        let end = self.text.len();
        mistake(end.saturating_sub(1), end, &format!("{expected} is missing at the end"), "such as yawn_reach > 0.5")
    }

    /// Adds a sum to one side: `side` is 1 on the left, -1 on the right.
    fn sum(&mut self, side: f64, into: &mut Expectation) -> Result<(), Mistake> {
        let mut sign = if self.takes_sign("-") { -side } else { side };
        loop {
            self.term(sign, into)?;
            sign = if self.takes_sign("+") {
                side
            } else if self.takes_sign("-") {
                -side
            } else {
                return Ok(());
            };
        }
    }

    fn term(&mut self, sign: f64, into: &mut Expectation) -> Result<(), Mistake> {
        let Some(token) = self.take() else { return Err(self.ended("a number or an outcome")) };
        match token.kind.clone() {
            Piece::Number(number) if self.takes_sign("*") => match self.take() {
                Some(Token { kind: Piece::Word(word), start, end }) => {
                    self.outcome(&word, (start, end), sign * number, into)
                }
                Some(other) => {
                    Err(self.wrong(other, "a number can only multiply an outcome", "such as 2 * yawn_reach[strangers]"))
                }
                None => Err(self.ended("an outcome")),
            },
            Piece::Number(number) => {
                into.constant += sign * number * self.unit();
                Ok(())
            }
            Piece::Word(word) => self.outcome(&word, (token.start, token.end), sign, into),
            _ => Err(self.wrong(token, "a number or an outcome is expected here", "such as yawn_reach > 0.5")),
        }
    }

    /// What follows a number: per cent, or a unit of time.
    fn unit(&mut self) -> f64 {
        if self.takes_sign("%") {
            return 0.01;
        }
        let Some(Token { kind: Piece::Word(word), .. }) = self.peek() else { return 1.0 };
        let Some(unit) = TimeUnit::from_symbol(word) else { return 1.0 };
        self.next += 1;
        unit.seconds() / self.known.unit.seconds()
    }

    fn outcome(
        &mut self,
        word: &str,
        (start, end): (usize, usize),
        factor: f64,
        into: &mut Expectation,
    ) -> Result<(), Mistake> {
        let Some((before, name)) = self.taken_apart(word) else {
            let whole = word.split_once('.').is_some_and(|(before, _)| self.metric(before).is_some());
            let name = if whole { word } else { word.rsplit_once('.').map_or(word, |(_, name)| name) };
            let near = did_you_mean(name, self.known.metrics.iter().map(String::as_str));
            let advice = format!("outcomes: {}", self.known.metrics.join(", "));
            return Err(mistake(start, end, &format!("there is no outcome `{name}`{near}"), &advice));
        };
        if self.takes_sign("*") {
            return Err(mistake(
                start,
                end,
                "an outcome cannot be multiplied from this side",
                "write the number first: 2 * yawn_reach",
            ));
        }
        let after = match self.peek().cloned() {
            Some(Token { kind: Piece::Arm(arm), start, end }) => {
                self.next += 1;
                Some((arm, start, end))
            }
            _ => None,
        };
        // As tables call it, whatever the expectation does.
        let known = |arm: String| {
            let own = self.known.arms.contains(&arm);
            if own { arm } else { super::arm_named(&arm).to_owned() }
        };
        let (before, after) = (before.map(known), after.map(|(arm, start, end)| (known(arm), start, end)));
        let arm = match (before, after) {
            (Some(_), Some((_, start, end))) => {
                return Err(mistake(start, end, "the arm is named twice", "either ARM.METRIC or METRIC[ARM]"));
            }
            (Some(arm), None) => Some((arm, start, end)),
            (None, after) => after,
        };
        if let Some((arm, start, end)) = &arm {
            self.arm(arm, (*start, *end))?;
        }
        into.terms.push(Term { factor, metric: name, arm: arm.map(|arm| arm.0) });
        Ok(())
    }

    /// An arm, if one is named, and the outcome: groups have dots in their outcomes, and arms may have some in their names.
    fn taken_apart(&self, word: &str) -> Option<(Option<String>, String)> {
        if let Some(metric) = self.metric(word) {
            return Some((None, metric));
        }
        let dots = word.match_indices('.').map(|(at, _)| at);
        let split: Vec<(&str, String)> =
            dots.filter_map(|at| Some((&word[..at], self.metric(&word[at + 1..])?))).collect();
        let is_arm = |(arm, _): &&(&str, String)| self.known.arms.iter().any(|known| known == arm);
        let (arm, metric) = split.iter().find(is_arm).or(split.first())?;
        Some((Some((*arm).to_owned()), metric.clone()))
    }

    /// The outcome of this name, in which a group may be called as it is or as tables call it.
    fn metric(&self, name: &str) -> Option<String> {
        let plain = || name.split_once('.').map(|(outcome, group)| format!("{outcome}.{}", column_name(group)));
        let known = |name: &String| self.known.metrics.contains(name);
        Some(name.to_owned()).filter(known).or_else(|| plain().filter(known))
    }

    fn arm(&self, name: &str, (start, end): (usize, usize)) -> Result<(), Mistake> {
        if self.known.arms.iter().any(|arm| arm == name) {
            return Ok(());
        }
        let near = did_you_mean(name, self.known.arms.iter().map(String::as_str));
        let advice = match self.known.arms {
            [] => "the scenario has no arms".to_owned(),
            arms => format!("arms: {}", arms.join(", ")),
        };
        Err(mistake(start, end, &format!("there is no arm `{name}`{near}"), &advice))
    }

    fn order(&mut self) -> Result<Order, Mistake> {
        let Some(token) = self.take() else { return Err(self.ended("a comparison such as `> 0.5`")) };
        match &token.kind {
            Piece::Sign("<") => Ok(Order::Below),
            Piece::Sign("<=") => Ok(Order::NotAbove),
            Piece::Sign(">") => Ok(Order::Above),
            Piece::Sign(">=") => Ok(Order::NotBelow),
            Piece::Sign("=" | "==" | "!=") => Err(self.wrong(
                token,
                "no number of runs can show that two numbers are equal",
                "one of <, >, <= and >=: for “about 0.5” two hypotheses, > 0.45 and < 0.55",
            )),
            _ => Err(self.wrong(token, "a comparison is expected here", "one of <, >, <= and >=")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Expectation, Mistake> {
        let metrics = ["yawn_reach", "yawn_events", "yawn_time_to_half"].map(str::to_owned);
        let arms = ["friends", "two words", "no_imitation"].map(str::to_owned);
        Expectation::parse(text, Known { metrics: &metrics, arms: &arms, unit: TimeUnit::Minute })
    }

    fn term(factor: f64, metric: &str, arm: Option<&str>) -> Term {
        Term { factor, metric: metric.to_owned(), arm: arm.map(str::to_owned) }
    }

    #[test]
    fn both_sides_are_brought_to_one() {
        let read = parse("yawn_reach - no_imitation.yawn_reach >= 0.1").unwrap();
        assert_eq!(read.terms, [term(1.0, "yawn_reach", None), term(-1.0, "yawn_reach", Some("no_imitation"))]);
        assert_eq!(parse("yawn_reach - null.yawn_reach >= 0.1").unwrap(), read, "as earlier versions called it");
        assert_eq!(parse("yawn_reach - yawn_reach[null] >= 0.1").unwrap(), read);
        assert_eq!((read.constant, read.order, read.names_its_arms()), (-0.1, Order::NotBelow, false));
        let read = parse("yawn_reach[friends]<2*yawn_reach[two words]+5 %").unwrap();
        assert_eq!(read.terms, [term(1.0, "yawn_reach", Some("friends")), term(-2.0, "yawn_reach", Some("two words"))]);
        assert!((read.constant + 0.05).abs() < 1e-12 && read.order == Order::Below && read.names_its_arms());
    }

    #[test]
    fn outcomes_of_groups_and_names_that_begin_with_digits_are_known_however_they_are_written() {
        let metrics =
            ["laugh_reach", "laugh_reach.8a", "laugh_reach.8_b", "laugh_reach.8a_2", "8a_reach", "ha-ha_reach"];
        let metrics = metrics.map(str::to_owned);
        let arms = ["2024", "no. 1", "no_imitation"].map(str::to_owned);
        let parse =
            |text: &str| Expectation::parse(text, Known { metrics: &metrics, arms: &arms, unit: TimeUnit::Second });
        for (text, left, right) in [
            ("laugh_reach.8a > laugh_reach.8_b", ("laugh_reach.8a", None), ("laugh_reach.8_b", None)),
            ("laugh_reach.8a>`laugh_reach.8 b`", ("laugh_reach.8a", None), ("laugh_reach.8_b", None)),
            ("\"laugh_reach.8-b\" > laugh_reach.8a_2", ("laugh_reach.8_b", None), ("laugh_reach.8a_2", None)),
            ("8a_reach > 'laugh_reach.8a'[2024]", ("8a_reach", None), ("laugh_reach.8a", Some("2024"))),
            ("2024.laugh_reach.8a > no. 1.8a_reach", ("laugh_reach.8a", Some("2024")), ("8a_reach", Some("no. 1"))),
            ("ha-ha_reach > \"no. 1.laugh_reach\"", ("ha-ha_reach", None), ("laugh_reach", Some("no. 1"))),
        ] {
            let read = parse(text).expect(text);
            assert_eq!(read.terms, [term(1.0, left.0, left.1), term(-1.0, right.0, right.1)], "{text}");
        }
        assert_eq!(parse("laugh_reach-0.1 > 8 %").unwrap().terms, [term(1.0, "laugh_reach", None)]);
        assert!(
            parse("laugh_reach.9a > 0")
                .unwrap_err()
                .message
                .contains("there is no outcome `laugh_reach.9a`; did you mean `laugh_reach.8a`?")
        );
        assert!(parse("\"laugh_reach.8a > 0").unwrap_err().message.contains("not closed"));
    }

    #[test]
    fn what_no_run_could_decide_is_refused() {
        let said = |text: &str| parse(text).unwrap().could_be_either().map_err(|mistake| mistake.message);
        for text in [
            "yawn_reach > 150 %",
            "yawn_reach > 100 %",
            "yawn_reach >= 1.01",
            "yawn_reach < 0",
            "2 * yawn_reach > 2",
            "yawn_reach[friends] - yawn_reach[two words] > 1",
        ] {
            assert_eq!(said(text), Err("this can never be so".to_owned()), "{text}");
        }
        for text in ["yawn_reach < 150 %", "yawn_reach > -1 %", "yawn_events > -1"] {
            assert_eq!(said(text), Err("this is always so".to_owned()), "{text}");
        }
        for text in [
            "yawn_reach >= 0",
            "yawn_reach <= 100 %",
            "yawn_reach > 0",
            "yawn_reach < 1",
            "2 * yawn_reach > 150 %",
            "yawn_events > 1.5",
            "yawn_reach - yawn_reach[two words] > -2",
            "yawn_events[friends] < yawn_events[no_imitation] + 1e9",
        ] {
            assert_eq!(said(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn times_may_have_a_unit_of_their_own() {
        assert_eq!(parse("yawn_time_to_half < 20 min").unwrap().constant, -20.0);
        assert_eq!(parse("yawn_time_to_half < 0.5 h").unwrap().constant, -30.0);
        assert_eq!(parse("yawn_events > 1e3").unwrap().constant, -1000.0);
    }

    #[test]
    fn every_mistake_has_its_place_and_its_message() {
        for (text, start, message) in [
            ("yawn_reech > 0.5", 0, "did you mean `yawn_reach`?"),
            ("yawn_reach[freinds] > 0.5", 10, "did you mean `friends`?"),
            ("friend.yawn_reach > 0.5", 0, "did you mean `friends`?"),
            ("yawn_reach == 0.5", 11, "no number of runs can show"),
            ("yawn_reach 0.5", 11, "a comparison is expected"),
            ("yawn_reach >", 11, "is missing at the end"),
            ("yawn_reach", 9, "is missing at the end"),
            ("0.5 > 0.4", 0, "speaks of no outcome"),
            ("yawn_reach > 0.5 > 0.2", 17, "ends before this"),
            ("yawn_reach & yawn_events", 11, "`&` has no meaning"),
            ("yawn_reach[friends > 0", 10, "not closed"),
            ("yawn_reach * 2 > 0", 0, "write the number first"),
            ("yawn_reach * yawn_reach > 0", 0, "cannot be multiplied"),
            ("2 * 3 > yawn_reach", 4, "can only multiply an outcome"),
            ("null.yawn_reach[friends] > 0", 15, "named twice"),
            ("yawn_reach > 1.2.3", 13, "no number"),
            ("", 0, "is missing at the end"),
        ] {
            let found = parse(text).expect_err(text);
            let told = format!("{}; {}", found.message, found.advice);
            assert!(told.contains(message), "{text}: {told}");
            assert_eq!(found.start, start, "{text}: {told}");
            assert!(found.end <= text.len() && found.start <= found.end, "{text}");
        }
    }
}
