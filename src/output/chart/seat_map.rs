//! `seat-map`: seats in rows and columns, coloured by the time of the first expression.

use super::first_times::{FirstTimes, colour_bar};
use super::input::Results;
use super::page::{Frame, Hang, Page, Stroke, Type};
use super::{Chart, Figure, Look, MadeOf, made_of, words};
use crate::output::tongue::say;

/// Seats in rows and columns.
pub(super) const SEAT_MAP: Chart = Chart {
    name: "seat-map",
    made_of: MadeOf::ShownRun,
    shows: "seats in rows and columns in one run: a ring is of one's own accord, a disc is caught, a line comes from whom; coloured by time",
    needs: "seats (the `seating` or `grid_2d` network) and agents",
    applies: |results| results.facts.seats && results.people.iter().any(|p| p.place.is_some()),
    usual: |results| results.facts.size <= 2000,
    draw,
};

/// Seats as far as they are known: person and place.
fn seats(results: &Results) -> Vec<(usize, (f64, f64))> {
    let place = |(index, person): (usize, &super::input::Person)| Some((index, person.place?));
    results.people.iter().enumerate().filter_map(place).collect()
}

fn draw(results: &Results, look: &Look) -> Figure {
    let first = FirstTimes::of(results);
    let seats = seats(results);
    let (columns, rows) =
        seats.iter().fold((1.0, 1.0), |(c, r): (f64, f64), (_, (x, y))| (c.max(x + 1.0), r.max(y + 1.0)));
    let pitch = ((look.width - 28.0) / columns).min(look.scaled(44.0));
    let front = look.theme.leading(look.theme.text) * 1.6;
    let room = (pitch * rows + front + look.scaled(52.0)).clamp(look.scaled(160.0), look.scaled(1200.0));
    let title = say!(
        "seats-first",
        [did = first.voice.did, act = first.voice.act, once = first.voice.once],
        "When each seat first {did}"
    );
    let what = say!("seen-from-above", "seen from above. Ring: of their own accord; disc: caught; line: from whom");
    let what = made_of::of_run(results, &what);
    let subtitle = format!("{} {what}", words::led(results, ','));
    let mut page = Page::new(look, room, &title, &subtitle);
    colour_bar(&mut page, look, &first);
    let pitch = pitch.min((page.body.height() - front) / rows);
    let wide = pitch * columns;
    let left = page.body.left + (page.body.width() - wide) / 2.0;
    let hall = Frame::new(left, page.body.top + front, left + wide, page.body.top + front + pitch * rows);
    front_of_room(&mut page, hall, front);
    on_seats(&mut page, look, &first, &seats, (hall, pitch));
    let findings = first.findings(results);
    let caption = format!(
        "**{title}.** {} {}, the front row at the top. {findings}{} {} {}\n",
        results.facts.led(','),
        made_of::which(results),
        first.place_among_runs(results),
        words::caveats(results),
        words::source(results, "`agents.csv` and `events.csv`")
    );
    let alt = format!(
        "Seat map of {columns} columns and {rows} rows, coloured by the time of the first expression. {findings}"
    );
    let places: Vec<(f64, f64)> = results.people.iter().map(|p| p.place.unwrap_or((f64::NAN, f64::NAN))).collect();
    let table = first.table(results, &places);
    let svg = page.finish(SEAT_MAP.name, &title, &alt);
    Figure::drawn(SEAT_MAP.name, title, svg, table, (caption.replace("  ", " "), alt))
}

/// A board and its name above the first row.
fn front_of_room(page: &mut Page, hall: Frame, front: f64) {
    let theme = *page.theme;
    let middle = (hall.left + hall.right) / 2.0;
    let half = (hall.width() * 0.3).max(theme.text * 3.0);
    let board = hall.top - front * 0.28;
    page.group("front");
    page.line(&[(middle - half, board), (middle + half, board)], Stroke::new(theme.soft, 3.0));
    let look = Type { hang: Hang::Middle, ..page.quiet() };
    page.text((middle, board - theme.text * 0.9), &say!("front-of-room", "front of the room"), look);
}

fn on_seats(
    page: &mut Page,
    look: &Look,
    first: &FirstTimes,
    seats: &[(usize, (f64, f64))],
    (hall, pitch): (Frame, f64),
) {
    let radius = pitch * 0.36;
    let place = |(x, y): (f64, f64)| (hall.left + (x + 0.5) * pitch, hall.top + (y + 0.5) * pitch);
    page.group("caught-from");
    for &(person, at) in seats {
        let source = first.source[person].and_then(|source| seats.iter().find(|(other, _)| *other == source as usize));
        if let Some((_, from)) = source.filter(|(other, _)| *other != person) {
            page.line(&[place(*from), place(at)], Stroke::new(look.theme.ink, (pitch * 0.06).clamp(1.0, 2.4)));
        }
    }
    page.group("seats");
    for &(person, at) in seats {
        first.mark(page, look, (person, place(at)), radius);
    }
}
