//! Tab-separated tables as the project keeps them: `#` opens a comment line, a blank field means unknown, `|` parts a list.
//!
//! The tables are embedded and trusted; what a contributor writes wrong is told by the tests, with file and line.

/// The rows of a table: line number (from 1) and its fields.
pub fn rows(text: &str) -> impl Iterator<Item = (usize, Row<'_>)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(n, line)| (n + 1, Row { line }))
}

/// One line of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    line: &'a str,
}

impl<'a> Row<'a> {
    /// The first `N` fields; those that the line lacks are empty.
    #[must_use]
    pub fn fields<const N: usize>(&self) -> [&'a str; N] {
        let mut fields = self.line.split('\t');
        std::array::from_fn(|_| fields.next().unwrap_or("").trim())
    }
}

/// The items of a list field.
pub fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// A field that may be unknown.
#[must_use]
pub fn known(field: &str) -> Option<&str> {
    (!field.is_empty()).then_some(field)
}
