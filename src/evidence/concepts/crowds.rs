//! What is told of laughter, groups and crowds.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// Laughter and crowds.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "contagious laughter",
        also: &[
            "laughter is contagious",
            "laugh and the world laughs with you",
            "infectious laughter",
            "giggling",
            "giggles",
            "giggling fit",
            "fit of laughter",
            "laughing fit",
        ],
        kind: Kind::Idea,
        said: "Laughter is contagious: we laugh thirty times more in company than alone.",
        known: &[
            measured(
                "Laughter out of a box makes people laugh and smile, and wears off: most did at first, few at the tenth time (Provine 1992).",
            ),
            unverified(
                "Thirty times is what diaries gave for company against being alone without media (Provine & Fischer 1989).",
            ),
            measured(
                "In company people laugh more at the same film without finding it funnier (Devereux & Ginsburg 2001); friends answer each other's laughs more than strangers (Smoski & Bachorowski 2003).",
            ),
            unverified(
                "People who laugh together in pubs do so in groups of two or three, hardly ever above four (Dezecache & Dunbar 2012).",
            ),
            own(
                "If half of all laughs are answered, contagion can double laughter. It cannot multiply it by thirty: the rest is the company itself.",
            ),
        ],
        has: "Both, apart: a factor for company, and laughs that set off laughs, fewer and fewer as people get used to it.",
        lacks: "Jokes that are funny, conversation, taking turns.",
        scenarios: &["comedy-club", "group-of-two-to-eight", "karate-club-laughter"],
        keys: &[
            "expressions.laugh.company_factor",
            "expressions.laugh.imitation_rate",
            "expressions.laugh.habituation_rate",
        ],
        raised: |scene| scene.has("laugh"),
    },
    Concept {
        name: "laugh track",
        also: &[
            "laugh tracks",
            "canned laughter",
            "recorded laughter",
            "sitcom",
            "sitcoms",
            "laugh box",
            "tv",
            "television",
            "telly",
        ],
        kind: Kind::Idea,
        said: "Canned laughter makes us laugh at jokes that are not funny.",
        known: &[
            measured(
                "Laughter alone, without any joke, made most of a class laugh or smile the first time, and few the tenth (Provine 1992).",
            ),
            unverified(
                "Bad jokes were rated funnier with laughter after them, and more so with real than with posed laughter (Cai et al. 2019).",
            ),
            measured(
                "Hearing another laugh makes it harder to keep a straight face, and jokes funnier (Mitschke et al. 2025).",
            ),
        ],
        has: "A box that laughs for 18 of every 60 seconds and listeners who tire of it.",
        lacks: "Jokes, and what makes them better or worse.",
        scenarios: &["laugh-track"],
        keys: &["expressions.laugh.habituation_rate", "expressions.laugh.habituation_recovery"],
        raised: |scene| scene.has("laugh") && scene.poses(),
    },
    Concept {
        name: "laughter epidemic",
        also: &[
            "tanganyika",
            "mass hysteria",
            "hysteria",
            "mass psychogenic illness",
            "tiktok tics",
            "tics",
            "collective madness",
            "dancing plague",
        ],
        kind: Kind::Idea,
        said: "In 1962 laughter went through Tanganyika like a plague and closed schools for months.",
        known: &[
            unverified("It is better read as distress that was passed on than as mirth (Hempelmann 2007)."),
            measured(
                "Outbreaks of symptoms without a bodily cause are described in schools, and of late through videos of tics (Hull & Parnes 2021, six girls; Müller-Vahl et al. 2022).",
            ),
            own("No rate of anything was recorded, so nothing can be fitted to it."),
        ],
        has: "Nothing that is calibrated on it.",
        lacks: "Distress, illness, belief and rumour.",
        scenarios: &["comedy-club"],
        keys: &["expressions.laugh.imitation_rate"],
        raised: |scene| scene.has("laugh"),
    },
    Concept {
        name: "clapping",
        also: &["standing ovation", "ovation", "applauding", "claps", "clap", "when to stop clapping", "audience"],
        kind: Kind::Idea,
        said: "Good talks get long applause.",
        known: &[
            measured(
                "The same talk gets short and long applause: starting and stopping both follow the others, not who sits near (Mann et al. 2013).",
            ),
            unverified(
                "The first clap came 2.1 s after the end and all was over after 6.1 s on average: read in reports of Mann et al. 2013.",
            ),
            own(
                "The paper says that the number clapping counts, its author says the proportion; with 13 to 20 people the data hardly tell the two apart.",
            ),
        ],
        has: "People who start faster the larger the share clapping, and stop faster the more have stopped.",
        lacks: "How good the talk was.",
        scenarios: &["applause"],
        keys: &[
            "expressions.applause.social_stopping",
            "expressions.applause.imitation_rate",
            "expressions.applause.attention",
        ],
        raised: |scene| scene.situation.expressions.iter().any(|e| e.social_stopping > 0.0),
    },
    Concept {
        name: "group mood",
        also: &[
            "team mood",
            "team spirit",
            "office mood",
            "mood of a team",
            "atmosphere",
            "morale",
            "ripple effect",
            "collective emotion",
            "climate",
        ],
        kind: Kind::Idea,
        said: "Teams have a mood, and it spreads from one to all.",
        known: &[
            measured(
                "One trained actor moved the mood of small groups, pleasant as well as unpleasant, calm as well as lively (Barsade 2002).",
            ),
            measured(
                "Moods of nurses and of cricketers went up and down with those of their teams, beyond shared hassles (Totterdell et al. 1998; Totterdell 2000).",
            ),
            own("A shared mood proves nothing by itself: people of one team have the same news."),
        ],
        has: "Moods that draw on each other, and events that hit a whole team; the likeness of moods within teams as an outcome.",
        lacks: "Work, success, pay, and talk about any of it.",
        scenarios: &["office-gloom"],
        keys: &["mood.averaging", "events.0.mood"],
        raised: |scene| scene.situation.mood.as_ref().is_some_and(|mood| mood.averaging > 0.0),
    },
    Concept {
        name: "the boss's mood",
        also: &["boss", "leader", "leaders", "leadership", "contagious leader", "teacher", "teachers", "charisma"],
        kind: Kind::Idea,
        said: "The mood of the boss is the mood of the team.",
        known: &[measured(
            "Groups whose leader had been put in a good mood felt better, and worked together better, than groups whose leader had been put in a bad one (Sy, Côté & Saavedra 2005, in the laboratory).",
        )],
        has: "What the members of a group show can count for several (`authority`), a tie can be more visible than others, and a group can have a mood of its own.",
        lacks: "Power, and why it makes people look. How many others a boss counts for is anybody's guess.",
        scenarios: &["whose-smile-counts", "office-gloom", "karate-club-laughter"],
        keys: &["groups.teacher.authority", "ties.rules.0.visibility", "groups.low.mood_baseline"],
        raised: |scene| scene.situation.groups.iter().any(|group| group.authority.is_some()),
    },
    Concept {
        name: "crowd panic",
        also: &[
            "panic",
            "mass panic",
            "stampede",
            "herd",
            "herd behaviour",
            "herd instinct",
            "mob",
            "riot",
            "fear",
            "contagious fear",
            "crowds",
            "crowd",
        ],
        kind: Kind::Idea,
        said: "In danger crowds lose their heads: fear spreads, and everybody tramples everybody.",
        known: &[
            measured(
                "A report on emergencies finds that panic is rare: people mostly help each other and leave in order (Drury & Cocking 2007).",
            ),
            measured(
                "In the laboratory, fear and joy passed from one to another to a third who had not seen the first (Dezecache et al. 2013).",
            ),
            measured(
                "Simulations of crowds disagree about how fear spreads, and few were checked (van Haeringen, Gerritsen & Hindriks 2022).",
            ),
        ],
        has: "A preset for fear, whose numbers are mostly guesses, and a crowd in which it passes from face to face, with or without those who stay calm and calm others.",
        lacks: "Danger, exits, movement, and helping.",
        scenarios: &["fear-in-a-crowd"],
        keys: &["expressions.fear.imitation_rate", "expressions.fear.attention", "expressions.fear.calming"],
        raised: |scene| scene.has("fear"),
    },
    Concept {
        name: "copycats",
        also: &[
            "copycat",
            "copy cat",
            "copycat effect",
            "imitators",
            "werther effect",
            "suicide",
            "copycat suicide",
            "media contagion",
            "viral challenge",
        ],
        kind: Kind::Idea,
        said: "Acts that are reported are copied: suicides, attacks, dares.",
        known: &[
            measured(
                "After reports that a celebrity had died by suicide, suicides rose by 13 % (8 to 18 %, 14 studies), and by 30 % for the same method; for reports in general no change was found, rate ratio 1.002 (Niederkrotenthaler et al. 2020).",
            ),
            disputed(
                "How large it is, is open: studies differ widely and some publication bias is likely (Niederkrotenthaler et al. 2020).",
            ),
        ],
        has: "Nothing. We do not make a scenario of it: seconds of smiling and a decision about life or death are not the same thing.",
        lacks: "Decisions, despair, media. If this concerns you or somebody near you, talk to someone: doctors and help lines are there for it.",
        scenarios: &[],
        keys: &[],
        raised: never,
    },
];
