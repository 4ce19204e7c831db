//! Messages between the processes of an MPI job. One thread of each process speaks MPI; the others leave their post with it.

use crate::cli::Failure;
use crate::model::Exchange;
use mpi::collective::SystemOperation;
use mpi::environment::Universe;
use mpi::point_to_point::Status;
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives, Destination, Equivalence, Source};
use mpi::{Tag, Threading};
use std::cell::RefCell;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes, and the last of a message.
const WHOLE: Tag = 1;
/// Bytes of a message that goes on: MPI counts them with 32 bits.
const PART: Tag = 2;
/// The first process ends; with its exit code.
const END: Tag = 3;
/// An answer to that: nothing more will come.
const BYE: Tag = 4;
/// Bytes at once.
const MOST: usize = 1 << 28;

/// Between two looks for post: soon after the last, and when little happens.
const PAUSES: (Duration, Duration) = (Duration::from_micros(200), Duration::from_millis(1));
/// So long the first process waits for the others to let go.
const PATIENCE: Duration = Duration::from_secs(20);

/// What arrives.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Post {
    /// A message from this process.
    Message(usize, Vec<u8>),
    /// The first process is done.
    End,
}

/// What is to be sent.
enum Order {
    Send(usize, Arc<Vec<u8>>),
    /// Do this, which speaks MPI by itself ([`Peers`]); until it is done nothing is sent or received.
    Work(Work),
    /// Say farewell and end MPI; the code is that of the first process.
    Leave(u8),
}

/// What is done by the thread that speaks MPI.
pub(super) type Work = Box<dyn FnOnce() + Send>;

/// This process among the others.
pub(super) struct Ship {
    rank: usize,
    size: usize,
    host: String,
    orders: Sender<Order>,
    /// Whether the thread that speaks MPI does something else.
    working: AtomicBool,
    inbox: Mutex<Receiver<Post>>,
    gone: Mutex<Receiver<()>>,
}

impl Ship {
    /// Begins MPI, on a thread of its own.
    pub(super) fn board() -> Result<Self, Failure> {
        let (orders, ordered) = channel();
        let (post, inbox) = channel();
        let (boarded, on_board) = channel();
        let (left, gone) = channel();
        thread::spawn(move || {
            let Some((universe, _)) = mpi::initialize_with_threading(Threading::Funneled) else { return };
            let radio = Radio::new(&universe);
            PEERS.with(|peers| *peers.borrow_mut() = Some(radio.world.duplicate()));
            let host = mpi::environment::processor_name().unwrap_or_default();
            let _ = boarded.send((radio.rank, radio.size, host));
            let sailing = std::panic::AssertUnwindSafe(|| radio.sail(&ordered, &post));
            if std::panic::catch_unwind(sailing).is_err() {
                // Without this thread nobody could end the others.
                process::exit(1);
            }
            // What belongs to MPI goes before it.
            PEERS.with(|peers| peers.borrow_mut().take());
            drop(universe);
            let _ = left.send(());
        });
        let (rank, size, host) = on_board.recv().map_err(|_| Failure::failed("MPI did not begin"))?;
        let (working, inbox, gone) = (AtomicBool::new(false), Mutex::new(inbox), Mutex::new(gone));
        Ok(Self { rank, size, host, orders, working, inbox, gone })
    }

    /// Which process this is.
    pub(super) fn rank(&self) -> usize {
        self.rank
    }

    /// The machine that it runs on.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// How many there are.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Sends a message.
    pub(super) fn send(&self, to: usize, message: impl Into<Arc<Vec<u8>>>) {
        // After the end nobody is left to read it.
        let _ = self.orders.send(Order::Send(to, message.into()));
    }

