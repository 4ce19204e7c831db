//! A page for each part of seeing and imitating.

use super::{Concept, Kind, measured, never, own, unverified};

/// The parts, from who is seen to when it ends.
pub(super) const CONCEPTS: &[Concept] = &[
    part(
        "attention",
        &["attention budget", "looking at one face", "distraction", "focus"],
        ("people can watch only so many others at once", "attention"),
        &[
            measured(
                "Autistic traits went with fewer caught yawns where people looked less at the eyes (Helt et al. 2021).",
            ),
            own(
                "How many faces one takes in at a time, we chose: one for smiles, two for yawns, all for laughter, which is heard.",
            ),
        ],
        "A budget B in people. Whoever sees more than B people who show something shares it out among them; \"all\" is no limit.",
        &["lecture-hall-yawn", "les-miserables-smile"],
        &["expressions.yawn.attention"],
    ),
    part(
        "visibility",
        &["visible", "out of sight", "in view", "earshot", "masks", "face mask"],
        ("how well the people of a tie see or hear each other", "ties.visibility"),
        &[unverified(
            "A stunt in which 24 of 112 passers-by smiled back fits a visibility of 0.32 beside Hinsz & Tomhave 1991; a stunt is no study, and was read in the news.",
        )],
        "A share from 0 to 1 for each tie, one-sided if you like.",
        &["commute-smile", "disconnected-pupil"],
        &["ties.visibility", "ties.rules.0.visibility"],
    ),
    part(
        "closeness",
        &[
            "close",
            "closeness gain",
            "intimacy",
            "tie strength",
            "strong ties",
            "weak ties",
            "social distance",
            "kin",
            "family",
        ],
        (
            "the closer two people are, the more readily one imitates the other, as far as an expression says so",
            "ties.closeness and closeness_gain",
        ),
        &[
            measured(
                "Order for yawns: kin, friends, acquaintances, strangers (Norscia & Palagi 2011), and the other way round in toddlers (Norscia et al. 2025).",
            ),
            measured(
                "For smiles studies differ: only among intimates (Fischer, Becker & Veenstra 2012), whatever the group (Bourgeois & Hess 2008).",
            ),
            measured(
                "Within a pair contagion fell as it grew close (Kaiser et al. 2023, a preprint): do not read a growing tie as growing contagion.",
            ),
        ],
        "w from 0 (a stranger) over 1/3 (an acquaintance) and 1/2 (a friend) to 1; the rate of imitation is 1 + (G − 1)·w times that between strangers. The order is published for yawns, no size is.",
        &["yawn-ladder", "lecture-hall-yawn"],
        &["ties.closeness", "expressions.yawn.closeness_gain"],
    ),
    part(
        "susceptibility",
        &["susceptible", "differences between people", "individual differences", "heterogeneity"],
        ("some people are readily infected, some hardly", "people.susceptibility"),
        &[
            measured(
                "One questionnaire, one dimension (Doherty 1997); for yawns very stable in each person (Bartholomew & Cirulli 2014).",
            ),
            own("How wide people differ, we chose: a log-normal with cv 0.5."),
        ],
        "A factor on the rate of imitation, of mean 1.",
        &["lecture-hall-yawn"],
        &["people.susceptibility"],
    ),
    part(
        "expressiveness",
        &["expressive", "intensity", "intensity of a smile", "showing feelings"],
        ("how strongly somebody shows what they show", "people.expressiveness"),
        &[
            measured(
                "Stronger faces gave stronger feelings (Wild, Erb & Bartels 2001), and more smiling by one went with more by the other (Obayashi et al. 2024).",
            ),
            measured(
                "Who shows good feelings plainly need not show bad ones: two facets, each of which predicts its own kind of face (Gross & John 1997).",
            ),
        ],
        "A share from 0 to 1 of each display that others can see; of one expression another share, where you say so.",
        &["face-to-face-vs-feed"],
        &["people.expressiveness", "expressions.smile.expressiveness"],
    ),
    part(
        "responders",
        &["non-responders", "immune", "people who never yawn", "share who respond"],
        ("some people never answer, whatever they see", "responders"),
        &[measured(
            "Most who did not yawn along did not even feel like it (Bartholomew & Cirulli 2014); 69 % did so in another study (Gallup & Wozny 2022).",
        )],
        "A share π of people who answer an expression at all, drawn once for each person.",
        &["yawn-ladder", "lecture-hall-yawn"],
        &["expressions.yawn.responders"],
    ),
    part(
        "company",
        &[
            "audience effect",
            "social facilitation",
            "company factor",
            "in company",
            "laughing alone",
            "being watched",
            "presence",
        ],
        ("company alone makes people show more, or less", "company_factor"),
        &[
            unverified("Thirty times more laughter in company than alone without media (Provine & Fischer 1989)."),
            measured(
                "More laughter in company at the same film, which was found no funnier (Devereux & Ginsburg 2001). Being watched holds yawns back (Gallup et al. 2016).",
            ),
        ],
        "How many times more often something is shown of one's own accord where somebody is in view than alone. Not contagion: it is there when nobody shows anything.",
        &["comedy-club"],
        &["expressions.laugh.company_factor"],
    ),
    part(
        "latency",
        &["delay", "reaction time", "how fast", "speed"],
        ("from the impulse to the face it takes a moment", "latency"),
        &[measured("300 to 400 ms in the muscles of the face (Dimberg & Thunberg 1998).")],
        "A time L, drawn anew each time, shorter between the close if you set `latency_closeness`.",
        &["yawn-ladder"],
        &["expressions.smile.latency", "expressions.yawn.latency_closeness"],
    ),
    part(
        "refractory time",
        &["refractory", "rest", "pause", "recovery", "refractory period"],
        ("after one comes a rest before the next", "refractory"),
        &[own("No published number for smiles or laughs was found; for yawns in a row one is quoted from memory.")],
        "A time R after each expression in which no other of its kind begins.",
        &["group-of-two-to-eight"],
        &["expressions.laugh.refractory"],
    ),
    part(
        "response",
        &["dose response", "dose", "response curve", "saturation", "how many it takes", "nudges"],
        ("how the chance to join in grows with how many show it", "response"),
        &[
            measured(
                "Starting to clap followed the others who clapped (Mann et al. 2013); a habit needed more than one friend (Centola 2010).",
            ),
            own("For smiles, laughs and yawns the shape is not known: linear and saturating are our choices."),
        ],
        "Ψ: linear, saturating, a step of so many people, or others.",
        &["tipping-a-grumpy-room", "applause"],
        &["expressions.good_mood.response.theta", "expressions.laugh.response"],
    ),
    part(
        "social stopping",
        &["stopping", "stopping together", "when to stop", "end of applause"],
        ("people stop sooner when those in view have stopped", "social_stopping"),
        &[measured("Applause ended together, too, not only began together (Mann et al. 2013).")],
        "Up to 1 + σ_c times as fast to stop when nobody in view goes on.",
        &["applause"],
        &["expressions.applause.social_stopping"],
    ),
    part(
        "contacts that speed recovery",
        &["calm is catching", "others' calm", "calming", "recovering together"],
        ("those in view who are calm shorten an episode", "calming, social_stopping"),
        &[
            measured("Clapping stopped together, though less so than it began (Mann et al. 2013)."),
            measured(
                "Whether somebody was obese no longer did not depend on how many of their contacts were not obese (Hill, Rand, Nowak & Christakis 2010): recovery need not be social.",
            ),
            measured(
                "Who waited for something frightening caught the nerves of the other who waited (Gump & Kulik 1997), but two who were equally nervous were less stressed than two who were not (Townsend, Kim & Mesquita 2013): a calm face is not always a comfort.",
            ),
            own("For feelings we found no count of calm contacts. It is off unless asked for."),
        ],
        "The clock of a face runs 1 + (σ_c + c K)(1 − X̄) times as fast, X̄ the share of the K people in view who show it: σ_c counts the share of the calm, c their number. In a crowd in which everyone sees everyone c cannot be told from weaker imitation: the level is that of SIS with β − cγ in place of β.",
        &["fear-in-a-crowd", "applause"],
        &["expressions.fear.calming", "expressions.sad.social_stopping"],
    ),
    part(
        "authority",
        &["influence of leaders", "influential people", "counts more", "role model", "role models"],
        ("what some people show counts more than what others show", "authority in a group"),
        &[
            measured(
                "Where leaders had been put into a good mood rather than a bad one, their groups felt better (Sy, Côté & Saavedra 2005).",
            ),
            measured(
                "Over a school year teachers' enjoyment went with their pupils' later, and pupils' with their teachers' (Frenzel et al. 2018: 69 teachers, 1,643 pupils; observed, not tried).",
            ),
            own("How many others a leader counts for we did not find."),
        ],
        "A factor α on how strongly others see the members of a group; moods that are averaged by absorption feel it, too.",
        &["whose-smile-counts"],
        &["groups.teacher.authority"],
    ),
    part(
        "pairs",
        &["simplicial contagion", "group pressure", "two at once", "reinforcement by pairs", "triangles"],
        ("two who show it at once count for more than twice one", "response kind pairs"),
        &[own(
            "Models of contagion in groups let pairs reinforce (Iacopini et al. 2019). With the square of what is seen one contact alone reinforces itself; `pairs` asks for two.",
        )],
        "A + κ₂·A·max(0, A − 1), where A counts the people who are seen: one contact alone is as before, each two different ones add 2κ₂. Whether the two see each other is not asked.",
        &["tipping-a-grumpy-room"],
        &["expressions.good_mood.response.kappa2"],
    ),
    part(
        "holding",
        &["hold", "kept going", "cannot stop", "can't stop", "can't stop laughing"],
        ("nobody stops while enough others go on", "hold"),
        &[own("No published number; it is there for models of habits and of laughing fits.")],
        "Above a level θ_hold of mirror activation an expression does not end.",
        &["group-of-two-to-eight"],
        &["expressions.laugh.hold"],
    ),
    part(
        "triggering",
        &["triggered by", "triggers", "cross-channel", "laughter makes smile", "one expression sets off another"],
        ("one expression sets off another: laughter makes people smile", "triggered_by"),
        &[measured("Recorded laughter made more people smile than laugh (Provine 1992).")],
        "Weights M: how much each other expression counts as this one.",
        &["laugh-track"],
        &["expressions.smile.triggered_by"],
    ),
    part(
        "inhibition",
        &["inhibits", "inhibiting", "contagion is stopped by a frown", "frown kills a smile", "dampening"],
        ("a face in view takes away from what others add: a frown makes a smile less likely", "triggered_by below 0"),
        &[
            measured(
                "Happy faces lowered activity over the frowning muscle of those who saw them; angry faces changed nothing over the smiling one (Rymarczyk et al. 2011).",
            ),
            own("How much less often a smile is returned beside a frown we did not find; it is off unless asked for."),
        ],
        "A weight M below zero. It takes away from what is seen of the expression, never more, so that smiles of one's own accord come as often as ever.",
        &["tipping-a-grumpy-room"],
        &["expressions.frown.triggered_by"],
    ),
    part(
        "duration",
        &["how long", "length of a smile", "how long does a yawn last"],
        ("an expression lasts for a while, and is seen for as long", "duration"),
        &[
            unverified("Yawns about 6 s (Provine 1986), felt smiles 0.5 to 4 s (Ekman & Friesen 1982)."),
            measured("Laughs are made of notes of 75 ms, one every 210 ms (Provine & Yong 1991)."),
        ],
        "A time D, drawn anew each time.",
        &["group-of-two-to-eight"],
        &["expressions.yawn.duration", "expressions.laugh.duration"],
    ),
    part(
        "spontaneous rate",
        &[
            "spontaneous",
            "by themselves",
            "of their own accord",
            "baseline rate",
            "would have happened anyway",
            "anyway",
        ],
        ("people also do it by themselves", "spontaneous_rate"),
        &[
            unverified(
                "Yawns: some 7 to 23 a day by self-report; the works usually cited (Provine 1986; Baenninger 1996) were not opened.",
            ),
            own("A rate per day is per 24 hours in a scenario; ten yawns in a waking day of 16 hours are 0.625 /h."),
        ],
        "A rate λ0 in company. Most of what looks like contagion is this: hence the run without imitation beside every run.",
        &["lecture-hall-yawn"],
        &["expressions.yawn.spontaneous_rate"],
    ),
];

/// A page of a part.
const fn part(
    name: &'static str,
    also: &'static [&'static str],
    (claim, on): (&'static str, &'static str),
    known: &'static [super::Known],
    has: &'static str,
    scenarios: &'static [&'static str],
    keys: &'static [&'static str],
) -> Concept {
    Concept {
        name,
        also,
        kind: Kind::Part { claim, on },
        said: "",
        known,
        has,
        lacks: "",
        scenarios,
        keys,
        raised: never,
    }
}
