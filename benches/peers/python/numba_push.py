"""Numba: compiled counts of active neighbours, told only by those who change."""
import numba
import numpy as np
from common import ALONE, START, TICKS, main, matrix, timed

MOST = 1 << 13  # more neighbours than anybody has


@numba.njit
def tell(rows, others, counts, person, step):
    for tie in range(rows[person], rows[person + 1]):
        counts[others[tie]] += step


@numba.njit
def run(rows, others, active, chances, seed, ticks):
    np.random.seed(seed)
    people = len(active)
    counts = np.zeros(people, np.int16)
    for person in np.flatnonzero(active):
        tell(rows, others, counts, person, 1)
    changing = np.empty(people, np.int32)
    series = np.empty(ticks)
    for tick in range(ticks):
        found = 0
        for person in range(people):
            changing[found] = person
            found += np.random.random() < chances[active[person], counts[person]]
        for person in changing[:found]:
            active[person] = 1 - active[person]
            tell(rows, others, counts, person, 2 * np.int16(active[person]) - 1)
        series[tick] = active.mean()
    return series


def simulate(ties, beta, gamma, seed, ticks=TICKS):
    active = (np.random.default_rng(seed).random(ties.shape[0]) < START).astype(np.uint8)
    chances = np.full((2, MOST), gamma)
    chances[0] = 1 - (1 - ALONE) * (1 - beta) ** np.arange(MOST)
    return timed(lambda: run(ties.indptr, ties.indices, active, chances, seed, ticks))


main(matrix, simulate, warm=lambda ties: simulate(ties, 0.1, 0.1, 0, ticks=1))
