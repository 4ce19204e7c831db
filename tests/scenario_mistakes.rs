//! Scenarios with mistakes, each with exactly what is said about it: `line:column: message`.

/// A mistake: what it is, the text, and every line that is said.
pub(crate) type Case = (&'static str, &'static str, &'static [&'static str]);

/// The mistakes.
pub(crate) const CASES: &[Case] = &[
    (
        "a key that an arm sets twice, in two spellings",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { "network.n" = 7, network.n = 8 }
"#,
        &[r#"11:34: `network.n` is set twice here"#],
    ),
    (
        "a key that an arm sets in a table and by itself",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { network = { generator = "star", n = 4 }, "network.n" = 8 }
"#,
        &[r#"11:50: `network.n` is set twice here"#],
    ),
    (
        "a key that an arm sets by a group's number and by its name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { "groups.0.share" = 0.1, "groups.g.share" = 0.2 }
"#,
        &[r#"11:33: `groups.g.share` takes the place of `groups.0.share`, which is set before it"#],
    ),
    (
        "a key that undoes another of the same arm",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { "ties.closeness.alpha" = 1, "ties.closeness" = 0.2 }
"#,
        &[r#"11:37: `ties.closeness` takes the place of `ties.closeness.alpha`, which is set before it"#],
    ),
    (
        "keys of an arm that would change nothing",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { seed = 5, title = "x", arms = [], marks = [] }
"#,
        &[
            r#"11:9: `seed` cannot differ between arms: every replicate has its own chance already; `--seed` draws all of it anew"#,
            r#"11:19: `title` cannot differ between arms: it changes no outcome"#,
            r#"11:32: `arms` cannot differ between arms: an arm has none of its own"#,
            r#"11:43: `marks` cannot differ between arms: it changes no outcome"#,
        ],
    ),
    (
        "an arm that renames what the tables call by its name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { groups.g.name = "h" }
"#,
        &[r#"11:18: `groups.g.name` cannot differ between arms: the tables need one name for all points"#],
    ),
    (
        "an arm with an empty table",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[[groups]]
name = "g"
share = 0.5
[expressions.yawn]
[[arms]]
name = "a"
set = { expressions = { smile = {} } }
"#,
        &[r#"11:25: `expressions.smile` is an empty table: it changes nothing"#],
    ),
    (
        "an unknown key has a suggestion",
        r#"duration = "10 min"
tilte = "x"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:1: unknown key `tilte`; did you mean `title`?"#],
    ),
    (
        "an unknown key without a near name lists what there is",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
colour = "red"
"#,
        &[r#"6:1: unknown key `colour` in `expressions.yawn`"#],
    ),
    (
        "an unknown key deep inside is found",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[ties]
closenes = 0.5
"#,
        &[r#"7:1: unknown key `closenes` in `ties`; did you mean `closeness`?"#],
    ),
    (
        "a text where a number is needed",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
responders = "many"
"#,
        &[r#"6:14: `responders` must be a number (between 0 and 1), not a text"#],
    ),
    (
        "a number where a text is needed",
        r#"duration = "10 min"
title = 5
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:9: `title` must be a text in quotes, not a whole number"#],
    ),
    (
        "a number where true or false is needed",
        r#"duration = "10 min"
null_run = 1
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:12: `null_run` must be true or false, not a whole number"#],
    ),
    (
        "a share above one",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
responders = 1.5
"#,
        &[r#"6:14: `responders` cannot be 1.5: it must be between 0 and 1"#],
    ),
    (
        "a negative rate",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
spontaneous_rate = -3
"#,
        &[r#"6:20: `spontaneous_rate` cannot be -3: it must be 0 or more"#],
    ),
    (
        "a negative rate with its unit",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
spontaneous_rate = "-3 /min"
"#,
        &[r#"6:20: `spontaneous_rate` cannot be -3 /min: it must be 0 or more"#],
    ),
    (
        "a rate without its slash",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
imitation_rate = "5 min"
"#,
        &[r#"6:18: `imitation_rate`: a rate is written per time, as in "5 /day""#],
    ),
    (
        "a duration with a slash",
        r#"duration = "10 min"
dt = "1 /s"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:6: `dt`: a length of time is meant, not a rate: write "1 s" without the slash"#],
    ),
    (
        "not a number",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
closeness_gain = nan
"#,
        &[r#"6:18: `closeness_gain` cannot be nan: it must be between 0 and 1000"#],
    ),
    (
        "an unknown unit",
        r#"duration = "10 min"
dt = "5 minuts"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:6: `dt`: `minuts` is not a unit of time; did you mean `min`?"#],
    ),
    (
        "an unknown unit of time for bare numbers",
        r#"duration = "10 min"
time_unit = "mins"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:13: `time_unit` cannot be "mins"; did you mean `min`?"#],
    ),
    (
        "a duration without a number",
        r#"duration = "10 min"
dt = "soon"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:6: `dt`: `soon` does not start with a number"#],
    ),
    (
        "no replicates at all",
        r#"duration = "10 min"
replicates = 0
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:14: `replicates` cannot be 0: it must be between 1 and 10000000"#],
    ),
    (
        "half a replicate",
        r#"duration = "10 min"
replicates = 2.5
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:14: `replicates` must be a whole number"#],
    ),
    (
        "a negative seed",
        r#"duration = "10 min"
seed = -1
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:8: `seed` cannot be -1: it must be 0 or more"#],
    ),
    (
        "a tick longer than the run",
        r#"duration = "10 min"
dt = "1 h"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:1: `dt` (1 h) is longer than `duration` (10 min)"#],
    ),
    (
        "a tick of nothing",
        r#"duration = "10 min"
dt = 0
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:6: `dt` cannot be 0 s: it must be greater than 0"#],
    ),
    (
        "samples that are no whole ticks",
        r#"clock = "tick"
duration = "10 min"
dt = "0.5 s"
sample_every = "0.7 s"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"4:1: `sample_every` must be a whole number of ticks of 0.5 s"#],
    ),
    (
        "samples further apart than the run is long",
        r#"duration = "10 min"
dt = "0.5 s"
sample_every = "20 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"3:1: `sample_every` is longer than `duration`"#],
    ),
    (
        "a duration of zero",
        r#"duration = 0
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"1:12: `duration` cannot be 0 s: it must be greater than 0"#],
    ),
    (
        "a distribution without its name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
susceptibility = { mean = 1, cv = 0.5 }
"#,
        &[r#"7:18: `susceptibility` needs the name of its `distribution`"#],
    ),
    (
        "a distribution that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
susceptibility = { distribution = "lognornal", mean = 1, cv = 0.5 }
"#,
        &[r#"7:35: `distribution` cannot be "lognornal"; did you mean `lognormal`?"#],
    ),
    (
        "a distribution with a missing parameter",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
susceptibility = { distribution = "lognormal", mean = 1 }
"#,
        &[r#"7:18: `susceptibility`: a lognormal distribution needs `cv`"#],
    ),
    (
        "a distribution with another's parameter",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
susceptibility = { distribution = "lognormal", mean = 1, sd = 0.5 }
"#,
        &[r#"7:58: unknown key `sd` of a lognormal distribution"#],
    ),
    (
        "a distribution with an impossible parameter",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
susceptibility = { distribution = "gamma", mean = 1, shape = 0 }
"#,
        &[r#"7:18: `susceptibility`: `shape` must be greater than 0"#],
    ),
    (
        "a distribution that leaves the range",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
perception = { distribution = "uniform", low = 0.5, high = 2 }
"#,
        &[r#"7:14: `perception` could be 0.5 or 2: it must be between 0 and 1"#],
    ),
    (
        "a trait outside its range",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[people]
perception = 1.2
"#,
        &[r#"7:14: `perception` cannot be 1.2: it must be between 0 and 1"#],
    ),
    (
        "a response that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
response = "sigmoid"
"#,
        &[r#"6:12: `response` cannot be "sigmoid""#],
    ),
    (
        "a response without its parameter",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
response = { kind = "hill", theta = 2 }
"#,
        &[r#"6:12: a hill response needs `n`"#],
    ),
    (
        "a response with another's parameter",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
response = { kind = "linear", theta = 2 }
"#,
        &[r#"6:31: unknown key `theta` of a linear response"#],
    ),
    (
        "a response with an impossible parameter",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
response = { kind = "saturating", theta = 0 }
"#,
        &[r#"6:43: `theta` cannot be 0: it must be greater than 0"#],
    ),
    (
        "an attention that is no number",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
attention = "most"
"#,
        &[r#"6:13: `attention` must be a number of people or "all", not a text"#],
    ),
    (
        "a memory kernel that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
memory_kernel = "leeky"
"#,
        &[r#"6:17: `memory_kernel` cannot be "leeky"; did you mean `leaky`?"#],
    ),
    (
        "a preset that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
preset = "sneeze"
"#,
        &[r#"6:10: `preset` cannot be "sneeze""#],
    ),
    (
        "a bare expression without its duration",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[expressions.yawm]
imitation_rate = 1
"#,
        &[r#"6:14: `yawm` is not a known expression, so it needs its `duration`; did you mean `yawn`?"#],
    ),
    (
        "an expression that triggers itself",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
triggered_by = { yawn = 0.5 }
"#,
        &[r#"6:18: `yawn` cannot be triggered by itself: that is what `imitation_rate` says"#],
    ),
    (
        "a trigger that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
triggered_by = { laugh = 0.5 }
"#,
        &[r#"6:18: there is no expression `laugh`"#],
    ),
    (
        "a face that excludes itself, and one that nobody makes",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
excludes = ["yawn", "smirk"]
"#,
        &[
            r#"6:13: `yawn` cannot exclude itself: nobody shows it twice at once"#,
            r#"6:21: there is no expression `smirk`"#,
        ],
    ),
    (
        "more of an expression than there is",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
expressiveness = 1.5
"#,
        &[r#"6:18: `expressiveness` cannot be 1.5: it must be between 0 and 1"#],
    ),
    (
        "an authority below nothing",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "teacher"
count = 1
authority = -1
"#,
        &[r#"9:13: `authority` cannot be -1: it must be between 0 and 1000"#],
    ),
    (
        "a box memory without a length",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
memory = 0
memory_kernel = "box"
"#,
        &[r#"7:1: a box memory needs its length"#],
    ),
    (
        "nobody knows whether 1 is a person or everyone",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
initial = 1
"#,
        &[r#"6:11: `initial`: one person or everyone?"#],
    ),
    (
        "a choice of people with two answers",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
initial = { count = 1, share = 0.1 }
"#,
        &[r#"6:24: `initial` has both `count` and `share`"#],
    ),
    (
        "a choice of people with none",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
initial = { pick = "hubs" }
"#,
        &[r#"6:11: `initial` does not say who"#],
    ),
    (
        "a way to pick that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
initial = { count = 1, pick = "hub" }
"#,
        &[r#"6:31: `pick` cannot be "hub"; did you mean `hubs`?"#],
    ),
    (
        "a group that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
initial = { group = "smilers" }
"#,
        &[r#"6:21: there is no group `smilers`"#],
    ),
    (
        "an event that shows an unknown expression",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
express = "yaw"
"#,
        &[r#"7:11: there is no expression `yaw`; did you mean `yawn`?"#],
    ),
    (
        "an event in which nothing happens",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
at = "1 min"
"#,
        &[r#"6:1: nothing happens in this event"#],
    ),
    (
        "an event with two things at once",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
express = "yawn"
spontaneous_factor = 2
for = "1 s"
"#,
        &[r#"8:1: an event has both `express` and `spontaneous_factor`"#],
    ),
    (
        "an event that does not say how long",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
spontaneous_factor = 2
"#,
        &[r#"7:1: `spontaneous_factor` does not say how long"#],
    ),
    (
        "an event that changes a mood that nobody has",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
mood = 1
for = "1 min"
"#,
        &[r#"7:1: an event changes mood, but nobody has one: there is no `mood` table"#],
    ),
    (
        "an event with a length that means nothing",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
express = "yawn"
for = "1 s"
"#,
        &[r#"8:1: `for` does not go with `express`: an expression lasts as long as its `duration` says"#],
    ),
    (
        "a repetition that ends before it begins",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
at = "2 min"
every = "1 min"
until = "1 min"
express = "yawn"
"#,
        &[r#"9:1: `until` is not after `at`"#],
    ),
    (
        "a negative moment",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
at = "-1 s"
express = "yawn"
"#,
        &[r#"7:6: `at` cannot be -1 s: it must be 0 or more"#],
    ),
    (
        "a group without a name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
share = 0.1
"#,
        &[r#"6:1: a group needs `name`"#],
    ),
    (
        "two groups of one name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
share = 0.1
[[groups]]
name = "a"
count = 1
"#,
        &[r#"10:1: there are two groups named `a`"#],
    ),
    (
        "a group of nobody in particular",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
"#,
        &[r#"6:1: `group a` does not say who"#],
    ),
    (
        "a group of more than everyone",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
share = 1.1
"#,
        &[r#"8:9: `share` cannot be 1.1: it must be between 0 and 1"#],
    ),
    (
        "picking among people who are named",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
ids = ["1"]
pick = "hubs"
"#,
        &[r#"9:1: `pick` has no say where `ids` names the people"#],
    ),
    (
        "a deliberate expression that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
count = 1
deliberate = { expression = "smile", rate = "1 /min" }
"#,
        &[r#"9:29: there is no expression `smile`"#],
    ),
    (
        "a deliberate expression at no time",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
count = 1
deliberate = { expression = "yawn" }
"#,
        &[r#"9:14: `deliberate` does not say when"#],
    ),
    (
        "a deliberate expression with two timetables",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
count = 1
deliberate = { expression = "yawn", rate = 1, on = 0 }
"#,
        &[r#"9:47: `deliberate` has both `rate` and `on`"#],
    ),
    (
        "a timetable that overtakes itself",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[groups]]
name = "a"
count = 1
deliberate = { expression = "yawn", on = 0, hold = 20, every = 10 }
"#,
        &[r#"9:56: `every` is shorter than `hold`: one showing would begin before the last has ended"#],
    ),
    (
        "a closeness above one",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[ties]
closeness = 1.5
"#,
        &[r#"7:13: `closeness` cannot be 1.5: it must be between 0 and 1"#],
    ),
    (
        "a closeness that is a word",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[ties]
closeness = "wieght"
"#,
        &[
            r#"7:13: `closeness` must be a number between 0 and 1, a distribution, "weight" or a table by kind of tie, not a text"#,
        ],
    ),
    (
        "a closeness by kind outside its range",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[ties]
closeness = { family = 2 }
"#,
        &[r#"7:24: `family` cannot be 2: it must be between 0 and 1"#],
    ),
    (
        "a rule about no ties",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[ties.rules]]
closeness = 0.5
"#,
        &[r#"6:1: a rule for ties needs `between`"#],
    ),
    (
        "a rule that changes nothing",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[ties.rules]]
between = "all"
"#,
        &[r#"6:1: a rule for ties changes nothing"#],
    ),
    (
        "a rule about a group that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[ties.rules]]
between = "group staff"
closeness = 0.5
"#,
        &[r#"7:11: there is no group `staff`"#],
    ),
    (
        "a rule about three groups",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[ties.rules]]
between = ["a", "b", "c"]
closeness = 0.5
"#,
        &[r#"7:11: `between` names 3 groups where two are needed"#],
    ),
    (
        "loneliness without attachment",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[loneliness]
"#,
        &[r#"6:2: `loneliness` needs `attachment`: it follows from the mirrored expressions that ties remember"#],
    ),
    (
        "comfort without mood, for a face that nobody makes",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[comfort]
expression = "sat"
"#,
        &[r#"6:2: `comfort` needs `mood`: it lifts what somebody feels"#, r#"7:14: there is no expression `sat`"#],
    ),
    (
        "ties that form where ties open and close, and doses that nobody glimpses",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[selection]
expression = "yawm"
[encounters]
length = "5 s"
dose = 2
"#,
        &[
            r#"6:2: `selection` cannot be with `encounters`: both open and close ties"#,
            r#"7:14: there is no expression `yawm`; did you mean `yawn`?"#,
            r#"10:1: `dose` is of glimpses: it says how strongly each of them acts"#,
            r#"10:1: `dose` has no effect on `yawn`, whose attention takes shares of what is in view"#,
        ],
    ),
    (
        "selection of nobody knows what",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
attention = "all"
[selection]
most = 0
[encounters]
length = "5 s"
kind = "glimpses"
dose = -1
"#,
        &[
            r#"7:1: `selection` needs `expression`"#,
            r#"7:2: `selection` cannot be with `encounters`: both open and close ties"#,
            r#"8:8: `most` cannot be 0: it must be between 1 and 1000000000"#,
            r#"12:8: `dose` cannot be -1: it must be 0 or more"#,
        ],
    ),
    (
        "a place without its fading",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[place]
perceived = { yawn = 1 }
"#,
        &[r#"6:1: `place` needs `fading`"#],
    ),
    (
        "a reason to stop that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[stop]
when = "all done"
"#,
        &[r#"7:8: `when` cannot be "all done""#],
    ),
    (
        "an arm without a name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[arms]]
set = { ties.closeness = 1 }
"#,
        &[r#"6:1: an arm needs `name`"#],
    ),
    (
        "two arms of one name",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[arms]]
name = "a"
[[arms]]
name = "a"
"#,
        &[r#"9:1: there are two arms named `a`"#],
    ),
    (
        "an arm with a name that the results use",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[arms]]
name = "null"
"#,
        &[
            r#"7:1: an arm cannot be named `null`: hypotheses mean the run without imitation by it, and programs read it as a missing value"#,
        ],
    ),
    (
        "an arm that sets a key that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[arms]]
name = "a"
set = { ties.closness = 1 }
"#,
        &[r#"8:14: unknown key `closness` in `ties`; did you mean `closeness`?"#],
    ),
    (
        "an arm that sets a wrong value",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[arms]]
name = "a"
set = { "ties.closeness" = 7 }
"#,
        &[r#"8:28: `closeness` cannot be 7: it must be between 0 and 1"#],
    ),
    (
        "an arm about an item of a list that is not there",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[[events]]
express = "yawn"
[[arms]]
name = "a"
set = { events.3.at = 7 }
"#,
        &[r#"10:18: there is no item `3`: the list has only item 0"#],
    ),
    (
        "a sweep over nothing",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[sweep]
design = "grid"
"#,
        &[r#"6:1: a sweep needs `vary`: which keys, over which values"#],
    ),
    (
        "a sweep with an unknown design",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[sweep]
design = "gird"
vary = [{ key = "ties.closeness", values = [0, 1] }]
"#,
        &[r#"7:10: `design` cannot be "gird"; did you mean `grid`?"#],
    ),
    (
        "a sweep over a key that does not exist",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[sweep]
vary = [{ key = "expressions.yawn.atention", values = [1, 2] }]
"#,
        &[r#"7:17: unknown key `atention` in `expressions.yawn`; did you mean `attention`?"#],
    ),
    (
        "a sweep over a value that cannot be",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[sweep]
vary = [{ key = "ties.closeness", values = [0.5, 2] }]
"#,
        &[r#"7:50: `closeness` cannot be 2: it must be between 0 and 1"#],
    ),
    (
        "a sweep with half a range",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[sweep]
vary = [{ key = "ties.closeness", from = 0, steps = 3 }]
"#,
        &[r#"7:9: the variation of `ties.closeness` needs `to`"#],
    ),
    (
        "a table where a list of tables is needed",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
[expressions.yawn]
[events]
express = "yawn"
"#,
        &[r#"6:1: `events` must be a list of tables, each headed [[events]], not a table"#],
    ),
    (
        "a value where a table is needed",
        r#"duration = "10 min"
people = 3
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:10: `people` must be a table, not a whole number"#],
    ),
    (
        "a file that is no TOML",
        r#"duration = "10 min"
title = 
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"2:1: not TOML: there is no value after `=`"#],
    ),
    (
        "a key that is given twice",
        r#"duration = "10 min"
seed = 1
seed = 2
[network]
generator = "complete"
n = 10
[expressions.yawn]
"#,
        &[r#"3:1: not TOML: `seed` is there twice"#],
    ),
    (
        "an empty file",
        r#""#,
        &[
            r#"1:1: this scenario is empty: it needs at least `duration`, [network] and [expressions.NAME]; `catching new NAME` writes one to start from"#,
        ],
    ),
    (
        "a key of the scenario below the heading of a table",
        r#"duration = "10 min"
[network]
generator = "complete"
n = 10
replicates = 5
[expressions.yawn]
people = "class.csv"
"#,
        &[
            r#"5:1: `replicates` is a key of the scenario, and stands in `network`"#,
            r#"7:1: `people` is a key of the scenario, and stands in `expressions.yawn`"#,
        ],
    ),
    (
        "no network",
        r#"duration = 10
[expressions.yawn]
"#,
        &[r#"1:1: a scenario needs `network`"#],
    ),
    (
        "a network without generator or file",
        r#"duration = 10
[network]
seed = 1
[expressions.yawn]
"#,
        &[r#"2:2: `network` has neither `generator` nor `file`"#],
    ),
    (
        "a network with generator and file",
        r#"duration = 10
[network]
generator = "complete"
n = 3
file = "x.gml"
[expressions.yawn]
"#,
        &[r#"5:1: `network` has both `generator` and `file`"#],
    ),
    (
        "a network file that is not there",
        r#"duration = 10
[network]
file = "nowhere.gml"
[expressions.yawn]
"#,
        &[r#"3:8: cannot read `nowhere.gml`: there is no file `nowhere.gml`"#],
    ),
    (
        "an unknown generator",
        r#"duration = 10
[network]
generator = "erdos_reny"
n = 3
[expressions.yawn]
"#,
        &[r#"3:13: there is no network generator `erdos_reny`; did you mean `erdos_renyi`?"#],
    ),
    (
        "a parameter that a generator does not have",
        r#"duration = 10
[network]
generator = "erdos_renyi"
n = 30
mean_degre = 3
[expressions.yawn]
"#,
        &[r#"5:1: `erdos_renyi` has no parameter `mean_degre`; did you mean `mean_degree`?"#],
    ),
    (
        "two ways to say how many ties",
        r#"duration = 10
[network]
generator = "erdos_renyi"
n = 30
p = 0.1
mean_degree = 3
[expressions.yawn]
"#,
        &[r#"6:1: `p` and `mean_degree` exclude each other; give one of them"#],
    ),
    (
        "as many neighbours as people",
        r#"duration = 10
[network]
generator = "watts_strogatz"
n = 4
k = 4
p = 0.1
[expressions.yawn]
"#,
        &[r#"5:1: `k = 4` cannot work; `k` takes an even number from 2 to 2 when `n` is 4; nearest: 2"#],
    ),
    (
        "an odd number of neighbours",
        r#"duration = 10
[network]
generator = "watts_strogatz"
n = 30
k = 3
p = 0.1
[expressions.yawn]
"#,
        &[r#"5:1: `k = 3` cannot work; `k` takes an even number from 2 to 28 when `n` is 30; nearest: 2"#],
    ),
    (
        "no expression",
        r#"duration = 10
[network]
generator = "complete"
n = 3
"#,
        &[r#"1:1: a scenario needs `expressions`"#],
    ),
    (
        "an expression with an impossible name",
        r#"duration = 10
[network]
generator = "complete"
n = 3
[expressions."big smile"]
duration = 1
"#,
        &[r#"5:14: `big smile` cannot be the name of an expression"#],
    ),
    (
        "a memory of too many ticks",
        r#"clock = "tick"
duration = "1 min"
dt = "0.1 s"
[network]
generator = "complete"
n = 3
[expressions.x]
duration = "1 s"
memory = "100000 year"
memory_kernel = "box"
"#,
        &[r#"3:1: `x` would remember 3e13 ticks one by one"#],
    ),
    (
        "too many in a tick",
        r#"clock = "tick"
duration = "1 min"
dt = "0.1 s"
[network]
generator = "complete"
n = 3
[expressions.x]
spontaneous_rate = "1e8 /s"
duration = "1e-9 s"
"#,
        &[
            r#"3:1: `x` would come more than 10000 times in a tick of 0.1 s"#,
            r#"3:1: warning: `dt` (0.1 s) is coarse for the fastest expression"#,
        ],
    ),
    (
        "too many in a run",
        r#"duration = "1 min"
dt = "0.1 s"
[network]
generator = "complete"
n = 3
[expressions.x]
spontaneous_rate = "1e8 /s"
duration = "1e-9 s"
"#,
        &[r#"2:1: `x` would come more than 100000000 times in a run of 1 min"#],
    ),
    (
        "beyond any clock",
        r#"duration = "1e9 year"
[network]
generator = "complete"
n = 3
[expressions.x]
duration = "1 s"
spontaneous_rate = "1e30 /s"
"#,
        &[
            r#"1:12: `duration`: `1000000000 year` is beyond what can be computed: at most 100000 year, or "forever""#,
            r#"7:20: `spontaneous_rate`: `1000000000000000000000000000000 /s` is beyond what can be computed: at most 1e9 /s"#,
        ],
    ),
    (
        "too many ticks",
        r#"duration = "90000 year"
clock = "tick"
dt = "0.1 s"
[network]
generator = "complete"
n = 3
[expressions.x]
duration = "1 s"
"#,
        &[r#"3:1: 3e13 ticks of 0.1 s are more than can be computed"#],
    ),
];
