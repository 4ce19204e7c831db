//! All integration tests, one file a topic.

mod reference;
