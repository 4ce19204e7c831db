//! Names that other programs take for something missing when they read the tables.

use super::diagnostics::{Diagnostics, Span};

/// Words that pandas, R, polars, Julia or a spreadsheet read as "no value" unless they are told otherwise.
pub const MISSING: [&str; 19] = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
];

/// Remarks on a name that tables hold, of something such as "an arm".
pub(super) fn remark(what: &str, name: &str, at: Span, diagnostics: &mut Diagnostics) {
    if !name.is_empty() && MISSING.contains(&name) {
        let message = format!("{what} is named `{name}`, which pandas, R and others read as a missing value");
        diagnostics.warning(at, message, "another name saves trouble with the tables");
    }
}
