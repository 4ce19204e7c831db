//! How much memory there is, so that what would not fit is refused with numbers before anything has begun.

use super::Failure;
use crate::output::reading::{self, sized};
use std::io;
use std::path::Path;
use std::sync::OnceLock;

/// What `--memory` says.
static TYPED: OnceLock<u64> = OnceLock::new();

/// Without a word of the system or the user this much is taken to be there \[bytes\].
const UNKNOWN: u64 = 8 << 30;

/// Takes the user's word for how much there is.
pub(super) fn allow(bytes: u64) {
    TYPED.get_or_init(|| bytes);
}

/// How much there is for this program \[bytes\].
pub(super) fn available() -> u64 {
    TYPED.get().copied().or_else(of_system).unwrap_or(UNKNOWN)
}

/// How large a network file may be, packed or not \[bytes\]: its text, and the ties that are collected from it, are in
/// memory together.
pub(super) fn of_a_file() -> u64 {
    available() / 4
}

/// The content of a network file, which fits in memory unpacked.
pub(super) fn network_bytes(file: &str) -> io::Result<Vec<u8>> {
    let content = reading::read(Path::new(file), of_a_file())?;
    reading::refuse_bomb(&content, of_a_file())?;
    Ok(content)
}

/// Refuses what needs more than there is.
pub(super) fn refuse_too_much(what: &str, needed: u64, help: &str) -> Result<(), Failure> {
    let there = available();
    if needed <= there {
        return Ok(());
    }
    let there = sized(there);
    Err(Failure::usage(format_args!(
        "{what} would need about {} of memory, and there is {there}\nhelp: {help}; `--memory SIZE` runs it all the same \
         where there is more",
        sized(needed)
    )))
}

/// A size as people write it: `900MB`, `4 GB`, `2.5GiB`.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "mib" => f64::from(1 << 20),
        "gib" => f64::from(1 << 30),
        _ => return Err("expected a size with its unit, such as 4GB or 900MB".to_owned()),
    };
    match number.parse::<f64>() {
        Ok(number) if number > 0.0 => Ok((number * factor) as u64),
        _ => Err("expected a size above 0, such as 4GB or 900MB".to_owned()),
    }
}

/// The least of what the machine has free, what the container allows and what the shell allows (`ulimit -v`).
#[cfg(target_os = "linux")]
fn of_system() -> Option<u64> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let machine = read("/proc/meminfo").and_then(|text| free(&text));
    let groups = read("/proc/self/cgroup").map(|text| of_groups(&text, &read)).unwrap_or_default();
    let shell = read("/proc/self/limits").and_then(|text| address_space(&text));
    machine.into_iter().chain(groups).chain(shell).min()
}

#[cfg(not(target_os = "linux"))]
fn of_system() -> Option<u64> {
    None
}

/// `MemAvailable:   23570712 kB`.
fn free(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// `Max address space  4294967296  unlimited  bytes`.
fn address_space(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// What is left of the limits of the groups that the program is in, and of those around them: version 2 (`0::/a/b`) and 1
/// (`4:memory:/a/b`).
fn of_groups(groups: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<u64> {
    let mut left = Vec::new();
    for line in groups.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(kind), Some(path)) = (parts.next(), parts.next()) else { continue };
        let (root, limit, used) = match kind {
            "" => ("/sys/fs/cgroup", "memory.max", "memory.current"),
            _ if kind.split(',').any(|k| k == "memory") => {
                ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes")
            }
            _ => continue,
        };
        for path in std::path::Path::new(path).ancestors() {
            // Inside a container its own group is the root.
            let folder = format!("{root}{}", path.display());
            let number = |name: &str| read(&format!("{}/{name}", folder.trim_end_matches('/')))?.trim().parse().ok();
            let (limit, used): (Option<u64>, Option<u64>) = (number(limit), number(used));
            // What the system only keeps of files it gives back.
            let kept = read(&format!("{}/memory.stat", folder.trim_end_matches('/'))).and_then(|text| cached(&text));
            let used = used.unwrap_or(0).saturating_sub(kept.unwrap_or(0));
            // A limit of version 1 that is none is a very large number.
            left.extend(limit.filter(|limit| *limit < 1 << 60).map(|limit| limit.saturating_sub(used)));
        }
    }
    left
}

fn cached(stat: &str) -> Option<u64> {
    let of = |name: &str| {
        stat.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.trim().parse::<u64>().ok())
    };
    Some(of("inactive_file").or_else(|| of("total_inactive_file"))? + of("active_file").unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(["4GB", "1.5 MiB", "900mb"].map(|t| size(t).unwrap()), [4_000_000_000, 1_572_864, 900_000_000]);
        assert!(["", "4", "GB", "-1GB", "0GB", "x"].iter().all(|text| size(text).is_err()));
    }

    #[test]
    fn what_is_free_is_what_the_system_says() {
        assert_eq!(free("MemTotal: 9 kB\nMemAvailable:   2 kB\n"), Some(2048));
        assert_eq!(address_space("Max address space         4096  unlimited  bytes\n"), Some(4096));
        assert_eq!(address_space("Max address space         unlimited  unlimited  bytes\n"), None);
    }

    #[test]
    fn a_container_leaves_what_its_groups_leave() {
        let files = |path: &str| {
            let text = match path {
                "/sys/fs/cgroup/a/b/memory.max" => "max",
                "/sys/fs/cgroup/a/memory.max" => "1000",
                "/sys/fs/cgroup/a/memory.current" => "700",
                "/sys/fs/cgroup/a/memory.stat" => "anon 1\ninactive_file 200\nactive_file 100\n",
                "/sys/fs/cgroup/memory/x/memory.limit_in_bytes" => "9223372036854771712",
                "/sys/fs/cgroup/memory/memory.limit_in_bytes" => "5000",
                _ => return None,
            };
            Some(text.to_owned())
        };
        assert_eq!(of_groups("0::/a/b\n", &files), [600]);
        assert_eq!(of_groups("4:memory:/x\n1:cpu:/\n", &files), [5000]);
    }
}
