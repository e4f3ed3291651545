//! Records in JSON: what a line may hold, and what is said about one that is wrong.

use super::{feed, only, records};
use loaders::readers::portion::LIMIT;
use loaders::readers::{Format, read};
use std::io::{BufRead, BufReader, Read};

#[test]
fn the_sample_gives_its_fields() {
    let records = records(Format::JsonLines, &feed("sample.jsonl"));
    let lines: Vec<_> = records.iter().map(|record| record.line).collect();
    assert_eq!(lines, [Some(1), Some(3), Some(4)]);
    let articles: Vec<_> = records.into_iter().map(|record| record.outcome.unwrap()).collect();

    let first = &articles[0];
    assert_eq!(
        first.text,
        "Menlu RI Terima Dubes Laos\n\nMenteri Luar Negeri menerima Duta Besar Laos di Jakarta pada Rabu."
    );
    assert_eq!(first.published.unwrap().to_string(), "2024-06-19T10:00:00+07:00");
    let fields = [&first.id, &first.title, &first.language, &first.url, &first.publisher, &first.agency, &first.editor];
    let fields: Vec<_> = fields.into_iter().map(|field| field.as_deref().unwrap()).collect();
    assert_eq!(
        fields,
        [
            "a-1",
            "Menlu RI Terima Dubes Laos",
            "id",
            "https://example.org/a-1",
            "Kabar Uji",
            "Kantor Berita Uji",
            "Rina"
        ]
    );

    assert_eq!(articles[1].id.as_deref(), Some("4021"), "a number is an id");
    assert_eq!(articles[1].text, "  Norway and Spain signed an agreement.\r\n", "exactly the text");
    assert_eq!(articles[1].published.unwrap().to_string(), "2024-06-19");
    assert_eq!(articles[2].title, None, "a blank title is none");
}

#[test]
fn days_and_moments() {
    for (written, read) in [
        ("2024-06-22", "2024-06-22"),
        ("2024-06-22T11:42:00+07:00", "2024-06-22T11:42:00+07:00"),
        ("2024-06-22T11:42:00+0700", "2024-06-22T11:42:00+07:00"),
        ("2024-06-22T04:42:00Z", "2024-06-22T04:42:00+00:00"),
        ("2024-06-22T11:42:00.123", "2024-06-22T11:42:00"),
        ("2024-06-22 11:42", "2024-06-22T11:42:00"),
        ("2024-06-22 11:42:00-05:00", "2024-06-22T11:42:00-05:00"),
    ] {
        let line = serde_json::json!({"text": "a", "published": written}).to_string();
        let article = only(Format::JsonLines, line.as_bytes()).unwrap();
        assert_eq!(article.published.unwrap().to_string(), read, "{written}");
    }
    for blank in ["null", "\"\"", "\" \""] {
        let line = format!("{{\"text\": \"a\", \"published\": {blank}}}");
        assert_eq!(only(Format::JsonLines, line.as_bytes()).unwrap().published, None);
    }
}

#[test]
fn a_day_that_is_not_iso_8601_is_kept_as_written() {
    for written in ["22/06/2024", "kemarin", "2024-02-30"] {
        let line = serde_json::json!({"text": "a", "published": written}).to_string();
        let article = only(Format::JsonLines, line.as_bytes()).unwrap();
        assert_eq!((article.published, article.dated.as_deref()), (None, Some(written)));
    }
}

