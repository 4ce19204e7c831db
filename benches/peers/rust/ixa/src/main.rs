//! ixa: people as entities with a status, its own network of typed ties, one plan a tick that follows the active.

use ixa::impl_edge_type;
use ixa::prelude::*;
use ixa::{ExecutionPhase, impl_property};
use peer_common::{ALONE, Rates, START, TICKS, Ties, main_of, timed};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

define_entity!(Person);
define_rng!(Dice);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Face {
    Still,
    Active,
}
impl_property!(Face, Person, default_const = Face::Still);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Tie;
impl_edge_type!(Tie, Person);

fn context(ties: &Ties, seed: u64) -> (Context, Vec<PersonId>) {
    let mut context = Context::new();
    context.init_random(seed);
    let person = |_| {
        let face = if context.sample_bool(Dice, START) { Face::Active } else { Face::Still };
        context.add_entity(with!(Person, face)).expect("a person")
    };
    let people: Vec<PersonId> = (0..ties.people).map(person).collect();
    for &(a, b) in &ties.pairs {
        let (a, b) = (people[a as usize], people[b as usize]);
        context.add_edge(a, b, 1.0, Tie).expect("a new tie");
        context.add_edge(b, a, 1.0, Tie).expect("a new tie");
    }
    context.index_property::<Person, Face>();
    (context, people)
}

fn tick(context: &mut Context, people: &[PersonId], rates: Rates) -> f64 {
    let active: Vec<PersonId> = context.query(with!(Person, Face::Active)).into_iter().collect();
    let (mut starting, mut stopping) = (Vec::new(), Vec::new());
    for &person in &active {
        for tie in context.get_edges::<Person, Tie>(person).iter() {
            if context.sample_bool(Dice, rates.beta) {
                starting.push(tie.neighbor);
            }
        }
        if context.sample_bool(Dice, rates.gamma) {
            stopping.push(person);
        }
    }
    starting.extend(people.iter().filter(|_| context.sample_bool(Dice, ALONE)));
    for person in starting {
        if context.get_property::<Person, Face>(person) == Face::Still {
            context.set_property(person, Face::Active);
        }
    }
    stopping.into_iter().for_each(|person| context.set_property(person, Face::Still));
    context.query_entity_count(with!(Person, Face::Active)) as f64 / people.len() as f64
}

fn main() {
    main_of(
        |ties| ties,
        |ties, rates| {
            let (mut context, people) = context(ties, rates.seed);
            let series = Rc::new(RefCell::new(Vec::new()));
            let record = Rc::clone(&series);
            let each = move |context: &mut Context| {
                if record.borrow().len() == TICKS {
                    return context.shutdown();
                }
                let share = tick(context, &people, rates);
                record.borrow_mut().push(share);
            };
            context.add_periodic_plan_with_phase(1.0, each, ExecutionPhase::Normal);
            timed(move || {
                context.execute();
                drop(context);
                series.take()
            })
        },
    );
}
