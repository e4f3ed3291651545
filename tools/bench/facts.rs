//! Writes a store of invented events, to measure the page on: the same seed gives the same store, whatever the machine.
//!
//! `cargo run --release -p server --example facts -- FOLDER [EVENTS] [SEED]`. The events have the shape of fused ones: types and
//! actors follow a Zipf law as in the news, days gather in waves, a tenth is dated to a month. They have reports and articles in
//! name only, so nothing can be read of them but what the views count.

use std::collections::BTreeSet;

use ontology::Iris;
use ontology::vocab::{kb, prov, rdf, rdfs, schema, sem, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use server::store::Database;

const EVENTS: u64 = 1_000_000;
const SEED: u64 = 20_261_123;
/// Quads that are loaded at once.
const BATCH: usize = 500_000;
/// Days the events are spread over, from the first of January 2019.
const DAYS: i32 = 2500;
const PEOPLE: u64 = 20_000;
const PUBLISHERS: u64 = 60;
const TYPES: [(&str, &str); 16] = [
    ("CONSULT", "meets"),
    ("ACCUSE", "accuses"),
    ("SUPPORT", "backs"),
    ("ASSAULT", "attacks"),
    ("REQUEST", "asks"),
    ("AGREE", "agrees with"),
    ("COERCE", "detains"),
    ("SANCTION", "sanctions"),
    ("REJECT", "refuses"),
    ("AID", "aids"),
    ("COOPERATE", "works with"),
    ("PROTEST", "protests against"),
    ("THREATEN", "threatens"),
    ("RETREAT", "withdraws from"),
    ("MOBILIZE", "mobilises against"),
    ("CONCEDE", "yields to"),
];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else { anyhow::bail!("usage: facts FOLDER [EVENTS] [SEED]") };
    let events = arguments.next().map_or(Ok(EVENTS), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(SEED), |text| text.parse())?;
    let database = Database::open(Some(folder.as_ref()))?;
    let mut world = World::new(&database, seed);
    let mut batch = world.people();
    for number in 0..events {
        world.event(number, &mut batch);
        if batch.len() >= BATCH {
            put(&database, &mut batch)?;
            eprintln!("{} events", number + 1);
        }
    }
    put(&database, &mut batch)
}

fn put(database: &Database, batch: &mut Vec<Quad>) -> anyhow::Result<()> {
    let mut loader = database.store().bulk_loader();
    loader.load_quads(std::mem::take(batch))?;
    Ok(loader.commit()?)
}

/// xorshift64*: small, quick, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, most: u64) -> u64 {
        (self.next() >> 11) % most
    }

    /// Small numbers far more often than large ones.
    fn skewed(&mut self, most: u64) -> usize {
        let (a, b) = (self.below(most) + 1, self.below(most) + 1);
        usize::try_from((a * b / most * a.min(b) / most).min(most - 1)).unwrap_or(0)
    }
}

struct World {
    iris: Iris,
    dice: Dice,
    countries: Vec<NamedNode>,
    places: Vec<NamedNode>,
    people: Vec<(NamedNode, NamedNode)>,
}

impl World {
    fn new(database: &Database, seed: u64) -> Self {
        let iris = Iris::default();
        let of_kind = |kind: &str| -> Vec<NamedNode> {
            let kind = Term::from(Literal::new_simple_literal(kind));
            let quads = database.store().quads_for_pattern(None, Some(kb::KIND), Some(kind.as_ref()), None);
            let subjects = quads.flatten().map(|quad| quad.subject.to_string());
            let nodes: BTreeSet<String> = subjects.map(|text| text.trim_matches(['<', '>']).to_owned()).collect();
            nodes.into_iter().map(NamedNode::new_unchecked).collect()
        };
        let (countries, mut places) = (of_kind("country"), of_kind("place"));
        if places.is_empty() {
            places.clone_from(&countries);
        }
        Self { iris, dice: Dice(seed.max(1)), countries, places, people: Vec::new() }
    }

