//! What the browser's page gets: shapes, numbers, and words that stand where the offsets say.

use std::collections::BTreeSet;

use oxigraph::store::Store;
use queries::explore::Shelf;
use queries::{EventIndex, Explorer, SearchIndex};
use serde_json::{Value, json};

use crate::world;

const VISIT: &str = "ev-1a00000000000001";
const STRIKE: &str = "ev-1a0000000000000a";

fn index() -> EventIndex {
    EventIndex::build(world::store(), &world::iris()).expect("the store is readable")
}

fn shelf(store: &Store) -> Shelf {
    Shelf::of(Explorer::new(store, &world::iris())).expect("the store is readable")
}

fn overview() -> Value {
    let iris = world::iris();
    let page =
        Explorer::new(world::store(), &iris).overview(&index(), &shelf(world::store())).expect("the store is readable");
    serde_json::to_value(page).expect("a page is JSON")
}

/// What `page` makes of the world, as JSON.
fn json_of<T: serde::Serialize, E: std::fmt::Debug>(page: impl FnOnce(Explorer<'_>) -> Result<T, E>) -> Value {
    let iris = world::iris();
    let page = page(Explorer::new(world::store(), &iris)).expect("the store is readable");
    serde_json::to_value(page).expect("a page is JSON")
}

fn event(id: &str) -> Value {
    json_of(|explorer| explorer.event(id))
}

fn entity(id: &str) -> Value {
    json_of(|explorer| explorer.entity(id, &index()))
}

fn article(words: &str) -> Value {
    json_of(|explorer| explorer.article(&world::article_with(words)))
}

fn search(query: &str, kind: Option<&str>, limit: usize) -> Value {
    let index = SearchIndex::build(world::store(), &world::iris(), &index()).expect("the store is readable");
    serde_json::to_value(index.search(query, kind, limit)).expect("a page is JSON")
}

/// The items of a list, each by the field `key`.
fn all(list: &Value, key: &str) -> Vec<String> {
    let text = |item: &Value| item[key].as_str().map_or_else(|| item[key].to_string(), str::to_owned);
    list.as_array().expect("a list").iter().map(text).collect()
}

fn slice(text: &str, words: &Value) -> String {
    let at = |key: &str| usize::try_from(words[key].as_u64().expect("an offset")).expect("it is small");
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

#[test]
fn a_slip_of_the_hand_still_finds_the_name() {
    let found = |query: &str| search(query, None, 3)["hits"][0]["id"].as_str().unwrap_or_default().to_owned();
    assert_eq!(found("retno marsudy"), "person-retno-marsudi");
    assert_eq!(found("Vladmir Putin"), "person-vladimir-putin");
    assert_eq!(found("zelenskiy"), "person-volodymyr-zelensky");
    assert_eq!(search("xqwzk", None, 3)["hits"], json!([]), "not everything is like something");
}

#[test]
fn a_search_may_be_for_several_kinds() {
    let kinds = |kinds: &str| all(&search("", Some(kinds), 200)["hits"], "type").into_iter().collect::<BTreeSet<_>>();
    assert_eq!(kinds("person"), BTreeSet::from(["person".to_owned()]));
    assert_eq!(kinds("person,country"), BTreeSet::from(["country".to_owned(), "person".to_owned()]));
}

#[test]
fn every_object_has_the_promised_fields() {
    let visit = event(VISIT);
    let report = &visit["reports"][0];
    let putin = entity("person-vladimir-putin");
    let text = article("Pyongyang —");
    let first = overview();
    let list = json_of(|explorer| explorer.articles(10, None));
    let found = search("putin", None, 1);
    let cases = [
        (
            &first,
            "actors articles event_types events first_date languages last_date latest_events places publishers top_actors",
        ),
        (&first["languages"][0], "code count"),
        (&first["event_types"][0], "count label type"),
        (&first["publishers"][0], "count label"),
        (
            &first["latest_events"][0],
            "actors begin date_precision end factuality id independent_sources iri label places recipients report_count type",
        ),
        (&first["top_actors"][0], "date events id iri label matched type"),
        (&found, "hits query truncated"),
        (&found["hits"][0], "date events id iri label matched type"),
        (&found["hits"][0]["label"], "en id"),
        (&found["truncated"], "shown total"),
        (
            &putin,
            "aliases counterparts country event_types events geonames id iri label lat lon offices places sector truncated type wikidata",
        ),
        (&putin["country"], "id label"),
        (&putin["offices"][0], "from of post until"),
        (&putin["counterparts"][0], "count id label type"),
        (&putin["places"][0], "count id label type"),
        (
            &visit,
            "actors attributed_to begin confidence contexts date_precision disagreements end factuality id independent_sources iri judgements label merged_because modes places recipients report_count reports type",
        ),
        (&visit["type"], "code label quad score"),
        (&visit["modes"][0], "code label"),
        (&visit["actors"][0], "country id iri label type"),
        (&visit["places"][0], "country id iri label lat lon type"),
        (report, "article begin confidence date_precision end factuality iri places roles rule sentences time"),
        (&report["article"], "agency headline id iri language published publisher"),
        (&report["time"], "anchor rule text"),
        (&report["roles"][0], "end entity office role start"),
        (&report["sentences"][0], "end marks start text"),
        (&report["sentences"][0]["marks"][0], "end kind start"),
        (&visit["judgements"][0], "at by id verdict why"),
        (&visit["disagreements"][0], "on values"),
        (&visit["disagreements"][0]["values"][0], "articles value"),
        (&text, "agency dates editor events headline id iri language mentions published publisher text url"),
        (&text["mentions"][0], "end entity kind start"),
        (&text["dates"][0], "begin end end_date start"),
        (&text["events"][0], "end id label start type"),
        (&list, "articles truncated"),
        (&list["articles"][0], "agency headline id iri language published publisher"),
    ];
    for (object, expected) in cases {
        let keys: BTreeSet<_> = object.as_object().unwrap_or_else(|| panic!("no object: {expected}")).keys().collect();
        assert_eq!(keys, expected.split(' ').map(str::to_owned).collect::<BTreeSet<_>>().iter().collect());
    }
}

#[test]
fn the_first_page_counts_what_there_is() {
    let page = overview();
    assert_eq!((&page["articles"], &page["events"], &page["places"]), (&json!(6), &json!(12), &json!(7)));
    assert_eq!(page["actors"], json!(15));
    assert_eq!((&page["first_date"], &page["last_date"]), (&json!("2011-10-11"), &json!("2024-07-08")));
    assert_eq!(page["languages"], json!([{"code": "en", "count": 3}, {"code": "id", "count": 3}]));
    assert_eq!(page["publishers"][0], json!({"label": "Example Courier", "count": 3}));
    assert_eq!(all(&page["top_actors"], "id")[..2], ["RUS", "person-vladimir-putin"]);
    assert_eq!(page["top_actors"][0]["events"], entity("RUS")["truncated"]["total"]);
    assert_eq!(page["event_types"][0]["type"], "CONSULT");
    assert_eq!(page["latest_events"][0]["begin"], "2024-07-08");
}

#[test]
fn an_empty_store_has_a_first_page_too() {
    let iris = world::iris();
    let store = oxigraph::store::Store::new().expect("a store in memory");
    let page =
        Explorer::new(&store, &iris).overview(&EventIndex::default(), &shelf(&store)).expect("the store is readable");
    assert_eq!((page.articles, page.events, page.first_date), (0, 0, None));
    assert!(SearchIndex::build(&store, &iris, &EventIndex::default()).expect("the store is readable").is_empty());
}

#[test]
fn names_are_found_by_the_beginnings_of_their_words() {
    let cases = [
        ("putin", "person-vladimir-putin", "Putin"),
        ("vlad put", "person-vladimir-putin", "Vladimir Putin"),
        ("PUT VLAD", "person-vladimir-putin", "Vladimir Putin"),
        ("korea ut", "PRK", "Korea Utara"),
        ("korut", "PRK", "Korut"),
        ("Tiongkok", "CHN", "Tiongkok"),
        ("russían fed", "RUS", "Russian Federation"),
        ("moskow", "RUS", "Moskow"),
        ("uni erop", "org-european-union", "Uni Eropa"),
        ("orea Sel", "KOR", "Korea Selatan"),
        ("chang", "new-person-chang-ho-jin-KOR", "Chang Ho-jin"),
    ];
    for (query, id, matched) in cases {
        let found = search(query, None, 5);
        assert_eq!((&found["hits"][0]["id"], &found["hits"][0]["matched"]), (&json!(id), &json!(matched)), "{query}");
    }
    for nothing in ["nobody", "!?", "- -"] {
        assert_eq!(search(nothing, None, 5)["hits"], json!([]), "{nothing}");
    }
}

#[test]
fn what_has_most_events_comes_first_and_bounds_are_told() {
    let korea = search("korea", None, 2);
    assert_eq!(all(&korea["hits"], "id"), ["PRK", "KOR"]);
    assert_eq!(korea["truncated"]["shown"], 2);
    assert!(korea["truncated"]["total"].as_u64().is_some_and(|total| total > 2));
    assert_eq!(all(&search("korea", Some("event"), 9)["hits"], "type"), ["event", "event", "event"]);
    let hospital = search("hospital", Some("article"), 9);
    assert_eq!(
        (hospital["hits"][0]["events"].as_u64(), hospital["hits"][0]["date"].as_str()),
        (Some(4), Some("2024-07-09T10:00:00+03:00"))
    );
    let countries = search("", Some("country"), 3);
    assert_eq!((all(&countries["hits"], "id")[0].as_str(), &countries["truncated"]["total"]), ("RUS", &json!(8)));
}

#[test]
fn an_actor_has_offices_counterparts_and_events() {
    let putin = entity("person-vladimir-putin");
    assert_eq!(
        (&putin["type"], &putin["wikidata"], &putin["country"]["id"]),
        (&json!("person"), &json!("Q7747"), &json!("RUS"))
    );
    assert_eq!(all(&putin["offices"], "from"), ["2012-05-07", "2008-05-08", "2000-05-07"]);
    assert_eq!(putin["offices"][1]["post"], json!({"en": "Prime Minister of Russia", "id": "Perdana Menteri Rusia"}));
    assert_eq!(all(&putin["counterparts"], "id"), ["CHN", "KOR", "PRK", "VNM", "person-kim-jong-un"]);
    assert_eq!(putin["event_types"][0]["type"], "CONSULT");
    assert_eq!(putin["places"][0]["id"], "gn-1581130");
    assert_eq!(putin["events"][0]["begin"], "2024-06-20");
    assert_eq!(putin["truncated"], json!({"shown": 5, "total": 5}));
}

#[test]
fn a_country_has_the_events_of_its_people_and_a_town_those_in_it() {
    assert_eq!(entity("RUS")["truncated"]["total"], 9);
    assert_eq!(
        all(&entity("VNM")["events"], "id").last().map(String::as_str),
        Some("ev-1a00000000000009"),
        "no date, so last"
    );
    let hanoi = entity("gn-1581130");
    assert_eq!(
        (&hanoi["geonames"], &hanoi["lat"], &hanoi["country"]["id"]),
        (&json!("1581130"), &json!(21.0245), &json!("VNM"))
    );
    assert_eq!(hanoi["truncated"]["total"], 2);
    assert_eq!(entity("PRK")["label"], json!({"en": "North Korea", "id": "Korea Utara"}));
    assert_eq!(entity("org-european-union")["sector"], "EUR");
}

#[test]
fn an_event_tells_what_the_articles_do_not_agree_on() {
    let visit = event(VISIT);
    assert_eq!(all(&visit["disagreements"], "on"), ["date"]);
    assert_eq!(all(&visit["disagreements"][0]["values"], "value"), ["2024-06-18/2024-06-19", "2024-06-19"]);
    let strike = event(STRIKE);
    assert_eq!(all(&strike["disagreements"], "on"), ["factuality"]);
    assert_eq!(all(&strike["disagreements"][0]["values"], "value"), ["claimed", "denied"]);
    assert_eq!(strike["attributed_to"]["id"], "person-volodymyr-zelensky");
    // The date of one report is only the day of its publication, which contradicts nothing.
    assert_eq!(event("ev-1a00000000000003")["disagreements"], json!([]));
}

#[test]
fn an_event_names_type_mode_context_and_reasons() {
    let visit = event(VISIT);
    assert_eq!(visit["type"]["code"], "CONSULT");
    assert_eq!((&visit["type"]["quad"], &visit["type"]["score"]), (&json!(1), &json!(2.5)));
    assert_eq!((&visit["modes"][0]["code"], &visit["contexts"][0]["code"]), (&json!("visit"), &json!("diplomatic")));
    assert_eq!((&visit["report_count"], &visit["independent_sources"]), (&json!(2), &json!(2)));
    assert_eq!(visit["merged_because"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&visit["judgements"][0]["verdict"], &visit["judgements"][0]["by"]),
        (&json!("confirmed"), &json!("Ana"))
    );
    assert_eq!(visit["reports"][0]["roles"][0]["office"]["id"], "Presiden Rusia");
    assert_eq!(visit["reports"][1]["time"]["text"], "dari Selasa hingga Rabu");
}

#[test]
fn marks_stand_on_the_words_of_their_sentence() {
    let visit = event(VISIT);
    let report = &visit["reports"][1];
    let text = article("Pyongyang —")["text"].as_str().expect("a text").to_owned();
    let sentence = &report["sentences"][0];
    assert_eq!(slice(&text, sentence), sentence["text"].as_str().expect("a text"));
    let marks = sentence["marks"].as_array().expect("marks");
    let marked: Vec<_> =
        marks.iter().map(|mark| (mark["kind"].as_str().expect("a kind").to_owned(), slice(&text, mark))).collect();
    let expected = [
        ("actor", "Vladimir Putin"),
        ("trigger", "mengunjungi"),
        ("recipient", "Korea Utara"),
        ("date", "dari Selasa hingga Rabu"),
    ];
    assert_eq!(marked, expected.map(|(kind, words)| (kind.to_owned(), words.to_owned())));
    let treaty = event("ev-1a00000000000003");
    let kinds: BTreeSet<_> = all(&treaty["reports"][0]["sentences"][0]["marks"], "kind").into_iter().collect();
    assert!(kinds.contains("place"), "{kinds:?}");
}

#[test]
fn an_article_shows_names_dates_and_events_in_its_text() {
    let page = article("Okhmatdyt");
    let text = page["text"].as_str().expect("a text").to_owned();
    let names: Vec<_> = page["mentions"].as_array().expect("names").iter().map(|name| slice(&text, name)).collect();
    assert_eq!(names, ["Okhmatdyt", "Kyiv", "Volodymyr Zelenskyy", "Russia", "Moscow", "European Union", "Russia"]);
    assert_eq!((&page["mentions"][0]["kind"], &page["mentions"][0]["entity"]), (&json!("name"), &Value::Null));
    assert_eq!(page["mentions"][4]["entity"]["id"], "RUS");
    let dates: Vec<_> = page["dates"].as_array().expect("dates").iter().map(|date| slice(&text, date)).collect();
    assert_eq!(dates, ["on Monday", "On 24 June"]);
    assert_eq!(
        (&page["dates"][1]["begin"], &page["dates"][1]["end_date"]),
        (&json!("2024-06-24"), &json!("2024-06-24"))
    );
    assert_eq!(all(&page["events"], "type"), ["ASSAULT", "ACCUSE", "ASSAULT", "SANCTION"]);
    assert_eq!((&page["publisher"], &page["agency"]), (&json!("Example Courier"), &json!("Example Wire")));
}

#[test]
fn an_article_may_know_little_of_itself() {
    let page = article("zona ekonomi eksklusif");
    for field in ["headline", "published", "publisher", "agency", "editor", "url"] {
        assert_eq!(page[field], Value::Null, "{field}");
    }
    assert_eq!(page["language"], "id");
}

#[test]
fn the_list_of_articles_can_be_walked_page_by_page() {
    let mut seen = Vec::new();
    loop {
        let after = seen.last().cloned();
        let page = json_of(|explorer| explorer.articles(4, after.as_deref()));
        assert_eq!(page["truncated"]["total"], 6);
        let ids = all(&page["articles"], "id");
        if ids.is_empty() {
            break;
        }
        seen.extend(ids);
    }
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 6);
    assert_eq!(seen.len(), 6);
    assert_eq!(seen[0], world::article_with("Okhmatdyt"));
    assert_eq!(seen[5], world::article_with("zona ekonomi eksklusif"), "no date, so last");
}

#[test]
fn what_is_not_there_is_not_there() {
    for id in ["", "nobody", "../x", "ev-0", "RUS> <x", "person-vladimir-putin/"] {
        assert_eq!(entity(id), Value::Null, "{id}");
        assert_eq!(event(id), Value::Null, "{id}");
        assert_eq!(json_of(|explorer| explorer.article(id)), Value::Null, "{id}");
    }
    assert_eq!(entity(VISIT), Value::Null, "an event is no entity");
    assert_eq!(event("RUS"), Value::Null, "an entity is no event");
}
