//! What is told of yawning.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// Yawning.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "contagious yawning",
        also: &["yawns are contagious", "yawn contagion", "why do we yawn", "catching a yawn"],
        kind: Kind::Idea,
        said: "When one person yawns, everybody in the room has to.",
        known: &[
            measured(
                "Not everybody: whether somebody yawns along is a stable trait, and most who do not say that they do not even feel like it (Bartholomew & Cirulli 2014, 328 people). In one study 69 % did, to yawns of animals (Gallup & Wozny 2022); 40 to 60 % of adults is the figure usually given (Helt et al. 2010).",
            ),
            measured(
                "Kin are answered more than friends, friends more than acquaintances, strangers least, and later (Norscia & Palagi 2011).",
            ),
            disputed(
                "Some of what is counted in the field may be chance: yawns that would have come anyway look like answers (Kapitány & Nielsen 2017).",
            ),
            measured("Being watched holds yawns back (Gallup et al. 2016)."),
        ],
        has: "Yawns that are answered within minutes, by a share of people who answer at all, the more the closer two people are; and beside each run the same hall without imitation, in which most of the yawns come, too.",
        lacks: "Tiredness, the time of day, temperature and being watched.",
        scenarios: &["lecture-hall-yawn", "yawn-ladder"],
        keys: &["expressions.yawn.responders", "expressions.yawn.closeness_gain", "expressions.yawn.imitation_rate"],
        raised: |scene| scene.has("yawn"),
    },
    Concept {
        name: "yawning and empathy",
        also: &["yawn empathy", "yawning empathy", "yawn test", "yawning test for empathy"],
        kind: Kind::Idea,
        said: "Who yawns along has empathy; a yawn tells a kind person from a cold one.",
        known: &[
            measured(
                "The bond matters, also when a yawn is heard and not seen (Norscia et al. 2020). A review finds the evidence for a link with empathy inconclusive (Massen & Gallup 2017).",
            ),
            measured(
                "In 328 people empathy, time of day and intelligence did not matter once age was known; age explained 8 % (Bartholomew & Cirulli 2014).",
            ),
            measured("In toddlers those less close were answered more (Norscia et al. 2025)."),
        ],
        has: "Closeness, and a share of people who answer. No empathy enters.",
        lacks: "Empathy, age, and any test of character.",
        scenarios: &["yawn-ladder"],
        keys: &["expressions.yawn.closeness_gain", "expressions.yawn.responders"],
        raised: |scene| scene.has("yawn"),
    },
    Concept {
        name: "psychopaths do not yawn",
        also: &["psychopath", "psychopathy", "psychopaths", "autism and yawning", "autism", "autistic"],
        kind: Kind::Idea,
        said: "Psychopaths and autistic people do not catch yawns, for want of empathy.",
        known: &[
            measured(
                "People with more psychopathic traits yawned along somewhat less in an online study of 458; how tired they were mattered more (Gallup et al. 2021).",
            ),
            measured(
                "In 97 students autistic and psychopathic traits both went with fewer caught yawns. For autistic traits it hung on where people looked (Helt et al. 2021); autistic children yawned along less (Helt et al. 2010).",
            ),
            unverified("When children were made to look at the eyes, the difference was gone (Usui et al. 2013)."),
        ],
        has: "Attention and visibility: whoever looks away catches nothing, whatever they are like.",
        lacks: "Diagnoses. Nothing here should be read as being about persons.",
        scenarios: &["yawn-ladder"],
        keys: &["ties.visibility", "people.perception", "expressions.yawn.responders"],
        raised: never,
    },
    Concept {
        name: "yawning animals",
        also: &["dogs yawn", "dog yawning", "chimpanzees", "yawning chimpanzees", "robots yawning", "android"],
        kind: Kind::Idea,
        said: "Dogs and chimpanzees catch our yawns, because they love us.",
        known: &[
            measured("The other way round is sure: 69 % of people yawned to yawns of animals (Gallup & Wozny 2022)."),
            unverified("Chimpanzees are reported to yawn to a yawning android (Joly-Mascheroni et al. 2025)."),
            own("We have checked nothing on dogs."),
        ],
        has: "People only. An animal can be put in as a person who never answers, or as one who only shows.",
        lacks: "Species.",
        scenarios: &["yawn-ladder"],
        keys: &["groups.box.deliberate.every", "expressions.yawn.responders"],
        raised: never,
    },
    Concept {
        name: "yawning cools the brain",
        also: &["brain cooling", "yawning oxygen", "lack of oxygen", "tiredness", "sleepiness", "boredom"],
        kind: Kind::Idea,
        said: "We yawn for want of oxygen; or to cool the brain; or because we are bored.",
        known: &[
            measured(
                "Passers-by yawned along to pictures more in winter at 22 °C than in summer at 37 °C: 45 against 24 % (Gallup & Eldakar 2011).",
            ),
            unverified("In Vienna it was fewer in winter, near freezing, than in summer (Massen et al. 2014)."),
            own("We have checked nothing on oxygen."),
        ],
        has: "A rate of yawns that come by themselves. The lecture hall after lunch has three times the ordinary rate.",
        lacks: "Temperature, oxygen, sleep.",
        scenarios: &["lecture-hall-yawn"],
        keys: &["expressions.yawn.spontaneous_rate"],
        raised: never,
    },
    Concept {
        name: "children and contagion",
        also: &["children", "babies", "toddlers", "kids", "age", "growing up"],
        kind: Kind::Idea,
        said: "Babies cry when babies cry: contagion is there from birth.",
        known: &[
            measured(
                "Yawns are caught late: none below five years from a video, none below six from a story, then more and more (Anderson & Meno 2003, 87 children); a marked rise at four in another study (Helt et al. 2010).",
            ),
            measured(
                "Live, in a nursery, toddlers of 10 to 36 months answered smiles within a second and yawns within three minutes, and those less close more (Norscia et al. 2025).",
            ),
        ],
        has: "People without age. A class can be given a smaller share who answer.",
        lacks: "Development.",
        scenarios: &["disconnected-pupil"],
        keys: &["expressions.yawn.responders", "expressions.yawn.closeness_gain"],
        raised: never,
    },
];
