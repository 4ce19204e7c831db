//! What is told of networks, near and far.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// Networks and the web.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "three degrees",
        also: &[
            "three degrees of influence",
            "three degrees of happiness",
            "friends of friends",
            "friends of friends of friends",
            "six degrees",
            "framingham",
            "happiness spreads",
            "15 10 6",
            "spread through a network",
        ],
        kind: Kind::Idea,
        said: "Your happiness reaches your friends' friends' friends.",
        known: &[
            unverified(
                "In a town followed for twenty years happy people clustered: 15, 10 and 6 % at one, two and three steps, read in reports of Fowler & Christakis 2008.",
            ),
            disputed(
                "The same method finds that height and acne spread (Cohen-Cole & Fletcher 2008), and its conclusions do not follow from its data (Lyons 2011). Friends who are alike, or share a street, look just like contagion (Shalizi & Thomas 2011).",
            ),
            own("Contagion alone, at the rates fitted to the same town, falls off far more steeply than 15, 10, 6."),
        ],
        has: "A town of 4,740 in which contentment is caught, or comes from where one lives, or both: three causes, and the same kind of pattern.",
        lacks: "The study's own network, and how people choose their friends.",
        scenarios: &["three-degrees"],
        keys: &["expressions.content.imitation_rate", "measure.association", "network.p"],
        raised: |scene| !scene.situation.measure.association.is_empty(),
    },
    Concept {
        name: "facebook experiment",
        also: &[
            "facebook",
            "emotional contagion on facebook",
            "facebook effect",
            "social media",
            "news feed",
            "feed",
            "instagram",
            "twitter",
            "doomscrolling",
            "online contagion",
            "emotional contagion online",
            "digital emotion contagion",
            "the internet",
        ],
        kind: Kind::Idea,
        said: "Facebook manipulated the moods of 689,003 people: emotions spread through the net as they do face to face.",
        known: &[
            unverified(
                "Where fewer positive posts were shown, the share of positive words in people's own posts fell by 0.1 percentage points, and d was 0.02 at most; read in copies of Kramer, Guillory & Hancock 2014. It was done without asking, and the journal printed its concern.",
            ),
            measured(
                "Rain in one city moved posts there, and posts of friends elsewhere: each by one to two others (Coviello et al. 2014). People on Twitter posted what they had seen more of, good more than bad (Ferrara & Yang 2015).",
            ),
            measured(
                "A review asks when such effects are weak or absent, and notes that platforms earn by raising emotion (Goldenberg & Gross 2020).",
            ),
            own("Nobody has measured the same outcome face to face. How much weaker a feed is, is not known."),
        ],
        has: "A place where what is posted lingers for an hour and everyone comes across it, at a small share of the strength of a face.",
        lacks: "Words, likes, algorithms, and who is never online.",
        scenarios: &["face-to-face-vs-feed"],
        keys: &["place.fading", "ties.visibility", "expressions.cheer.witness_effect"],
        raised: |scene| scene.situation.place.is_some(),
    },
    Concept {
        name: "anger online",
        also: &[
            "outrage",
            "anger",
            "rage",
            "shitstorm",
            "hate",
            "hate speech",
            "trolls",
            "moral outrage",
            "polarisation",
            "polarization",
        ],
        kind: Kind::Idea,
        said: "Anger is what spreads fastest on the web.",
        known: &[
            measured(
                "On Weibo anger drew more follow-ups than joy, and travelled along weaker ties (Fan, Xu & Zhao 2016; Fan, Xu & Zhao 2020).",
            ),
            measured(
                "Messages were shared 20 % more for each moral-emotional word (Brady et al. 2017); over 27 studies, with a replication by the same authors, 13 % (Brady & Van Bavel 2021).",
            ),
            measured("Face to face anger is copied within one's own group or not at all (Bourgeois & Hess 2008)."),
        ],
        has: "No preset for anger: no rate was found, so its numbers would be guesses. An expression of your own with `closeness_gain` below 1 is stronger along weak ties.",
        lacks: "Opponents, morals, sharing.",
        scenarios: &["face-to-face-vs-feed"],
        keys: &["place.fading", "expressions.frown.closeness_gain"],
        raised: |scene| scene.situation.place.is_some(),
    },
    Concept {
        name: "video calls",
        also: &[
            "video call",
            "zoom",
            "zoom fatigue",
            "video conference",
            "video conferencing",
            "online lesson",
            "online teaching",
            "working from home",
            "screen",
        ],
        kind: Kind::Idea,
        said: "By video nothing comes across.",
        known: &[
            measured(
                "Smiles were returned by video, but the joy of those who returned them did not rise (Mui et al. 2018).",
            ),
            measured(
                "In 52 pairs by video, joy, anger and sadness were shared by what people reported; of the faces only joy met above chance (Marx et al. 2025).",
            ),
            measured("Live smiles are copied more than recorded ones (Hsu, Sato & Yoshikawa 2020)."),
        ],
        has: "Visibility: how well one sees the other, from 0 to 1. What a screen takes off is not known, so it is a key to sweep.",
        lacks: "Delay, small pictures, and seeing oneself.",
        scenarios: &["face-to-face-vs-feed", "commute-smile"],
        keys: &["ties.visibility", "expressions.smile.witness_effect"],
        raised: never,
    },
    Concept {
        name: "going viral",
        also: &[
            "viral",
            "virality",
            "tipping point",
            "tipping points",
            "critical mass",
            "complex contagion",
            "simple contagion",
            "r0",
            "basic reproduction number",
            "threshold",
        ],
        kind: Kind::Idea,
        said: "Everything that spreads spreads like a virus, and tips at a critical mass.",
        known: &[
            measured(
                "A habit spread farther and faster where friends knew each other than along random ties: more than one nudge was needed (Centola 2010, 1,540 people).",
            ),
            measured(
                "Healthy mood among pupils was best described by several friends at once (Hill, Griffiths & House 2015).",
            ),
            measured("A model of contagion with spontaneous change was fitted to a town (Hill et al. 2010)."),
        ],
        has: "Both: a chance from each who shows it, or a threshold of several; and the classical models as special cases.",
        lacks: "Beliefs and decisions.",
        scenarios: &["tipping-a-grumpy-room", "group-of-two-to-eight"],
        keys: &["expressions.good_mood.response.theta", "network.p"],
        raised: |scene| {
            use crate::model::situation::Response;
            scene.situation.expressions.iter().any(|e| matches!(e.response, Response::Threshold { .. }))
        },
    },
    Concept {
        name: "birds of a feather",
        also: &[
            "homophily",
            "like attracts like",
            "echo chamber",
            "echo chambers",
            "filter bubble",
            "bubble",
            "selection",
        ],
        kind: Kind::Idea,
        said: "Happy people have happy friends: so happiness must be catching.",
        known: &[
            unverified(
                "Friends who chose each other because they are alike cannot be told from friends who made each other alike, by watching alone (Shalizi & Thomas 2011).",
            ),
            measured(
                "With the surroundings taken into account, effects of friends on acne, headaches and height went away (Cohen-Cole & Fletcher 2008).",
            ),
        ],
        has: "The run without imitation beside every run, and arms with surroundings in place of contagion.",
        lacks: "Choosing friends: ties here grow and fade, but nobody looks for those like themselves.",
        scenarios: &["three-degrees", "office-gloom"],
        keys: &["events.0.spontaneous_factor", "mood.confidence"],
        raised: |scene| !scene.situation.measure.association.is_empty(),
    },
    Concept {
        name: "influencers",
        also: &[
            "influencer",
            "hubs",
            "hub",
            "super spreader",
            "superspreader",
            "super spreaders",
            "opinion leaders",
            "popular people",
        ],
        kind: Kind::Idea,
        said: "A few well connected people spread everything.",
        known: &[own(
            "It depends on attention. Where people look at one face at a time, a hub's smile is one of many for those who know many; where everyone is heard, it counts in full. We have checked no study of it.",
        )],
        has: "Groups that are picked by their number of ties, and a budget of attention.",
        lacks: "Fame: nobody is looked at more because others look at them.",
        scenarios: &["les-miserables-smile", "karate-club-laughter"],
        keys: &["groups.cheerful.pick", "expressions.smile.attention"],
        raised: never,
    },
];
