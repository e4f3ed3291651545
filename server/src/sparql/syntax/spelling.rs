//! Recognises a keyword with a slip of the pen.

const KEYWORDS: [&str; 20] = [
    "SELECT",
    "CONSTRUCT",
    "DESCRIBE",
    "ASK",
    "WHERE",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "GRAPH",
    "VALUES",
    "DISTINCT",
    "LIMIT",
    "OFFSET",
    "MINUS",
    "BIND",
    "PREFIX",
    "HAVING",
    "ORDER",
    "GROUP",
    "EXISTS",
];
const UPDATES: [&str; 7] = ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "WITH"];

/// What the first word of `rest` was probably meant to be.
pub fn hint(rest: &str) -> Option<String> {
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let word = word.to_ascii_uppercase();
    if UPDATES.contains(&word.as_str()) {
        return Some("this is an update; it can be sent to the server's `/sparql` by POST as `update=…`".to_owned());
    }
    let near = KEYWORDS.iter().find(|keyword| word.len() > 2 && distance(&word, keyword) == 1)?;
    Some(format!("did you mean `{near}`?"))
}

/// The number of letters to change, add or drop to make one word of the other (Levenshtein).
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = corner + usize::from(from != *to);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
