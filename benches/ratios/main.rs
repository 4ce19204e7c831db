//! How fast the engine is, side by side with a plain kernel or with itself, in one run: times alone say more about the
//! machine and what else it is doing.
//!
//! ```text
//! cargo bench --bench ratios                       all but the largest, in about three minutes
//! cargo bench --bench ratios -- reference sweep    those whose name holds one of these words
//! cargo bench --bench ratios -- size-huge          the largest are run only when asked for by their whole name
//! cargo bench --bench ratios -- --all              or like this
//! cargo bench --bench ratios -- --csv=ratios.csv   and write the table to a file
//! ```

mod building;
mod exact;
mod kernel;
mod memory;
mod program;
mod sheet;
mod ticks;

#[path = "../shared/exact_floor.rs"]
mod exact_floor;
#[path = "../shared/floor.rs"]
mod floor;
#[path = "../shared/mechanisms.rs"]
mod mechanisms;
#[path = "../shared/reference.rs"]
mod reference;

use sheet::Sheet;

/// A comparison.
struct Work {
    name: &'static str,
    /// Takes minutes or many gigabytes: only when asked for by its whole name.
    large: bool,
    run: fn(&str, &mut Sheet),
}

const fn usual(name: &'static str, run: fn(&str, &mut Sheet)) -> Work {
    Work { name, large: false, run }
}

const fn large(name: &'static str, run: fn(&str, &mut Sheet)) -> Work {
    Work { name, large: true, run }
}

const WORKS: &[Work] = &[
    usual("reference-small", kernel::small),
    usual("reference-medium", kernel::medium),
    usual("reference-large", kernel::large),
    usual("sweep", kernel::sweep),
    usual("everything", |name, sheet| ticks::everything(name, sheet, 100_000)),
    large("everything-million", |name, sheet| ticks::everything(name, sheet, 1_000_000)),
    usual("mechanisms", ticks::mechanisms),
    usual("size", |name, sheet| ticks::sizes(name, sheet, 1_000_000)),
    large("size-huge", |name, sheet| ticks::sizes(name, sheet, 10_000_000)),
    usual("threads", |name, sheet| ticks::threads(name, sheet, 100_000)),
    large("threads-million", |name, sheet| ticks::threads(name, sheet, 1_000_000)),
    usual("program-threads", |name, sheet| program::threads(name, sheet, 100_000)),
    large("program-threads-million", |name, sheet| program::threads(name, sheet, 1_000_000)),
    usual("memory", memory::slopes),
    large("memory-huge", memory::huge),
    usual("exact-kernel", exact::kernel),
    usual("clocks", exact::clocks),
    usual("lecture-hall", program::lecture_hall),
    usual("start", program::start),
    usual("tables", program::tables),
    usual("network", building::network),
    usual("reading", building::reading),
];

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let Some(child) = arguments.first().and_then(|argument| argument.strip_prefix("--child=")) {
        memory::child(child);
        return Ok(());
    }
    let (options, words): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| argument.starts_with('-'));
    let mut sheet = Sheet::new(options.iter().find_map(|option| option.strip_prefix("--csv=")))?;
    let all = options.iter().any(|option| *option == "--all");
    for work in WORKS.iter().filter(|work| all || is_wanted(work, &words)) {
        (work.run)(work.name, &mut sheet);
    }
    Ok(())
}

fn is_wanted(work: &Work, words: &[&String]) -> bool {
    let is_named = |word: &&String| if work.large { *word == work.name } else { work.name.contains(word.as_str()) };
    words.iter().any(is_named) || (words.is_empty() && !work.large)
}
