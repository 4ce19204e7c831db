//! What is told of cells, hormones and transmitters.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// Brain and hormones.
pub(super) const CONCEPTS: &[Concept] = &[
    Concept {
        name: "mirror neurons",
        also: &["mirror neuron", "mirror cells", "mirror system", "mirroring cells", "neurons"],
        kind: Kind::Idea,
        said: "Mirror neurons in our brain fire when we see a smile: that is why we smile back, and why we feel what others feel.",
        known: &[
            measured(
                "In people, single cells that answer to doing and to seeing were recorded in one study; some of them did the opposite for the two (Mukamel et al. 2010).",
            ),
            measured(
                "A review finds that the areas called mirror system help to copy the form of movements. It finds no good case that they read intentions, or that they explain autism (Heyes & Catmur 2022).",
            ),
            unverified(
                "That they explain understanding was argued against in eight points even for monkeys (Hickok 2009).",
            ),
            own("No study known to us ties such cells to returning a smile."),
        ],
        has: "Mirror activation: what is seen leaves a trace in the onlooker that fades, and the chance to imitate grows with it. It is a stand-in for the coupling of seeing and doing, and stands for no cell.",
        lacks: "A brain. No cell, no area, no understanding of what the other means.",
        scenarios: &["commute-smile", "les-miserables-smile"],
        keys: &["expressions.smile.imitation_rate", "expressions.smile.memory"],
        raised: |scene| scene.imitates(),
    },
    Concept {
        name: "serotonin",
        also: &["happiness hormone", "happy hormones", "neurotransmitter", "brain chemistry", "chemical imbalance"],
        kind: Kind::Idea,
        said: "A smile releases serotonin, the happiness hormone, in the one who smiles and in the one who sees it.",
        known: &[
            own("No study known to us shows that seeing or making a smile releases serotonin."),
            measured(
                "Nearest to it: people who called up happy or sad memories in a scanner changed a sign of serotonin's making in one area (Perreau-Linck et al. 2007).",
            ),
            disputed(
                "Whether low serotonin goes with depression is disputed: one umbrella review finds no consistent link (Moncrieff et al. 2022), 36 authors answer that it overstates and that its methods are weak (Jauhar et al. 2023).",
            ),
        ],
        has: "Mood, in units of the ordinary spread between people (SD). It is a number for how somebody feels over hours.",
        lacks: "Any substance. Mood is not a concentration of anything and should not be drawn as one.",
        scenarios: &["smile-yourself-happy", "cheerful-minority"],
        keys: &["mood.relaxation", "mood.coupling", "expressions.smile.feedback"],
        raised: |scene| scene.feels(),
    },
    Concept {
        name: "endorphins",
        also: &[
            "endorphin",
            "opioids",
            "opioid",
            "dopamine",
            "laughter is the best medicine",
            "laughing is healthy",
            "laughter and pain",
        ],
        kind: Kind::Idea,
        said: "Laughing together floods the brain with endorphins: it kills pain and glues people together.",
        known: &[
            measured(
                "After social laughter twelve men showed more opioid release in a scanner (Manninen et al. 2017).",
            ),
            measured(
                "People bore more pain after laughing at a film or a show than after a control; endorphins are the authors' explanation and were not measured (Dunbar et al. 2012).",
            ),
            own("We have checked nothing on dopamine."),
        ],
        has: "Laughing lifts how one feels by up to a fifth of the spread between people while it lasts, and laughs that meet can strengthen a tie.",
        lacks: "Substances, pain, health.",
        scenarios: &["comedy-club"],
        keys: &["expressions.laugh.feedback", "expressions.laugh.bonding"],
        raised: |scene| scene.has("laugh") && scene.feels(),
    },
    Concept {
        name: "oxytocin",
        also: &["cuddle hormone", "love hormone", "bonding hormone", "trust hormone"],
        kind: Kind::Idea,
        said: "Oxytocin, the cuddle hormone, makes us mirror each other, trust each other and bond.",
        known: &[
            disputed(
                "With oxytocin sprayed into the nose men mimicked faces more, angry babies most (Korb et al. 2016, 60 men); or sad faces more, and happy ones only in those who smiled little by themselves (Pavarini et al. 2019, 145 men); or no more than with a placebo (Trilla et al. 2020, 60 men).",
            ),
            own("All three studied men only."),
        ],
        has: "Nothing that stands for it. People who mimic more have a higher susceptibility.",
        lacks: "Hormones.",
        scenarios: &["disconnected-pupil"],
        keys: &["people.susceptibility", "attachment.growth"],
        raised: |scene| scene.situation.attachment.is_some(),
    },
    Concept {
        name: "being in sync",
        also: &[
            "synchrony",
            "sync",
            "same wavelength",
            "on the same wavelength",
            "resonance",
            "brains in sync",
            "good vibes",
            "vibe",
            "vibes",
        ],
        kind: Kind::Idea,
        said: "People who get on are on the same wavelength: their faces, hearts and brains swing together.",
        known: &[
            measured(
                "Strangers who watched a film side by side smiled in step, and those more in step liked each other more afterwards (Golland et al. 2019).",
            ),
            measured(
                "Smiles that software aligned during first dates by video, without anybody's knowledge, raised attraction: here the step came first (Arias-Sarah et al. 2024).",
            ),
            unverified(
                "That bodies of close pairs move together more in good feelings is the title of a study that we have not opened (Lin, Zhu & Wang 2024).",
            ),
        ],
        has: "Faces that answer each other within a second or so, and ties that grow with smiles that meet.",
        lacks: "Hearts, brains, voices, and movements that are neither on nor off.",
        scenarios: &["disconnected-pupil"],
        keys: &["attachment.window", "attachment.growth", "expressions.smile.latency"],
        raised: never,
    },
];
