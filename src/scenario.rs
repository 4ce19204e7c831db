//! (scenario: under construction)
