//! A network cut in ranges of people, and what crosses the cuts.

use catching::network::{Bounds, Network, TieCounts};

/// Bytes of a change: whose, and what is seen now.
const OF_A_CHANGE: usize = 8;
/// Bytes of how many changes there are: all that a message says of a tick in which nothing changed.
const OF_A_COUNT: usize = 4;

/// People in ranges without gaps, one a rank, of about as many ties each.
pub(crate) struct Partition {
    /// The first person of each rank, and the number of people.
    starts: Vec<usize>,
    owner: Vec<u32>,
}

/// Who is seen across ranks: from each rank to each other, how many people (ghosts there).
pub(crate) struct Borders {
    ranks: usize,
    ghosts: Vec<u32>,
}

impl Borders {
    /// Whether two ranks have anything to tell each other: one sees somebody of the other.
    fn talk(&self, one: usize, other: usize) -> bool {
        one != other && self.ghosts[one * self.ranks + other] + self.ghosts[other * self.ranks + one] > 0
    }
}

/// What is sent in a tick, on average: by all, and by the rank that sends most.
pub(crate) struct Load {
    pub bytes: f64,
    pub busiest_messages: f64,
    pub busiest_bytes: f64,
}

impl Partition {
    /// As the engine splits people.
    pub(crate) fn balanced(network: &Network, ranks: usize) -> Self {
        let bounds = Bounds::balanced(&TieCounts::of(network), ranks);
        let of = |rank: usize| bounds.of(rank).map(move |_| rank as u32);
        let starts = (0..ranks).map(|rank| bounds.of(rank).start as usize).chain([network.people()]).collect();
        Self { starts, owner: (0..ranks).flat_map(of).collect() }
    }

    fn ranks(&self) -> usize {
        self.starts.len() - 1
    }

    /// The most ties of a rank, as a multiple of an equal share.
    pub(crate) fn largest_share(&self, network: &Network) -> f64 {
        let ties = |range: &[usize]| (range[0]..range[1]).map(|person| network.row(person).len()).sum::<usize>();
        let most = self.starts.windows(2).map(ties).max().unwrap_or(0);
        most as f64 * self.ranks() as f64 / network.ties().max(1) as f64
    }

    /// The other ranks that see a person; the network is undirected. `seen` remembers who was counted for whom.
    fn viewers<'a>(
        &'a self,
        network: &'a Network,
        person: u32,
        seen: &'a mut [u32],
    ) -> impl Iterator<Item = usize> + 'a {
        let own = self.owner[person as usize] as usize;
        seen[own] = person;
        let ranks = network.seen_by(person as usize).iter().map(|viewer| self.owner[*viewer as usize] as usize);
        ranks.filter(move |rank| std::mem::replace(&mut seen[*rank], person) != person)
    }

    /// Counts ghosts.
    pub(crate) fn borders(&self, network: &Network) -> Borders {
        let ranks = self.ranks();
        let (mut ghosts, mut seen) = (vec![0; ranks * ranks], vec![u32::MAX; ranks]);
        for person in 0..network.people() as u32 {
            let own = self.owner[person as usize] as usize;
            self.viewers(network, person, &mut seen).for_each(|rank| ghosts[own * ranks + rank] += 1);
        }
        Borders { ranks, ghosts }
    }

    /// What the changes of each tick send: a message to every rank that sees somebody or is seen, with a change for each person
    /// whom it sees and who changed.
    pub(crate) fn traffic(&self, network: &Network, borders: &Borders, changes: &[Vec<u32>]) -> Load {
        let ranks = self.ranks();
        let others = |own: usize| (0..ranks).filter(|&other| borders.talk(own, other)).count() * changes.len();
        let messages: Vec<usize> = (0..ranks).map(others).collect();
        let mut bytes: Vec<usize> = messages.iter().map(|messages| messages * OF_A_COUNT).collect();
        for tick in changes {
            for &person in tick {
                // Each change anew: somebody may begin and end within a tick, and is named once for both.
                let mut seen = [u32::MAX; MOST];
                let own = self.owner[person as usize] as usize;
                bytes[own] += OF_A_CHANGE * self.viewers(network, person, &mut seen[..ranks]).count();
            }
        }
        let a_tick = |total: usize| total as f64 / changes.len().max(1) as f64;
        Load {
            bytes: a_tick(bytes.iter().sum()),
            busiest_messages: a_tick(messages.iter().copied().max().unwrap_or(0)),
            busiest_bytes: a_tick(bytes.iter().copied().max().unwrap_or(0)),
        }
    }
}

/// Ranks that can be simulated.
const MOST: usize = 1024;

impl Borders {
    /// People of others that a rank keeps; of the rank with the most.
    pub(crate) fn most_ghosts(&self) -> f64 {
        let of = |rank: usize| (0..self.ranks).map(|from| self.ghosts[from * self.ranks + rank]).sum::<u32>();
        (0..self.ranks).map(of).max().map_or(0.0, f64::from)
    }

    /// The most ranks that one has to talk to.
    pub(crate) fn most_neighbours(&self) -> usize {
        (0..self.ranks).map(|own| (0..self.ranks).filter(|&other| self.talk(own, other)).count()).max().unwrap_or(0)
    }
}
