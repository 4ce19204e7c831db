//! Plain implementations that share no code with the engine: exact, slow, and short enough to be read at a glance.
