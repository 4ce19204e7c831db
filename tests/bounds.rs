//! Nothing that is read, planned or drawn takes more memory or time than there is: it is refused before, with numbers.

use crate::common::{Desk, SMALL};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The desk with a named pipe that nobody writes into, and the ways in which a file can be named.
#[cfg(unix)]
fn odd_places() -> (Desk, Vec<(&'static str, &'static str)>) {
    let desk = Desk::with_small();
    std::fs::create_dir(desk.path("folder.net")).unwrap();
    for name in ["pipe", "pipe.net", "pipe.csv"] {
        assert!(Command::new("mkfifo").arg(desk.path(name)).status().unwrap().success());
    }
    drop(std::os::unix::net::UnixListener::bind(desk.path("socket.net")).unwrap());
    std::os::unix::fs::symlink("/dev/zero", desk.path("zero.net")).unwrap();
    let kinds =
        [("pipe.net", "a pipe"), ("folder.net", "a folder"), ("socket.net", "a socket"), ("zero.net", "a device")];
    (desk, kinds.to_vec())
}

/// Runs it; it must end with 2 within some seconds.
#[track_caller]
fn refused(desk: &Desk, arguments: &[&str]) -> String {
    let begun = Instant::now();
    let (_, err) = desk.ends(2, arguments);
    assert!(begun.elapsed() < Duration::from_secs(20), "{arguments:?} took {:?}", begun.elapsed());
    err
}

#[test]
#[cfg(unix)]
fn only_files_are_read() {
    let (desk, kinds) = odd_places();
    for (name, kind) in kinds {
        let scenario = SMALL.replace("generator = \"complete\"\nn = 12", &format!("file = \"{name}\""));
        desk.write("of.toml", scenario);
        for arguments in [&["network", name][..], &["check", name], &["check", "of.toml"], &["run", "of.toml"]] {
            let err = refused(&desk, arguments);
            assert!(err.contains(&format!("it is {kind}")), "{arguments:?}\n{err}");
        }
    }
    for arguments in [&["run", "pipe"][..], &["check", "pipe"], &["explain", "pipe"], &["sweep", "pipe"]] {
        let err = refused(&desk, arguments);
        assert!(err.contains("a pipe (FIFO), not a file"), "{arguments:?}\n{err}");
    }
    let err = refused(&desk, &["run", "/dev/zero"]);
    assert!(err.contains("a device, not a file"), "{err}");
    let err = refused(&desk, &["sweep", "small.toml", "--points", "pipe.csv"]);
    assert!(err.contains("a pipe (FIFO)"), "{err}");
}

fn packed(bytes: usize) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![b'\n'; 1 << 20];
    (0..bytes >> 20).for_each(|_| packed.write_all(&block).unwrap());
    packed.finish().unwrap()
}

#[test]
fn a_bomb_is_refused_before_it_fills_memory() {
    let desk = Desk::with_small();
    desk.write("bomb.edges.gz", packed(400 << 20));
    desk.write("of.toml", SMALL.replace("generator = \"complete\"\nn = 12", "file = \"bomb.edges.gz\""));
    for arguments in [&["network", "bomb.edges.gz"][..], &["check", "bomb.edges.gz"], &["run", "of.toml"]] {
        let err = refused(&desk, &[arguments, &["--memory", "400MB"]].concat());
        assert!(err.contains("unpacks to more than 100 MB") && err.contains("--memory"), "{err}");
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_with_its_size() {
    let desk = Desk::with_small();
    desk.write("large.edges", "0 1\n".repeat(1_000_000));
    let err = refused(&desk, &["network", "large.edges", "--memory", "8MB"]);
    assert!(err.contains("it has 4 MB, and at most 2 MB can be read"), "{err}");
    desk.write("large.toml", format!("#{}\n{SMALL}", "x".repeat(17 << 20)));
    let err = refused(&desk, &["run", "large.toml"]);
    assert!(err.contains("it has 18 MB, and at most 17 MB"), "{err}");
}

#[test]
fn what_would_not_fit_is_refused_with_numbers_and_with_what_would() {
    let desk = Desk::with_small();
    for more in [&[][..], &["-n"]] {
        let run = ["run", "small.toml", "--set", "network.n=20000", "--memory", "2GB", "-j", "1"];
        let err = refused(&desk, &[&run[..], more].concat());
        assert!(err.contains("20000 people and 399980000 directed ties"), "{err}");
        assert!(err.contains("GB of memory, and there is 2.0 GB") && err.contains("--memory SIZE"), "{err}");
    }
    let run =
        ["run", "small.toml", "--set", "network.n=1500", "--memory", "120MB", "-j", "8", "--agents", "none", "-n"];
    assert!(refused(&desk, &run).contains("`-j "), "fewer at once would fit");
    let err = refused(&desk, &["network", "--generator", "complete", "--set", "n=20000", "--memory", "1GB"]);
    assert!(err.contains("GB of memory"), "{err}");
    desk.write("dense.toml", SMALL.replace("n = 12", "n = 20000"));
    let err = refused(&desk, &["check", "dense.toml", "--memory", "1GB"]);
    assert!(err.contains("dense.toml") && err.contains("GB of memory"), "{err}");
    assert!(!desk.path("output").exists());
    desk.ok(&["run", "small.toml", "-n", "--memory", "4 GB"]);
    assert!(refused(&desk, &["run", "small.toml", "--memory", "lots"]).contains("4GB"));
}

/// Time, and the most memory that the program held \[kB\].
#[cfg(target_os = "linux")]
fn spent(desk: &Desk, arguments: &[&str]) -> (Duration, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catching"));
    command.args(arguments).current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    let begun = Instant::now();
    let mut program = command.spawn().unwrap();
    let status = format!("/proc/{}/status", program.id());
    let mut most = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        most = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0).max(most);
        if let Some(end) = program.try_wait().unwrap() {
            assert!(end.success(), "{arguments:?}");
            return (begun.elapsed(), most);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_plan_of_a_million_points_is_told_at_once() {
    let desk = Desk::with_small();
    let values = (0..1000).map(|i| format!("{}", i as f64 / 1000.0)).collect::<Vec<_>>().join(",");
    let (one, other) = (format!("ties.closeness={values}"), format!("people.reappraisal={values}"));
    let sweep = ["sweep", "small.toml", "--vary", &one, "--vary", &other, "--replicates", "2", "-n"];
    let (time, held) = spent(&desk, &sweep);
    assert!(held < 300_000, "{held} kB");
    assert!(time < Duration::from_secs(60), "{time:?}"); // a second, but other tests run beside it
    let (out, _) = desk.ok(&sweep);
    for words in ["1000000: ", "and 999994 more", "were looked at", "4000000: 2 of each point"] {
        assert!(out.contains(words), "no {words:?} in\n{out}");
    }
    assert!(desk.files("output").is_empty());
}

#[test]
#[cfg(target_os = "linux")]
fn a_dense_network_takes_tens_of_bytes_a_tie() {
    let desk = Desk::with_small();
    let run = ["run", "small.toml", "--set", "network.n=1500", "--replicates", "1", "-j", "1", "--set", "duration=5 s"];
    let (_, held) = spent(&desk, &run);
    // 2.25 million ties, recorded and drawn from; as rows of words they took 230 bytes each.
    assert!(held < 90_000 + 2_250 * 75, "{held} kB");
}
