"""starsim: an infection on a fixed network, with people who begin unprompted; it recovers before it transmits."""
import numpy as np
import starsim as ss
from common import ALONE, START, TICKS, main, ties, timed


class Contagion(ss.Infection):
    def __init__(self, beta, gamma):
        super().__init__()
        self.define_pars(
            beta=ss.probperday(beta),
            init_prev=ss.bernoulli(p=START),
            stopping=ss.bernoulli(p=gamma),
            beginning=ss.bernoulli(p=ALONE),
        )

    def step_state(self):
        stopping = self.pars.stopping.filter(self.infected.uids)
        beginning = self.pars.beginning.filter(self.susceptible.uids)
        self.infected[stopping] = False
        self.susceptible[stopping] = True
        if len(beginning):
            self.set_prognoses(beginning)

    def set_prognoses(self, uids, sources=None):
        super().set_prognoses(uids, sources)
        self.infected[uids] = True
        self.susceptible[uids] = False


class Ties(ss.Network):
    def __init__(self, pairs):
        super().__init__()
        self.pairs = pairs

    def init_post(self):
        super().init_post()
        first, second = (ss.uids(column) for column in self.pairs.T)
        self.append(p1=first, p2=second, beta=np.ones(len(first), dtype=ss.dtypes.float))

    def step(self):
        pass


def simulate(pairs, beta, gamma, seed):
    people = int(pairs.max()) + 1
    sim = ss.Sim(
        n_agents=people,
        diseases=Contagion(beta, gamma),
        networks=Ties(pairs),
        start=ss.days(0),
        dur=ss.days(TICKS),
        dt=ss.days(1),
        rand_seed=seed,
        verbose=0,
    )
    sim.init()
    seconds, _ = timed(sim.run)
    return seconds, (np.array(sim.results.contagion.n_infected) / people)[-TICKS:]


main(ties, simulate)
