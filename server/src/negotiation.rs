//! Picks the format of an answer: `?format=` or `--format` by name, else the `Accept` header with its weights.

/// One format that can be given.
#[derive(Clone, Copy, Debug)]
pub struct Offer<T: 'static> {
    /// What the caller does with the choice.
    pub value: T,
    /// Short names, the usual one first.
    pub names: &'static [&'static str],
    /// Media types, the proper one first; a parameter such as the charset is sent but not compared.
    pub media_types: &'static [&'static str],
}

/// What the asking side would like.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// A format by name or media type; stronger than `accept`.
    pub format: Option<String>,
    /// The `Accept` header.
    pub accept: Option<String>,
}

/// Nothing on offer fits the wish.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{wanted}` is no format of this answer; on offer are {}", .offered.join(", "))]
pub struct NotOffered {
    /// The wish in the user's words.
    pub wanted: String,
    /// The usual names of what there is.
    pub offered: Vec<&'static str>,
}

impl Wish {
    /// A wish by name.
    #[must_use]
    pub fn named(format: &str) -> Self {
        Self { format: Some(format.to_owned()), accept: None }
    }

    /// The best offer and the media type to send it as; the first offer when there is no wish.
    ///
    /// # Errors
    /// When nothing on offer fits.
    pub fn choose<T: Copy>(&self, offers: &'static [Offer<T>]) -> Result<(T, &'static str), NotOffered> {
        let (wanted, choice) = match (&self.format, &self.accept) {
            (Some(format), _) => (format.as_str(), by_name(offers, format)),
            (None, Some(accept)) => (accept.as_str(), by_weight(offers, accept)),
            (None, None) => ("*/*", by_weight(offers, "*/*")),
        };
        choice.ok_or_else(|| NotOffered {
            wanted: wanted.to_owned(),
            offered: offers.iter().filter_map(|offer| offer.names.first().copied()).collect(),
        })
    }
}

impl Wish {
    /// Whether it names a media type together with `version=1.2`, as who understands RDF 1.2 and SPARQL 1.2 does.
    #[must_use]
    pub fn speaks_1_2(&self, media_type: &str) -> bool {
        let ranges = self.accept.iter().flat_map(|accept| accept.split(','));
        ranges.filter_map(Range::read).any(|range| range.version == Some("1.2") && range.covers(essence(media_type)))
    }
}

fn by_name<T: Copy>(offers: &'static [Offer<T>], wanted: &str) -> Option<(T, &'static str)> {
    let wanted = wanted.trim();
    let named = |offer: &&Offer<T>| {
        let mut names = offer.names.iter().chain(offer.media_types);
        names.any(|name| essence(name).eq_ignore_ascii_case(wanted))
    };
    offers.iter().find(named).map(|offer| (offer.value, offer.media_types[0]))
}

fn by_weight<T: Copy>(offers: &'static [Offer<T>], accept: &str) -> Option<(T, &'static str)> {
    let ranges: Vec<Range<'_>> = accept.split(',').filter_map(Range::read).collect();
    let mut best: Option<(f32, T, &'static str)> = None;
    for offer in offers {
        for media_type in offer.media_types {
            let weight = weight(&ranges, essence(media_type));
            if weight >= 1.0 {
                return Some((offer.value, media_type)); // nothing is liked more
            } else if weight > best.map_or(0.0, |(best, ..)| best) {
                best = Some((weight, offer.value, media_type));
            }
        }
    }
    best.map(|(_, value, media_type)| (value, media_type))
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or(media_type).trim()
}

/// The weight of the narrowest range that covers a media type; 0 when none does.
fn weight(ranges: &[Range<'_>], media_type: &str) -> f32 {
    let covering = ranges.iter().filter(|range| range.covers(media_type));
    covering.max_by_key(|range| range.narrowness()).map_or(0.0, |range| range.weight)
}

/// One element of an `Accept` header.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    weight: f32,
    version: Option<&'a str>,
}

impl<'a> Range<'a> {
    fn read(element: &'a str) -> Option<Self> {
        let mut parts = element.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let parameter = |wanted: &str| {
            let named = parts.clone().filter_map(|part| part.split_once('='));
            let mut values = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
            values.next().map(|(_, value)| value.trim().trim_matches('"'))
        };
        let weight = parameter("q").map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        Some(Self { kind, subtype, weight, version: parameter("version") })
    }

    fn narrowness(&self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }

    fn covers(&self, media_type: &str) -> bool {
        let fits = |range: &str, name: &str| range == "*" || range.eq_ignore_ascii_case(name);
        media_type.split_once('/').is_some_and(|(kind, subtype)| fits(self.kind, kind) && fits(self.subtype, subtype))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERS: &[Offer<char>] = &[
        Offer { value: 'j', names: &["json"], media_types: &["application/sparql-results+json", "application/json"] },
        Offer { value: 'c', names: &["csv"], media_types: &["text/csv; charset=utf-8"] },
        Offer { value: 't', names: &["turtle", "ttl"], media_types: &["text/turtle; charset=utf-8"] },
    ];

    #[test]
    fn accept_headers() {
        let cases = [
            ("*/*", Some('j')),
            ("text/csv", Some('c')),
            ("TEXT/CSV ; charset=utf-8", Some('c')),
            ("application/json", Some('j')),
            ("text/csv;q=0.2, text/turtle;q=0.7", Some('t')),
            ("text/*", Some('c')),
            ("text/*;q=0.5, text/turtle", Some('t')),
            ("*/*, application/sparql-results+json;q=0, application/json;q=0", Some('c')),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some('j')),
            ("text/csv;q=0", None),
            ("image/png", None),
            ("nonsense", None),
        ];
        for (accept, expected) in cases {
            let wish = Wish { accept: Some(accept.to_owned()), format: None };
            assert_eq!(wish.choose(OFFERS).ok().map(|(value, _)| value), expected, "{accept}");
        }
    }

    #[test]
    fn the_version_is_heard() {
        let wish = |accept: &str| Wish { accept: Some(accept.to_owned()), format: None };
        assert!(wish("text/csv, text/turtle;version=1.2;q=0.5").speaks_1_2("text/turtle; charset=utf-8"));
        assert!(wish("text/turtle; Version=\"1.2\"").speaks_1_2("text/turtle"));
        assert!(!wish("text/csv;version=1.2, text/turtle").speaks_1_2("text/turtle"));
        assert!(!wish("text/turtle;version=1.1").speaks_1_2("text/turtle"));
    }

    #[test]
    fn a_name_is_stronger_than_the_header() {
        let wish = |format: &str| Wish { format: Some(format.to_owned()), accept: Some("text/csv".to_owned()) };
        assert_eq!(wish("ttl").choose(OFFERS), Ok(('t', "text/turtle; charset=utf-8")));
        assert_eq!(wish("text/turtle").choose(OFFERS), Ok(('t', "text/turtle; charset=utf-8")));
        let refused = wish("png").choose(OFFERS).unwrap_err().to_string();
        assert_eq!(refused, "`png` is no format of this answer; on offer are json, csv, turtle");
    }

    #[test]
    fn the_type_that_was_asked_for_is_sent() {
        let wish = Wish { accept: Some("application/json".to_owned()), format: None };
        assert_eq!(wish.choose(OFFERS), Ok(('j', "application/json")));
    }
}
