"""EoN: event-driven SIS in continuous time, with the rates that give the same chances per tick. It knows nobody who begins
unprompted."""
import math

import EoN
import numpy as np
from common import START, TICKS, graph, main, timed


def simulate(ties, beta, gamma, seed):
    catching, stopping = -math.log(1 - beta), -math.log(1 - gamma)

    def run():
        times, _, active = EoN.fast_SIS(ties, catching, stopping, rho=START, tmax=TICKS, rng=np.random.default_rng(seed))
        last = np.searchsorted(times, np.arange(1, TICKS + 1), side="right") - 1
        return np.asarray(active)[last] / len(ties)

    return timed(run)


main(graph, simulate)
