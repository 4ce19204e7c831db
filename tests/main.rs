//! All integration tests, one file a topic.

mod feelings;
mod reference;
