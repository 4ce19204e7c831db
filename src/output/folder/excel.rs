//! The tables of a folder for Excel, which reads a file by the habits of a country: which mark stands in a decimal number and
//! which between columns. With a byte-order mark, without which it takes UTF-8 for something else.

use super::parquet::tables;
use crate::output::tables::draft;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How numbers are written where the reader lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// 0.5, and commas between columns.
    Point,
    /// 0,5, and semicolons between columns.
    Comma,
}

/// Languages in whose countries a comma stands in decimal numbers, nearly everywhere.
const WITH_COMMA: [&str; 33] = [
    "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "id", "is", "it",
    "lt", "lv", "mk", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr",
];
/// Countries that do as the English do, whatever their language: the Swiss, and Spanish-speaking North America.
const WITH_POINT: [&str; 10] = ["CH", "LI", "MX", "GT", "HN", "NI", "PA", "PR", "SV", "DO"];

impl Habit {
    /// That of a locale such as `de_AT.UTF-8`; a point where it says nothing (`C`).
    pub fn of_locale(locale: &str) -> Self {
        let name = locale.split(['.', '@']).next().unwrap_or_default();
        let (language, country) = name.split_once(['_', '-']).unwrap_or((name, ""));
        let comma = WITH_COMMA.contains(&language.to_lowercase().as_str()) && !WITH_POINT.contains(&country);
        if comma { Self::Comma } else { Self::Point }
    }

    const fn delimiter(self) -> u8 {
        match self {
            Self::Point => b',',
            Self::Comma => b';',
        }
    }
}

/// The names of the files that there may be.
pub fn names() -> impl Iterator<Item = String> {
    tables().map(|table| of(Path::new(&table)).to_string_lossy().into_owned())
}

fn of(table: &Path) -> PathBuf {
    table.with_extension("excel.csv")
}

/// Writes every table of a folder again, each whole or not at all, and says which files these are.
///
/// # Errors
/// When a table cannot be read, or the disk is full.
pub fn write(folder: &Path, habit: Habit) -> io::Result<Vec<PathBuf>> {
    let tables = tables().map(|table| folder.join(table)).filter(|path| path.is_file());
    tables.map(|table| one(&table, folder, habit)).collect()
}

fn one(table: &Path, folder: &Path, habit: Habit) -> io::Result<PathBuf> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_path(table)?;
    let mut file = draft(folder)?;
    file.write_all("\u{feff}".as_bytes())?;
    let mut writer =
        csv::WriterBuilder::new().delimiter(habit.delimiter()).terminator(csv::Terminator::CRLF).from_writer(&mut file);
    let mut record = csv::StringRecord::new();
    while rows.read_record(&mut record)? {
        writer.write_record(record.iter().map(|field| cell(field, habit)))?;
    }
    writer.flush()?;
    drop(writer);
    let path = of(table);
    file.persist(&path).map_err(|error| error.error)?;
    Ok(path)
}

/// Excel keeps fifteen digits of a number.
const DIGITS: usize = 15;

/// A field as Excel is to take it: what is no number is never a formula, and long whole numbers (seeds) keep their digits as text.
fn cell(field: &str, habit: Habit) -> String {
    if field.parse::<f64>().is_ok_and(f64::is_finite) {
        let is_whole = field.bytes().all(|b| b.is_ascii_digit());
        return match habit {
            _ if is_whole && field.len() > DIGITS => format!("=\"{field}\""),
            Habit::Comma => field.replace('.', ","),
            Habit::Point => field.to_owned(),
        };
    }
    if field.starts_with(['=', '+', '-', '@', '\t']) { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_have_their_habits() {
        let of = |locale: &str| Habit::of_locale(locale);
        for locale in ["de_DE.UTF-8", "fr_FR", "fr", "pl_PL.UTF-8", "de_AT@euro", "es_ES", "pt-BR"] {
            assert_eq!(of(locale), Habit::Comma, "{locale}");
        }
        for locale in ["en_GB.UTF-8", "C", "", "C.UTF-8", "POSIX", "ja_JP", "de_CH.UTF-8", "es_MX"] {
            assert_eq!(of(locale), Habit::Point, "{locale}");
        }
    }

    #[test]
    fn cells_are_numbers_or_text_and_never_formulas() {
        assert_eq!(cell("0.25", Habit::Comma), "0,25");
        assert_eq!(cell("-1e-5", Habit::Comma), "-1e-5");
        assert_eq!(cell("0.25", Habit::Point), "0.25");
        assert_eq!(cell("14346502311840270841", Habit::Comma), "=\"14346502311840270841\"");
        assert_eq!(cell("=1+1", Habit::Point), "'=1+1");
        assert_eq!(cell("-Ana", Habit::Comma), "'-Ana");
        assert_eq!(cell("Dr. Zoë", Habit::Comma), "Dr. Zoë");
        assert_eq!(cell("", Habit::Comma), "");
    }
}
