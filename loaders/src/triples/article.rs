//! What one article says, and what it is itself.

use super::writer::Writer;
use crate::article::Article;
use crate::facts::{Entity, Factuality, Mention, MentionKind, Participant, Precision, Reading, Report, Span};
use crate::fusion::Telling;
use crate::lexicon::SlotRole;
use crate::record::CodePoints;
use jiff::civil::Date;
use ontology::entity::Kind;
use ontology::iri::{Iris, slug};
use ontology::vocab::{gaf, kb, nif, prov, schema, sem, time};
use oxrdf::vocab::{rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Quad};
use std::collections::{BTreeSet, HashSet};

struct Page<'a> {
    reading: &'a Reading,
    iris: &'a Iris,
    points: CodePoints,
    writer: Writer,
    /// Words and days that are written already.
    written: (HashSet<Span>, HashSet<Span>, HashSet<Date>),
}

/// The quads of an article's own graph: reports, mentions, quotations, notes, its text, and the actors that no table has.
#[must_use]
pub fn article(reading: &Reading, iris: &Iris) -> Vec<Quad> {
    let writer = Writer::new(iris.article_graph(&reading.sha256));
    let mut page =
        Page { reading, iris, points: CodePoints::of(&reading.article.text), writer, written: Default::default() };
    page.body();
    reading.entities.iter().filter(|entity| !entity.known).for_each(|entity| page.newcomer(entity));
    reading.mentions.iter().for_each(|mention| page.link(mention));
    let tellings = Telling::of(reading, iris);
    for (n, (report, telling)) in reading.reports.iter().zip(&tellings).enumerate() {
        page.report(n, report, telling);
    }
    page.sentences();
    page.quotations();
    page.notes();
    page.writer.in_order()
}

/// The quads of the metadata graph about an article: headline, day, outlet, agency.
#[must_use]
pub fn about_article(reading: &Reading, iris: &Iris) -> Vec<Quad> {
    let mut writer = Writer::new(iris.meta_graph());
    let (article, given) = (iris.article(&reading.sha256), &reading.article);
    let language = given.language.as_deref();
    writer.class(&article, schema::NEWS_ARTICLE);
    writer.words(&article, kb::SHA256, &reading.sha256, None);
    let own = [
        (schema::HEADLINE, &given.title, language),
        (schema::EDITOR, &given.editor, None),
        (schema::URL, &given.url, None),
    ];
    for (property, value, language) in own {
        if let Some(value) = value {
            writer.words(&article, property, value, language);
        }
    }
    given.id.iter().for_each(|id| writer.words(&article, schema::IDENTIFIER, id, None));
    given.language.iter().for_each(|code| writer.words(&article, schema::IN_LANGUAGE, code, None));
    if let Some(published) = given.published {
        let datatype = if published.time.is_some() { xsd::DATE_TIME } else { xsd::DATE };
        writer.add(&article, schema::DATE_PUBLISHED, Literal::new_typed_literal(published.to_string(), datatype));
    }
    reading.focus.iter().for_each(|country| writer.add(&article, kb::FOCUS_COUNTRY, iris.entity(country)));
    for (property, name) in [(schema::PUBLISHER, &given.publisher), (prov::HAD_PRIMARY_SOURCE, &given.agency)] {
        let Some(name) = name.as_deref().filter(|name| !slug(name).is_empty()) else { continue };
        let outlet = iris.entity(&outlet_id(name));
        writer.add(&article, property, outlet.clone());
        writer.class(&outlet, schema::NEWS_MEDIA_ORGANIZATION);
        writer.words(&outlet, rdfs::LABEL, name, None);
    }
    let graph = iris.article_graph(&reading.sha256);
    writer.class(&graph, prov::ENTITY);
    writer.add(&graph, prov::WAS_DERIVED_FROM, article);
    writer.finish()
}

/// Local id of an outlet or agency.
#[must_use]
pub fn outlet_id(name: &str) -> String {
    format!("media-{}", slug(name))
}