    /// Has something done by the thread that speaks MPI, and waits for what it comes to. Everything that was sent before is sent.
    pub(super) fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (done, result) = channel();
        let work = move || {
            // Nobody waits any more where the process is about to end.
            let _ = done.send(work());
        };
        self.working.store(true, Ordering::SeqCst);
        let _ = self.orders.send(Order::Work(Box::new(work)));
        let result = result.recv().ok();
        self.working.store(false, Ordering::SeqCst);
        result
    }

    /// The next message, if one comes within this time.
    pub(super) fn receive(&self, within: Duration) -> Option<Post> {
        let inbox = self.inbox.lock().unwrap_or_else(PoisonError::into_inner);
        match inbox.recv_timeout(within) {
            Ok(post) => Some(post),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Post::End),
        }
    }

    /// Ends MPI: the first process ends the others, which answer.
    pub(super) fn leave(&self, code: u8) {
        if self.working.load(Ordering::SeqCst) {
            // The others wait for this part of a network and for no message; the launcher ends them.
            process::exit(code.into());
        }
        let _ = self.orders.send(Order::Leave(code));
        let _ = self.gone.lock().unwrap_or_else(PoisonError::into_inner).recv();
    }
}

thread_local! {
    /// All processes, for what they tell each other while they work together: messages of its own kind, which the others never mix with.
    static PEERS: RefCell<Option<SimpleCommunicator>> = const { RefCell::new(None) };
}

/// The processes of a job as the parts of a network; for [`work`](Ship::work) only.
#[derive(Debug)]
pub(super) struct Peers {
    rank: usize,
    size: usize,
}

impl Peers {
    /// On the thread that speaks MPI.
    pub(super) fn new() -> Self {
        with_peers(|world| Self { rank: world.rank() as usize, size: world.size() as usize })
    }

    /// Ends all processes.
    pub(super) fn abort(code: i32) -> ! {
        with_peers::<()>(|world| world.abort(code));
        process::exit(code)
    }
}

fn with_peers<T>(use_them: impl FnOnce(&SimpleCommunicator) -> T) -> T {
    PEERS.with(|peers| use_them(peers.borrow().as_ref().expect("the thread that speaks MPI")))
}

impl Exchange for Peers {
    fn part(&self) -> usize {
        self.rank
    }

    fn parts(&self) -> usize {
        self.size
    }

    fn swap(&mut self, packets: Vec<(usize, Vec<u8>)>) -> Vec<Vec<u8>> {
        with_peers(|world| {
            mpi::request::scope(|scope| {
                let mut under_way = Vec::with_capacity(packets.len());
                for (to, bytes) in &packets {
                    let to = world.process_at_rank(*to as i32);
                    let last = bytes.len().saturating_sub(1) / MOST;
                    for (number, piece) in pieces(bytes).enumerate() {
                        let tag = if number == last { WHOLE } else { PART };
                        under_way.push(to.immediate_send_with_tag(scope, piece, tag));
                    }
                }
                let told = packets.iter().map(|(from, _)| hear_all(world, *from)).collect();
                under_way.into_iter().for_each(|request| {
                    request.wait();
                });
                told
            })
        })
    }

    fn sum(&mut self, numbers: &mut [u64]) {
        let own = numbers.to_vec();
        with_peers(|world| world.all_reduce_into(&own[..], numbers, SystemOperation::sum()));
    }
}

/// Bytes that are sent at once; none are a piece, too.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    (0..bytes.len().div_ceil(MOST).max(1)).map(|number| &bytes[number * MOST..bytes.len().min((number + 1) * MOST)])
}

/// All that a process has to say.
fn hear_all(world: &SimpleCommunicator, from: usize) -> Vec<u8> {
    let mut all = Vec::new();
    loop {
        let (message, status): (_, Status) = world.process_at_rank(from as i32).matched_probe();
        let begun = all.len();
        all.resize(begun + status.count(u8::equivalent_datatype()) as usize, 0);
        message.matched_receive_into(&mut all[begun..]);
        if status.tag() == WHOLE {
            return all;
        }
    }
}

/// The thread that speaks MPI.
struct Radio {
    world: SimpleCommunicator,
    rank: usize,
    size: usize,
}

impl Radio {
    fn new(universe: &Universe) -> Self {
        let world = universe.world();
        let (rank, size) = (world.rank() as usize, world.size() as usize);
        Self { world, rank, size }
    }

