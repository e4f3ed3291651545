//! Folding of names: one spelling for "Luleå", "Lulea" and "LULEA", for "U.S." and "US".
//!
//! The reference tables are keyed by this very fold (`tools/reference` has it in Python); a test compares every row.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The key of a name: without case, accents, full stops and runs of blanks; quotes and dashes made plain.
#[must_use]
pub fn fold(form: &str) -> String {
    let mut key = String::with_capacity(form.len());
    if form.is_ascii() {
        form.chars().for_each(|c| push(&mut key, c));
    } else {
        form.nfkd().filter(|c| !is_accent(*c)).for_each(|c| push(&mut key, c));
    }
    key.truncate(key.trim_end().len());
    key
}

/// Marks that combine with the letter before them; vowel signs of Indic scripts are letters.
fn is_accent(c: char) -> bool {
    canonical_combining_class(c) != 0
}

fn push(key: &mut String, c: char) {
    match c {
        '.' => {}
        c if c.is_whitespace() => {
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
        }
        'ø' | 'Ø' => key.push('o'),
        'đ' | 'Đ' => key.push('d'),
        'ł' | 'Ł' => key.push('l'),
        'ß' | 'ẞ' => key.push_str("ss"),
        'æ' | 'Æ' => key.push_str("ae"),
        'œ' | 'Œ' => key.push_str("oe"),
        'ı' => key.push('i'),
        '’' | '‘' | 'ʼ' | '`' => key.push('\''),
        '–' | '—' | '‐' | '‑' => key.push('-'),
        c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
        c => key.extend(c.to_lowercase().filter(|c| !is_accent(*c))),
    }
}

/// Whether `a` becomes `b` by at most one letter inserted, dropped or replaced, or two neighbours swapped.
#[must_use]
pub fn within_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = |x: &[char], y: &[char]| x == y;
    match a.len().abs_diff(b.len()) {
        0 if a.is_empty() => true,
        0 => tail(&a[1..], &b[1..]) || (a.len() > 1 && a[0] == b[1] && a[1] == b[0] && tail(&a[2..], &b[2..])),
        1 if a.len() > b.len() => tail(&a[1..], b),
        1 => tail(a, &b[1..]),
        _ => false,
    }
}

/// ASCII words joined by hyphens, for the end of an IRI.
#[must_use]
pub fn slug(form: &str) -> String {
    let mut slug = String::new();
    for c in fold(form).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_spellings_of_one_name() {
        for (form, key) in [
            ("Luleå", "lulea"),
            ("U.S.", "us"),
            ("Washington, D.C.", "washington, dc"),
            ("Tae–yul", "tae-yul"),
            ("Łódź", "lodz"),
            ("  Sana’a \n City ", "sana'a city"),
        ] {
            assert_eq!(fold(form), key);
        }
    }

    #[test]
    fn one_edit_and_no_more() {
        for (a, b, near) in [
            ("co tae yul", "cho tae yul", true),
            ("mathew", "matthew", true),
            ("kaspesky", "kaspersky", true),
            ("ab", "ba", true),
            ("biden", "putin", false),
            ("a", "a", true),
        ] {
            assert_eq!(within_one_edit(a, b), near, "{a} {b}");
        }
    }
}
