//! What is told of smiles, frowns and of copying them.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// Faces.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "emotional contagion",
        also: &[
            "emotion contagion",
            "contagion",
            "contagious emotions",
            "emotions are contagious",
            "catching",
            "catching feelings",
            "mood contagion",
            "spread of emotions",
        ],
        kind: Kind::Idea,
        said: "Emotions are contagious: we copy a face without noticing, the copied face makes us feel, and so a mood goes round.",
        known: &[
            measured(
                "Faces and voices of others shift what people feel in the laboratory, by little (Wild, Erb & Bartels 2001; Neumann & Strack 2000).",
            ),
            disputed(
                "That copying carries the feeling is the classic theory (Hatfield et al. 2014). Critics find contagion without copying (Isern-Mas & Gomila 2019); one experiment finds that the face carries part of it (Olszanowski, Wróbel & Hess 2020); in another, those who copied sad faces more also felt worse (Lischetzke et al. 2020).",
            ),
            measured(
                "A review of simulations like this one finds three families of mechanism, no clear winner, and too little checking against people (van Haeringen, Gerritsen & Hindriks 2022).",
            ),
        ],
        has: "Both ways, each with its switch: imitation with feedback from one's own face, and the direct effect of seeing. Always beside the same run without imitation.",
        lacks: "Reasons. People here do not understand why another smiles; much that looks like contagion may be understanding.",
        scenarios: &["cheerful-minority", "sharing-sadness"],
        keys: &["expressions.smile.imitation_rate", "expressions.smile.feedback", "expressions.smile.witness_effect"],
        raised: |scene| scene.imitates() && scene.feels(),
    },
    Concept {
        name: "mimicry",
        also: &[
            "mimicking",
            "mimic",
            "chameleon effect",
            "chameleon",
            "copying faces",
            "facial mimicry",
            "mirroring body language",
        ],
        kind: Kind::Idea,
        said: "We copy each other like chameleons, always and without knowing it.",
        known: &[
            measured(
                "Muscles of the face answer to a face within 300 to 400 ms, even to faces shown too briefly to be noticed (Dimberg & Thunberg 1998; Dimberg, Thunberg & Elmehed 2000).",
            ),
            measured(
                "It depends on who and what: happy faces were copied whatever the group, sad and angry ones in one's own group or not at all (Bourgeois & Hess 2008); disgust was not copied (Fischer, Becker & Veenstra 2012).",
            ),
            measured("Live smiles are copied more than recorded ones (Hsu, Sato & Yoshikawa 2020)."),
        ],
        has: "A chance to imitate that depends on the expression, on how close two people are, on attention, mood and loneliness.",
        lacks: "Dislike: in the model nobody is copied less because they are an opponent, unless a tie is made less visible. Postures, gestures and speech.",
        scenarios: &["commute-smile", "les-miserables-smile"],
        keys: &["expressions.smile.imitation_rate", "expressions.smile.closeness_gain", "people.susceptibility"],
        raised: never,
    },
    Concept {
        name: "smiling at strangers",
        also: &[
            "a smile is contagious",
            "contagious smile",
            "contagious smiles",
            "smile back",
            "pay it forward",
            "smile and the world smiles with you",
        ],
        kind: Kind::Idea,
        said: "Smile, and the world smiles with you; one smile can go round a city.",
        known: &[
            measured(
                "Over half of adults in public places answered a smile with a smile; few answered a frown with a frown (Hinsz & Tomhave 1991).",
            ),
            measured(
                "In talks, speakers smiled the more, the more their listener did (Obayashi et al. 2024, 40 people).",
            ),
            own(
                "A smile that half of those who look return, and few look, reaches few: chains end after a step or two.",
            ),
        ],
        has: "Passers-by who look up a third of the time, and smiles that are followed from person to person.",
        lacks: "What a stranger's smile means: an invitation, mockery, trade.",
        scenarios: &["commute-smile"],
        keys: &["ties.visibility", "expressions.smile.imitation_rate", "encounters.at_once"],
        raised: |scene| scene.has("smile") && scene.situation.encounters.is_some(),
    },
    Concept {
        name: "smile yourself happy",
        also: &[
            "fake it till you make it",
            "fake smile",
            "forced smile",
            "just smile",
            "pen in the mouth",
            "pen between the teeth",
            "smiling makes you happy",
            "smile therapy",
            "power of a smile",
        ],
        kind: Kind::Idea,
        said: "Smile, even if you do not feel like it, and you will be happy.",
        known: &[
            measured(
                "A little: over 138 studies own expressions moved what people felt by d = 0.20, with very mixed results (Coles, Larsen & Lench 2019). That is a fifth of the ordinary spread between people.",
            ),
            measured(
                "Posed and copied smiles worked in 19 countries; with the pen between the teeth it is unclear (Coles et al. 2022). Guessing what is tested explains it only in part (Coles et al. 2023).",
            ),
            measured(
                "Seventeen laboratories repeated the pen and found cartoons funnier by 0.03 points of ten, not by 0.82 (Wagenmakers et al. 2016).",
            ),
        ],
        has: "A face sets a target for what one feels, at most `feedback` above mood: holding it for longer adds nothing, and no spiral can start.",
        lacks: "A day's work, a reason to smile, other people's replies, if one is alone.",
        scenarios: &["smile-yourself-happy", "cheerful-minority"],
        keys: &["expressions.smile.feedback", "expressions.smile.deliberate_feedback", "mood.display_cost"],
        raised: |scene| scene.feels() && scene.poses(),
    },
    Concept {
        name: "surface acting",
        also: &[
            "emotional labour",
            "emotional labor",
            "burnout",
            "burn out",
            "service with a smile",
            "putting on a face",
            "deep acting",
            "customer smile",
            "toxic positivity",
            "positive thinking",
            "display rules",
        ],
        kind: Kind::Idea,
        said: "Service with a smile burns people out; or the opposite: keep smiling and it becomes true.",
        known: &[
            measured(
                "Over 95 studies, putting on what is not felt and the clash between rule and feeling, pooled, go with worse well-being (correlations of 0.39 to 0.48); trying to feel it does so only weakly (Hülsheger & Schewe 2011). Which causes which is open.",
            ),
            own("We have checked nothing on \"toxic positivity\"."),
        ],
        has: "A cost of showing what one does not feel, which is off unless it is set; and smiles on purpose.",
        lacks: "Burnout, customers, bosses and wages. Not advice.",
        scenarios: &["cheerful-minority"],
        keys: &["mood.display_cost", "groups.smilers.deliberate.0.rate"],
        raised: |scene| scene.situation.mood.as_ref().is_some_and(|mood| mood.display_cost > 0.0),
    },
    Concept {
        name: "bad moods spread faster",
        also: &[
            "negativity bias",
            "bad is stronger than good",
            "negative emotions",
            "bad mood",
            "bad moods",
            "grumpiness",
            "toxic people",
            "energy vampires",
            "one bad apple",
            "good mood",
            "good moods",
            "optimism",
        ],
        kind: Kind::Idea,
        said: "Bad moods are more catching than good ones. One grump ruins the day of the whole office.",
        known: &[
            measured(
                "Face to face it is the other way round: smiles are returned, frowns hardly (Hinsz & Tomhave 1991).",
            ),
            disputed(
                "For moods studies disagree. No difference in groups in the laboratory (Barsade 2002); healthy mood spread and low mood did not among American pupils (Hill, Griffiths & House 2015), or both did (Eyre et al. 2017); discontent twice as fast a contact as content (Hill et al. 2010); positive more on Twitter (Ferrara & Yang 2015).",
            ),
            measured(
                "In yearlong diaries both were passed on, and a bad mood stopped where the go-between had cheered up (Fu et al. 2022).",
            ),
        ],
        has: "Frowns and sad faces with their own, low rates; moods that average alike in both directions.",
        lacks: "A built-in answer: nothing makes bad stronger than good, or weaker, except the numbers that you choose.",
        scenarios: &["office-gloom", "tipping-a-grumpy-room"],
        keys: &["mood.averaging", "expressions.frown.imitation_rate", "expressions.sad.imitation_rate"],
        raised: |scene| scene.has("frown") || scene.has("sad"),
    },
    Concept {
        name: "contagious crying",
        also: &["tears", "cry", "weeping", "sobbing", "having a good cry"],
        kind: Kind::Idea,
        said: "Crying is catching, and a good cry makes you feel better.",
        known: &[
            measured(
                "After a sad film 28 people who cried felt worse at once, as before after twenty minutes, and better than before after ninety (Gračanin et al. 2015).",
            ),
            measured("Babies of one to nine months were distressed by the cries of another (Geangu et al. 2010)."),
            own("We found no study of how often adults cry because others do."),
        ],
        has: "A preset, crying, whose numbers are mostly guesses. With `[comfort]` and `expression = 'crying'` tears call for care rather than for more tears.",
        lacks: "Reasons to cry, tears of joy, and feeling better for it after an hour.",
        scenarios: &["sharing-sadness", "does-a-hug-stop-the-spiral"],
        keys: &["expressions.crying.imitation_rate", "expressions.sad.imitation_rate", "comfort.expression"],
        raised: |scene| scene.has("sad") || scene.has("crying"),
    },
    Concept {
        name: "real and fake smiles",
        also: &["duchenne smile", "duchenne", "genuine smile", "felt smile", "polite smile", "smile with the eyes"],
        kind: Kind::Idea,
        said: "A real smile reaches the eyes, lasts a moment, and only that one is catching.",
        known: &[
            unverified("Felt smiles are said to last 0.5 to 4 s (Ekman & Friesen 1982)."),
            own("We found no count of how often each kind is returned."),
        ],
        has: "One smile. Those shown on purpose can be given less effect on the one who shows them.",
        lacks: "Kinds of smiles; everybody who sees one takes it for real.",
        scenarios: &["smile-yourself-happy"],
        keys: &["expressions.smile.deliberate_feedback", "expressions.smile.duration"],
        raised: never,
    },
];
