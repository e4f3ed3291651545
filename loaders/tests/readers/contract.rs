//! What every reader promises, whatever its format.

use super::{feed, only, records, utf16};
use loaders::readers::portion::LIMIT;
use loaders::readers::{Format, read};
use std::io::{BufReader, Read};

fn sample(format: Format) -> Vec<u8> {
    feed(&format!("sample.{}", format.extensions()[0]))
}

#[test]
fn its_sample_reads() {
    for format in Format::all() {
        let records = records(format, &sample(format));
        assert!(!records.is_empty(), "{format}");
        for record in records {
            assert_eq!(record.source, "feed");
            let article = record.outcome.unwrap_or_else(|error| panic!("{format}: {error}"));
            assert!(!article.text.trim().is_empty(), "{format}");
        }
    }
}

#[test]
fn the_same_bytes_give_the_same_articles_however_they_arrive() {
    for format in Format::all() {
        let bytes = sample(format);
        for encoded in [bytes.clone(), utf16(std::str::from_utf8(&bytes).unwrap(), true)] {
            let whole: Vec<_> =
                records(format, &encoded).into_iter().map(|record| (record.line, record.outcome.unwrap())).collect();
            let drops = read(format, "feed", Box::new(BufReader::with_capacity(1, encoded.as_slice())));
            let dropped: Vec<_> = drops.map(|record| (record.line, record.outcome.unwrap())).collect();
            assert_eq!(whole, dropped, "{format}");
        }
    }
}

#[test]
fn an_empty_or_blank_input_is_told() {
    for format in Format::all() {
        for input in ["", " ", "\n\n \t\r\n", "\u{FEFF}"] {
            let error = only(format, input.as_bytes()).unwrap_err();
            assert_eq!(error, "reading `feed`: it holds no text; an article needs some words", "{format} {input:?}");
        }
    }
}

#[test]
fn what_is_no_text_is_told_once() {
    for format in Format::all() {
        for (input, what) in [
            (&b"%PDF-1.7\nx\ny"[..], "a PDF document"),
            (b"PK\x03\x04\n\n..", "a zip archive"),
            (b"\x1f\x8b\x08\n\n", "a gzip archive"),
        ] {
            let error = only(format, input).unwrap_err();
            assert!(error.contains(what), "{format}: {error}");
        }
        let error = only(format, b"Presiden\0 tiba").unwrap_err();
        assert!(error.contains("NUL at byte 8") && error.contains("UTF-8"), "{format}: {error}");
    }
}

#[test]
fn bytes_in_another_encoding_are_told_with_their_place() {
    for format in Format::all() {
        let error = only(format, b"Lula tiba di Bel\xe9m").unwrap_err();
        assert!(error.contains("byte 16 (`0xE9`) is not UTF-8; save the file as UTF-8"), "{format}: {error}");
    }
}

#[test]
fn utf8_and_utf16_with_their_mark_read_alike() {
    for format in Format::all() {
        let bytes = sample(format);
        let text = std::str::from_utf8(&bytes).unwrap();
        let read =
            |input: &[u8]| records(format, input).into_iter().map(|record| record.outcome.unwrap()).collect::<Vec<_>>();
        let plain = read(&bytes);
        let marked: Vec<u8> = b"\xef\xbb\xbf".iter().chain(&bytes).copied().collect();
        for encoded in [marked, utf16(text, true), utf16(text, false)] {
            assert_eq!(plain, read(&encoded), "{format}");
        }
        let mut broken = utf16(text, true);
        broken.extend([0x00, 0xD8]);
        let last = records(format, &broken).pop().unwrap();
        assert!(last.outcome.is_err(), "{format}: half a surrogate pair");
    }
}

#[test]
fn a_truncated_input_gives_articles_or_errors() {
    for format in Format::all() {
        let bytes = sample(format);
        for length in 0..bytes.len() {
            assert!(!records(format, &bytes[..length]).is_empty(), "{format} {length}");
        }
    }
}

#[test]
fn an_input_that_breaks_off_ends_with_its_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    for format in Format::all() {
        for whole in [&b"{\"text\": \"Satu.\"}\n"[..], b"[{\"text\": \"Satu.\"},"] {
            let records: Vec<_> = read(format, "feed", Box::new(BufReader::new(whole.chain(Broken)))).collect();
            let error = records.last().unwrap().outcome.as_ref().unwrap_err().to_string();
            assert!(error.contains("broke off (the disk is gone)"), "{format}: {error}");
        }
    }
}

