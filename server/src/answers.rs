//! The formats of the answers of named queries, for the command line and for HTTP.

use queries::Format;

use crate::negotiation::Offer;

/// What a named query's answer can be written as.
pub const ANSWERS: &[Offer<Format>] = &[
    Offer {
        value: Format::Json,
        names: &["json"],
        media_types: &["application/sparql-results+json", "application/json"],
    },
    Offer {
        value: Format::Xml,
        names: &["xml"],
        media_types: &["application/sparql-results+xml", "application/xml", "text/xml; charset=utf-8"],
    },
    Offer { value: Format::Csv, names: &["csv"], media_types: &["text/csv; charset=utf-8"] },
    Offer { value: Format::Tsv, names: &["tsv"], media_types: &["text/tab-separated-values; charset=utf-8"] },
    Offer { value: Format::Table, names: &["table"], media_types: &["text/plain; charset=utf-8"] },
    Offer { value: Format::Markdown, names: &["markdown"], media_types: &["text/markdown; charset=utf-8"] },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_on_offer_under_its_name() {
        for format in Format::ALL {
            let offer = ANSWERS.iter().find(|offer| offer.value == format).expect("an offer");
            assert_eq!(offer.names, [format.name()]);
        }
    }
}
