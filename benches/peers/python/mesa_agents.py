"""Mesa: an agent a person, who keeps a list of the neighbours in the network space; all decide, then all change."""
import mesa
from common import ALONE, START, TICKS, graph, main, timed
from mesa.discrete_space import FixedAgent, Network


class Person(FixedAgent):
    def __init__(self, model, cell):
        super().__init__(model)
        self.cell = cell
        self.active = self.following = model.random.random() < START

    def meet(self):
        self.seen = list(self.cell.neighborhood.agents)

    def decide(self):
        draw = self.model.random.random()
        if self.active:
            self.following = draw >= self.model.gamma
        else:
            seen = sum(other.active for other in self.seen)
            self.following = draw < 1 - (1 - ALONE) * (1 - self.model.beta) ** seen

    def change(self):
        self.active = self.following


class Crowd(mesa.Model):
    def __init__(self, ties, beta, gamma, seed):
        super().__init__(seed=seed)
        self.beta, self.gamma = beta, gamma
        for cell in Network(ties, capacity=1, random=self.random).all_cells:
            Person(self, cell)
        self.agents.do("meet")

    def step(self):
        self.agents.do("decide")
        self.agents.do("change")

    def share(self):
        return self.agents.agg("active", sum) / len(self.agents)


def simulate(ties, beta, gamma, seed):
    crowd = Crowd(ties, beta, gamma, seed)

    def tick():
        crowd.step()
        return crowd.share()

    return timed(lambda: [tick() for _ in range(TICKS)])


main(graph, simulate)