    /// Until this process leaves.
    fn sail(&self, orders: &Receiver<Order>, inbox: &Sender<Post>) {
        let (mut dispatcher, mut pause) =
            (Sorting { parts: vec![Vec::new(); self.size], farewells: 0, inbox }, PAUSES.0);
        loop {
            if self.collect(&mut dispatcher) {
                pause = PAUSES.0;
            }
            match orders.recv_timeout(pause) {
                Ok(Order::Send(to, message)) => {
                    self.say_all(to, &message, &mut dispatcher);
                    pause = PAUSES.0;
                }
                Ok(Order::Work(work)) => work(),
                Ok(Order::Leave(code)) => return self.farewell(code, &mut dispatcher),
                Err(RecvTimeoutError::Timeout) => pause = longer(pause),
                Err(RecvTimeoutError::Disconnected) => return self.farewell(0, &mut dispatcher),
            }
        }
    }

    /// Takes in everything that has come; whether that was anything.
    fn collect(&self, dispatcher: &mut Sorting<'_>) -> bool {
        let mut any = false;
        while let Some((tag, from, bytes)) = self.hear() {
            any = true;
            dispatcher.take(tag, from, bytes);
        }
        any
    }

    /// The next bytes, if some have come.
    fn hear(&self) -> Option<(Tag, usize, Vec<u8>)> {
        let (message, status): (_, Status) = self.world.any_process().immediate_matched_probe()?;
        let mut bytes = vec![0u8; status.count(u8::equivalent_datatype()) as usize];
        message.matched_receive_into(&mut bytes[..]);
        Some((status.tag(), status.source_rank() as usize, bytes))
    }

    /// Sends bytes, and takes in what comes until they are under way. MPI's own waiting would keep a core busy.
    fn say(&self, to: usize, bytes: &[u8], tag: Tag, dispatcher: &mut Sorting<'_>) {
        mpi::request::scope(|scope| {
            let to = self.world.process_at_rank(to as i32);
            let (mut request, mut pause) = (to.immediate_send_with_tag(scope, bytes, tag), PAUSES.0);
            while let Err(under_way) = request.test() {
                request = under_way;
                self.collect(dispatcher);
                thread::sleep(pause);
                pause = longer(pause);
            }
        });
    }

    fn say_all(&self, to: usize, message: &[u8], dispatcher: &mut Sorting<'_>) {
        let mut rest = message;
        while let Some((part, after)) = rest.split_at_checked(MOST).filter(|(_, after)| !after.is_empty()) {
            self.say(to, part, PART, dispatcher);
            rest = after;
        }
        self.say(to, rest, WHOLE, dispatcher);
    }

    /// The first process tells the others that it ends, and waits until nothing of theirs is under way.
    fn farewell(&self, code: u8, dispatcher: &mut Sorting<'_>) {
        if self.rank > 0 {
            self.say(0, &[], BYE, dispatcher);
            return;
        }
        (1..self.size).for_each(|other| self.say(other, &[code], END, dispatcher));
        let begun = Instant::now();
        while dispatcher.farewells < self.size - 1 {
            if !self.collect(dispatcher) {
                thread::sleep(PAUSES.1);
            }
            if begun.elapsed() > PATIENCE {
                self.world.abort(i32::from(code));
            }
        }
    }
}

fn longer(pause: Duration) -> Duration {
    (pause * 2).min(PAUSES.1)
}

/// Where bytes become messages.
struct Sorting<'a> {
    parts: Vec<Vec<u8>>,
    farewells: usize,
    inbox: &'a Sender<Post>,
}

impl Sorting<'_> {
    fn take(&mut self, tag: Tag, from: usize, bytes: Vec<u8>) {
        let post = match tag {
            WHOLE if self.parts[from].is_empty() => Post::Message(from, bytes),
            WHOLE => Post::Message(from, [std::mem::take(&mut self.parts[from]), bytes].concat()),
            PART => return self.parts[from].extend(bytes),
            BYE => return self.farewells += 1,
            _ => Post::End,
        };
        // What nobody reads any more is dropped.
        let _ = self.inbox.send(post);
    }
}
