//! How the parts of a network that is simulated in several places tell each other what they need. The engine knows no more of it:
//! it may be messages between the processes of a cluster, or queues between threads.

use std::sync::mpsc::{Receiver, Sender, channel};

/// One part among the others. All parts call the same functions in the same order.
pub trait Exchange: Send + Sync {
    /// Which part this is, from 0.
    fn part(&self) -> usize;

    /// How many parts there are.
    fn parts(&self) -> usize;

    /// Sends bytes to some parts, which send some back: those that a part names name it too. What they sent, in the same order.
    fn swap(&mut self, packets: Vec<(usize, Vec<u8>)>) -> Vec<Vec<u8>>;

    /// Adds up numbers over all parts; sums wrap.
    fn sum(&mut self, numbers: &mut [u64]) {
        let own: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let all = self.gather(own);
        for (place, number) in numbers.iter_mut().enumerate() {
            *number = all.iter().fold(0u64, |sum, bytes| sum.wrapping_add(u64_at(bytes, place)));
        }
    }

    /// What each part says, in their order; all parts are told.
    fn gather(&mut self, own: Vec<u8>) -> Vec<Vec<u8>> {
        let here = self.part();
        let others = (0..self.parts()).filter(|&part| part != here);
        let mut all = self.swap(others.map(|part| (part, own.clone())).collect());
        all.insert(here, own);
        all
    }

    /// What each part says, in their order; only the first part is told, the others get nothing.
    fn collect(&mut self, own: Vec<u8>) -> Vec<Vec<u8>> {
        if self.part() > 0 {
            self.swap(vec![(0, own)]);
            return Vec::new();
        }
        let mut all = self.swap((1..self.parts()).map(|part| (part, Vec::new())).collect());
        all.insert(0, own);
        all
    }

    /// Has every part go on with what the one before it came to, in their order; all are told what the last one came to.
    fn relay(&mut self, begin: Vec<u8>, work: &mut dyn FnMut(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
        let (here, last) = (self.part(), self.parts() - 1);
        let mut only = |part: usize, bytes: Vec<u8>| self.swap(vec![(part, bytes)]).pop().unwrap_or_default();
        let before = if here == 0 { begin } else { only(here - 1, Vec::new()) };
        let own = work(before);
        if here < last {
            only(here + 1, own.clone());
        }
        self.tell_all(last, own)
    }

    /// What one part says; all parts are told.
    fn tell_all(&mut self, teller: usize, own: Vec<u8>) -> Vec<u8> {
        if self.part() != teller {
            return self.swap(vec![(teller, Vec::new())]).pop().unwrap_or_default();
        }
        let others = (0..self.parts()).filter(|&part| part != teller);
        self.swap(others.map(|part| (part, own.clone())).collect());
        own
    }
}

/// Number so and so of a list of them.
pub fn u64_at(bytes: &[u8], place: usize) -> u64 {
    let number = bytes.get(8 * place..).and_then(|rest| rest.first_chunk::<8>());
    number.map_or(0, |number| u64::from_le_bytes(*number))
}

/// The numbers of a list of them.
pub fn u32s(bytes: &[u8]) -> impl ExactSizeIterator<Item = u32> + '_ {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number))
}

/// The numbers of a list of them.
pub fn f64s(bytes: &[u8]) -> impl ExactSizeIterator<Item = f64> + '_ {
    bytes.as_chunks::<8>().0.iter().map(|number| f64::from_le_bytes(*number))
}

/// Numbers as bytes.
pub fn of_f64s(numbers: impl IntoIterator<Item = f64>) -> Vec<u8> {
    numbers.into_iter().flat_map(f64::to_le_bytes).collect()
}

/// Parts of one process, each on a thread of its own.
#[derive(Debug)]
pub struct Queues {
    part: usize,
    to: Vec<Sender<Vec<u8>>>,
    from: Vec<std::sync::Mutex<Receiver<Vec<u8>>>>,
}

impl Queues {
    /// So many parts, each with queues to all.
    pub fn connect(parts: usize) -> Vec<Self> {
        let mut to: Vec<Vec<Sender<Vec<u8>>>> = (0..parts).map(|_| Vec::new()).collect();
        let mut from: Vec<Vec<_>> = (0..parts).map(|_| Vec::new()).collect();
        for from in &mut from {
            for to in &mut to {
                let (sender, receiver) = channel();
                to.push(sender);
                from.push(std::sync::Mutex::new(receiver));
            }
        }
        to.into_iter().zip(from).enumerate().map(|(part, (to, from))| Self { part, to, from }).collect()
    }
}

impl Exchange for Queues {
    fn part(&self) -> usize {
        self.part
    }

    fn parts(&self) -> usize {
        self.to.len()
    }

    fn swap(&mut self, packets: Vec<(usize, Vec<u8>)>) -> Vec<Vec<u8>> {
        let mut others = Vec::with_capacity(packets.len());
        for (part, bytes) in packets {
            others.push(part);
            // Of a part that has failed nothing comes back, which ends this one.
            let _ = self.to[part].send(bytes);
        }
        let receive = |part: usize| {
            let queue = self.from[part].get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
            queue.recv().expect("the other part goes on")
        };
        others.into_iter().map(receive).collect()
    }
}
