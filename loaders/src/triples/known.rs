//! What the reference tables know: countries, places, bodies, people and their offices, one graph a source.

use super::writer::Writer;
use crate::reference::{EntityIndex, Known, Reference, Tenure};
use ontology::entity::Kind;
use ontology::iri::Iris;
use ontology::vocab::{geo, kb, org, owl, sem, skos};
use oxrdf::vocab::rdfs;
use oxrdf::{Literal, NamedNode, Quad};

/// What a new store begins with: every country, body and person, and every term of office. Places come as they are named.
#[must_use]
pub fn shipped(reference: &Reference, iris: &Iris) -> Vec<Quad> {
    let known = (0..).zip(&reference.entities).filter(|(_, entity)| entity.kind != Kind::Place);
    let mut quads: Vec<Quad> = known.flat_map(|(index, _)| self::known(reference, index, iris)).collect();
    let mut writer = Writer::new(iris.reference_graph("people"));
    reference.offices.terms().iter().for_each(|term| office(&mut writer, reference, term, iris));
    quads.extend(writer.finish());
    quads
}

/// The quads about one entity of the tables.
#[must_use]
pub fn known(reference: &Reference, index: EntityIndex, iris: &Iris) -> Vec<Quad> {
    let entity = reference.get(index);
    let mut writer = Writer::new(iris.reference_graph(source(&entity)));
    let node = iris.entity(entity.id);
    writer.class(&node, entity.kind.class());
    writer.class(&node, if entity.kind == Kind::Place { sem::PLACE } else { sem::ACTOR });
    writer.words(&node, kb::KIND, entity.kind.code(), None);
    writer.words(&node, rdfs::LABEL, entity.en, Some("en"));
    writer.words(&node, rdfs::LABEL, if entity.id_label.is_empty() { entity.en } else { entity.id_label }, Some("id"));
    entity.aliases().for_each(|alias| writer.words(&node, skos::ALT_LABEL, alias, None));
    match entity.kind {
        Kind::Country => country(&mut writer, reference, &entity, index, &node),
        _ => entity.country().into_iter().for_each(|code| writer.add(&node, kb::COUNTRY, iris.entity(code))),
    }
    if !entity.sector.is_empty() {
        writer.add(&node, kb::SECTOR, Iris::sector(entity.sector));
    }
    if !entity.wikidata.is_empty() {
        writer.add(&node, owl::SAME_AS, Iris::wikidata(entity.wikidata));
    }
    if !entity.geonames.is_empty() {
        writer.add(&node, skos::CLOSE_MATCH, Iris::geonames(entity.geonames));
    }
    if entity.population > 0 {
        writer.number(&node, kb::POPULATION, entity.population as usize);
    }
    geometry(&mut writer, &entity, &node, iris);
    writer.finish()
}

/// Each source has a licence of its own, so each has a graph of its own.
fn source(entity: &Known) -> &'static str {
    match entity.kind {
        Kind::Country => "countries",
        Kind::Place if entity.geonames.is_empty() => "places",
        Kind::Place => "geonames",
        Kind::Organization | Kind::Group => "organizations",
        Kind::Person => "people",
    }
}

fn country(writer: &mut Writer, reference: &Reference, entity: &Known, index: EntityIndex, node: &NamedNode) {
    writer.class(node, sem::PLACE);
    writer.class(node, geo::FEATURE);
    writer.words(node, kb::ISO3, entity.id, None);
    reference.iso2(entity.id).iter().for_each(|code| writer.words(node, kb::ISO2, code, None));
    reference.names.of(index).for_each(|row| writer.words(node, skos::ALT_LABEL, row.form, None));
}

fn geometry(writer: &mut Writer, entity: &Known, node: &NamedNode, iris: &Iris) {
    if entity.lat.is_empty() || entity.lon.is_empty() {
        return;
    }
    let shape = iris.geometry(entity.id);
    writer.add(node, geo::HAS_GEOMETRY, shape.clone());
    writer.class(&shape, geo::GEOMETRY);
    let point = format!("POINT({} {})", entity.lon, entity.lat);
    writer.add(&shape, geo::AS_WKT, Literal::new_typed_literal(point, geo::WKT_LITERAL));
}

fn office(writer: &mut Writer, reference: &Reference, term: &Tenure, iris: &Iris) {
    let (Some(owner), Some(role)) = (reference.find(term.of), reference.role(term.role)) else { return };
    let (person, owner) = (reference.get(term.person), reference.get(owner));
    let post = iris.post(&format!("{}-{}", role.id.replace('_', "-"), owner.id.to_lowercase()));
    writer.class(&post, org::POST);
    writer.add(&post, org::POST_IN, iris.entity(owner.id));
    writer.words(&post, kb::ROLE_OF, role.id, None);
    writer.words(&post, rdfs::LABEL, &format!("{} of {}", role.en, owner.en), Some("en"));
    writer.words(&post, rdfs::LABEL, &format!("{} {}", role.id_label, owner.id_label), Some("id"));
    let tenure = iris.tenure(&term.id(person.id));
    writer.class(&tenure, kb::TENURE);
    writer.class(&tenure, org::MEMBERSHIP);
    writer.add(&tenure, org::MEMBER, iris.entity(person.id));
    writer.add(&tenure, org::ORGANIZATION, iris.entity(owner.id));
    writer.add(&tenure, kb::POST, post);
    term.from.iter().for_each(|day| writer.day(&tenure, kb::VALID_FROM, *day));
    term.until.iter().for_each(|day| writer.day(&tenure, kb::VALID_UNTIL, *day));
    if !role.sector.is_empty() {
        writer.add(&tenure, kb::SECTOR, Iris::sector(role.sector));
    }
}
