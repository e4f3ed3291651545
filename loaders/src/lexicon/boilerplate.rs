//! Marks of lines that are not the story: teasers, credits, captions, tag blocks, page furniture.

use crate::tables::rows;

/// What a marked line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Another article's headline ("Baca Juga: …").
    Teaser,
    /// Names the agency the article was taken from; the rest of the line is its name.
    Agency,
    /// Names the editor or author.
    Editor,
    /// A caption.
    Caption,
    /// Opens the block of tags and links that ends the page.
    Footer,
    /// Anything else that is not the story.
    Furniture,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Prefix,
    Whole,
    Anywhere,
}

/// The marks of one language.
pub struct Boilerplate {
    rules: Vec<(Mark, Where, String)>,
}

impl Boilerplate {
    /// Rows of `mark TAB where TAB words`.
    pub(super) fn read(table: &str) -> Result<Boilerplate, (usize, String)> {
        let rules = rows(table).map(|(line, row)| rule(row.fields()).map_err(|message| (line, message)));
        Ok(Boilerplate { rules: rules.collect::<Result<_, _>>()? })
    }

    /// What a line is, if a mark says so, and what follows the mark.
    #[must_use]
    pub fn mark<'a>(&self, line: &'a str) -> Option<(Mark, &'a str)> {
        let lower = line.to_lowercase();
        let fits = |(_, place, words): &&(Mark, Where, String)| match place {
            Where::Prefix => lower.starts_with(words.as_str()),
            Where::Whole => lower.trim_end_matches([':', ' ']) == words,
            Where::Anywhere => lower.contains(words.as_str()),
        };
        let (mark, place, words) = self.rules.iter().find(fits)?;
        // Lower-casing may change lengths; the rest is only wanted after an ASCII-safe prefix.
        let rest = if *place == Where::Prefix { line.get(words.len()..).unwrap_or("") } else { "" };
        Some((*mark, rest.trim_matches([' ', ':', '\t'])))
    }
}

fn rule([mark, place, words]: [&str; 3]) -> Result<(Mark, Where, String), String> {
    let mark = match mark {
        "teaser" => Mark::Teaser,
        "agency" => Mark::Agency,
        "editor" => Mark::Editor,
        "caption" => Mark::Caption,
        "footer" => Mark::Footer,
        "furniture" => Mark::Furniture,
        other => return Err(format!("`{other}` is no mark; teaser, agency, editor, caption, footer or furniture")),
    };
    let place = match place {
        "prefix" => Where::Prefix,
        "whole" => Where::Whole,
        "anywhere" => Where::Anywhere,
        other => return Err(format!("`{other}` is no place of a mark; prefix, whole or anywhere")),
    };
    Ok((mark, place, words.to_lowercase()))
}
