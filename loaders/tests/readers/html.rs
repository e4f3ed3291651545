//! Pages as news sites build them: what is read from each, and what must be gone.

use super::{feed, only, records};
use loaders::article::Article;
use loaders::readers::Format;
use std::fmt::Write as _;

/// An article as its expectation is written: what is known of it, a line, its text.
fn described(article: &Article) -> String {
    let published = article.published.map(|published| published.to_string());
    let fields = [
        ("title", &article.title),
        ("language", &article.language),
        ("published", &published),
        ("publisher", &article.publisher),
        ("agency", &article.agency),
        ("editor", &article.editor),
        ("url", &article.url),
    ];
    let mut page = String::new();
    for (name, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(page, "{name}: {value}");
        }
    }
    page + "---\n" + &article.text + "\n"
}

fn check(name: &str) {
    let article = only(Format::Html, &feed(&format!("html/{name}.html"))).unwrap();
    let expected = String::from_utf8(feed(&format!("html/{name}.expected.txt"))).unwrap();
    let read = described(&article);
    assert!(read == expected, "{name}: read\n{read}\nexpected\n{expected}");
}

#[test]
fn a_portal_with_advertisements_between_its_paragraphs() {
    check("detail");
}

#[test]
fn a_portal_with_linked_data_and_inline_teasers() {
    check("read");
}

#[test]
fn a_blog_whose_template_says_another_language() {
    check("wordpress");
}

#[test]
fn an_agency_that_parts_paragraphs_by_line_breaks() {
    check("agency");
}

#[test]
fn an_english_page_with_pull_quotes() {
    check("english");
}

#[test]
fn an_old_page_in_windows_1252() {
    check("windows-1252");
}

#[test]
fn the_declared_encoding_is_kept() {
    for (label, bytes) in [
        ("iso-8859-1", &b"Bel\xe9m"[..]),
        ("windows-1252", b"Bel\xe9m"),
        ("utf-8", "Belém".as_bytes()),
        ("windows-1252", "Belém".as_bytes()),
    ] {
        for meta in [
            format!("<meta charset={label}>"),
            format!("<META http-equiv='Content-Type' content='text/html; charset={label}'>"),
        ] {
            let page = [meta.as_bytes(), b"<p>Lula tiba di ", bytes].concat();
            assert_eq!(only(Format::Html, &page).unwrap().text, "Lula tiba di Belém", "{meta}");
        }
    }
    let error = only(Format::Html, b"<meta charset=utf-8><p>Bel\xe9m").unwrap_err();
    assert!(error.contains("byte 26 (`0xE9`) is not UTF-8"), "{error}");
    let error = only(Format::Html, b"<meta charset=shift_jis><p>\x81\x20").unwrap_err();
    assert!(error.contains("is not Shift_JIS, which the input says it is written in"), "{error}");
}

#[test]
fn a_page_without_a_story_is_told() {
    for page in [
        "<html></html>",
        "<nav><a href=/>Beranda</a></nav><script>x</script>",
        "<title>Judul</title><img src=a.jpg>",
        "<!-- -->",
    ] {
        let error = only(Format::Html, page.as_bytes()).unwrap_err();
        assert!(error.contains("holds no text of an article"), "{page}: {error}");
    }
}

#[test]
fn a_fragment_is_read_whole() {
    let article = only(Format::Html, b"<p>Satu   baris\nsaja.</p><p>Dua<br>baris &amp; <b>te</b>bal.</p>").unwrap();
    assert_eq!(article.text, "Satu baris saja.\n\nDua\nbaris & tebal.");
    assert_eq!(article.title, None);
}

#[test]
fn dates_in_the_forms_that_pages_use() {
    for (meta, published) in [
        (r#"<meta name="publishdate" content="2024/06/20 10:00:00">"#, Some("2024-06-20T10:00:00")),
        (r#"<meta name="pubdate" content="Thu, 20 Jun 2024 10:00:00 +0700">"#, Some("2024-06-20T10:00:00+07:00")),
        (r#"<meta itemprop="datePublished" content="2024-06-20T10:00:00+0700">"#, Some("2024-06-20T10:00:00+07:00")),
        (r#"<time datetime="2024-06-20">Kamis</time>"#, Some("2024-06-20")),
        (r#"<meta name="pubdate" content="kemarin">"#, None),
    ] {
        let article = only(Format::Html, format!("{meta}<p>Menteri tiba di Jakarta.</p>").as_bytes()).unwrap();
        assert_eq!(article.published.map(|published| published.to_string()).as_deref(), published, "{meta}");
    }
}

#[test]
fn deep_and_broad_pages_are_read() {
    for (open, times) in [("<div>", 20_000), ("<b>", 3_000), ("<p>satu kata <b>", 20_000), ("<table><tr><td>", 3_000)] {
        let page = format!("{}Menteri tiba di Jakarta.", open.repeat(times));
        let outcome = records(Format::Html, page.as_bytes()).remove(0).outcome;
        assert!(outcome.unwrap().text.contains("Menteri tiba di Jakarta."), "{open}");
    }
}
