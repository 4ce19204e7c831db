//! All integration tests, one file a topic.
mod network;
mod network_files;
mod reference;
