//! Brackets that do not pair: the parser notices them late, so they are looked for first.

use super::super::tokens::{Token, tokens};

/// The first bracket without a partner: where, what is wrong, what to do.
pub fn mismatch(text: &str) -> Option<(usize, String, String)> {
    let mut open: Vec<(usize, char, char)> = Vec::new();
    for (at, token) in tokens(text) {
        let Token::Sign(sign) = token else { continue };
        if let Some(partner) = partner(sign) {
            open.push((at, sign, partner));
        } else if matches!(sign, '}' | ')' | ']') {
            match open.pop() {
                Some((_, _, partner)) if partner == sign => {}
                Some((_, opened, partner)) => {
                    let problem = format!("`{sign}` stands where `{partner}` should close `{opened}`");
                    return Some((at, problem, format!("add `{partner}` before it")));
                }
                None => {
                    return Some((at, format!("`{sign}` closes nothing"), "remove it".to_owned()));
                }
            }
        }
    }
    let (at, opened, partner) = open.pop()?;
    Some((at, format!("`{opened}` is never closed"), format!("add `{partner}`")))
}

fn partner(sign: char) -> Option<char> {
    match sign {
        '{' => Some('}'),
        '(' => Some(')'),
        '[' => Some(']'),
        _ => None,
    }
}
