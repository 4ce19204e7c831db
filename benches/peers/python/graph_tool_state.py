"""graph-tool: its own SIS state in C++, stepped at once for everybody; two OpenMP threads in a single run."""
import sys

import graph_tool as gt
import graph_tool.dynamics
import numpy as np
from common import ALONE, START, TICKS, main, ties, timed

gt.openmp_set_num_threads(1 if "sweep" in sys.argv else 2)


def prepare(file):
    made = gt.Graph(directed=False)
    made.add_edge_list(ties(file))
    return made


def simulate(made, beta, gamma, seed):
    gt.seed_rng(seed)
    start = made.new_vp("int32_t")
    start.a = np.random.default_rng(seed).random(made.num_vertices()) < START
    state = gt.dynamics.SISState(made, beta=beta, gamma=gamma, r=ALONE, s=start)

    def tick():
        state.iterate_sync(1)
        return (state.get_state().a == 1).mean()

    return timed(lambda: [tick() for _ in range(TICKS)])


main(prepare, simulate)
