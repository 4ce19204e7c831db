//! What a face remembers of what it saw, and the paths that its activation takes until a moment, if nothing changes.

use crate::model::engine::channel::Channel;
use crate::model::engine::exact::path::Path;
use crate::model::situation::MemoryKernel;
use bevy_ecs::prelude::Component;
use std::collections::VecDeque;
use std::ops::ControlFlow;

/// The memory of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Memory {
    /// A = I.
    None,
    /// τ \[s\].
    Leaky(f64),
    /// T \[s\].
    Box(f64),
}

impl Memory {
    /// Of an expression.
    pub const fn of(channel: &Channel) -> Self {
        match channel.memory_kernel {
            _ if channel.memory <= 0.0 => Self::None,
            MemoryKernel::Leaky => Self::Leaky(channel.memory),
            MemoryKernel::Box => Self::Box(channel.memory),
        }
    }
}

/// The inputs of the last T seconds, for a memory that is a box: what was seen once leaves it after T.
#[derive(Component, Clone, Debug, Default)]
pub struct SeenLately {
    /// The input T ago.
    lagged: f64,
    /// When which input leaves the box \[s\].
    leaving: VecDeque<(f64, f64)>,
}

impl SeenLately {
    /// The input is another from now on.
    pub fn note(&mut self, now: f64, length: f64, input: f64) {
        self.leaving.push_back((now + length, input));
    }

    /// Time goes on to `now`.
    fn forget(&mut self, now: f64) {
        while let Some((_, input)) = self.leaving.pop_front_if(|leaving| leaving.0 <= now) {
            self.lagged = input;
        }
    }
}

/// What an activation is at a moment.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// A.
    pub activation: f64,
    /// I.
    pub input: f64,
    /// When \[s\].
    pub since: f64,
}

impl State {
    /// Walks along the paths of the activation from this moment until another; each is told with the time that passes before it
    /// \[s\] and its length \[s\]. Returns A at the end, or what the walk was broken off with.
    #[inline]
    pub fn walk<B>(
        self,
        memory: Memory,
        lately: Option<&SeenLately>,
        until: f64,
        mut along: impl FnMut(f64, Path, f64) -> ControlFlow<B>,
    ) -> ControlFlow<B, f64> {
        let whole = until - self.since;
        let path = match (memory, lately) {
            (Memory::Leaky(memory), _) => Path::Fading { from: self.activation, to: self.input, memory },
            (Memory::Box(length), Some(lately)) => return self.walk_box(length, lately, until, along),
            _ => Path::Straight { from: self.input, slope: 0.0 },
        };
        along(0.0, path, whole)?;
        ControlFlow::Continue(path.at(whole))
    }

    fn walk_box<B>(
        self,
        length: f64,
        lately: &SeenLately,
        until: f64,
        mut along: impl FnMut(f64, Path, f64) -> ControlFlow<B>,
    ) -> ControlFlow<B, f64> {
        let (mut from, mut activation, mut lagged) = (self.since, self.activation, lately.lagged);
        let ends = lately.leaving.iter().copied().take_while(|leaving| leaving.0 < until);
        for (to, next) in ends.chain([(until, f64::NAN)]) {
            let path = Path::Straight { from: activation, slope: (self.input - lagged) / length };
            if to > from {
                along(from - self.since, path, to - from)?;
                activation = path.at(to - from);
            }
            (from, lagged) = (from.max(to), next);
        }
        // Of a box that has seen nothing else for its whole length there is nothing left to be rounded.
        let is_settled = lately.leaving.back().is_none_or(|last| last.0 <= until);
        ControlFlow::Continue(if is_settled { self.input } else { activation.max(0.0) })
    }
}

/// Lets a box go on to `now`.
#[inline]
pub fn pass(lately: Option<&mut SeenLately>, now: f64) {
    if let Some(lately) = lately {
        lately.forget(now);
    }
}
