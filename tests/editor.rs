//! An editor's hand: titles, labels, colours, arms, notes, sizes, folders, runs, formats, and every mistake that can be made with them.

use crate::common::{Desk, SMALL};

fn drawn() -> Desk {
    let desk = Desk::with_small();
    desk.ok(&["run", "small.toml", "-o", "a", "-q", "-j", "1", "--no-charts"]);
    desk
}

#[test]
fn an_editor_sets_the_words_the_colours_and_the_height_of_a_chart() {
    let desk = drawn();
    desk.ok(&[
        "plot",
        "a",
        "--chart",
        "reach",
        "--format",
        "svg",
        "--title",
        "Yawns & more",
        "--subtitle",
        "Twelve people",
        "--y-label",
        "Those who yawned",
        "--x-label",
        "Time passing",
        "--height",
        "500",
        "--colour",
        "main=#123456",
        "--label",
        "main=As usual",
        "--note",
        "30 s=the bell",
        "--note",
        "@0.5=half",
        "-o",
        "out",
    ]);
    let svg = desk.read("out/reach.svg");
    let words =
        ["Yawns &amp; more", "Twelve people", "Those who yawned", "Time passing", "As usual", "the bell", "half"];
    for words in words {
        assert!(svg.contains(&format!(">{words}<")), "no {words}");
    }
    assert!(svg.contains("height=\"500\"") && svg.contains("#123456"));
    assert!(!svg.contains("with imitation<"), "the arm is called as the editor calls it");
    assert!(desk.read("out/reach.print.md").starts_with("**Yawns & more.**"));
}

#[test]
fn a_scenario_says_the_same_under_figures_and_keeps_it() {
    let desk = Desk::new();
    let figures = "[figures.reach]\ntitle = \"Go round\"\nheight = 480\nlabels = { main = \"As usual\" }\n\
                   colours = { main = \"purple\" }\nnotes = [{ at = \"30 s\", text = \"the bell\" }]\n";
    desk.write("small.toml", format!("{SMALL}{figures}"));
    desk.ok(&["run", "small.toml", "-o", "a", "-q", "-j", "1", "--chart", "reach"]);
    let svg = desk.read("a/figures/reach.svg");
    assert!(
        [">Go round<", ">As usual<", ">the bell<", "#332288", "height=\"480\""].iter().all(|part| svg.contains(part))
    );
    assert!(desk.read("a/report.html").contains("Go round"));
    desk.ok(&["plot", "a", "--chart", "reach", "--title", "Typed"]);
    let svg = desk.read("a/figures/reach.svg");
    assert!(svg.contains(">Typed<") && svg.contains(">As usual<"), "what is typed comes first, the rest stays");
}

#[test]
fn arms_are_chosen_and_ordered_and_the_run_without_imitation_stays() {
    let desk = Desk::new();
    let arms = ["one", "two", "three"].map(|arm| format!("[[arms]]\nname = \"{arm}\"\n")).concat();
    desk.write("small.toml", format!("{SMALL}{arms}"));
    desk.ok(&["run", "small.toml", "-o", "a", "-q", "-j", "1", "--no-charts"]);
    desk.ok(&["plot", "a", "--chart", "reach", "--arm", "three", "--arm", "one", "-o", "out", "--format", "svg"]);
    let table = desk.read("out/reach.csv");
    assert!(table.contains(",three,") && table.contains(",one,") && table.contains(",no_imitation,"));
    assert!(!table.contains(",two,") && table.find(",three,") < table.find(",one,"));
}

#[test]
fn sizes_are_in_millimetres_or_pixels_and_letters_have_their_height_there() {
    let desk = drawn();
    let pixels = |name: &str| {
        let bytes = std::fs::read(desk.path(name)).unwrap();
        let info = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        (info.info().width, info.info().height)
    };
    desk.ok(&["plot", "a", "--chart", "reach", "--size", "column", "-o", "column"]);
    assert!(desk.read("column/reach.svg").contains("width=\"85mm\""));
    assert_eq!(pixels("column/reach.png").0, 2008, "85 mm at 600 dots an inch");
    desk.ok(&["plot", "a", "--chart", "reach", "--size", "social", "-o", "social", "--format", "png"]);
    assert_eq!(pixels("social/reach.png"), (1080, 1080));
    desk.ok(&["plot", "a", "--chart", "reach", "--size", "90x60mm", "-o", "numbers", "--format", "svg"]);
    assert!(desk.read("numbers/reach.svg").contains("width=\"90mm\" height=\"60mm\""));
}

/// The offsets of the table at the end lead to the objects.
#[test]
fn a_pdf_is_one_page_whose_table_leads_to_its_objects() {
    let desk = drawn();
    desk.ok(&["plot", "a", "--chart", "reach", "--size", "column", "--format", "pdf", "-o", "out"]);
    let bytes = std::fs::read(desk.path("out/reach.pdf")).unwrap();
    let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF\n"));
    let end = text(&bytes[bytes.len() - 400..]);
    let start: usize = end.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
    let table = text(&bytes[start..]);
    assert!(table.starts_with("xref\n0 6\n"), "{table}");
    for (number, row) in table.lines().skip(3).take(5).enumerate() {
        let place: usize = row[..10].parse().unwrap();
        let wanted = format!("{} 0 obj\n", number + 1);
        assert!(bytes[place..].starts_with(wanted.as_bytes()), "object {number} at {place}");
    }
    // 85 mm are 240.9 points.
    assert!(text(&bytes).contains("/MediaBox [0 0 240.9"));
}

