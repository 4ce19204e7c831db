//! Where the popular account claims more than is known, apart from any one expression: said where a scenario uses the mechanism.

use super::Caveat;
use crate::model::Situation;
use crate::model::situation::ImitationRate;

/// A mechanism about which something is claimed.
pub struct Topic {
    /// Its name.
    pub name: &'static str,
    /// When it is in use, in words.
    pub when: &'static str,
    /// Whether a situation uses it.
    pub used: fn(&Situation) -> bool,
    /// What is claimed, and what is known.
    pub caveats: &'static [Caveat],
}

/// All of them, in the order of the model's description.
pub const TOPICS: &[Topic] = &[
    MIRRORING,
    MOOD,
    FACIAL_FEEDBACK,
    ON_PURPOSE,
    AVERAGING,
    ATTACHMENT,
    LONELINESS,
    COMFORT,
    SELECTION,
    MEDIUM,
    NETWORKS,
];

/// The topics that a situation touches.
pub fn topics(situation: &Situation) -> impl Iterator<Item = &'static Topic> + '_ {
    TOPICS.iter().filter(|topic| (topic.used)(situation))
}

fn imitates(situation: &Situation) -> bool {
    situation.expressions.iter().any(|e| e.imitation_rate != ImitationRate::Rate(0.0))
}

/// What mirror activation is, and is not.
pub(super) const MIRROR_NEURONS: Caveat = Caveat {
    claim: "Mirror neurons fire when we see a smile, and so we smile back.",
    instead: "\"Mirror activation\" is a modelling stand-in for the coupling of perception and action, and stands for no cell. In people, single cells with mirror properties were recorded directly in one study (Mukamel et al. 2010), some with the opposite sign. A review finds that such areas help to copy the form of movements, and no good case for understanding intentions or for autism (Heyes & Catmur 2022).",
};

/// What mood is, and is not.
pub(super) const SEROTONIN: Caveat = Caveat {
    claim: "Seeing a smile releases serotonin, and mood is its level.",
    instead: "Mood here is in units of the ordinary spread between people (SD). The popular account calls it serotonin; it is not a concentration of anything. No study known to us shows that seeing a smile releases serotonin, an umbrella review finds no consistent link between serotonin and depression (Moncrieff et al. 2022), and 36 authors dispute that review (Jauhar et al. 2023).",
};

/// How much one's own face does.
pub(super) const FEEDBACK: Caveat = Caveat {
    claim: "Smiling makes you happier, even on purpose.",
    instead: "By about a fifth of the ordinary spread between people (d = 0.20 over 138 studies, Coles, Larsen & Lench 2019), while it lasts. Poses and copied smiles worked in 19 countries, the pen is unclear (Coles et al. 2022); guessing what is tested explains it only in part (Coles et al. 2023). The pen between the teeth failed to replicate in 17 laboratories: 0.03 points of ten (Wagenmakers et al. 2016). In the model, own display cannot lift affect by more than `feedback`, however often it is shown.",
};

/// Why this is no advice.
pub(super) const JUST_SMILE: Caveat = Caveat {
    claim: "Just smile more.",
    instead: "Putting on what one does not feel, and the clash between the rule and the feeling, go together with worse well-being (correlations of 0.39 to 0.48 over 95 studies, both kinds pooled, Hülsheger & Schewe 2011; which causes which is open). Trying to feel it does so only weakly. `mood.display_cost` makes that a switch; it is off unless set. This is not advice.",
};

const MIRRORING: Topic =
    Topic { name: "mirroring", when: "something is imitated", used: imitates, caveats: &[MIRROR_NEURONS] };

const MOOD: Topic = Topic { name: "mood", when: "`[mood]` is on", used: |s| s.mood.is_some(), caveats: &[SEROTONIN] };

const FACIAL_FEEDBACK: Topic = Topic {
    name: "facial feedback",
    when: "`[mood]` is on and an expression has a `feedback`",
    used: |s| s.mood.is_some() && s.expressions.iter().any(|e| e.feedback != 0.0),
    caveats: &[FEEDBACK],
};

const ON_PURPOSE: Topic = Topic {
    name: "display on purpose",
    when: "`[mood]` is on and somebody shows something on purpose",
    used: |s| s.mood.is_some() && s.groups.iter().any(|g| !g.deliberate.is_empty()),
    caveats: &[JUST_SMILE],
};

const AVERAGING: Topic = Topic {
    name: "mood averaging",
    when: "`mood.averaging` is above zero",
    used: |s| s.mood.as_ref().is_some_and(|m| m.averaging > 0.0),
    caveats: &[Caveat {
        claim: "Bad moods (or good ones) are the more contagious.",
        instead: "There is no consensus: studies of networks, media and teams find either, both alike, or healthy mood only (Fowler & Christakis 2008; Hill et al. 2010; Barsade 2002; Kramer, Guillory & Hancock 2014; Ferrara & Yang 2015; Hill, Griffiths & House 2015; Eyre et al. 2017; Block & Burnett Heyes 2020). Averaging treats both alike.",
    }],
};

