//! A network cut in ranges of people, and what crosses the cuts.

use catching::network::Network;

/// Bytes of the number of a person who changed.
const OF_A_CHANGE: usize = 4;

/// People in ranges without gaps, one a rank, of about as many ties each.
pub struct Partition {
    /// The first person of each rank, and the number of people.
    starts: Vec<usize>,
    owner: Vec<u32>,
}

/// Who is seen across ranks: from each rank to each other, how many people (ghosts there).
pub struct Borders {
    ranks: usize,
    ghosts: Vec<u32>,
}

/// What is sent in a tick, on average: by all, and by the rank that sends most.
pub struct Traffic {
    pub bytes: f64,
    pub busiest_messages: f64,
    pub busiest_bytes: f64,
}

impl Partition {
    /// A person counts as one and its ties.
    pub fn balanced(network: &Network, ranks: usize) -> Self {
        let weight = |person: usize| network.row(person).len() as u64 + 1;
        let all: u64 = (0..network.people()).map(weight).sum();
        let (mut starts, mut owner, mut before) = (vec![0], Vec::with_capacity(network.people()), 0);
        for person in 0..network.people() {
            let rank = (before * ranks as u64 / all.max(1)) as usize;
            starts.resize((rank + 1).max(starts.len()), person);
            owner.push(rank as u32);
            before += weight(person);
        }
        starts.resize(ranks + 1, network.people());
        Self { starts, owner }
    }

    fn ranks(&self) -> usize {
        self.starts.len() - 1
    }

    /// The most ties of a rank, as a multiple of an equal share.
    pub fn largest_share(&self, network: &Network) -> f64 {
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
    pub fn borders(&self, network: &Network) -> Borders {
        let ranks = self.ranks();
        let (mut ghosts, mut seen) = (vec![0; ranks * ranks], vec![u32::MAX; ranks]);
        for person in 0..network.people() as u32 {
            let own = self.owner[person as usize] as usize;
            self.viewers(network, person, &mut seen).for_each(|rank| ghosts[own * ranks + rank] += 1);
        }
        Borders { ranks, ghosts }
    }

    /// What the changes of each tick would have sent: to every rank that sees somebody who changed one message, a list of
    /// numbers or a bit for each ghost, whichever is shorter.
    pub fn traffic(&self, network: &Network, borders: &Borders, changes: &[Vec<u32>]) -> Traffic {
        let ranks = self.ranks();
        let (mut count, mut touched) = (vec![0usize; ranks * ranks], Vec::new());
        let (mut messages, mut bytes) = (vec![0usize; ranks], vec![0usize; ranks]);
        for tick in changes {
            for &person in tick {
                // Each change anew: somebody may begin and end within a tick, and is named once for both.
                let mut seen = [u32::MAX; MOST];
                let own = self.owner[person as usize] as usize;
                for rank in self.viewers(network, person, &mut seen[..ranks]) {
                    let pair = own * ranks + rank;
                    if count[pair] == 0 {
                        touched.push(pair);
                    }
                    count[pair] += 1;
                }
            }
            for pair in touched.drain(..) {
                let bitmap = (borders.ghosts[pair] as usize).div_ceil(8);
                messages[pair / ranks] += 1;
                bytes[pair / ranks] += (std::mem::take(&mut count[pair]) * OF_A_CHANGE).min(bitmap);
            }
        }
        let a_tick = |total: usize| total as f64 / changes.len().max(1) as f64;
        Traffic {
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
    pub fn most_ghosts(&self) -> f64 {
        let of = |rank: usize| (0..self.ranks).map(|from| self.ghosts[from * self.ranks + rank]).sum::<u32>();
        (0..self.ranks).map(of).max().map_or(0.0, f64::from)
    }

    /// The most ranks that one has to tell of changes.
    pub fn most_neighbours(&self) -> usize {
        self.ghosts.chunks(self.ranks).map(|row| row.iter().filter(|ghosts| **ghosts > 0).count()).max().unwrap_or(0)
    }
}