    fn people(&mut self) -> Vec<Quad> {
        let within = GraphName::from(self.iris.reference_graph("bench"));
        let mut quads = Vec::new();
        for number in 0..PEOPLE {
            let node = self.iris.entity(&format!("person-bench-{number}"));
            let country = self.countries[self.dice.skewed(self.countries.len() as u64)].clone();
            let mut say = |property: NamedNodeRef<'_>, object: Term| {
                quads.push(Quad::new(node.clone(), property, object, within.clone()));
            };
            say(rdf::TYPE, schema::PERSON.into());
            say(kb::KIND, Literal::new_simple_literal("person").into());
            say(kb::COUNTRY, country.clone().into());
            say(rdfs::LABEL, Literal::new_simple_literal(name(number)).into());
            self.people.push((node, country));
        }
        quads
    }

    fn actor(&mut self) -> (NamedNode, NamedNode) {
        if self.dice.below(3) == 0 {
            let country = self.countries[self.dice.skewed(self.countries.len() as u64)].clone();
            return (country.clone(), country);
        }
        self.people[self.dice.skewed(PEOPLE)].clone()
    }

    /// The first and the last day, and what they stand for.
    fn days(&mut self) -> (String, String, NamedNodeRef<'static>) {
        let wave = i32::try_from(self.dice.below(30) * self.dice.below(30) / 30).unwrap_or(0);
        let peak = i32::try_from(self.dice.below(80)).unwrap_or(0) * 30;
        let first = jiff::civil::date(2019, 1, 1);
        let day = first.saturating_add(jiff::Span::new().days((peak + wave).min(DAYS)));
        if self.dice.below(10) == 0 {
            return (day.first_of_month().to_string(), day.last_of_month().to_string(), kb::PRECISION_MONTH);
        }
        (day.to_string(), day.to_string(), kb::PRECISION_DAY)
    }

    fn event(&mut self, number: u64, quads: &mut Vec<Quad>) {
        let id = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let event = self.iris.event(&format!("{id:016x}"));
        let (code, deed) = TYPES[self.dice.skewed(16).min(15)];
        let ((actor, actor_country), (recipient, recipient_country)) = (self.actor(), self.actor());
        let (begin, end, precision) = self.days();
        let place = self.places[self.dice.skewed(self.places.len() as u64)].clone();
        let reports = 1 + self.dice.below(4) * self.dice.below(4) / 3;
        let within = GraphName::from(self.iris.events_graph());
        let mut say = |property: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(event.clone(), property, object, within.clone()));
        };
        let date = |day: String| Term::from(Literal::new_typed_literal(day, xsd::DATE));
        let count = |number: u64| Term::from(Literal::from(i64::try_from(number).unwrap_or(0)));
        say(rdf::TYPE, sem::EVENT.into());
        say(sem::EVENT_TYPE, Iris::event_type(code).into());
        say(sem::HAS_BEGIN_TIME_STAMP, date(begin));
        say(sem::HAS_END_TIME_STAMP, date(end));
        say(kb::DATE_PRECISION, precision.into());
        say(kb::FACTUALITY, kb::FACTUALITY_ASSERTED.into());
        say(
            kb::CONFIDENCE,
            Literal::from(
                [0.9, 0.8, 0.6][usize::from(number.is_multiple_of(7)) + usize::from(number.is_multiple_of(11))],
            )
            .into(),
        );
        say(kb::REPORT_COUNT, count(reports));
        say(kb::INDEPENDENT_SOURCES, count(1 + reports / 2));
        for (property, node) in [
            (kb::ACTOR, &actor),
            (kb::RECIPIENT, &recipient),
            (sem::HAS_ACTOR, &actor),
            (sem::HAS_ACTOR, &recipient),
            (sem::HAS_PLACE, &place),
            (kb::ACTOR_COUNTRY, &actor_country),
            (kb::RECIPIENT_COUNTRY, &recipient_country),
        ] {
            say(property, node.clone().into());
        }
        say(rdfs::LABEL, Literal::new_language_tagged_literal_unchecked(format!("event {number} {deed}"), "en").into());
        self.article(number, &event, quads);
    }

    /// Every fourth event opens an article of its own; the three after it are of the same one.
    fn article(&mut self, number: u64, event: &NamedNode, quads: &mut Vec<Quad>) {
        let sha = format!("{:016x}", (number / 4).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        let (article, meta) = (self.iris.article(&sha), GraphName::from(self.iris.meta_graph()));
        let report = self.iris.report(&sha, usize::try_from(number % 4).unwrap_or(0));
        quads.push(Quad::new(report, kb::REPORT_OF, event.clone(), self.iris.events_graph()));
        if !number.is_multiple_of(4) {
            return;
        }
        let publisher = self.iris.entity(&format!("outlet-bench-{}", self.dice.skewed(PUBLISHERS)));
        let mut say = |node: &NamedNode, property: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(node.clone(), property, object, meta.clone()));
        };
        say(&article, rdf::TYPE, schema::NEWS_ARTICLE.into());
        say(&article, schema::PUBLISHER, publisher.clone().into());
        say(&article, schema::IN_LANGUAGE, Literal::new_simple_literal("en").into());
        say(
            &article,
            schema::HEADLINE,
            Literal::new_simple_literal(format!("News of {}", name(number % PEOPLE))).into(),
        );
        say(&self.iris.article_graph(&sha), prov::WAS_DERIVED_FROM, article.clone().into());
        let outlet = publisher.as_str().rsplit('-').next().unwrap_or("0").to_owned();
        say(&publisher, rdfs::LABEL, Literal::new_simple_literal(format!("Gazette {outlet}")).into());
    }
}

/// A name that can be said, from a number.
fn name(number: u64) -> String {
    const SOUNDS: [&str; 20] = [
        "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "ya", "ze", "cha",
        "dri", "sto",
    ];
    let sound = |n: u64| SOUNDS[usize::try_from(n % 20).unwrap_or(0)];
    let upper = |text: String| text[..1].to_uppercase() + &text[1..];
    let first = upper(format!("{}{}", sound(number), sound(number / 20)));
    let last = upper(format!("{}{}{}", sound(number / 400), sound(number / 7), sound(number / 13)));
    format!("{first} {last}")
}
