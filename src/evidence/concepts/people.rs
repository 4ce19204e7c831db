//! What is told of kinds of people.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// People.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "empathy",
        also: &[
            "empathic",
            "empathetic",
            "compassion",
            "feeling with others",
            "empath",
            "empaths",
            "compassion fatigue",
            "sympathy",
        ],
        kind: Kind::Idea,
        said: "Empathic people mirror others: the more empathy, the more you smile, yawn and cry along.",
        known: &[
            measured(
                "Over 28 studies, mimicry and empathy go together weakly; mimicry and recognising emotions not at all (Holland, O'Connell & Dziobek 2021).",
            ),
            measured("For yawns, no link once age is known (Bartholomew & Cirulli 2014)."),
            measured(
                "Liking follows being mimicked (Chartrand & Bargh 1999); whether empathy makes mimicry or mimicry empathy is open.",
            ),
        ],
        has: "Perception: how well somebody sees what others show. Susceptibility: how readily they imitate. Two numbers, not tied to each other.",
        lacks: "Understanding another, and wanting to help. Helpers in this model suffer little, because they only see faces.",
        scenarios: &["sharing-sadness", "yawn-ladder"],
        keys: &["people.perception", "people.susceptibility", "expressions.sad.witness_effect"],
        raised: |scene| scene.has("sad") || scene.has("yawn"),
    },
    Concept {
        name: "emotional intelligence",
        also: &["eq", "ei", "emotional quotient", "emotionally intelligent", "soft skills", "social intelligence"],
        kind: Kind::Idea,
        said: "Who understands and steers emotions, in themselves and others, has the better career and the better marriage.",
        known: &[
            measured(
                "Questionnaires of it go with supervisors' ratings (corrected 0.29), and no longer (−0.02) once personality, ability and self-rating are known (Joseph et al. 2015). Earlier, 0.24 to 0.30 for three kinds of test (O'Boyle et al. 2011).",
            ),
            measured(
                "With satisfaction in couples it goes by 0.37, mostly between answers that people gave about themselves (Jardine et al. 2022).",
            ),
            disputed(
                "Whether it is more than personality, and which causes which, is disputed: after controls nothing was left at work (Joseph et al. 2015).",
            ),
        ],
        has: "Its two halves as traits: `perception` (understanding) and `reappraisal` and `suppression` (steering).",
        lacks: "Careers, couples, and any score of a person.",
        scenarios: &["sharing-sadness"],
        keys: &["people.perception", "people.reappraisal", "people.suppression"],
        raised: |scene| scene.has("sad"),
    },
    Concept {
        name: "emotional sponge",
        also: &[
            "susceptibility to contagion",
            "highly sensitive",
            "highly sensitive person",
            "hsp",
            "sensitive people",
            "emotional contagion scale",
            "immune to moods",
        ],
        kind: Kind::Idea,
        said: "Some people soak up every mood around them, others are immune.",
        known: &[
            measured(
                "A questionnaire of 15 items for five emotions measures one thing, not five: whoever catches one says that they catch the others (Doherty 1997).",
            ),
            measured("For yawns the difference between people is very stable (Bartholomew & Cirulli 2014)."),
            measured("Those who copied sad faces more felt worse afterwards (Lischetzke et al. 2020)."),
        ],
        has: "One susceptibility for each person, spread as widely as you like, times one for each expression where you say so; and a share who never answer.",
        lacks: "Where the differences between people come from.",
        scenarios: &["lecture-hall-yawn", "sharing-sadness"],
        keys: &["people.susceptibility", "expressions.sad.susceptibility", "expressions.yawn.responders"],
        raised: never,
    },
    Concept {
        name: "introverts and extraverts",
        also: &[
            "introvert",
            "introverts",
            "introversion",
            "extravert",
            "extraverts",
            "extrovert",
            "extroverts",
            "extraversion",
            "personality",
            "shy",
            "shyness",
            "big five",
        ],
        kind: Kind::Idea,
        said: "Extraverts infect everybody; introverts catch nothing, or too much.",
        known: &[
            measured(
                "Showing good feelings and showing bad ones are two things: who says the one of themselves shows amusement, not sadness, months later, and the other way round (Gross & John 1997).",
            ),
            measured(
                "Extraverts copied others more where they wanted to get on with them, and not otherwise; that explained their better rapport (Duffy & Chartrand 2015).",
            ),
            own("We have checked nothing on who is copied more."),
        ],
        has: "Expressiveness and susceptibility, for each person or group, times one of each for every expression where you say so. An extravert can be built from them.",
        lacks: "Personality, and wanting to be liked.",
        scenarios: &["lecture-hall-yawn"],
        keys: &["people.expressiveness", "people.susceptibility", "expressions.smile.expressiveness"],
        raised: never,
    },
    Concept {
        name: "women and men",
        also: &["gender", "women", "men", "sex differences", "gender differences", "female", "male"],
        kind: Kind::Idea,
        said: "Women catch emotions more than men.",
        known: &[
            measured("Five years of observation: women answered yawns more than men (Norscia, Demuru & Palagi 2016)."),
            unverified(
                "Others answer that of many studies hardly any finds it, and call it a false positive (Gallup & Massen 2016).",
            ),
            measured(
                "Over a year of observation it was the bond and not the sex that counted (Norscia & Palagi 2011).",
            ),
        ],
        has: "No sexes. Groups can be given numbers of their own.",
        lacks: "A default that differs between women and men: the finding is contested.",
        scenarios: &["yawn-ladder"],
        keys: &["people.susceptibility"],
        raised: never,
    },
    Concept {
        name: "keeping a straight face",
        also: &[
            "straight face",
            "poker face",
            "emotion regulation",
            "emotional regulation",
            "self control",
            "holding back laughter",
            "calm down",
            "stiff upper lip",
        ],
        kind: Kind::Idea,
        said: "Do not show it, and it will pass. Or: bottling up makes it worse.",
        known: &[
            measured(
                "Over 306 comparisons rethinking what happens changes emotions by 0.36 SD over all kinds of outcomes; hiding the face changes the face, trying not to feel does nothing (Webb, Miles & Sheeran 2012).",
            ),
            measured(
                "Hiding a laugh leaves the amusement; somebody else's laugh makes hiding hard (Mitschke et al. 2025).",
            ),
        ],
        has: "`suppression` takes a share off what is shown, `reappraisal` a share off a bad event. Both are our own scales.",
        lacks: "Effort, and what holding back costs.",
        scenarios: &["sharing-sadness"],
        keys: &["people.reappraisal", "people.suppression"],
        raised: |scene| scene.feels() && !scene.situation.events.is_empty(),
    },
];
