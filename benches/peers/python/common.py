"""What every Python peer is given and what it prints. `PEER.py FILE` runs once, `PEER.py FILE sweep` 200 times on two
processes. The last line printed is JSON: seconds of the simulation itself, and the share of people active, over the last
50 ticks of a run or at the end of the runs of a sweep."""
import json
import multiprocessing
import sys
import time

import numpy as np

TICKS, ALONE, START = 200, 0.0005, 0.01
BETA, GAMMA = 0.02, 0.1
SWEEP = [(0.01 + 0.005 * b, 0.06 + 0.02 * g, 1000 + 40 * b + 8 * g + r) for b in range(5) for g in range(5) for r in range(8)]


def ties(file):
    """Each tie once, as rows of two numbers."""
    with open(file) as text:
        return np.array(text.read().split(), dtype=np.int64).reshape(-1, 2)


def matrix(file):
    """The ties as a sparse matrix, both ways."""
    from scipy.sparse import coo_matrix
    a, b = ties(file).T
    people = max(a.max(), b.max()) + 1
    ones = np.ones(2 * len(a), dtype=np.float32)
    return coo_matrix((ones, (np.concatenate([a, b]), np.concatenate([b, a]))), shape=(people, people)).tocsr()


def graph(file):
    """The ties as a NetworkX graph."""
    import networkx
    made = networkx.Graph()
    pairs = ties(file)
    made.add_nodes_from(range(int(pairs.max()) + 1))
    made.add_edges_from(pairs.tolist())
    return made


def timed(work):
    """Seconds, and the share active after each tick."""
    begun = time.perf_counter()
    series = work()
    return time.perf_counter() - begun, series


def main(prepare, simulate, warm=None):
    """`prepare(file)` gives what `simulate(prepared, beta, gamma, seed)` runs on, which gives what `timed` gives."""
    prepared = prepare(sys.argv[1])
    if warm:
        warm(prepared)
    if "sweep" in sys.argv:
        seconds, share = timed(lambda: sweep(prepared, simulate))
    else:
        seconds, series = simulate(prepared, BETA, GAMMA, 1)
        share = sum(series[-50:]) / 50
    print(json.dumps({"seconds": seconds, "prevalence": float(share)}))


def sweep(prepared, simulate):
    global last  # a forked process finds it, with all that it refers to

    def last(rates):
        return float(simulate(prepared, *rates)[1][-1])

    with multiprocessing.get_context("fork").Pool(2) as pool:
        shares = pool.map(call_last, SWEEP, chunksize=4)
    return sum(shares) / len(shares)


def call_last(rates):
    return last(rates)