#[test]
fn a_wrong_record_says_what_would_be_right() {
    let long = format!(r#"{{"text": "a", "title": ["{}"]}}"#, "x".repeat(500));
    for (line, says) in [
        (
            r#"{"body": "Isi", "judul": "Judul"}"#,
            "the key `text` is missing; the keys that are there: `body`, `judul`; name the one",
        ),
        ("{}", "the key `text` is missing; the object is empty"),
        (r#"{"text": 5}"#, "`text` is `5`; a string would be right"),
        (r#"{"text": null}"#, "it holds no text"),
        (r#"{"text": " \n "}"#, "it holds no text"),
        (r#"{"text": "", "title": "Judul"}"#, "it holds no text"),
        (r#"{"text": "a\u0000b"}"#, "NUL at byte 1"),
        (r#"{"text": "a", "title": ["x"]}"#, r#"`title` is `["x"]`; a string would be right"#),
        (r#"{"text": "a", "id": 1.5}"#, "`id` is `1.5`; a string or a whole number would be right"),
        (r#"{"text": "a", "id": {}}"#, "`id` is `{}`; a string would be right"),
        (&long, "xxx…`"),
        ("5", "`5` stands where an object should"),
        (r#""teks""#, "stands where an object should"),
        (r#"{"text": "a""#, "line 1, column 12: no JSON (EOF while parsing an object)"),
        (r#"{"text": a}"#, "line 1, column 10: no JSON (expected value)"),
        (r#"{"text": "a"} x"#, "line 1, column 15: no JSON (trailing characters)"),
        (r#"{"text": "\ud800"}"#, "no JSON ("),
    ] {
        let error = only(Format::JsonLines, line.as_bytes()).unwrap_err();
        assert!(error.starts_with("reading `feed`, line 1: ") && error.contains(says), "{line}\n  {error}");
        assert!(error.len() < 400, "{error}");
    }
}

#[test]
fn a_wrong_line_costs_only_itself() {
    let feed = b"{\"text\": \"satu\"}\n{\"text\": \n\n{\"text\": \"B\xe9\"}\n\0\0\0\n{\"text\": \"lima\"}\r\nnot json\n{\"text\": \"tujuh\"}";
    let records = records(Format::JsonLines, feed);
    let outcomes: Vec<_> = records.iter().map(|record| (record.line.unwrap(), record.outcome.is_ok())).collect();
    assert_eq!(outcomes, [(1, true), (2, false), (4, false), (5, false), (6, true), (7, false), (8, true)]);
    assert!(
        records[2]
            .outcome
            .as_ref()
            .unwrap_err()
            .to_string()
            .starts_with("reading `feed`, line 4: byte 11 (`0xE9`) is not UTF-8")
    );
    assert!(records[1].outcome.as_ref().unwrap_err().to_string().contains("line 2, column 8: no JSON"));
    assert!(records[3].outcome.as_ref().unwrap_err().to_string().contains("NUL"));
}

#[test]
fn a_huge_line_is_passed_over_without_being_held() {
    let huge = 3 * LIMIT as u64;
    let line = std::io::repeat(b'x').take(huge);
    let short = b"{\"text\": \"satu\"}\n".chain(line).chain(&b"\n{\"text\": \"tiga\"}\n"[..]);
    let first = std::io::repeat(b'{').take(huge).chain(&b"\n{\"text\": \"dua\"}"[..]);
    let spread = b"[\n{\"text\": \"".chain(std::io::repeat(b'x').take(huge)).chain(&b"\"},\n{\"text\": \"tiga\"}]"[..]);
    let inputs: [(Box<dyn BufRead>, &[bool]); 3] = [
        (Box::new(BufReader::new(short)), &[true, false, true]),
        (Box::new(BufReader::new(first)), &[false, true]),
        (Box::new(BufReader::new(spread)), &[false, true]),
    ];
    for (input, expected) in inputs {
        let records: Vec<_> = read(Format::JsonLines, "feed", input).collect();
        let read: Vec<bool> = records.iter().map(|record| record.outcome.is_ok()).collect();
        assert_eq!(read, expected);
        let error = records.iter().find_map(|record| record.outcome.as_ref().err()).unwrap().to_string();
        assert!(error.contains("it has 50331") && error.contains("16 MiB"), "{error}");
    }
}

#[test]
fn an_array_and_objects_over_several_lines() {
    let array = "[\n  {\"text\": \"sa]t{u \\\" \", \"tags\": [{}, [1]]},\n  {\n \"text\": \"dua\"\n  },{\"text\": 3},\n  {\"text\": \"empat\" x}, {\"text\": \"lima\"}\n]\n";
    let records = records(Format::JsonLines, array.as_bytes());
    let outcomes: Vec<_> = records.iter().map(|record| (record.line.unwrap(), record.outcome.is_ok())).collect();
    assert_eq!(outcomes, [(2, true), (3, true), (5, false), (6, false), (6, true)]);
    assert_eq!(records[0].outcome.as_ref().unwrap().text, "sa]t{u \" ");

    let spread = "\n{\n  \"text\": \"satu\",\n  \"id\": 1\n}\n{\n  \"text\": \"dua\",\n  \"id\": x\n}\n";
    let records = super::records(Format::JsonLines, spread.as_bytes());
    assert_eq!(records.len(), 2);
    assert!(records[0].outcome.is_ok());
    let error = records[1].outcome.as_ref().unwrap_err().to_string();
    assert!(error.starts_with("reading `feed`, line 6: line 8, column 9: no JSON"), "{error}");
}

#[test]
fn an_array_that_is_wrong_says_where() {
    for (input, expected) in [
        ("[{\"text\": \"a\"},", "line 1: the input ends before the array is closed; was the file copied whole?"),
        ("[{\"text\": \"a\"},\n{\"text\": \"b", "line 2: the input ends before the object is closed"),
        ("[{\"text\": \"a\"},\n\"b\"]", "line 2: `\"b\"` stands where an object should"),
        ("[1]", "line 1: `1` stands where an object should"),
    ] {
        let records = records(Format::JsonLines, input.as_bytes());
        let error = records.last().unwrap().outcome.as_ref().unwrap_err().to_string();
        assert!(error.contains(expected), "{input}\n  {error}");
    }
    assert!(only(Format::JsonLines, b"[]").unwrap_err().contains("holds no text"));
}
