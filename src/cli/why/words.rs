//! The explanation, for people and for programs.

use crate::cli::run::story::columns;
use crate::experiment::why::{Explanation, MOST, Without};
use crate::model::measure::probe::Contact;
use crate::model::{Cause, ExpressionEvent, Probe};
use crate::output::chart::axis::{percent, short};
use crate::output::chart::words::{VerbForms, listed};
use crate::output::folder::again::Again;
use serde_json::{Value, json};

/// An explanation with the run it is about.
pub(super) struct Account<'a> {
    again: &'a Again,
    explanation: &'a Explanation,
    others: &'a [ExpressionEvent],
    voice: VerbForms,
}

/// What "without" means, said once.
const MEANING: &str = "the same run with the same dice, but this face is hidden from this person, from the start of the \
    expression that left the trace; attention is divided as before, and everybody else sees everything";

impl<'a> Account<'a> {
    pub(super) fn new(again: &'a Again, explanation: &'a Explanation, others: &'a [ExpressionEvent]) -> Self {
        let expression = &again.point.situation.expressions[usize::from(explanation.event.expression)];
        let voice = VerbForms::of(&again.scenario.verbs, &expression.name);
        Self { again, explanation, others, voice }
    }

    /// The explanation, line by line.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = self.head();
        match &self.explanation.probe {
            Some(probe) => {
                lines.extend(self.seen(probe));
                lines.extend(self.hazard(probe));
                lines.extend(self.without());
            }
            None => lines.push(self.unlooked()),
        }
        lines
    }

    fn head(&self) -> Vec<String> {
        let event = &self.explanation.event;
        let who = self.name(event.agent);
        let bold = crate::cli::style::Style::BOLD;
        let mut lines = vec![
            format!(
                "{bold}Run {} of “{}”: what made {who} show a {} at {}?{bold:#}",
                self.again.run.id,
                self.again.scenario.title,
                self.expression(event.expression.into()),
                self.time(event.time)
            ),
            String::new(),
            format!("{}{}", self.cause(), self.latency()),
        ];
        if !self.others.is_empty() {
            lines.push(format!("(Others of {who}: {}; choose with --at.)", self.other_times()));
        }
        lines.push(String::new());
        lines
    }

    fn cause(&self) -> String {
        let event = &self.explanation.event;
        let who = crate::output::chart::axis::capital(&self.name(event.agent));
        match (event.cause, event.source) {
            (Cause::Imitated, Some(source)) => format!("{who} caught it; the source drawn is {}.", self.name(source)),
            (Cause::Imitated, None) => {
                format!("{who} caught it, but from whom cannot be told: {}.", self.unnamed())
            }
            (Cause::Spontaneous, _) => format!("{who} {} of their own accord.", self.voice.did),
            (Cause::Deliberate, _) => format!("{who} {} on purpose.", self.voice.did),
            (Cause::Event, _) => format!("{who} {} because the scenario says so.", self.voice.did),
        }
    }

    /// Why nobody can be named as the source.
    fn unnamed(&self) -> String {
        let situation = &self.again.point.situation;
        let left =
            "what was seen was still remembered, but whoever showed it was out of view by the time of the impulse";
        let comes_and_goes = situation.encounters.is_some();
        match (situation.place.is_some(), comes_and_goes) {
            (true, true) => format!("it came from the surroundings ([place]), or {left}"),
            (true, false) => "it came from the surroundings ([place]), which keep no names".to_owned(),
            (false, true) => left.to_owned(),
            (false, false) => {
                "of what was seen only the last expression of each person is kept, and it was older".to_owned()
            }
        }
    }

    fn latency(&self) -> String {
        let Explanation { event, fired, .. } = self.explanation;
        if event.latency > 0.0 {
            format!(" The impulse came at {}, {} before it showed.", self.time(*fired), span(event.latency))
        } else {
            String::new()
        }
    }

    fn other_times(&self) -> String {
        let shown = self.others.iter().take(6);
        let times: Vec<String> =
            shown.map(|e| format!("{} at {}", self.expression(e.expression.into()), self.time(e.time))).collect();
        let more = self.others.len().saturating_sub(6);
        if more > 0 { format!("{} and {more} more", times.join(", ")) } else { listed(&times) }
    }

    fn unlooked(&self) -> String {
        match self.explanation.event.cause {
            Cause::Event | Cause::Deliberate => "Nothing that was seen had a part in it.".to_owned(),
            _ => "It followed another one within the same tick; look at that one.".to_owned(),
        }
    }

    /// Who had shown something, how near, how visible, when.
    fn seen(&self, probe: &Probe) -> Vec<String> {
        let in_view = short(probe.in_view);
        if probe.contacts.is_empty() {
            let nobody = format!("In view: {in_view}; none of them had shown anything that was still remembered.");
            return vec![nobody, String::new()];
        }
        let head = ["who", "showed", "closeness", "visibility", "part of the trace"];
        let mut rows = vec![head.map(str::to_owned)];
        rows.extend(probe.contacts.iter().take(12).map(|contact| self.contact(contact)));
        let people: std::collections::BTreeSet<u32> = probe.contacts.iter().map(|c| c.person).collect();
        let intro = format!("In view: {in_view}, of whom {} had left a trace that was still there:", people.len());
        let more = probe.contacts.len().saturating_sub(12);
        let rest = (more > 0).then(|| format!("  and {more} more"));
        [intro].into_iter().chain(columns(&rows)).chain(rest).chain([String::new()]).collect()
    }

    fn contact(&self, contact: &Contact) -> [String; 5] {
        let until = if contact.ended.is_finite() && contact.ended <= self.explanation.fired {
            format!("to {}", self.time(contact.ended))
        } else {
            "and still did".to_owned()
        };
        [
            self.name(contact.person),
            format!("a {} from {} {until}", self.expression(contact.expression.into()), self.time(contact.started)),
            short(contact.closeness),
            short(contact.visibility),
            percent(contact.share),
        ]
    }

    fn hazard(&self, probe: &Probe) -> Vec<String> {
        let total = probe.spontaneous + probe.imitation + probe.deliberate;
        let mut lines = vec![format!(
            "Mirror activation  {} (1: one stranger's face in full attention, for long){}",
            short(probe.activation),
            if probe.habituation > 0.0005 {
                format!("; {} of the effect had worn off", percent(probe.habituation))
            } else {
                String::new()
            }
        )];
        if total.is_finite() && total > 0.0 {
            let part = |hazard: f64| percent(hazard / total);
            let purpose =
                if probe.deliberate > 0.0 { format!(", on purpose {}", part(probe.deliberate)) } else { String::new() };
            lines.push(format!(
                "Hazard             {} per minute: of their own accord {}, caught {}{purpose}",
                short(total * 60.0),
                part(probe.spontaneous),
                part(probe.imitation)
            ));
            lines.push(format!("                   at that level one would come about every {}", span(1.0 / total)));
        } else {
            lines.push("Hazard             without limit: whoever sees it answers at once".to_owned());
        }
        lines.extend(self.drawn(probe, total));
        lines.push(String::new());
        lines
    }

    /// The dice choose the cause in proportion to the hazards, and the source in proportion to the traces.
    fn drawn(&self, probe: &Probe, total: f64) -> Option<String> {
        let event = &self.explanation.event;
        let (word, hazard) = match event.cause {
            Cause::Imitated => ("caught", probe.imitation),
            Cause::Spontaneous => ("of their own accord", probe.spontaneous),
            Cause::Deliberate => ("on purpose", probe.deliberate),
            Cause::Event => return None,
        };
        let of_source =
            |source: u32| -> f64 { probe.contacts.iter().filter(|c| c.person == source).map(|c| c.share).sum() };
        let source = event
            .source
            .map(|source| format!(", from {} ({} of the trace)", self.name(source), percent(of_source(source))));
        let chance = if total.is_finite() && total > 0.0 {
            format!(" (a chance of {})", percent(hazard / total))
        } else {
            String::new()
        };
        Some(format!("Drawn by the dice  {word}{chance}{}", source.unwrap_or_default()))
    }

    /// Would it have happened without them?
    fn without(&self) -> Vec<String> {
        if self.explanation.without.is_empty() {
            return vec![match self.explanation.event.cause {
                Cause::Imitated => {
                    "Nobody of those in view then had a part in it, so nobody can be left out to see what would have \
                                    come without them."
                        .to_owned()
                }
                _ => "Nobody had a part in it, so there is nobody to leave out.".to_owned(),
            }];
        }
        let mut rows = vec![["Without".to_owned(), "the same one would have come".to_owned()]];
        rows.extend(self.explanation.without.iter().map(|w| [self.whom(w), self.instead(w)]));
        let untold = self.people().saturating_sub(MOST);
        let left_out = if untold > 0 {
            format!(" {untold} people with smaller parts were not tried one by one.")
        } else {
            String::new()
        };
        let mut lines = columns(&rows);
        lines.push(String::new());
        lines.push(format!("“Without” means: {MEANING}.{left_out} It is an answer about this model and these dice."));
        lines
    }

    fn people(&self) -> usize {
        let contacts = self.explanation.probe.as_ref().map(|g| g.contacts.as_slice()).unwrap_or_default();
        contacts.iter().map(|c| c.person).collect::<std::collections::BTreeSet<_>>().len()
    }

    fn whom(&self, without: &Without) -> String {
        match without.whom.as_slice() {
            [one] => self.name(*one),
            [one, other] => format!("{} and {}", self.name(*one), self.name(*other)),
            all => format!("all {} of them", all.len()),
        }
    }

    /// "4.2 min later, at 16.5 min, of their own accord"
    fn instead(&self, without: &Without) -> String {
        let (Some(delay), Some(instead)) = (self.explanation.delay(without), without.instead) else {
            return "not at all before the end of the run".to_owned();
        };
        let how = match (instead.cause, instead.source) {
            (Cause::Imitated, Some(source)) => format!("caught from {}", self.name(source)),
            (Cause::Imitated, None) => "caught".to_owned(),
            (Cause::Spontaneous, _) => "of their own accord".to_owned(),
            (Cause::Deliberate, _) => "on purpose".to_owned(),
            (Cause::Event, _) => "by the scenario's order".to_owned(),
        };
        let size = span(delay.abs());
        let place = self.time(instead.time);
        match delay {
            d if d.abs() < 1e-9 => format!("at the very same moment, {how}"),
            d if d < 0.0 => format!("{size} earlier, at {place}, {how}"),
            d if d < self.explanation.event.duration => format!("all the same, {size} later, {how}"),
            _ => format!("not then: {size} later, at {place}, {how}"),
        }
    }

    fn name(&self, person: u32) -> String {
        let network = &self.again.network;
        let name = network.name(person as usize);
        if network.names().is_empty() { format!("person {name}") } else { name }
    }

    fn expression(&self, index: usize) -> &str {
        &self.again.point.situation.expressions[index].name
    }

    fn time(&self, seconds: f64) -> String {
        let unit = self.again.scenario.time_unit;
        let value = seconds / unit.seconds();
        let decimals = if unit.seconds() > 1.0 { 3 } else { 1 };
        format!("{value:.decimals$} {}", unit.symbol())
    }

    /// The explanation for programs; times in seconds.
    pub(super) fn json(&self) -> String {
        let event = &self.explanation.event;
        let plain = |person: u32| self.again.network.name(person as usize);
        let told = json!({
            "run": self.again.run.id,
            "agent": plain(event.agent),
            "expression": self.expression(event.expression.into()),
            "time_seconds": event.time,
            "fired_seconds": self.explanation.fired,
            "cause": event.cause.name(),
            "source": event.source.map(plain),
            "number": self.explanation.before + 1,
            "glimpse": self.explanation.probe.as_ref().map(|probe| self.probe(probe)),
            "without": self.explanation.without.iter().map(|w| self.trial(w)).collect::<Vec<_>>(),
            "meaning_of_without": MEANING,
        });
        serde_json::to_string_pretty(&told).expect("words and numbers are JSON")
    }

    fn probe(&self, probe: &Probe) -> Value {
        let contact = |c: &Contact| {
            json!({
                "agent": self.again.network.name(c.person as usize),
                "expression": self.expression(c.expression.into()),
                "started_seconds": c.started,
                "ended_seconds": c.ended.is_finite().then_some(c.ended),
                "closeness": c.closeness,
                "visibility": c.visibility,
                "share_of_trace": c.share,
            })
        };
        json!({
            "in_view": probe.in_view,
            "mirror_activation": probe.activation,
            "habituation": probe.habituation,
            "hazard_per_second": { "spontaneous": probe.spontaneous, "imitation": probe.imitation, "deliberate": probe.deliberate },
            "contacts": probe.contacts.iter().map(contact).collect::<Vec<_>>(),
        })
    }

    fn trial(&self, without: &Without) -> Value {
        let plain = |person: &u32| self.again.network.name(*person as usize);
        json!({
            "agents": without.whom.iter().map(plain).collect::<Vec<_>>(),
            "hidden_from_seconds": without.from,
            "happened": without.instead.is_some(),
            "time_seconds": without.instead.map(|e| e.time),
            "delay_seconds": self.explanation.delay(without),
            "cause": without.instead.map(|e| e.cause.name()),
            "source": without.instead.and_then(|e| e.source).map(|s| plain(&s)),
        })
    }
}

/// A length of time in a unit that a reader would choose, with about three digits.
fn span(seconds: f64) -> String {
    match seconds {
        s if s < 120.0 => format!("{} s", short(s)),
        s if s < 7200.0 => format!("{} min", short(s / 60.0)),
        s if s < 172_800.0 => format!("{} h", short(s / 3600.0)),
        s => format!("{} days", short(s / 86_400.0)),
    }
}
