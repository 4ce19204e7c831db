//! The film as one SVG that moves by itself. Times are classes of the style sheet and never attributes, so that a page whose content
//! security policy allows one style sheet can hold it; for readers who want no motion, and on paper, it shows how it ended.

use super::draw::{
    INK, QUIET, bar, bow, clock_at, counter_lines, face, framed, lasting, left, legend, size, text, trace,
};
use super::moment::{BOW, FADING, counted};
use super::{Film, RATE, draw, words};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Delays and lengths that are used.
#[derive(Default)]
struct Times {
    delays: BTreeSet<usize>,
    lengths: BTreeSet<usize>,
    spans: BTreeSet<(usize, usize)>,
}

impl Times {
    /// Appears, and stays.
    fn from(&mut self, frame: usize) -> String {
        self.delays.insert(frame);
        format!("class=\"film-on film-t{frame}\"")
    }

    /// Appears, and fades after so many frames.
    fn passing(&mut self, frame: usize, length: usize) -> String {
        self.delays.insert(frame);
        self.lengths.insert(length);
        format!("class=\"film-by film-t{frame} film-d{length}\"")
    }

    /// Is there from one frame to before another.
    fn between(&mut self, from: usize, to: usize) -> String {
        self.spans.insert((from, to));
        format!("class=\"film-at film-s{from}-{to}\"")
    }

    fn style(&self, frames: usize) -> String {
        let second = |frame: usize| f64::from(frame as u32) / f64::from(RATE);
        let mut style = String::from(
            "@keyframes film-on{from{opacity:0}to{opacity:1}}@keyframes film-off{from{opacity:1}to{opacity:0}}@keyframes \
             film-by{0%{opacity:0}1%,70%{opacity:1}to{opacity:0}}@keyframes film-bar{from{transform:scaleX(0)}to{transform:none}}.film-on{animation:film-on \
             1ms both}.film-by{animation:film-by 1s linear both}.film-at{animation:film-on 1ms both,film-off 1ms forwards}",
        );
        let _ = write!(
            style,
            ".film-bar{{animation:film-bar {}s linear both;transform-box:fill-box;transform-origin:left}}",
            second(frames.saturating_sub(1))
        );
        for frame in &self.delays {
            let _ = write!(style, ".film-t{frame}{{animation-delay:{}s}}", second(*frame));
        }
        for length in &self.lengths {
            let _ = write!(style, ".film-d{length}{{animation-duration:{}s}}", second(*length));
        }
        for (from, to) in &self.spans {
            let _ = write!(style, ".film-s{from}-{to}{{animation-delay:{}s,{}s}}", second(*from), second(*to));
        }
        let still = "[class^=\"film-\"]{animation-delay:-9999s!important;animation-duration:1ms!important;animation-play-state:running!important}";
        style + &format!("@media (prefers-reduced-motion:reduce){{{still}}}@media print{{{still}}}")
    }
}

/// The whole.
pub(super) fn svg(film: &Film) -> String {
    let mut times = Times::default();
    let mut inner = lasting(film);
    for world in 0..film.deeds.len() {
        let _ = write!(inner, "<g transform=\"translate({} {})\">", left(film, world), draw::TOP);
        people(&mut inner, film, world, &mut times);
        inner.push_str("</g>");
        counters(&mut inner, film, world, &mut times);
    }
    clock(&mut inner, film, &mut times);
    framed(size(film), &format!("<style>{}</style>{inner}", times.style(film.frames)), &film.alt())
}

fn people(svg: &mut String, film: &Film, world: usize, times: &mut Times) {
    let deeds = &film.deeds[world];
    let mut past = vec![None; film.crowd.people];
    for deed in deeds {
        if past[deed.who].replace(deed.cause) != Some(deed.cause) {
            svg.push_str(&trace(film, deed, &times.from(deed.from)));
        }
    }
    for deed in deeds.iter().filter(|deed| deed.source.is_some()) {
        svg.push_str(&bow(film, deed, &times.passing(deed.from, BOW)));
    }
    for deed in deeds {
        let shown = if deed.until >= film.frames {
            times.from(deed.from)
        } else {
            times.passing(deed.from, (deed.until - deed.from + FADING).min(film.frames))
        };
        svg.push_str(&face(film, deed, &shown));
    }
}

/// Numbers that change, one text for as long as it holds.
fn counters(svg: &mut String, film: &Film, world: usize, times: &mut Times) {
    let (x, y) = counter_lines(film, world);
    legend(svg, (x, y));
    let all: Vec<_> = (0..film.frames).map(|frame| counted(&film.deeds[world], film.crowd.people, frame)).collect();
    let of = |say: &dyn Fn(usize) -> String| (0..film.frames).map(say).collect::<Vec<String>>();
    changing(svg, &of(&|frame| words::caught(all[frame])), times, |svg, words| {
        text(svg, (x + 16.0, y), 15.0, true, INK, words)
    });
    changing(svg, &of(&|frame| words::own(all[frame])), times, |svg, words| {
        text(svg, (x + 136.0, y), 15.0, true, INK, words)
    });
    changing(svg, &of(&|frame| words::people(film, all[frame])), times, |svg, words| {
        text(svg, (x, y + 20.0), 13.0, false, QUIET, words);
    });
}

fn clock(svg: &mut String, film: &Film, times: &mut Times) {
    let at = clock_at(film);
    let said: Vec<String> = (0..film.frames).map(|frame| words::clock(film, frame)).collect();
    changing(svg, &said, times, |svg, words| text(svg, at, 15.0, true, INK, words));
    let wide = size(film).0 - 2.0 * at.0 - 100.0;
    bar(svg, film, &format!(" width=\"{wide}\" class=\"film-bar\""));
}

/// One text after another, each for as long as it holds.
fn changing(svg: &mut String, said: &[String], times: &mut Times, mut draw: impl FnMut(&mut String, &str)) {
    let mut from = 0;
    while from < said.len() {
        let to = (from..said.len()).find(|frame| said[*frame] != said[from]).unwrap_or(said.len());
        let shown = if to == said.len() { times.from(from) } else { times.between(from, to) };
        let _ = write!(svg, "<g {shown}>");
        draw(svg, &said[from]);
        svg.push_str("</g>");
        from = to;
    }
}