const ATTACHMENT: Topic = Topic {
    name: "attachment",
    when: "`[attachment]` is on",
    used: |s| s.attachment.is_some(),
    caveats: &[Caveat {
        claim: "Empathy forms attachments.",
        instead: "That people like those who mimic them is measured (Chartrand & Bargh 1999), and smiles aligned by software raised attraction (Arias-Sarah et al. 2024); the link between mimicry and empathy is weak (Holland, O'Connell & Dziobek 2021: 28 studies). How much closer one mirrored smile brings two people is an assumption, scaled to the hours that friendships take (Hall 2019). One preprint finds that contagion within a pair falls as the two grow close (Kaiser et al. 2023): here it rises.",
    }],
};

const LONELINESS: Topic = Topic {
    name: "loneliness",
    when: "`[loneliness]` is on",
    used: |s| s.loneliness.is_some(),
    caveats: &[Caveat {
        claim: "Lonely people do not smile back, and so stay lonely.",
        instead: "Less spontaneous mimicry of smiles in lonely people was seen in one small study (Arnold & Winkielman 2021), and deliberate mimicry was intact. That it closes a loop is what the model tries out, not what was observed.",
    }],
};

const COMFORT: Topic = Topic {
    name: "comfort",
    when: "`[comfort]` is on",
    used: |s| s.comfort.is_some(),
    caveats: &[Caveat {
        claim: "A hug heals.",
        instead: "On days with a quarrel people who had been hugged felt less bad, that day and the next; which causes which is open (404 adults over 14 nights, Murphy, Janicki-Deverts & Cohen 2018). The strength here is that of another treatment: touch, mostly repeated massage, against none (0.37 SD in healthy adults, Packheiser et al. 2024). How often somebody comforts, how long and how near is assumed, and so is that it costs the helper nothing but the sight.",
    }],
};

const SELECTION: Topic = Topic {
    name: "selection",
    when: "`[selection]` is on",
    used: |s| s.selection.is_some(),
    caveats: &[Caveat {
        claim: "Friends are alike, so feelings are catching.",
        instead: "Friends may have chosen each other because they were alike. Among 847 adolescents and their friends friends were chosen for like levels of depression, left for unlike ones, and drew each other along (Van Zalk et al. 2010); in 487 pairs of best friends only girls drew each other along, and nobody chose (Giletta et al. 2011); in another study depressed pupils withdrew, and were left with each other (Schaefer, Kornienko & Fox 2011). How fast ties form and end here is assumed.",
    }],
};

const MEDIUM: Topic = Topic {
    name: "medium",
    when: "`[place]` is on",
    used: |s| s.place.is_some(),
    caveats: &[Caveat {
        claim: "Emotions spread through social media as they do face to face.",
        instead: "In the experiment with 689 003 users the share of positive words in their own posts changed by 0.1 percentage points, that of negative ones by less (d = 0.02 at most, read in copies of Kramer, Guillory & Hancock 2014; published with an expression of concern about consent). Nobody has measured the same outcome face to face, so how much weaker that is, is not known. By video smiles were returned, and the mood of the one who smiled back did not move (Mui et al. 2018); in another study moods were shared and the face did not carry most of it (Marx et al. 2025).",
    }],
};

const NETWORKS: Topic = Topic {
    name: "spread through a network",
    when: "something is imitated",
    used: imitates,
    caveats: &[Caveat {
        claim: "Your happiness reaches three degrees, to the friends of your friends' friends.",
        instead: "The published clusters (15, 10 and 6 % at one, two and three degrees, read in reports of Fowler & Christakis 2008) cannot be told from friends who are alike or share their surroundings (Cohen-Cole & Fletcher 2008; Lyons 2011; Shalizi & Thomas 2011), and contagion alone falls off more steeply. Always compare with the run without imitation.",
    }],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Preset;
    use crate::model::situation::{Expression, Mood};

    fn names(situation: &Situation) -> Vec<&'static str> {
        topics(situation).map(|topic| topic.name).collect()
    }

    #[test]
    fn what_a_situation_does_not_use_is_not_spoken_of() {
        let smile = Preset::named("smile").expect("a preset").expression();
        let plain = Situation::plain(vec![smile], 1.0, 0.1);
        assert_eq!(names(&plain), ["mirroring", "spread through a network"]);
        let still = Situation::plain(vec![Expression::bare("x")], 1.0, 0.1);
        assert!(names(&still).is_empty());
    }

    #[test]
    fn mood_with_a_smile_speaks_of_serotonin_and_of_how_small_feedback_is() {
        let smile = Preset::named("smile").expect("a preset").expression();
        let mut situation = Situation::plain(vec![smile], 1.0, 0.1);
        situation.mood = Some(Mood {
            onset: 2.0,
            decay: 163.5,
            relaxation: 3600.0,
            coupling: 14_400.0,
            noise: 0.0,
            averaging: 0.0,
            averaging_kind: crate::model::situation::Averaging::Sum,
            confidence: f64::INFINITY,
            display_cost: 0.0,
            initial: None,
        });
        assert_eq!(names(&situation), ["mirroring", "mood", "facial feedback", "spread through a network"]);
    }
}
