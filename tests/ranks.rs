//! One job of several processes: the same bytes as one process, whatever happens to them.
//!
//! With the feature `mpi` these run the program under `mpirun` with up to four ranks; where there is none they say so and pass.

use crate::common::Desk;
use std::fs;
use std::process::Command;

/// The scripts for Slurm, as they are given away.
const SCRIPTS: [&str; 2] = ["array.sh", "mpi.sh"];

fn script(name: &str) -> String {
    format!("{}/docs/slurm/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What follows these words on the page about clusters, word by word.
fn words_after(before: &str) -> Vec<String> {
    let page = include_str!("../docs/clusters.md");
    let line =
        page.lines().find_map(|line| line.split_once(before)).unwrap_or_else(|| panic!("{before} is not there")).1;
    line.split_whitespace().map(|word| if word == "200" { "3" } else { word }.to_owned()).collect()
}

#[test]
#[cfg(unix)]
fn the_scripts_for_slurm_are_sound() {
    for name in SCRIPTS {
        assert!(Command::new("bash").args(["-n", &script(name)]).status().unwrap().success(), "{name}");
        match Command::new("shellcheck").arg(script(name)).output() {
            Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
            Err(_) => eprintln!("skipped: there is no `shellcheck` for {name}"),
        }
        let text = fs::read_to_string(script(name)).unwrap();
        assert!(text.contains("#SBATCH --time=") && text.contains("${CATCHING:-catching}"), "{name}");
    }
}

#[test]
#[cfg(unix)]
fn the_parts_of_an_array_put_together_are_the_whole_sweep() {
    let desk = Desk::new();
    let sweep = words_after("sbatch docs/slurm/array.sh ");
    for part in ["1", "2"] {
        let mut job = Command::new("bash");
        job.arg(script("array.sh"))
            .args(&sweep)
            .current_dir(desk.path(""))
            .env("CATCHING", env!("CARGO_BIN_EXE_catching"));
        job.env("SLURM_ARRAY_TASK_ID", part).env("SLURM_ARRAY_TASK_COUNT", "2").env("SLURM_CPUS_PER_TASK", "1");
        let output = job.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    desk.ok(&["merge", "output/part-1", "output/part-2", "-o", "output/hall", "--no-charts", "-q"]);
    let whole = Vec::from_iter(sweep.iter().map(String::as_str));
    desk.ok(&[&["sweep"], &whole[..], &["-o", "whole", "--no-charts", "-q"]].concat());
    assert!(desk.tables("output/hall") == desk.tables("whole"));
}

#[cfg(not(feature = "mpi"))]
mod without {
    use super::Desk;

    #[test]
    fn a_build_without_mpi_says_once_what_to_do_instead_of_doing_the_same_many_times() {
        let desk = Desk::with_small();
        for [rank, size] in [["OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"], ["PMI_RANK", "PMI_SIZE"]] {
            let started = |number: &str| {
                let mut command = desk.catching(&["run", "small.toml", "-o", "out"]);
                command.env(rank, number).env(size, "4").output().unwrap()
            };
            let first = started("0");
            let said = String::from_utf8(first.stderr).unwrap();
            assert_eq!(first.status.code(), Some(2), "{said}");
            assert!(said.contains("started 4 times at once") && said.contains("--features mpi"), "{said}");
            let other = started("3");
            assert!(
                other.status.success() && other.stderr.is_empty() && other.stdout.is_empty(),
                "said by one of them"
            );
            assert!(!desk.path("out").exists());
        }
        // Divided by hand, and one process that a launcher started alone.
        let part =
            ["sweep", "small.toml", "--vary", "ties.closeness=0,1", "--shard", "1/2", "-o", "part", "--no-charts"];
        desk.catching(&part).env("PMI_RANK", "1").env("PMI_SIZE", "2").assert().success();
        let mut alone = desk.catching(&["run", "small.toml", "-o", "out", "--no-charts"]);
        alone.env("OMPI_COMM_WORLD_RANK", "0").env("OMPI_COMM_WORLD_SIZE", "1").assert().success();
    }

    #[test]
    fn a_network_in_parts_needs_mpi() {
        let desk = Desk::with_small();
        let (_, said) = desk.ends(2, &["run", "small.toml", "--clock", "tick", "--partition", "-o", "out"]);
        assert!(said.contains("built without MPI") && said.contains("--features mpi"), "{said}");
        let (_, said) = desk.ends(2, &["run", "three-degrees", "--clock", "tick", "--partition", "-o", "out"]);
        assert!(said.contains("`association` cannot be played on a network in parts: pairs of people"), "{said}");
        assert!(!desk.path("out").exists());
    }
}

#[cfg(all(feature = "mpi", unix))]
mod with {
    use super::{Desk, script, words_after};
    use crate::common::SMALL;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::process::{Child, Command, Output, Stdio};
    use std::sync::{Mutex, MutexGuard, PoisonError};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    /// Jobs of several processes, one at a time: they are waiting for each other on a few cores.
    static ONE: Mutex<()> = Mutex::new(());

    /// A turn, if there is an `mpirun`.
    fn turn() -> Option<MutexGuard<'static, ()>> {
        let there = Command::new("mpirun").arg("--version").output().is_ok_and(|output| output.status.success());
        if !there {
            eprintln!("skipped: there is no `mpirun` (Debian: apt-get install openmpi-bin libopenmpi-dev)");
        }
        there.then(|| ONE.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// `mpirun` with these words, in the folder of the desk; killed if it hangs.
    fn mpirun(desk: &Desk, words: &[&str]) -> Command {
        let mut command = Command::new("timeout");
        command.args(["-k", "5", "240", "mpirun", "--oversubscribe"]).args(words).current_dir(desk.path(""));
        command.env("OMPI_ALLOW_RUN_AS_ROOT", "1").env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
        command
    }

    const PROGRAM: &str = env!("CARGO_BIN_EXE_catching");

    /// The program on so many ranks.
    fn ranks(desk: &Desk, number: usize, arguments: &[&str]) -> Command {
        mpirun(desk, &[&["-n", &number.to_string(), PROGRAM][..], arguments].concat())
    }

    fn said(output: &Output) -> String {
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    #[track_caller]
    fn ok(command: &mut Command) -> (String, String) {
        let output = command.output().unwrap();
        assert!(output.status.success(), "{:?} {}", output.status, said(&output));
        (String::from_utf8_lossy(&output.stdout).into_owned(), said(&output))
    }

    /// A few seconds of short runs, whose networks are drawn.
    fn long(desk: &Desk) {
        let long = SMALL.replace("2 min", "40 min").replace("replicates = 6", "replicates = 4000");
        desk.write("long.toml", long.replace("\"complete\"\nn = 12", "\"watts_strogatz\"\nn = 60\nk = 6\np = 0.1"));
    }

    const LONG: [&str; 5] = ["run", "long.toml", "-o", "out", "--no-charts"];

    #[test]
    fn every_shipped_scenario_gives_the_bytes_of_one_process_on_any_number_of_ranks() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let names: Vec<String> = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
        assert!(names.len() > 15);
        for name in names {
            // What its arms set cannot be varied besides.
            let arms = if name == "face-to-face-vs-feed" { "arms=[]" } else { "seed=7" };
            // Twelve years are many steps of the same kind.
            let short = if name == "selection-or-influence" { "duration=60 day" } else { "seed=7" };
            let run = vec!["run", &name, "--replicates", "2", "--set", short];
            let vary = "ties.visibility=0.5,1";
            let sweep = vec!["sweep", &name, "--replicates", "1", "--vary", vary, "--set", arms, "--set", short];
            for command in [run, sweep] {
                let to = |out| [&command[..], &["-o", out, "--no-charts", "-q"]].concat();
                desk.ok(&to("one"));
                let one = desk.tables("one");
                for number in 1..=4 {
                    ok(&mut ranks(&desk, number, &to("many")));
                    assert!(desk.tables("many") == one, "{command:?} on {number} ranks");
                    fs::remove_dir_all(desk.path("many")).unwrap();
                }
                fs::remove_dir_all(desk.path("one")).unwrap();
            }
        }
    }

    /// Tables of a run on a network in parts are those of one process, on any number of ranks.
    #[track_caller]
    fn is_the_same_in_parts(desk: &Desk, command: &[&str], numbers: impl Iterator<Item = usize>) {
        let to = |out| [command, &["-o", out, "--no-charts", "-q", "--clock", "tick"]].concat();
        desk.ok(&to("whole"));
        let whole = desk.tables("whole");
        for number in numbers {
            ok(&mut ranks(desk, number, &[&to("parts")[..], &["--partition"]].concat()));
            assert!(desk.tables("parts") == whole, "{command:?} on {number} ranks");
            fs::remove_dir_all(desk.path("parts")).unwrap();
        }
        fs::remove_dir_all(desk.path("whole")).unwrap();
    }

    #[test]
    #[ignore = "some ten minutes on two cores; smaller networks of every origin are divided in another test"]
    fn one_network_over_ranks_gives_the_bytes_of_one_process_for_every_shipped_scenario_that_can_be_in_parts() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
        names.sort();
        let mut whole = Vec::new();
        for name in names {
            // What takes days passes in ticks all alike.
            let short = match name.as_str() {
                "face-to-face-vs-feed" | "sharing-sadness" => "duration=12 h",
                "cheerful-minority" | "office-gloom" | "smile-yourself-happy" => "duration=2 h",
                _ => "seed=7",
            };
            let command = ["run", &name, "--replicates", "2", "--set", short, "--events", "all", "--agents", "all"];
            let try_out = ranks(&desk, 2, &[&command[..], &["--partition", "--clock", "tick", "-n"]].concat()).output();
            let try_out = try_out.unwrap();
            if try_out.status.code() == Some(2) {
                let why = said(&try_out);
                assert!(why.contains("cannot be played on a network in parts: ") && why.contains("help: "), "{why}");
                whole.push(name);
                continue;
            }
            let told = String::from_utf8_lossy(&try_out.stdout);
            assert!(told.contains("2, each with a part of the people") && told.contains("on each rank"), "{told}");
            is_the_same_in_parts(&desk, &command, 1..=4);
        }
        let known = [
            "commute-smile",
            "disconnected-pupil",
            "does-a-hug-stop-the-spiral",
            "selection-or-influence",
            "three-degrees",
        ];
        assert_eq!(whole, known, "these need everyone in one place");
    }

    #[test]
    fn networks_of_every_origin_are_divided_and_threads_help_each_rank() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        let long =
            SMALL.replace("replicates = 6", "replicates = 2").replace("generator = \"complete\"\nn = 12", "NETWORK");
        let ties: String = (0..300).map(|i| format!("p{i},p{},{}\n", (i * 7 + 1) % 300, 1 + i % 3)).collect();
        desk.write("class.csv", format!("from,to,weight\n{ties}"));
        let networks = [
            ("pairs", "generator = \"watts_strogatz\"\nn = 3000\nk = 6\np = 0.1"),
            ("whole", "generator = \"barabasi_albert\"\nn = 3000\nm = 4"),
            ("file", "file = \"class.csv\""),
        ];
        for (name, network) in networks {
            desk.write(&format!("{name}.toml"), long.replace("NETWORK", network));
            let file = format!("{name}.toml");
            is_the_same_in_parts(&desk, &["run", &file, "--events", "all", "--agents", "all", "-j", "2"], 2..=3);
        }
        // Where nothing is kept of people.
        is_the_same_in_parts(&desk, &["run", "pairs.toml", "--events", "none", "--agents", "none"], 2..=2);
    }

    #[test]
    fn what_cannot_be_in_parts_is_refused_once_before_anything_is_written() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::with_small();
        let refused = |arguments: &[&str], why: &str| {
            let output = ranks(&desk, 3, &[arguments, &["--partition", "-o", "out"]].concat()).output().unwrap();
            let told = said(&output);
            assert_eq!((output.status.code(), told.matches("error:").count()), (Some(2), 1), "{told}");
            assert!(told.contains(why) && !desk.path("out").exists(), "{told}");
        };
        refused(&["run", "small.toml", "--clock", "exact"], "the exact clock cannot be played on a network in parts");
        refused(&["run", "disconnected-pupil"], "`attachment` cannot be played on a network in parts");
        let nobody = "expressions.yawn.initial={ ids = [\"99\"] }";
        refused(&["run", "small.toml", "--clock", "tick", "--set", nobody], "there is nobody called `99`");
        let contacts: String = (0..40).map(|i| format!("{},{},{}\n", i % 7, (i + 1) % 7, i * 20)).collect();
        desk.write("met.csv", format!("u,v,time\n{contacts}"));
        let met =
            SMALL.replace("generator = \"complete\"\nn = 12", "file = \"met.csv\"\n[encounters]\nlength = \"20 s\"");
        desk.write("met.toml", met);
        refused(&["run", "met.toml", "--clock", "tick"], "`encounters` cannot be played on a network in parts: who is");
    }

    #[test]
    fn ranks_need_neither_the_scenario_nor_the_folder_and_every_kind_of_work_is_shared() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::with_small();
        desk.write("class.csv", "from,to\nAnn,Bo\nBo,Cy\nCy,Ann\nCy,Dee\n");
        desk.write("people.csv", "name,susceptibility\nAnn,1.5\nBo,0.3\nCy,1\nDee,1\n");
        let file = SMALL.replace("generator = \"complete\"\nn = 12", "file = \"class.csv\"\npeople = \"people.csv\"");
        desk.write("class.toml", file);
        fs::create_dir(desk.path("elsewhere")).unwrap();
        let work: [&[&str]; 5] = [
            &["run", "class.toml", "--parquet", "--events", "all", "--agents", "all"],
            &["sweep", "class.toml", "--vary", "ties.closeness=0,0.5,1", "--until-ci", "yawn_reach=0.2"],
            &["sweep", "small.toml", "--design", "sobol", "--samples", "4", "--vary", "ties.closeness=0..1"],
            &["compare", "small.toml", "--b", "ties.closeness=0.3"],
            &["run", "small.toml", "--replicates", "1", "--set", "network.n=3000"],
        ];
        for command in work {
            let to = |out| [command, &["-o", out, "--no-charts", "-q", "-j", "2"]].concat();
            desk.ok(&to("one"));
            let there = desk.path("elsewhere");
            let (here, many) = (["-n", "1", PROGRAM], to("many"));
            let others = [":", "-n", "2", "-wdir", there.to_str().unwrap(), PROGRAM];
            ok(&mut mpirun(&desk, &[&here[..], &many, &others, &many].concat()));
            assert!(desk.tables("many") == desk.tables("one"), "{command:?}");
            assert_eq!(desk.path("many/runs.parquet").exists(), command.contains(&"--parquet"));
            assert!(fs::read_dir(&there).unwrap().next().is_none(), "something was written elsewhere");
            ["one", "many"].iter().for_each(|folder| fs::remove_dir_all(desk.path(folder)).unwrap());
        }
    }

    #[test]
    fn mistakes_are_told_once_and_other_commands_run_once() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::with_small();
        let output = ranks(&desk, 3, &["run", "nowhere.toml"]).output().unwrap();
        assert_eq!((output.status.code(), said(&output).matches("error:").count()), (Some(2), 1), "{}", said(&output));
        let (out, _) = ok(&mut ranks(&desk, 3, &["list", "metrics"]));
        assert_eq!(out, desk.ok(&["list", "metrics"]).0);
        let part = |part| ["-n", "1", PROGRAM, "sweep", "small.toml", "--vary", "ties.closeness=0,1", "--shard", part];
        let output = mpirun(&desk, &[&part("1/2")[..], &[":"], &part("2/2")].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("rank 1 was told to do something else than rank 0"), "{}", said(&output));
        assert!(!desk.path("output").exists());
    }

    #[test]
    fn the_commands_of_the_page_about_clusters_share_a_sweep() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        let typed = words_after("mpirun -n 64 catching ");
        let typed = Vec::from_iter(typed.iter().map(String::as_str));
        let quiet = ["--no-charts", "-q", "-o"];
        desk.ok(&[&typed[..], &quiet, &["one"]].concat());
        ok(&mut ranks(&desk, 2, &[&typed[..], &quiet, &["many"]].concat()));
        assert!(desk.tables("many") == desk.tables("one"));
        // The script, where Slurm would tell `mpirun` how many ranks there are.
        desk.write("bin/mpirun", "#!/bin/sh\nPATH=${PATH#*:}; exec mpirun --oversubscribe -n 2 \"$@\"\n");
        fs::set_permissions(desk.path("bin/mpirun"), fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
        let mut job = Command::new("bash");
        job.arg(script("mpi.sh")).args(words_after("sbatch docs/slurm/mpi.sh ")).args(["-q", "-o", "slurm"]);
        job.current_dir(desk.path("")).env("PATH", path).env("CATCHING", PROGRAM).env("SLURM_CPUS_PER_TASK", "1");
        job.env("OMPI_ALLOW_RUN_AS_ROOT", "1").env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
        ok(&mut job);
        assert!(desk.tables("slurm") == desk.tables("one"));
    }

    /// The processes of a job that writes there, by rank.
    fn processes(desk: &Desk) -> Vec<(usize, String)> {
        let here = fs::canonicalize(desk.path("")).unwrap();
        let all = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
            let (path, id) = (entry.path(), entry.file_name().into_string().ok()?);
            id.parse::<u32>().ok()?;
            let environment = fs::read(path.join("environ")).ok()?;
            let rank = environment.split(|byte| *byte == 0).find_map(|variable| {
                std::str::from_utf8(variable).ok()?.strip_prefix("OMPI_COMM_WORLD_RANK=")?.parse().ok()
            })?;
            (fs::read_link(path.join("cwd")).ok()? == here).then_some((rank, id))
        });
        all.collect()
    }

    /// Waits until every process of the job is gone.
    #[track_caller]
    fn nobody_stays(desk: &Desk) {
        let start = Instant::now();
        while !processes(desk).is_empty() {
            assert!(start.elapsed() < Duration::from_secs(20), "{:?} are still there", processes(desk));
            sleep(Duration::from_millis(20));
        }
    }

    /// Starts the long job and waits until this many more bytes of runs are kept.
    fn begun(desk: &Desk, more: u64) -> Child {
        let size = || fs::metadata(desk.path("out/.catching/journal")).map_or(0, |about| about.len());
        let (before, start) = (size(), Instant::now());
        let mut job = ranks(desk, 3, &LONG).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while size() < before + more && job.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < Duration::from_secs(60), "no run was finished in a minute");
            sleep(Duration::from_millis(2));
        }
        job
    }

    fn kill(signal: &str, process: &str) {
        // It may be over already.
        let _ = Command::new("kill").args([signal, process]).stderr(Stdio::null()).status();
    }

    #[test]
    fn nothing_is_lost_when_ranks_are_killed() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        long(&desk);
        for victim in [1, 0, 2] {
            let job = begun(&desk, 3000);
            processes(&desk).iter().filter(|(rank, _)| *rank == victim).for_each(|(_, id)| kill("-KILL", id));
            let output = job.wait_with_output().unwrap();
            assert!(!output.status.success() && output.status.code() != Some(124), "rank {victim}: {}", said(&output));
            assert!(desk.tables("out").is_empty());
            nobody_stays(&desk);
        }
        let (_, err) = ok(&mut ranks(&desk, 3, &LONG));
        assert!(err.contains("runs were finished before; going on"), "{err}");
        desk.ok(&["run", "long.toml", "-o", "whole", "--no-charts", "-q"]);
        assert!(desk.tables("out") == desk.tables("whole"));
    }

    #[test]
    fn interrupted_by_its_launcher_the_job_ends_and_goes_on_later() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        long(&desk);
        for signal in ["-INT", "-TERM"] {
            let job = begun(&desk, 3000);
            // `timeout` passes on what it gets, as a shell would to the whole job.
            kill(signal, &job.id().to_string());
            let output = job.wait_with_output().unwrap();
            assert!(!output.status.success(), "{}", said(&output));
            // Launchers may say it twice, and a second time ends it at once.
            assert!(said(&output).contains("the same command goes on from there"), "{}", said(&output));
            nobody_stays(&desk);
        }
        // One process goes on where many were.
        let (_, err) = desk.ok(&LONG);
        assert!(err.contains("runs were finished before; going on"), "{err}");
        desk.ok(&["run", "long.toml", "-o", "whole", "--no-charts", "-q"]);
        assert!(desk.tables("out") == desk.tables("whole"));
    }

    #[test]
    fn what_one_rank_cannot_do_ends_all_with_its_reason() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        long(&desk);
        let many = [&LONG[..], &["-j", "700"]].concat().join(" ");
        let narrow = format!("ulimit -v 1500000; exec {PROGRAM} {many}");
        let free = format!("exec {PROGRAM} {many}");
        let words = ["-n", "1", "sh", "-c", &free, ":", "-n", "1", "sh", "-c", &narrow];
        let output = mpirun(&desk, &words).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(
            said(&output).contains("rank 1 (on ") && said(&output).contains("`-j` asks for fewer"),
            "{}",
            said(&output)
        );
        assert!(said(&output).contains("are finished and kept"), "{}", said(&output));
    }

    #[test]
    fn a_full_disk_of_rank_0_ends_all() {
        let Some(_turn) = turn() else { return };
        let desk = Desk::new();
        long(&desk);
        let first = format!("ulimit -f 40; exec {PROGRAM} {}", LONG.join(" "));
        let others = format!("exec {PROGRAM} {}", LONG.join(" "));
        let words = ["-n", "1", "sh", "-c", &first, ":", "-n", "2", "sh", "-c", &others];
        let output = mpirun(&desk, &words).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(
            said(&output).contains("ulimit -f") && said(&output).contains("goes on from there"),
            "{}",
            said(&output)
        );
        ok(&mut ranks(&desk, 2, &LONG));
    }
}
