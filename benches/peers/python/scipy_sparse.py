"""SciPy: a sparse matrix times who is active, each tick."""
import numpy as np
from common import ALONE, START, TICKS, main, matrix, timed


def simulate(ties, beta, gamma, seed):
    dice = np.random.default_rng(seed)
    people = ties.shape[0]
    active = dice.random(people) < START
    quiet, alone = np.float32(np.log1p(-beta)), np.float32(np.log1p(-ALONE))

    def run():
        nonlocal active
        series = []
        for _ in range(TICKS):
            seen = ties @ active.astype(np.float32)
            draw = dice.random(people, dtype=np.float32)
            active = np.where(active, draw >= gamma, draw < -np.expm1(seen * quiet + alone))
            series.append(active.mean())
        return series

    return timed(run)


main(matrix, simulate)
