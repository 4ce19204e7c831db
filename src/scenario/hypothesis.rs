//! What a result is expected to show, as an expression: `yawn_reach[friends] > yawn_reach[strangers] + 10 %`.
//!
//! ```text
//! expectation  sum ( < | > | <= | >= ) sum
//! sum          term { ( + | - ) term }
//! term         number [ % | unit of time ] | [ number * ] outcome
//! outcome      METRIC | METRIC[ARM] | ARM.METRIC
//! ```
//!
//! It is brought to one side: a sum of outcomes and a number that is to be above or below zero.

use super::diagnostics::did_you_mean;
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
        let mut reader = Reader { text, tokens: tokens(text)?, next: 0, known };
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

    /// Whether every outcome in it names its arm.
    pub fn names_its_arms(&self) -> bool {
        self.terms.iter().all(|term| term.arm.is_some())
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Number(f64),
    Word(String),
    /// `[…]`, without the brackets.
    Arm(String),
    Sign(&'static str),
}

const SIGNS: [&str; 11] = ["<=", ">=", "==", "!=", "<", ">", "=", "+", "-", "*", "%"];

fn tokens(text: &str) -> Result<Vec<Token>, Mistake> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Kind::Sign(sign), sign.len())
        } else if letter == '[' {
            let close =
                rest.find(']').ok_or_else(|| mistake(at, text.len(), "this bracket is not closed", "METRIC[ARM]"))?;
            (Kind::Arm(rest[1..close].trim().to_owned()), close + 1)
        } else if letter.is_ascii_digit() || letter == '.' {
            number(rest, at)?
        } else if letter.is_alphabetic() || letter == '_' {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(rest.len());
            (Kind::Word(rest[..length].to_owned()), length)
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

fn number(rest: &str, at: usize) -> Result<(Kind, usize), Mistake> {
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
    Ok((Kind::Number(parsed), length))
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
        let found = matches!(self.peek(), Some(Token { kind: Kind::Sign(s), .. }) if *s == sign);
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
            Kind::Number(number) if self.takes_sign("*") => match self.take() {
                Some(Token { kind: Kind::Word(word), start, end }) => {
                    self.outcome(&word, (start, end), sign * number, into)
                }
                Some(other) => {
                    Err(self.wrong(other, "a number can only multiply an outcome", "such as 2 * yawn_reach[strangers]"))
                }
                None => Err(self.ended("an outcome")),
            },
            Kind::Number(number) => {
                into.constant += sign * number * self.unit();
                Ok(())
            }
            Kind::Word(word) => self.outcome(&word, (token.start, token.end), sign, into),
            _ => Err(self.wrong(token, "a number or an outcome is expected here", "such as yawn_reach > 0.5")),
        }
    }

    /// What follows a number: per cent, or a unit of time.
    fn unit(&mut self) -> f64 {
        if self.takes_sign("%") {
            return 0.01;
        }
        let Some(Token { kind: Kind::Word(word), .. }) = self.peek() else { return 1.0 };
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
        let (before, name) = self.named(word);
        if !self.is_outcome(name) {
            let near = did_you_mean(name, self.known.metrics.iter().map(String::as_str));
            let advice = format!("outcomes: {}", self.known.metrics.join(", "));
            return Err(mistake(start, end, &format!("there is no outcome `{name}`{near}"), &advice));
        }
        if self.takes_sign("*") {
            return Err(mistake(
                start,
                end,
                "an outcome cannot be multiplied from this side",
                "write the number first: 2 * yawn_reach",
            ));
        }
        let after = match self.peek().cloned() {
            Some(Token { kind: Kind::Arm(arm), start, end }) => {
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
        let (before, after) =
            (before.map(str::to_owned).map(known), after.map(|(arm, start, end)| (known(arm), start, end)));
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
        into.terms.push(Term { factor, metric: name.to_owned(), arm: arm.map(|arm| arm.0) });
        Ok(())
    }

    fn is_outcome(&self, name: &str) -> bool {
        self.known.metrics.iter().any(|metric| metric == name)
    }

    /// The arm and the outcome that a word names; outcomes of groups have a point of their own (`mood_mean.others`).
    fn named<'w>(&self, word: &'w str) -> (Option<&'w str>, &'w str) {
        let after_point = |(at, _): (usize, &str)| (&word[..at], &word[at + 1..]);
        let known = || word.match_indices('.').map(after_point).find(|(_, name)| self.is_outcome(name));
        match known().or_else(|| word.rsplit_once('.')) {
            Some((arm, name)) if !self.is_outcome(word) => (Some(arm), name),
            _ => (None, word),
        }
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
            Kind::Sign("<") => Ok(Order::Below),
            Kind::Sign("<=") => Ok(Order::NotAbove),
            Kind::Sign(">") => Ok(Order::Above),
            Kind::Sign(">=") => Ok(Order::NotBelow),
            Kind::Sign("=" | "==" | "!=") => Err(self.wrong(
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
        let metrics = ["yawn_reach", "yawn_events", "yawn_time_to_half", "yawn_reach.others"].map(str::to_owned);
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
    fn an_outcome_of_a_group_may_name_its_arm_on_either_side() {
        let of = |text: &str| parse(text).unwrap().terms;
        assert_eq!(of("yawn_reach.others > 0.5"), [term(1.0, "yawn_reach.others", None)]);
        let among_friends = [term(1.0, "yawn_reach.others", Some("friends"))];
        assert_eq!(of("yawn_reach.others[friends] > 0.5"), among_friends);
        assert_eq!(of("friends.yawn_reach.others > 0.5"), among_friends);
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