#[test]
fn groups_have_ids_that_drawing_programs_show_and_no_two_the_same() {
    let desk = drawn();
    desk.ok(&["plot", "a", "--format", "svg", "-o", "out"]);
    for (name, content) in desk.files("out").into_iter().filter(|(name, _)| name.ends_with(".svg")) {
        let svg = String::from_utf8(content).unwrap();
        let ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert!(ids.len() > 4 && ids.len() == distinct.len(), "{name}: {ids:?}");
        assert_eq!(svg.matches("<g ").count(), svg.matches("<g class=").count(), "{name}");
    }
}

#[test]
fn a_run_that_was_replayed_is_drawn_beside_it_and_one_that_was_not_is_told_how() {
    let desk = drawn();
    let before = desk.ends(2, &["plot", "a", "--run", "3"]).1;
    assert!(before.contains("run 3 kept no events") && before.contains("catching replay a --run 3"), "{before}");
    assert!(desk.ends(2, &["plot", "a", "--run", "99"]).1.contains("numbered from 0 to"));
    desk.ok(&["replay", "a", "--run", "3", "-q"]);
    desk.ok(&["plot", "a", "--run", "3", "--format", "svg"]);
    assert!(desk.read("a/replay-3/figures/raster.caption.md").contains("run 3"));
    desk.ok(&["plot", "a/replay-3", "--format", "svg", "-o", "out"]);
    assert_eq!(desk.read("out/raster.svg"), desk.read("a/replay-3/figures/raster.svg"));
}

#[test]
fn a_folder_of_many_is_drawn_folder_by_folder() {
    let desk = Desk::with_small();
    for name in ["many/one", "many/two"] {
        desk.ok(&["run", "small.toml", "-o", name, "-q", "-j", "1", "--no-charts"]);
    }
    desk.ok(&["plot", "many", "--chart", "reach", "--format", "svg", "-o", "out"]);
    assert!(desk.path("out/one/reach.svg").exists() && desk.path("out/two/reach.svg").exists());
}

#[test]
fn letters_that_the_font_lacks_are_named_with_a_way_out() {
    let desk = Desk::new();
    desk.write("small.toml", format!("title = \"アキ and Анна\"{}", SMALL.replace("title = \"A small room\"\n", "")));
    let (_, said) = desk.ok(&["run", "small.toml", "-o", "a", "-j", "1", "--chart", "reach"]);
    assert!(said.contains("アキ") && said.contains("--font FILE"), "{said}");
}

#[test]
fn every_mistake_says_what_to_do_and_writes_nothing() {
    let desk = drawn();
    desk.write("text.txt", "no font");
    desk.write("there", "a file");
    for (arguments, said) in [
        (&["--title", "x"][..], "--chart NAME"),
        (&["--chart", "reach", "--arm", "mian"], "did you mean `main`"),
        (&["--chart", "reach", "--colour", "main=sunny"], "is no colour"),
        (&["--chart", "reach", "--height", "0"], "160"),
        (&["--chart", "reach", "--note", "soon=the bell"], "is no place along an axis"),
        (&["--chart", "reach", "--note", "the bell"], "write it as"),
        (&["--size", "tiny"], "is no size"),
        (&["--size", "5mm"], "mm wide"),
        (&["--size", "column", "--width", "500"], "cannot be used with"),
        (&["--font", "text.txt"], "is no font"),
        (&["--font", "none.ttf"], "cannot be read"),
        (&["-o", "there"], "is a file"),
        (&["--chart", "reech"], "did you mean `reach`"),
        (&["--force"], "--out"),
    ] {
        let before = desk.files("a").len();
        let told = desk.ends(2, &[&["plot", "a"], arguments].concat()).1;
        assert!(told.contains(said), "{arguments:?}: {told}");
        assert_eq!(desk.files("a").len(), before, "{arguments:?}");
    }
    desk.ok(&["plot", "a", "--chart", "reach", "-o", "out", "--format", "svg"]);
    let told = desk.ends(2, &["plot", "a", "--chart", "reach", "-o", "out", "--format", "svg"]).1;
    assert!(told.contains("is there already") && told.contains("--force"), "{told}");
    desk.ok(&["plot", "a", "--chart", "reach", "-o", "out", "--format", "svg", "--force"]);
}

#[test]
fn mistakes_under_figures_are_found_by_check_all_at_once() {
    let desk = Desk::new();
    let figures = "[figures.reech]\ntitle = \"x\"\n[figures.reach]\nheight = 0\narms = [\"mian\"]\ncolours = { main = \"sunny\" }\n\
                   notes = [{ text = \"x\" }, { at = \"soon\", text = \"y\" }, { at = \"1 s\" }]\n";
    desk.write("small.toml", format!("{SMALL}{figures}"));
    let told = desk.ends(2, &["check", "small.toml"]).1;
    for said in [
        "there is no chart `reech`; did you mean `reach`",
        "`height`",
        "there is no arm `mian`; did you mean `main`",
        "`sunny` is no colour",
        "does not say where",
        "`soon` is no place along an axis",
        "a note needs `text`",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn charts_that_a_scenario_may_name_are_those_that_there_are() {
    let all: Vec<&str> = catching::output::chart::CHARTS.iter().map(|chart| chart.name).collect();
    assert_eq!(catching::scenario::keys::CHARTS, all);
}
