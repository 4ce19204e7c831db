//! henad: a network model of lanes, stepped in parallel chunks; people look at their neighbours each tick.

use henad::agent_lanes;
use henad::authoring::{
    Extent, NUM_NODES, Network, NetworkModel, NodeCtx, Nodes, extract_f32, f32_param, network_model_param_descriptors,
};
use henad::engine::NetworkModelState;
use henad::params::{ParamDescriptor, ParamValue};
use henad::runner::SimState;
use henad::stats::{StatDescriptor, StatValue};
use peer_common::{ALONE, Rates, START, TICKS, Ties, main_of, timed};

agent_lanes! {
    /// Active or not, and the place that every node of a model has.
    pub struct Faces {
        read FacesRead;
        chunk FacesChunk;
        dual active / next_active: u8,
        plain pos_x: f32 = 0.0,
        plain pos_y: f32 = 0.0,
    }
    color = active;
}

struct Contagion;

struct Chances {
    quiet_beta: f32,
    gamma: f32,
}

const PALETTE: [[u8; 4]; 2] = [[0, 0, 255, 255], [255, 0, 0, 255]];

impl NetworkModel for Contagion {
    const NAME: &'static str = "Contagion";
    const ID: &'static str = "contagion";
    const DESCRIPTION: &'static str = "Caught, begun and stopped by chance.";
    const PALETTE: &'static [[u8; 4]] = &PALETTE;
    const EDGE_PALETTE: &'static [[u8; 4]] = &PALETTE;
    const STATS: &'static [StatDescriptor] = &[StatDescriptor::new("Active", PALETTE[1])];
    const DEFAULT_NODES: u32 = 10_000;
    const DEFAULT_EXTENT: Extent = Extent { w: 1.0, h: 1.0 };
    type Lanes = Faces;
    type Params = Chances;
    type Aux = ();

    fn param_descriptors() -> Vec<ParamDescriptor> {
        vec![f32_param("beta", "Imitation", 0.02, 0.0, 1.0, None), f32_param("gamma", "Stopping", 0.1, 0.0, 1.0, None)]
    }

    fn from_params(params: &[ParamValue], _: Extent) -> Chances {
        Chances { quiet_beta: 1.0 - extract_f32(params, 0, 0.02), gamma: extract_f32(params, 1, 0.1) }
    }

    fn init(nodes: &mut Nodes<'_, Self>, _: Extent, _: &[ParamValue], rng: &mut u64) {
        for active in &mut nodes.lanes.active {
            *active = u8::from(henad::authoring::primitives::rng::next_float(rng, 1.0) < START as f32);
        }
    }

    fn run_node_pass(lanes: &mut Faces, ctx: &NodeCtx<'_, Self>, seed: u64, tick: u64) {
        let (graph, chances) = (ctx.graph, ctx.params);
        lanes.run_pass(Self::CHUNK, seed, tick, |i, k, read, out, rng| {
            let draw = henad::authoring::primitives::rng::next_float(rng, 1.0);
            out.next(k, i, read, graph, chances, draw);
        });
    }

    fn stats(lanes: &Faces, _: &Network, (): &()) -> Vec<StatValue> {
        vec![StatValue::Scalar(share(lanes))]
    }
}

impl FacesChunk<'_> {
    fn next(&mut self, k: usize, i: usize, read: FacesRead<'_>, graph: &Network, chances: &Chances, draw: f32) {
        self.active[k] = if read.active[i] == 1 {
            u8::from(draw >= chances.gamma)
        } else {
            let seen: u32 = graph.in_neighbors(i as u32).iter().map(|&j| u32::from(read.active[j as usize])).sum();
            let quiet = (1.0 - ALONE as f32) * chances.quiet_beta.powi(seen as i32);
            u8::from(draw < 1.0 - quiet)
        };
    }
}

fn share(lanes: &Faces) -> f64 {
    lanes.active.iter().map(|&a| u64::from(a)).sum::<u64>() as f64 / lanes.active.len() as f64
}

fn state(ties: &Ties, rates: Rates) -> NetworkModelState<Contagion> {
    let mut values: Vec<ParamValue> =
        network_model_param_descriptors::<Contagion>().iter().map(|d| d.kind.default_value()).collect();
    let last = values.len();
    values[NUM_NODES] = ParamValue::U32(ties.people as u32);
    values[last - 2] = ParamValue::F32(rates.beta as f32);
    values[last - 1] = ParamValue::F32(rates.gamma as f32);
    NetworkModelState::from_graph(&values, Some(rates.seed), |nodes, _| {
        for &(a, b) in &ties.pairs {
            nodes.graph.add_edge(a, b, 0);
        }
    })
}

fn main() {
    main_of(
        |ties| ties,
        |ties, rates| {
            let mut state = state(ties, rates);
            timed(|| {
                let tick = |_| {
                    state.step();
                    share(state.lanes())
                };
                (0..TICKS).map(tick).collect()
            })
        },
    );
}