impl Page<'_> {
    fn sha(&self) -> &str {
        &self.reading.sha256
    }

    fn given(&self) -> &Article {
        &self.reading.article
    }

    fn language(&self) -> Option<&str> {
        self.reading.article.language.as_deref()
    }

    fn entity(&self, entity: usize) -> NamedNode {
        self.iris.entity(&self.reading.entities[entity].id)
    }

    fn body(&mut self) {
        let body = self.iris.body(self.sha());
        self.writer.class(&body, nif::CONTEXT);
        self.writer.add(&body, kb::OF_ARTICLE, self.iris.article(self.sha()));
        let (reading, language) = (self.reading, self.language().map(str::to_owned));
        self.writer.words(&body, nif::IS_STRING, &reading.article.text, language.as_deref());
    }

    /// An actor or place that no table has is described where it was met.
    fn newcomer(&mut self, entity: &Entity) {
        let node = self.iris.entity(&entity.id);
        self.writer.class(&node, entity.kind.class());
        self.writer.class(&node, if entity.kind == Kind::Place { sem::PLACE } else { sem::ACTOR });
        self.writer.words(&node, rdfs::LABEL, &entity.labels[0], None);
        self.writer.words(&node, kb::KIND, entity.kind.code(), None);
        if let Some(country) = &entity.country {
            self.writer.add(&node, kb::COUNTRY, self.iris.entity(country));
        }
        if let Some(sector) = &entity.sector {
            self.writer.add(&node, kb::SECTOR, Iris::sector(sector));
        }
    }

    /// Words of the text, with their place in it.
    fn mention(&mut self, span: Span) -> NamedNode {
        let (begin, end) = self.points.span(span);
        let node = self.iris.mention(self.sha(), begin, end);
        if !self.written.0.insert(span) {
            return node;
        }
        let language = self.language().map(str::to_owned);
        self.writer.class(&node, kb::MENTION);
        self.writer.add(&node, nif::REFERENCE_CONTEXT, self.iris.body(self.sha()));
        self.writer.number(&node, nif::BEGIN_INDEX, begin);
        self.writer.number(&node, nif::END_INDEX, end);
        let words = span.of(&self.given().text).to_owned();
        self.writer.words(&node, nif::ANCHOR_OF, &words, language.as_deref());
        node
    }

    fn link(&mut self, mention: &Mention) {
        if !self.written.1.insert(mention.span) {
            return;
        }
        let node = self.mention(mention.span);
        let Some(entity) = mention.entity else { return };
        let linked = self.entity(entity);
        self.writer.add(&node, kb::LINKED_TO, linked);
        // That a name of the tables was met goes without saying.
        if mention.method == "name" && mention.kind != MentionKind::Demonym {
            return;
        }
        let method = if mention.kind == MentionKind::Demonym { "demonym" } else { mention.method };
        self.writer.words(&node, kb::LINK_METHOD, method, None);
        self.writer.share(&node, kb::LINK_SCORE, mention.score);
    }

    fn report(&mut self, n: usize, report: &Report, telling: &Telling) {
        let node = self.iris.report(self.sha(), n);
        self.writer.class(&node, kb::EVENT_REPORT);
        self.writer.words(&node, kb::FUSION_KEY, &telling.key(), None);
        self.writer.words(&node, kb::CONTENT, &telling.content, None);
        self.writer.add(&node, sem::EVENT_TYPE, Iris::event_type(report.event_type));
        for mode in &report.modes {
            self.writer.add(&node, kb::MODE, Iris::mode(report.event_type, mode));
        }
        for context in &report.contexts {
            self.writer.add(&node, kb::CONTEXT, Iris::context(context));
        }
        for place in &report.places {
            self.writer.add(&node, sem::HAS_PLACE, self.entity(*place));
        }
        let exactness = report.places.iter().filter_map(|place| self.reading.entities[*place].exactness).max();
        if let Some(exactness) = exactness {
            self.writer.number(&node, kb::PLACE_PRECISION, exactness.into());
        }
        self.when(n, report, &node);
        for (k, participant) in report.participants.iter().enumerate() {
            self.participation(n, k, participant, &node);
        }
        self.writer.add(&node, kb::FACTUALITY, factuality(report.factuality));
        let modality = if report.factuality == Factuality::Predicted { kb::MODALITY_FUTURE } else { kb::MODALITY_PAST };
        self.writer.add(&node, kb::MODALITY, modality);
        if let Some(speaker) = report.attributed_to {
            self.writer.add(&node, kb::ATTRIBUTED_TO, self.entity(speaker));
        }
        self.writer.share(&node, kb::CONFIDENCE, report.confidence);
        self.writer.words(&node, kb::RULE, &report.rule, None);
        self.counts(n, &node);
        let trigger = self.mention(report.trigger);
        self.writer.add(&node, kb::TRIGGER, trigger);
        for span in &report.sentences {
            let sentence = self.mention(*span);
            self.writer.add(&node, gaf::DENOTED_BY, sentence);
        }
    }

    /// Sentences that tell something, with their number among them.
    fn sentences(&mut self) {
        let told: BTreeSet<Span> =
            self.reading.reports.iter().flat_map(|report| report.sentences.iter().copied()).collect();
        for (n, span) in told.into_iter().enumerate() {
            let sentence = self.mention(span);
            self.writer.class(&sentence, nif::SENTENCE);
            self.writer.number(&sentence, kb::SENTENCE_INDEX, n);
        }
    }

    fn counts(&mut self, n: usize, report: &NamedNode) {
        let reading = self.reading;
        for (k, count) in reading.counts.iter().filter(|count| count.report == n).enumerate() {
            let node = self.iris.count(self.sha(), n, k);
            self.writer.add(report, kb::COUNT, node.clone());
            self.writer.class(&node, kb::PEOPLE_COUNT);
            self.writer.words(&node, kb::COUNTED, count.what, None);
            self.writer.add(&node, kb::NUMBER, Literal::new_typed_literal(count.number.to_string(), xsd::INTEGER));
            let mention = self.mention(count.span);
            self.writer.add(&node, gaf::DENOTED_BY, mention);
        }
    }

    fn when(&mut self, n: usize, report: &Report, node: &NamedNode) {
        let Some(when) = &report.when else {
            self.writer.add(node, kb::DATE_PRECISION, precision(None));
            return;
        };
        self.writer.day(node, sem::HAS_BEGIN_TIME_STAMP, when.begin);
        self.writer.day(node, sem::HAS_END_TIME_STAMP, when.end);
        self.writer.add(node, kb::DATE_PRECISION, precision(when.precision));
        let Some(date) = when.date.map(|date| self.reading.dates[date].clone()) else { return };
        let interval = self.iris.time(self.sha(), n);
        self.writer.add(node, sem::HAS_TIME, interval.clone());
        self.writer.class(&interval, time::PROPER_INTERVAL);
        for (property, day) in [(time::HAS_BEGINNING, date.begin), (time::HAS_END, date.end)] {
            let instant = self.iris.day(day);
            self.writer.add(&interval, property, instant.clone());
            if self.written.2.insert(day) {
                self.writer.class(&instant, time::INSTANT);
                self.writer.day(&instant, time::IN_XSD_DATE, day);
            }
        }
        let (words, language) = (date.span.of(&self.given().text).to_owned(), self.language().map(str::to_owned));
        self.writer.words(&interval, kb::TIME_TEXT, &words, language.as_deref());
        self.writer.words(&interval, kb::TIME_RULE, &date.rule, None);
        date.anchor.iter().for_each(|anchor| self.writer.day(&interval, kb::TIME_ANCHOR, *anchor));
        let mention = self.mention(date.span);
        self.writer.add(&interval, gaf::DENOTED_BY, mention);
    }

    fn participation(&mut self, n: usize, k: usize, participant: &Participant, report: &NamedNode) {
        let node = self.iris.participation(self.sha(), n, k);
        let entity = &self.reading.entities[participant.entity];
        self.writer.add(report, kb::PARTICIPATION, node.clone());
        self.writer.class(&node, sem::ROLE);
        self.writer.add(&node, sem::ROLE_TYPE, role(participant.role));
        self.writer.add(&node, kb::OF, self.iris.entity(&entity.id));
        if entity.kind == Kind::Place {
            // A town that is hit or helped takes part: there it is an actor too.
            self.writer.class(&self.iris.entity(&entity.id), sem::ACTOR);
        }
        if let Some(country) = entity.country.as_ref().filter(|country| **country != entity.id) {
            self.writer.add(&node, kb::ON_BEHALF_OF, self.iris.entity(country));
        }
        if let Some(sector) = &entity.sector {
            self.writer.add(&node, kb::SECTOR, Iris::sector(sector));
        }
        if let Some(tenure) = &participant.tenure {
            self.writer.add(&node, kb::ACTING_AS, self.iris.tenure(tenure));
        }
        if let Some(span) = participant.span {
            let mention = self.mention(span);
            self.writer.add(&node, gaf::DENOTED_BY, mention);
        }
    }

    fn quotations(&mut self) {
        for (n, quotation) in self.reading.quotations.iter().enumerate() {
            let node = self.iris.quotation(self.sha(), n);
            let (words, language) =
                (quotation.span.of(&self.given().text).to_owned(), self.language().map(str::to_owned));
            self.writer.class(&node, schema::QUOTATION);
            self.writer.words(&node, schema::TEXT, &words, language.as_deref());
            self.writer.add(
                &node,
                kb::QUOTE_FORM,
                if quotation.direct { kb::QUOTE_DIRECT } else { kb::QUOTE_INDIRECT },
            );
            if let Some(speaker) = quotation.speaker {
                self.writer.add(&node, prov::WAS_ATTRIBUTED_TO, self.entity(speaker));
            }
            if let Some(addressee) = quotation.addressee {
                self.writer.add(&node, kb::ADDRESSEE, self.entity(addressee));
            }
            for entity in &quotation.about {
                self.writer.add(&node, schema::ABOUT, self.entity(*entity));
            }
            for report in &quotation.conveys {
                self.writer.add(&node, kb::CONVEYS, self.iris.report(self.sha(), *report));
            }
            let mention = self.mention(quotation.span);
            self.writer.add(&node, gaf::DENOTED_BY, mention);
        }
    }

    fn notes(&mut self) {
        for (n, note) in self.reading.notes.iter().enumerate() {
            let node = self.iris.note(self.sha(), n);
            self.writer.class(&node, kb::NOTE);
            self.writer.words(&node, kb::NOTE_KIND, note.kind, None);
            self.writer.words(&node, rdfs::COMMENT, &note.message, Some("en"));
            let mention = self.mention(note.span);
            self.writer.add(&node, gaf::DENOTED_BY, mention);
        }
    }
}

