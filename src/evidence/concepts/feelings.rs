//! A page for each part of feeling and bonding.

use super::{Concept, Kind, disputed, measured, never, own, unverified};

/// The parts, from one's own face to one's ties.
pub(super) const CONCEPTS: &[Concept] = &[
    part(
        "facial feedback",
        &[
            "feedback",
            "face feedback",
            "facial feedback hypothesis",
            "pen study",
            "botox",
            "embodiment",
            "embodied emotion",
        ],
        "Our face makes our feelings: smile, and you are happy; hold a pen between your teeth, and cartoons are funnier.",
        ("one's own face moves what one feels, a little", "[mood] and feedback"),
        &[
            measured(
                "d = 0.20 over 286 effects in 138 studies, very mixed (Coles, Larsen & Lench 2019): a fifth of the ordinary spread between people.",
            ),
            measured(
                "Poses and copied smiles worked in 19 countries, happiness only (Coles et al. 2022); angry poses moved feelings, too, and guessing what is tested explains it only in part (Coles et al. 2023).",
            ),
            measured(
                "The pen failed in 17 laboratories: 0.03 points of ten in place of 0.82 (Wagenmakers et al. 2016).",
            ),
            unverified("The pen comes from Strack, Martin & Stepper 1988."),
        ],
        "While a face is on, feeling is drawn towards mood plus f. However long or often: not further.",
        "Whether one believes in it, and whether somebody watches, which may matter.",
        &["smile-yourself-happy", "cheerful-minority"],
        &["expressions.smile.feedback", "expressions.smile.deliberate_feedback"],
    ),
    part(
        "witness effect",
        &[
            "witnessing",
            "seeing others happy",
            "seeing others sad",
            "direct effect",
            "secondhand feelings",
            "second-hand stress",
            "secondhand stress",
            "stress contagion",
            "stress",
            "stressed",
        ],
        "Just seeing somebody stressed stresses you.",
        ("what is seen moves what one feels, even without imitation", "[mood] and witness_effect"),
        &[
            measured(
                "Slightly sad or happy voices moved the listener's mood without any intention (Neumann & Strack 2000); still faces did so, too (Wild, Erb & Bartels 2001).",
            ),
            own("How much, we chose: a tenth of the spread between people. On stress we have checked nothing."),
        ],
        "While others show something in view, feeling is drawn towards mood plus e times how much is seen.",
        "Knowing why the other feels so.",
        &["face-to-face-vs-feed", "sharing-sadness"],
        &["expressions.smile.witness_effect", "expressions.sad.witness_effect"],
    ),
    part(
        "mood averaging",
        &["averaging", "moods converge", "mood linkage", "convergence", "degroot", "ascribe"],
        "We become like those around us.",
        ("moods are drawn to the moods in view", "mood.averaging"),
        &[
            measured(
                "Moods of nurses and cricketers followed those of their teams (Totterdell et al. 1998; Totterdell 2000).",
            ),
            own("How strongly, nobody has measured. It needs no face, and does most of the work where it is on."),
        ],
        "κ_m: at this rate each person's mood closes the gap to each mood in view.",
        "Any way by which a mood would be known without a face.",
        &["office-gloom"],
        &["mood.averaging", "mood.averaging_kind", "mood.confidence"],
    ),
    part(
        "reappraisal",
        &["rethinking", "reframing", "cognitive change", "positive reframing"],
        "Think differently, and it hurts less.",
        ("a share of a bad event is thought away", "people.reappraisal"),
        &[
            measured(
                "Rethinking changes emotions by 0.36 SD over all kinds of outcomes in 306 comparisons (Webb, Miles & Sheeran 2012).",
            ),
            own("A difference of 0.36 SD is not 36 % off. The share in the model is our own scale."),
        ],
        "r: a share of the pull of a bad event, and of negative effects, that does not arrive.",
        "Effort and time.",
        &["sharing-sadness"],
        &["people.reappraisal"],
    ),
    part(
        "suppression",
        &["suppressing", "hiding feelings", "bottling up", "masking"],
        "Bottling up makes it worse.",
        ("a share of what is felt is not shown", "people.suppression"),
        &[measured(
            "Hiding the face works on the face; trying not to feel does not work (Webb, Miles & Sheeran 2012). Hiding a laugh leaves the amusement (Mitschke et al. 2025).",
        )],
        "u: a share of each display that others do not get to see.",
        "What it costs.",
        &["sharing-sadness"],
        &["people.suppression"],
    ),
    part(
        "display on purpose",
        &["deliberate", "on purpose", "deliberate smile", "posing", "smiling on purpose", "deliberate display"],
        "Smile on purpose, and others will follow.",
        ("some people show something on purpose, at a rate or by a timetable", "groups.…deliberate"),
        &[
            measured("Posed smiles move the one who poses (Coles et al. 2022)."),
            measured(
                "Lonely people, who smiled back less of their own accord, could do so on purpose (Arnold & Winkielman 2021).",
            ),
        ],
        "A group shows an expression at random moments or by a timetable, whatever it feels; others see no difference.",
        "Being seen through.",
        &["cheerful-minority", "commute-smile", "laugh-track"],
        &["groups.smiler.deliberate.hold", "expressions.smile.deliberate_feedback"],
    ),
    part(
        "display cost",
        &["cost of smiling", "cost of a smile", "cost of display"],
        "Smiling for money makes ill.",
        ("showing what one does not feel costs mood", "mood.display_cost"),
        &[measured(
            "Surface acting and the clash of rule and feeling, pooled, go with worse well-being, 0.39 to 0.48 (Hülsheger & Schewe 2011); which causes which is open.",
        )],
        "c_sa: mood lost for each hour of a put-on smile while one feels below zero. Off unless set; its size is assumed.",
        "Everything else about work.",
        &["cheerful-minority"],
        &["mood.display_cost"],
    ),
    part(
        "bonding",
        &["mirrored smiles", "growing closer", "getting closer"],
        "Laugh together, and you are friends.",
        ("expressions that meet strengthen a tie", "[attachment] and bonding"),
        &[
            measured(
                "People who are mimicked like the mimic (Chartrand & Bargh 1999); aligned smiles raised attraction (Arias-Sarah et al. 2024).",
            ),
            disputed(
                "Whether contagion then rises is doubtful: within pairs it fell as they grew close (Kaiser et al. 2023, a preprint).",
            ),
        ],
        "A smile or laugh that is answered within two seconds moves the tie a little way to the closest. Sad faces, frowns and yawns do not.",
        "Sharing sorrow, which brings people closer, too.",
        &["disconnected-pupil"],
        &["expressions.smile.bonding", "attachment.growth"],
    ),
    part(
        "mood and smiling",
        &["mood to spontaneous", "happy people smile more", "mood to mimicry"],
        "Happy people smile more, and smile back more.",
        (
            "mood changes how often people smile, and how readily they smile back",
            "[mood], mood_to_spontaneous and mood_to_mimicry",
        ),
        &[
            measured("After a sad film people copied faces less (Likowski et al. 2011)."),
            own("How much, is a guess in both cases."),
        ],
        "Rates are multiplied by e^(κ·affect) and e^(μ·affect), the latter by two at most.",
        "Smiling out of politeness or pain.",
        &["cheerful-minority"],
        &["expressions.smile.mood_to_spontaneous", "expressions.smile.mood_to_mimicry"],
    ),
];

/// A page of a part.
#[expect(clippy::too_many_arguments, reason = "one argument a part of the page, so that the table reads as a table")]
const fn part(
    name: &'static str,
    also: &'static [&'static str],
    said: &'static str,
    (claim, on): (&'static str, &'static str),
    known: &'static [super::Known],
    has: &'static str,
    lacks: &'static str,
    scenarios: &'static [&'static str],
    keys: &'static [&'static str],
) -> Concept {
    Concept { name, also, kind: Kind::Part { claim, on }, said, known, has, lacks, scenarios, keys, raised: never }
}
