//! krABMaga: an agent a person on its schedule, ties in its network field, everybody's state in two buffers.

use krabmaga::engine::agent::Agent;
use krabmaga::engine::fields::field::Field;
use krabmaga::engine::fields::network::{EdgeOptions, Network};
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use peer_common::{ALONE, Rates, START, TICKS, Ties, main_of, timed};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::any::Any;
use std::cell::RefCell;

struct Crowd {
    ties: Network<u32, String>,
    rates: Rates,
    active: Vec<bool>,
    next: RefCell<Vec<bool>>,
    dice: RefCell<StdRng>,
    series: Vec<f64>,
}

#[derive(Clone, Copy)]
struct Person(u32);

impl Agent for Person {
    fn step(&mut self, state: &mut dyn State) {
        let crowd = state.as_any().downcast_ref::<Crowd>().expect("the only state there is");
        let draw: f64 = crowd.dice.borrow_mut().random();
        crowd.next.borrow_mut()[self.0 as usize] = if crowd.active[self.0 as usize] {
            draw >= crowd.rates.gamma
        } else {
            let ties = crowd.ties.get_edges(self.0).unwrap_or_default();
            let seen = ties.iter().filter(|tie| crowd.active[tie.v as usize]).count();
            draw < 1.0 - (1.0 - ALONE) * (1.0 - crowd.rates.beta).powi(seen as i32)
        };
    }
}

impl State for Crowd {
    fn init(&mut self, schedule: &mut Schedule) {
        for person in 0..self.active.len() as u32 {
            schedule.schedule_repeating(Box::new(Person(person)), 0.0, 0);
        }
    }

    fn after_step(&mut self, _: &mut Schedule) {
        self.active.copy_from_slice(&self.next.borrow());
        self.series.push(self.active.iter().filter(|&&a| a).count() as f64 / self.active.len() as f64);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _: u64) {}
}

fn crowd(ties: &Ties, rates: Rates) -> Crowd {
    let mut network = Network::new(false);
    (0..ties.people as u32).for_each(|person| network.add_node(person));
    ties.pairs.iter().for_each(|&(a, b)| drop(network.add_edge(a, b, EdgeOptions::Simple)));
    network.update();
    let mut dice = StdRng::seed_from_u64(rates.seed);
    let active: Vec<bool> = (0..ties.people).map(|_| dice.random::<f64>() < START).collect();
    let next = RefCell::new(active.clone());
    Crowd { ties: network, rates, active, next, dice: RefCell::new(dice), series: Vec::new() }
}

fn main() {
    main_of(
        |ties| ties,
        |ties, rates| {
            let (mut crowd, mut schedule) = (crowd(ties, rates), Schedule::new());
            crowd.init(&mut schedule);
            timed(|| {
                (0..TICKS).for_each(|_| schedule.step(&mut crowd));
                std::mem::take(&mut crowd.series)
            })
        },
    );
}
