//! Cuts SPARQL text into rough tokens: enough to count nesting and to see prefixes, in one pass and without recursion.
//!
//! This is no parser and rejects nothing. What it must get right is what is *not* structure: strings, IRIs and comments.

/// A rough token; the text is borrowed from the query.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Token<'a> {
    /// `<…>`, without the brackets.
    Iri(&'a str),
    /// A string in quotes.
    Text,
    /// `?x` or `$x`.
    Variable,
    /// A keyword, number, prefixed name or `a`.
    Word(&'a str),
    /// Any other character.
    Sign(char),
}

/// The tokens of a query, from left to right.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    length: usize,
    rest: &'a str,
}

/// Cuts a query or update into tokens, each with the byte where it starts.
#[must_use]
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { length: text.len(), rest: text }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blank();
        let start = self.length - self.rest.len();
        let first = self.rest.chars().next()?;
        let token = match first {
            '<' => self.iri().map_or_else(|| self.sign(first), Token::Iri),
            '"' | '\'' => self.string(first),
            '?' | '$' if self.rest[1..].starts_with(in_word) => {
                self.take(1);
                self.word();
                Token::Variable
            }
            _ if starts_word(first) => Token::Word(self.word()),
            _ => self.sign(first),
        };
        Some((start, token))
    }
}

impl<'a> Tokens<'a> {
    fn skip_blank(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if !self.rest.starts_with('#') {
                return;
            }
            self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
        }
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    fn sign(&mut self, sign: char) -> Token<'a> {
        self.take(sign.len_utf8());
        Token::Sign(sign)
    }

    /// A `<` opens an IRI only when a `>` comes before any character that no IRI may have.
    fn iri(&mut self) -> Option<&'a str> {
        let end = self.rest[1..].find(|c: char| c <= ' ' || "<>\"{}|^`".contains(c))? + 1;
        self.rest[end..].starts_with('>').then(|| &self.take(end + 1)[1..end])
    }

    fn string(&mut self, quote: char) -> Token<'a> {
        let long =
            self.rest.as_bytes().get(..3).is_some_and(|start| start.iter().all(|byte| char::from(*byte) == quote));
        let width = if long { 3 } else { 1 };
        let closing = self.take(width);
        let mut escaped = false;
        let end = self.rest.char_indices().find(|&(at, c)| {
            let closes = !escaped && (self.rest[at..].starts_with(closing) || (!long && c == '\n'));
            escaped = !escaped && c == '\\';
            closes
        });
        self.take(end.map_or(self.rest.len(), |(at, _)| (at + width).min(self.rest.len())));
        Token::Text
    }

    /// A word ends before a dot that ends a sentence: `kb:Event.` is a name and a full stop.
    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|c| !in_word(c)).unwrap_or(self.rest.len());
        let trimmed = self.rest[..end].trim_end_matches('.').len();
        self.take(trimmed.max(1))
    }
}

fn starts_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':')
}

fn in_word(c: char) -> bool {
    starts_word(c) || matches!(c, '.' | '-' | '%' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_iris_and_comments_are_no_structure() {
        let query = "SELECT ?x { ?x <http://a/#b> \"{\\\"{\" , '''{'{''' . # {\n FILTER(?x<3 && ?y>4) kb:A.\u{20ac} }";
        let open: Vec<_> = tokens(query).filter(|(_, token)| *token == Token::Sign('{')).collect();
        assert_eq!(open, [(10, Token::Sign('{'))]);
        assert!(tokens(query).any(|(_, token)| token == Token::Word("kb:A")));
    }

    #[test]
    fn any_text_comes_to_an_end() {
        for text in ["\"", "'''", "<", "?", "$$", "\\", "\u{20ac}?\u{20ac}", "\"\\", ".", "a.", "#"] {
            assert!(tokens(text).count() <= text.len(), "{text:?}");
        }
    }
}
