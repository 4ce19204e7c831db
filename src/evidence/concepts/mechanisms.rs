//! A page for each mechanism of the model, under its name.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// The mechanisms, in the order of a tick.
pub(super) const CONCEPTS: &[Concept] = &[
    page(
        "events",
        &["event", "happenings", "timetable", "jokes", "joke", "bad news", "news"],
        "It all starts with one person.",
        &[own(
            "Events are what a scenario brings in from outside: a first yawn, a joke, a loss. What would have come of them anyway is the first thing to compare with.",
        )],
        "At set times, once or again and again: somebody shows something, feels pulled up or down for a while, or becomes more likely to show something.",
        "Events that follow from what people do.",
        &["comedy-club", "sharing-sadness", "lecture-hall-yawn"],
        &["events.0.at", "events.0.who", "events.0.express", "events.0.mood"],
    ),
    page(
        "encounters",
        &["encounter", "meeting", "meetings", "passers-by", "recorded contacts", "contacts", "glimpses", "commute"],
        "You pass hundreds of people a day, and each can infect you.",
        &[own(
            "We found no count of how long strangers look at each other; the five seconds of the shipped scenario are our choice.",
        )],
        "Company changes: each person is with a few of their ties at a time, for a while; or who met whom is read from a file with times.",
        "Ways through a city; people who avoid each other.",
        &["commute-smile"],
        &["encounters.length", "encounters.at_once", "encounters.kind"],
    ),
    page(
        "comfort",
        &[
            "comforting",
            "consolation",
            "consoling",
            "console",
            "soothing",
            "soothe",
            "hug",
            "hugs",
            "hugging",
            "embrace",
            "touch",
            "holding hands",
            "caring",
        ],
        "A hug heals.",
        &[
            measured(
                "On days with a quarrel people who had been hugged felt less bad, that day and the next (Murphy, Janicki-Deverts & Cohen 2018: 404 adults over 14 nights; which causes which is open).",
            ),
            measured(
                "Under threat of a shock the hand of a partner or friend lowered distress, a stranger's did not (Coan et al. 2017). After robberies victims were consoled by those socially close, rather than by those who stood near (Lindegaard et al. 2017).",
            ),
            measured(
                "Touch against none, mostly repeated massage, helped mental health by 0.37 SD in healthy adults (Packheiser et al. 2024).",
            ),
            own("How often a sad face is answered with comfort, and how long one moment of it works, we did not find."),
        ],
        "Whoever sees the sad face of somebody close may draw nearer for some minutes, and so sees more of it; what the sad one feels is lifted meanwhile, towards their ordinary mood and never beyond. Several who comfort lift no more than one.",
        "Talk, comfort that comes amiss, comfort by strangers, and what it costs the helper besides the sight.",
        &["does-a-hug-stop-the-spiral"],
        &["comfort.relief", "comfort.rate", "comfort.closeness", "comfort.duration", "comfort.approach"],
    ),
    page(
        "selection",
        &["tie formation", "losing friends", "drifting apart", "rewiring", "selection or influence", "deselection"],
        "Tell me who your friends are, and I will tell you who you are.",
        &[
            measured(
                "Over five years, among 847 adolescents and their friends, friends were chosen for like levels of depression, left for unlike ones, and drew each other along (Van Zalk et al. 2010).",
            ),
            measured(
                "In 487 pairs of best friends nobody chose, and girls drew each other along (Giletta et al. 2011). Elsewhere depressed pupils withdrew, and were left with each other (Schaefer, Kornienko & Fox 2011).",
            ),
            measured(
                "Methods that separate choosing from drawing along need waves of ties and states (Steglich, Snijders & Pearson 2010); without them what looked like contagion was three to seven times too much (Aral, Muchnik & Sundararajan 2009).",
            ),
            own("How fast such ties form and end, we did not find."),
        ],
        "Two who show the same expression tie at a rate, two of whom only one shows it part at another, with a bound on how many ties anybody has. The network says who may tie.",
        "Meeting through friends, choosing by what nobody sees, one-sided friendship, withdrawal.",
        &["selection-or-influence"],
        &["selection.forming", "selection.ending", "selection.most", "selection.at_start"],
    ),
    page(
        "perception",
        &["seeing", "looking", "hearing", "noticing", "perceiving"],
        "",
        &[measured(
            "Attention may explain more than empathy does: for autistic traits, caught yawns hung on where people looked (Helt et al. 2021).",
        )],
        "People see those they are tied to, each as far as the tie's visibility, the other's expressiveness and their own perception go, and no more than attention holds.",
        "Directions of gaze, and seeing who else is watching.",
        &["commute-smile", "lecture-hall-yawn"],
        &["ties.visibility", "people.perception", "people.expressiveness", "expressions.yawn.attention"],
    ),
    page(
        "place",
        &["medium", "room", "shared room", "lingering", "noise", "shared medium"],
        "",
        &[own("How strongly a post stands for a face is not known. See the Facebook experiment.")],
        "What is shown lingers in a room or on a feed, fades with one time constant, and reaches everyone there alike.",
        "Walls, channels, and an order of posts.",
        &["face-to-face-vs-feed"],
        &["place.fading", "place.perceived"],
    ),
    page(
        "regulation",
        &["gating", "mood gate", "mood and mimicry", "gate"],
        "Sad people do not smile back.",
        &[
            measured("After a sad film people copied faces of all kinds less (Likowski et al. 2011)."),
            measured("Lonely people copied smiles less of their own accord (Arnold & Winkielman 2021, a small study)."),
        ],
        "How somebody feels changes how often they show something of their own accord (κ) and how readily they imitate (μ); loneliness takes a share of imitation away (ζ).",
        "Steering one's feelings: that is `reappraisal` and `suppression`.",
        &["disconnected-pupil", "cheerful-minority"],
        &[
            "expressions.smile.mood_to_mimicry",
            "expressions.smile.mood_to_spontaneous",
            "expressions.smile.loneliness_gate",
        ],
    ),
    page(
        "mirroring",
        &["mirror activation", "mirror", "mirrors", "memory of what was seen", "memory", "priming"],
        "Mirror neurons fire, and so we copy what we see.",
        &[
            measured(
                "Muscles of the face answer to faces within half a second (Dimberg, Thunberg & Elmehed 2000); yawns are answered within minutes (Norscia et al. 2025).",
            ),
            measured(
                "What the cells called mirror neurons have to do with it is open: such areas help to copy the form of movements (Heyes & Catmur 2022).",
            ),
        ],
        "What is seen leaves a trace that fades with the time constant `memory`: half a second for smiles, more than a minute for yawns. The chance to imitate grows with the trace.",
        "Any cell. It is a stand-in for the coupling of seeing and doing.",
        &["lecture-hall-yawn", "commute-smile"],
        &["expressions.yawn.memory", "expressions.yawn.memory_kernel"],
    ),
    page(
        "habituation",
        &[
            "getting used to it",
            "wearing off",
            "tiring",
            "boring",
            "adaptation",
            "desensitisation",
            "desensitization",
            "the joke wears off",
        ],
        "A joke is funny once.",
        &[
            measured(
                "The same recorded laughter made most of a class laugh or smile the first time, and few the tenth (Provine 1992).",
            ),
            own("How fast it comes back was not measured: a day is our choice."),
        ],
        "The more somebody has seen of an expression, the less they imitate it; with time that wears off.",
        "Novelty: a new joke counts like the old one.",
        &["laugh-track", "comedy-club"],
        &["expressions.laugh.habituation_rate", "expressions.laugh.habituation_recovery"],
    ),
    page(
        "imitation",
        &["imitate", "imitating", "copying", "catch", "infection", "hazard"],
        "We copy without noticing.",
        &[
            measured("Over half of smiles in public were returned, few frowns (Hinsz & Tomhave 1991)."),
            measured("Which are copied depends on the expression and the group (Bourgeois & Hess 2008)."),
        ],
        "Somebody who is not busy begins at a rate that grows with what they mirror: rate × susceptibility × closeness × response. Then come latency, the expression itself and a rest.",
        "Deciding whether to.",
        &["yawn-ladder", "group-of-two-to-eight"],
        &["expressions.yawn.imitation_rate", "expressions.yawn.response", "people.susceptibility"],
    ),
    page(
        "exclusion",
        &[
            "one face at a time",
            "one face",
            "smile and frown",
            "mixed feelings",
            "mixed faces",
            "excludes",
            "exclusive",
            "bittersweet",
        ],
        "Nobody smiles and frowns at once.",
        &[
            measured(
                "A smile switches the frowning muscle off (Okazaki, Suzuki & Kawabata Duncan 2025). Pleasant things raise activity over the smiling muscle and lower it over the frowning one (Larsen, Norris & Cacioppo 2003).",
            ),
            measured(
                "Faces that mix two feelings exist: 21 were posed by 230 people and told apart, happily surprised and sadly angry among them (Du, Tao & Martinez 2014).",
            ),
            own(
                "Which of two faces gives way we did not find: here the newer one stays, but a laugh goes before a smile.",
            ),
        ],
        "Who begins to smile ends a frown, and the other way round; sad and frowning go together. Nobody begins to smile while laughing.",
        "Blends, traces of the face before, and a struggle for control of one's face.",
        &["comedy-club", "laugh-track"],
        &["expressions.smile.excludes", "expressions.laugh.excludes"],
    ),
    page(
        "affect",
        &["feeling", "feelings", "emotion", "emotions", "felt emotion", "arousal", "valence"],
        "A feeling lasts as long as its cause.",
        &[
            unverified(
                "Readers of online threads came back at a rate that we read without its unit in a program that follows Garcia et al. 2016; if per minute, half is gone after two minutes.",
            ),
            measured(
                "Remembered feelings differ widely: of 27, sadness lasted longest, shame and disgust were shortest (Verduyn & Lavrijsen 2015).",
            ),
            own(
                "Models of talk online give a feeling two sides, valence and arousal (Schweitzer & Garcia 2010). Affect is valence; arousal with a threshold is what a mirror activation with one does (`catching verify arousal`).",
            ),
        ],
        "What one feels now, in SD. It is pulled by one's own face, by what is seen and by events, comes within seconds and goes back to mood within minutes.",
        "Different feelings: there is one line from bad to good, and nothing like fear or pride; and beliefs, which some models let pass beside feelings (Bosse et al. 2013).",
        &["smile-yourself-happy", "sharing-sadness"],
        &["mood.onset", "mood.decay", "expressions.smile.feedback", "expressions.smile.witness_effect"],
    ),
    page(
        "mood",
        &[
            "moods",
            "slow mood",
            "joy",
            "joyful",
            "happiness",
            "happy",
            "unhappy",
            "depression",
            "well-being",
            "wellbeing",
        ],
        "Mood is a matter of chemistry, and of the company one keeps.",
        &[
            own(
                "Mood is in units of the ordinary spread between people (SD). It is not a concentration of anything, serotonin least of all.",
            ),
            measured("Emotions in tweets took 1.25 to 1.5 hours from onset to end (Fan et al. 2019)."),
            disputed(
                "Whether moods spread between friends, and which of them, is disputed: healthy mood and not depression (Hill, Griffiths & House 2015), or both, too weakly to matter for depression (Eyre et al. 2017), or depression up to three steps (Rosenquist, Fowler & Christakis 2011).",
            ),
        ],
        "Slow mood goes back to its own baseline within hours, follows what is felt a little, and can be drawn towards the moods in view.",
        "Illness. Depression is not low mood, and this is no model of it.",
        &["office-gloom", "cheerful-minority"],
        &["mood.relaxation", "mood.coupling", "mood.averaging", "people.mood_baseline"],
    ),
    page(
        "attachment",
        &["ties that grow", "bond", "bonds", "growing ties", "tie growth"],
        "Empathy forms attachments; and four styles of attachment rule love.",
        &[
            measured(
                "People like those who mimic them (Chartrand & Bargh 1999), and aligned smiles raised attraction (Arias-Sarah et al. 2024).",
            ),
            measured(
                "That empathy makes people mimic is weak at best (Holland, O'Connell & Dziobek 2021). Styles of attachment did not tell who mimics faces (Vacaru et al. 2024).",
            ),
            measured("Friendships fade without contact, kinship does not (Roberts & Dunbar 2015)."),
        ],
        "A tie moves a little towards the closest whenever an expression is mirrored within two seconds, and fades over years, kin excepted. How much is assumed.",
        "Styles of attachment, love, quarrels, and new ties between people who had none.",
        &["disconnected-pupil"],
        &["attachment.growth", "attachment.decay", "attachment.window"],
    ),
    page(
        "loneliness",
        &["lonely", "loneliness gate", "belonging", "alone"],
        "Lonely people do not smile back, and so stay lonely.",
        &[
            measured(
                "Less spontaneous copying of smiles in lonely people was seen in one small study; they could do so on purpose (Arnold & Winkielman 2021).",
            ),
            measured("Lonely people were at the edges of a town's network (Cacioppo, Fowler & Christakis 2009)."),
            own("That it closes a circle is what the model tries out, not what was observed."),
        ],
        "Loneliness follows the close ties that are lived, by smiles that are answered, within about a week, and takes away a share of smiling back.",
        "Choosing to be alone.",
        &["disconnected-pupil"],
        &["loneliness.relaxation", "loneliness.belonging", "expressions.smile.loneliness_gate"],
    ),
    page(
        "association",
        &["correlation", "clustering of happiness", "degrees of separation", "relative risk"],
        "Friends are alike, so they infect each other.",
        &[disputed(
            "They are alike for many reasons, and no study that only watches can tell them apart (Lyons 2011; Shalizi & Thomas 2011).",
        )],
        "A measure, not a cause: how much likelier somebody is to show something when a person one, two or three steps away does.",
        "A way to read causes off it.",
        &["three-degrees"],
        &["measure.association"],
    ),
    page(
        "recording",
        &["outcomes", "outcome", "metrics", "metric", "measures", "results", "tables"],
        "",
        &[own("It changes nothing: with and without it the same things happen.")],
        "Counts what happened, for each run: how many showed something, when, how many were caught from somebody; and keeps people, ties and events where asked.",
        "",
        &["lecture-hall-yawn"],
        &["sample_every", "agents", "outcomes"],
    ),
];

/// A mechanism's page.
#[expect(clippy::too_many_arguments, reason = "one argument a part of the page, so that the table reads as a table")]
const fn page(
    name: &'static str,
    also: &'static [&'static str],
    said: &'static str,
    known: &'static [super::Known],
    has: &'static str,
    lacks: &'static str,
    scenarios: &'static [&'static str],
    keys: &'static [&'static str],
) -> Concept {
    Concept { name, also, kind: Kind::Mechanism, said, known, has, lacks, scenarios, keys, raised: never }
}