/// The individual for a factuality.
#[must_use]
pub fn factuality(factuality: Factuality) -> NamedNodeRef<'static> {
    match factuality {
        Factuality::Asserted => kb::FACTUALITY_ASSERTED,
        Factuality::Claimed => kb::FACTUALITY_CLAIMED,
        Factuality::Denied => kb::FACTUALITY_DENIED,
        Factuality::Predicted => kb::FACTUALITY_PREDICTED,
        Factuality::Demanded => kb::FACTUALITY_DEMANDED,
        Factuality::Hypothetical => kb::FACTUALITY_HYPOTHETICAL,
    }
}

/// The individual for a precision; `None` is a window that ends on the day of publication.
#[must_use]
pub fn precision(precision: Option<Precision>) -> NamedNodeRef<'static> {
    match precision {
        Some(Precision::Day) => kb::PRECISION_DAY,
        Some(Precision::Week) => kb::PRECISION_WEEK,
        Some(Precision::Month) => kb::PRECISION_MONTH,
        Some(Precision::Year) => kb::PRECISION_YEAR,
        Some(Precision::Window) => kb::PRECISION_WINDOW,
        None => kb::PRECISION_PUBLICATION_DATE,
    }
}

/// The individual for a role.
#[must_use]
pub fn role(role: SlotRole) -> NamedNodeRef<'static> {
    match role {
        SlotRole::Actor => kb::ROLE_ACTOR,
        SlotRole::Recipient => kb::ROLE_RECIPIENT,
        SlotRole::Mediator => kb::ROLE_MEDIATOR,
        SlotRole::Host | SlotRole::Place => kb::ROLE_HOST,
    }
}
