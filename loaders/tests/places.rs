//! Which place a name means, in whole articles of our own.

use loaders::article::Article;
use loaders::facts::{MentionKind, Reading};
use loaders::reading::Reader;
use ontology::entity::Kind;
use std::sync::OnceLock;

fn read(language: &str, text: &str) -> Reading {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER.get_or_init(|| Reader::new().expect("what ships can be read"));
    reader.read(Article { text: text.to_owned(), language: Some(language.to_owned()), ..Article::default() })
}

/// What a name is linked to: `GeoNames` id (or the id of the entity), its country, how it was linked.
fn meant(reading: &Reading, name: &str) -> Option<(String, Option<String>, &'static str)> {
    let text = &reading.article.text;
    let place = |kind: MentionKind| matches!(kind, MentionKind::Name(kind) if kind.is_place());
    let mention = reading.mentions.iter().find(|m| m.span.of(text) == name && place(m.kind))?;
    let entity = &reading.entities[mention.entity?];
    let id = entity.geonames.clone().unwrap_or_else(|| entity.id.clone());
    Some((id, entity.country.clone(), mention.method))
}

fn id(reading: &Reading, name: &str) -> String {
    meant(reading, name).unwrap_or_else(|| panic!("`{name}` is no place in {:?}", reading.mentions)).0
}

#[test]
fn the_state_after_the_comma_decides() {
    let reading = read("en", "A storm hit Paris, Texas, on Monday. Schools in Paris were closed for a week.");
    assert_eq!(id(&reading, "Paris"), "4717560");
    assert_eq!(meant(&reading, "Paris").expect("a place").2, "container");
    let reading = read("en", "Police in Cambridge, Ont., arrested two men who had come from Moncton, N.B., on Monday.");
    assert_eq!(id(&reading, "Cambridge"), "5913695");
    assert_eq!(id(&reading, "Moncton"), "6076211");
    assert_eq!(meant(&reading, "Cambridge").expect("a place").1.as_deref(), Some("CAN"));
}

#[test]
fn a_town_has_one_sense_in_an_article() {
    let reading = read(
        "en",
        "The mayor of Portland, Maine, resigned. She had led Portland since 2019, she told reporters in Augusta.",
    );
    let portlands = reading.mentions.iter().filter(|mention| mention.span.of(&reading.article.text) == "Portland");
    let meant: Vec<_> = portlands.map(|mention| mention.entity).collect();
    assert_eq!(meant.len(), 2);
    assert_eq!(meant[0], meant[1]);
    assert_eq!(id(&reading, "Augusta"), "4957003", "the one in Maine, not the one in Georgia");
}

#[test]
fn the_countries_of_an_article_decide_between_namesakes() {
    let canada = read(
        "en",
        "Canada sent rescuers to Vancouver. Canadian officials in Ottawa said the ferry from Victoria had sunk.",
    );
    assert_eq!(id(&canada, "Vancouver"), "6173331");
    assert_eq!(id(&canada, "Victoria"), "6174041");
    let state = read(
        "en",
        "Georgia and Alabama sued. Judges in Atlanta, Savannah and Birmingham heard the American farmers of Georgia.",
    );
    assert_eq!(id(&state, "Georgia"), "4197000");
    let country = read("en", "Georgia and Armenia signed a treaty in Tbilisi on Monday, Georgian officials said.");
    assert_eq!(id(&country, "Georgia"), "614540");
}

#[test]
fn a_word_for_regions_makes_it_one() {
    let reading =
        read("en", "Farmers across Oklahoma state and the state of Washington lost cattle, American officials said.");
    assert_eq!(id(&reading, "Washington"), "5815135");
    let capital = read("en", "Washington said on Monday that American troops would leave Iraq.");
    assert_eq!(id(&capital, "Washington"), "4140963");
}

#[test]
fn no_namesake_is_better_than_the_wrong_one() {
    let reading =
        read("en", "Soldiers burnt the village of Salem in northern Nigeria, and Nigerian officials in Abuja fled.");
    let (id, country, method) = meant(&reading, "Salem").expect("a place");
    assert!(id.starts_with("new-"), "`{id}`: Oregon's and Tamil Nadu's are not meant");
    assert_eq!((country.as_deref(), method), (Some("NGA"), "new"));
}

#[test]
fn indonesian_towns_and_their_provinces() {
    let text =
        "SURABAYA - Banjir melanda Luwuk, Sulawesi Tengah, pada Senin. Warga Luwuk mengungsi ke Wonosobo (Jateng).";
    let reading = read("id", text);
    for (name, id_of) in
        [("SURABAYA", "1625822"), ("Luwuk", "1637001"), ("Sulawesi Tengah", "1626231"), ("Jateng", "1642669")]
    {
        assert_eq!(id(&reading, name), id_of, "{name}");
    }
    let reading = read("id", "Presiden bertolak ke San Jose, California, lalu ke Paris.");
    assert_eq!(id(&reading, "San Jose"), "5392171");
    assert_eq!(id(&reading, "Paris"), "2988507");
}

#[test]
fn lists_and_words_for_places_make_places() {
    let reading =
        read("en", "Rain flooded the towns of Kitale, Lodwar and Migori in Kenya, and nearby villages of Kolbiyo.");
    for name in ["Kitale", "Lodwar", "Migori", "Kolbiyo"] {
        assert!(meant(&reading, name).is_some(), "{name}");
    }
}

#[test]
fn what_is_called_after_a_place_is_not_there() {
    let reading = read(
        "en",
        "Doctors fear the Marburg virus and Rift Valley fever. The ministry spent US$20 million on Lassa fever.",
    );
    let places = reading
        .mentions
        .iter()
        .filter(|mention| matches!(mention.kind, MentionKind::Name(Kind::Place | Kind::Country)));
    assert_eq!(places.map(|mention| mention.span.of(&reading.article.text)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn countries_in_a_list_stay_countries() {
    let reading =
        read("en", "Envoys from Lebanon, Jordan, Peru and Chad met. Firefighters from Lebanon, Ohio, watched them.");
    let text = &reading.article.text;
    let meant = |at: usize| {
        let mention = reading.mentions.iter().filter(|m| m.span.of(text) == "Lebanon").nth(at).expect("a mention");
        reading.entities[mention.entity.expect("an entity")].country.clone()
    };
    assert_eq!((meant(0).as_deref(), meant(1).as_deref()), (Some("LBN"), Some("USA")));
}

#[test]
fn an_article_is_about_the_country_it_names_most() {
    let reading =
        read("en", "Police in Lyon and Marseille seized weapons, French officials said. Spain had warned France.");
    assert_eq!(reading.focus.as_deref(), Some("FRA"));
    let reading = read("id", "Banjir melanda Semarang dan Kudus. Warga Jepang di Jawa Tengah selamat.");
    assert_eq!(reading.focus.as_deref(), Some("IDN"));
    assert_eq!(read("en", "Spain met Italy on Monday.").focus, None);
}

#[test]
fn how_exact_a_place_is_goes_with_it() {
    let reading = read("en", "Shells fell on Kharkiv in Ukraine, and on towns in Dallas County, Texas.");
    let text = &reading.article.text;
    let exactness = |name: &str| {
        let mention = reading.mentions.iter().find(|mention| mention.span.of(text) == name).expect("a mention");
        reading.entities[mention.entity.expect("an entity")].exactness
    };
    let exact = ["Kharkiv", "Dallas County", "Texas", "Ukraine"].map(exactness);
    assert_eq!(exact, [Some(4), Some(3), Some(2), Some(1)]);
}
