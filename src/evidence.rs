//! (evidence: under construction)