#[test]
fn more_than_an_article_may_have_is_rejected_with_its_size() {
    for format in Format::all() {
        let error = only(format, &vec![b'a'; LIMIT + 1]).unwrap_err();
        assert!(error.contains("16777217 bytes") && error.contains("split it"), "{format}: {error}");
    }
}

/// A linear congruential generator: the same bytes in every run.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn no_bytes_make_a_reader_panic() {
    const PIECES: [&[u8]; 28] = [
        b"<",
        b">",
        b"</",
        b"<p>",
        b"<div class=\"share\">",
        b"<table><tr><td>",
        b"<meta charset=\"utf-16\">",
        b"<meta charset=shift_jis>",
        b"<script type=\"application/ld+json\">",
        b"</script>",
        b"{\"@type\":\"NewsArticle\"",
        b"{\"text\":\"",
        b"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"\n",
        b"\xff\xfe",
        b"\xe9",
        b"\0",
        b"\xed\xa0\x80",
        b"&#0;&#xD800;",
        b"<svg><title>",
        b"<br>",
        "é".as_bytes(),
    ];
    let mut state = 20_240_618;
    for round in 0..4000 {
        let mut input = Vec::new();
        for _ in 0..random(&mut state) % 40 {
            let piece = usize::try_from(random(&mut state)).unwrap();
            match piece % 3 {
                0 => input.push(random(&mut state).to_le_bytes()[0]),
                _ => input.extend_from_slice(PIECES[piece / 3 % PIECES.len()]),
            }
        }
        assert!(Format::all().any(|format| format == Format::sniff(&input)));
        for format in Format::all() {
            for record in records(format, &input) {
                assert!(
                    record.outcome.is_err() || !record.outcome.unwrap().text.trim().is_empty(),
                    "{format} {round} {input:?}"
                );
            }
        }
    }
}

#[test]
fn changed_samples_do_not_make_a_reader_panic() {
    let mut state = 7;
    for format in Format::all() {
        let mut samples = vec![sample(format)];
        if format == Format::Html {
            samples.push(feed("html/detail.html"));
            samples.push(feed("html/wordpress.html"));
        }
        for sample in samples {
            for _ in 0..150 {
                let mut input = sample.clone();
                for _ in 0..=random(&mut state) % 8 {
                    if input.is_empty() {
                        break;
                    }
                    let at = usize::try_from(random(&mut state)).unwrap() % input.len();
                    let to = (at + usize::try_from(random(&mut state) % 60).unwrap()).min(input.len());
                    input.drain(at..to);
                }
                assert!(!records(format, &input).is_empty());
            }
        }
    }
}

#[test]
fn a_format_is_known_by_its_name_and_by_its_first_bytes() {
    for format in Format::all() {
        assert_eq!(format.to_string().parse(), Ok(format));
        assert_eq!(Format::sniff(&sample(format)), format);
        assert_eq!(Format::sniff(&utf16(std::str::from_utf8(&sample(format)).unwrap(), true)), format);
        for extension in format.extensions() {
            assert_eq!(Format::of_name(format!("a.b/berita.{}", extension.to_uppercase())), Some(format));
        }
    }
    assert_eq!(Format::of_name("berita.docx"), None);
    assert_eq!(Format::of_name("html"), None);
    assert_eq!(Format::sniff(b""), Format::Text);
    assert_eq!(Format::sniff(b"[Gambas:Video]\nJakarta -"), Format::Text);
    assert_eq!(Format::sniff(b" [\n {\"text\""), Format::JsonLines);
    assert_eq!(Format::sniff(b"\xef\xbb\xbf<!doctype html>"), Format::Html);
    assert_eq!(Format::sniff(b"< 5 km dari pusat gempa"), Format::Text);
    let error = "docx".parse::<Format>().unwrap_err().to_string();
    assert_eq!(error, "no reader for the format `docx`; there are `jsonl`, `html`, `text`");
}

#[test]
fn plain_text_is_left_as_it_is() {
    for text in ["Judul\r\n\r\n  isi\t\n\n", "\n\na", "é\u{2028}b\r", "tanpa akhir"] {
        assert_eq!(only(Format::Text, text.as_bytes()).unwrap().text, text);
    }
}
