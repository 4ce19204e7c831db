"""NDlib: its own SIS model. It knows nobody who begins unprompted."""
import numpy as np
from common import START, TICKS, graph, main, timed
from ndlib.models.epidemics import SISModel
from ndlib.models.ModelConfig import Configuration


def simulate(ties, beta, gamma, seed):
    np.random.seed(seed)
    model = SISModel(ties, seed=seed)
    told = Configuration()
    for name, value in [("beta", beta), ("lambda", gamma), ("fraction_infected", START)]:
        told.add_model_parameter(name, value)
    model.set_initial_status(told)

    def run():
        ticks = model.iteration_bunch(TICKS + 1, node_status=False, progress_bar=False)
        return [tick["node_count"][1] / len(ties) for tick in ticks]

    return timed(run)


main(graph, simulate)
