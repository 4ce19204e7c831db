//! What is told of closeness and of its absence.

use super::{Concept, Kind, disputed, measured, own, unverified};

/// Bonds.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "attachment styles",
        also: &[
            "attachment style",
            "attachment theory",
            "attachment type",
            "secure attachment",
            "avoidant attachment",
            "anxious attachment",
            "insecure attachment",
            "avoidant",
            "anxiously attached",
        ],
        kind: Kind::Idea,
        said: "Four types of attachment, made in childhood, rule whom we love and how.",
        known: &[
            measured(
                "What is measured are dimensions. Avoidance goes with poor mental health by 0.28 and against good mental health by 0.24 (Zhang et al. 2022, 224 studies).",
            ),
            measured(
                "Among 100 adults attachment did not tell who mimics faces, and the data favour no link (Vacaru et al. 2024).",
            ),
            disputed(
                "How stable they are, whether types are real and what causes what is disputed; the figures are correlations (Zhang et al. 2022).",
            ),
        ],
        has: "Another thing under the same name: ties that grow when smiles meet and fade with time. Everybody bonds alike.",
        lacks: "Styles, childhood, love.",
        scenarios: &["disconnected-pupil"],
        keys: &["attachment.growth", "attachment.decay"],
        raised: |scene| scene.situation.attachment.is_some(),
    },
    Concept {
        name: "feeling disconnected",
        also: &[
            "disconnected",
            "disconnection",
            "feeling alone",
            "being alone",
            "loneliness epidemic",
            "epidemic of loneliness",
            "lonely people",
            "social isolation",
            "isolation",
            "isolated",
            "outsider",
            "left out",
            "excluded",
            "being excluded",
        ],
        kind: Kind::Idea,
        said: "Loneliness is an epidemic, and it spreads; lonely people do not smile back, and so stay lonely.",
        known: &[
            unverified(
                "About one person in six says that they are lonely, adolescents one in five, most in poor countries (WHO 2025).",
            ),
            measured(
                "Among adolescents 9 to 14 % by region; too few countries were asked twice to show a rise (Surkalim et al. 2022).",
            ),
            measured(
                "Lonely people copied smiles less of their own accord, and could do so when asked (Arnold & Winkielman 2021, a small study).",
            ),
            disputed(
                "Loneliness clusters in networks up to three steps (Cacioppo, Fowler & Christakis 2009); whether it spreads, or the lonely find each other, cannot be told from that (Lyons 2011).",
            ),
        ],
        has: "Three ways to be alone that look alike: no friends, feeling lonely, out of sight. Loneliness lowers the chance to smile back, and mirrored smiles make ties.",
        lacks: "Why somebody is alone, bullying, moving house, illness. A sketch of a mechanism, not advice.",
        scenarios: &["disconnected-pupil"],
        keys: &["expressions.smile.loneliness_gate", "loneliness.relaxation", "attachment.growth", "ties.visibility"],
        raised: |scene| scene.situation.loneliness.is_some(),
    },
    Concept {
        name: "friends and strangers",
        also: &[
            "friendship",
            "friends",
            "strangers",
            "making friends",
            "how to make friends",
            "best friend",
            "fifty hours",
            "200 hours",
            "love",
            "couples",
        ],
        kind: Kind::Idea,
        said: "We catch most from those we love; two hundred hours make a best friend.",
        known: &[
            measured(
                "For yawns in adults: yes (Norscia & Palagi 2011). For smiles it is contested: only among intimates (Fischer, Becker & Veenstra 2012), or from anybody (Bourgeois & Hess 2008; Hinsz & Tomhave 1991).",
            ),
            measured(
                "Within pairs who talked once a week for six weeks, contagion fell as they grew close, though closer pairs moved more (Kaiser et al. 2023, a preprint).",
            ),
            measured("Hours spent together go with closer friendship (Hall 2019)."),
            unverified("The hours usually quoted, 50, 90 and 200, were read in reports of Hall 2019."),
        ],
        has: "A closeness of each tie from 0 to 1, and for each expression how many times stronger it is between the closest than between strangers. Sweep it before you believe it.",
        lacks: "Liking, trust, quarrels; ties between people who had none.",
        scenarios: &["yawn-ladder", "lecture-hall-yawn"],
        keys: &["ties.closeness", "expressions.yawn.closeness_gain", "attachment.growth"],
        raised: |scene| scene.imitates() && scene.situation.expressions.iter().any(|e| e.closeness_gain > 1.0),
    },
    Concept {
        name: "mirroring makes friends",
        also: &[
            "rapport",
            "being mimicked",
            "bonding by laughter",
            "laughing together",
            "social glue",
            "flirting",
            "dating",
        ],
        kind: Kind::Idea,
        said: "Mirror the other, and they will like you.",
        known: &[
            measured(
                "People who were mimicked liked the other more (Chartrand & Bargh 1999). Smiles aligned by software during first dates raised attraction (Arias-Sarah et al. 2024).",
            ),
            unverified(
                "Whether mimicry is there for bonding, or first of all for predicting the other, is argued in a work that we have not opened (Diana & Kret 2025).",
            ),
        ],
        has: "Smiles and laughs that meet within two seconds move a tie a little way towards the closest. How far is our choice.",
        lacks: "Copying on purpose that is noticed, and mistrust.",
        scenarios: &["disconnected-pupil"],
        keys: &["attachment.growth", "attachment.window", "expressions.smile.bonding"],
        raised: |scene| scene.situation.attachment.is_some(),
    },
    Concept {
        name: "shared sorrow",
        also: &["shared sorrow is half sorrow", "sharing sorrow", "shoulder to cry on", "support", "moral support"],
        kind: Kind::Idea,
        said: "A hug heals; shared sorrow is half sorrow.",
        known: &[
            measured(
                "Over 137 studies touch, mostly repeated massage, helped mental health by 0.37 SD in healthy adults and 0.63 in patients, more from people than from objects (Packheiser et al. 2024).",
            ),
            own("How often sad people are comforted, and by how much a moment of it helps, we did not find."),
        ],
        has: "Friends see a sad face and feel a little worse; with `[comfort]` those who are close also draw nearer and soothe, while it lasts.",
        lacks: "Talk, advice, practical help, and worrying about the other when they are out of sight.",
        scenarios: &["does-a-hug-stop-the-spiral", "sharing-sadness"],
        keys: &["comfort.relief", "expressions.sad.witness_effect", "people.reappraisal"],
        raised: |scene| scene.has("sad"),
    },
];

#[cfg(test)]
mod tests {
    #[test]
    fn attachment_as_a_style_is_told_apart_from_attachment_as_a_tie() {
        let styles = super::super::concept("attachment styles").expect("an idea");
        assert!(styles.has.contains("Another thing"));
    }
}
