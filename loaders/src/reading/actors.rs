//! Decides whom each name means: the tables by name, country and day; the article itself for surnames, misspellings and
//! names that no table has.

use super::names::{Piece, What};
use super::places::Choices;
use super::sentences::Sentence;
use super::tagger::Class;
use super::tokens::Token;
use crate::facts::{Entity, Mention, MentionKind, Span};
use crate::fold::{fold, within_one_edit};
use crate::lexicon::Lexicon;
use crate::reference::{EntityIndex, Known, NameKind, Reference};
use jiff::civil::Date;
use ontology::entity::Kind;
use ontology::iri::slug;
use rustc_hash::FxHashMap;

/// A piece with whom it means.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The piece.
    pub piece: Piece,
    /// Index of the entity it names.
    pub entity: Option<usize>,
}

/// The entities of an article as they gather.
pub struct Cast<'a> {
    /// Everybody and everything so far.
    pub entities: Vec<Entity>,
    /// Where they are named.
    pub mentions: Vec<Mention>,
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    reference: &'a Reference,
    places: &'a Choices,
    day: Option<Date>,
    by_id: FxHashMap<String, usize>,
    by_name: FxHashMap<String, usize>,
    people: Vec<(Vec<String>, usize)>,
    countries: FxHashMap<String, usize>,
}

/// How often the country must be named that an article is at home in.
const HOME: usize = 3;
/// Shortest name, in letters, that may be one letter off.
const MISSPELT: usize = 8;

impl<'a> Cast<'a> {
    /// An empty cast for an article of a day.
    #[must_use]
    pub fn new(
        text: &'a str,
        tokens: &'a [Token],
        lexicon: &'a Lexicon,
        reference: &'a Reference,
        places: &'a Choices,
        day: Option<Date>,
    ) -> Self {
        Cast {
            entities: Vec::new(),
            mentions: Vec::new(),
            text,
            tokens,
            lexicon,
            reference,
            places,
            day,
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            people: Vec::new(),
            countries: FxHashMap::default(),
        }
    }

    /// Links the pieces of a sentence.
    pub fn link(&mut self, sentence: &Sentence, pieces: &[Piece]) -> Vec<Linked> {
        let mut linked: Vec<Linked> = Vec::with_capacity(pieces.len());
        for i in 0..pieces.len() {
            let entity = match &pieces[i].what {
                What::Known(rows) => self.known(sentence, pieces, i, rows, &linked),
                What::Unknown(kind) => self.unknown(sentence, pieces, i, *kind, &linked),
                What::Role(_) | What::Noun(_) => None,
            };
            linked.push(Linked { piece: pieces[i].clone(), entity });
        }
        linked
    }

    /// The words of a piece.
    #[must_use]
    pub fn span(&self, piece: &Piece) -> Span {
        Span { start: self.tokens[piece.tokens.start].span.start, end: self.tokens[piece.tokens.end - 1].span.end }
    }

    /// The entity of the tables with this local id, taken into the cast.
    pub fn of_table(&mut self, id: &str) -> Option<usize> {
        let index = self.reference.find(id)?;
        Some(self.take(index))
    }

    /// The country that at least half of the mentions of countries and places are about.
    #[must_use]
    pub fn focus(&self) -> Option<&str> {
        let total: usize = self.countries.values().sum();
        let (country, n) =
            self.countries.iter().max_by_key(|(country, n)| (**n, std::cmp::Reverse(country.as_str())))?;
        (n * 2 >= total).then_some(country)
    }

    /// The focus of an article that names it alone or often enough for people and bodies without a country to be of it.
    #[must_use]
    pub fn home(&self) -> Option<&str> {
        self.focus().filter(|country| self.countries[*country] >= HOME || self.countries.len() == 1)
    }

    /// Adds an entity that no table has.
    pub fn add(&mut self, kind: Kind, label: &str, country: Option<&str>, sector: Option<&str>) -> usize {
        let suffix = country.map_or_else(String::new, |country| format!("-{country}"));
        let id = format!("new-{}-{}{suffix}", kind.code(), slug(label));
        if let Some(index) = self.by_id.get(&id) {
            return *index;
        }
        let entity = Entity {
            id: id.clone(),
            kind,
            labels: [label.to_owned(), label.to_owned()],
            country: country.map(str::to_owned),
            sector: sector.map(str::to_owned),
            wikidata: None,
            geonames: None,
            point: None,
            exactness: None,
            known: false,
        };
        self.entities.push(entity);
        self.by_id.insert(id, self.entities.len() - 1);
        self.entities.len() - 1
    }

    fn take(&mut self, index: EntityIndex) -> usize {
        let known = self.reference.get(index);
        if let Some(taken) = self.by_id.get(known.id) {
            return *taken;
        }
        self.entities.push(entity_of(&known, self.sector(index)));
        let taken = self.entities.len() - 1;
        self.by_id.insert(known.id.to_owned(), taken);
        if known.kind == Kind::Person {
            self.people.push((words(known.en), taken));
        }
        taken
    }

    /// The sector of a person is that of the office held on the day.
    fn sector(&self, index: EntityIndex) -> Option<String> {
        let known = self.reference.get(index);
        let held = || {
            let term = self.reference.offices.held_by(index, self.day?)?;
            self.reference.role(term.role).map(|role| role.sector)
        };
        let sector = if known.sector.is_empty() { held()? } else { known.sector };
        (!sector.is_empty()).then(|| sector.to_owned())
    }

    fn mention(&mut self, piece: &Piece, kind: MentionKind, entity: usize, method: &'static str, score: f32) -> usize {
        if let Some(country) =
            self.entities[entity].country.clone().filter(|_| !matches!(kind, MentionKind::Name(Kind::Person)))
        {
            *self.countries.entry(country).or_default() += 1;
        }
        self.mentions.push(Mention { span: self.span(piece), kind, entity: Some(entity), method, score });
        entity
    }

    // ---- names of the tables ------------------------------------------------------------------

    fn known(
        &mut self,
        sentence: &Sentence,
        pieces: &[Piece],
        i: usize,
        rows: &[(EntityIndex, NameKind)],
        linked: &[Linked],
    ) -> Option<usize> {
        let piece = &pieces[i];
        let choice = self.places.at(piece.tokens.start);
        let chosen = choice.and_then(|choice| choice.place);
        // Of all places of this name, what the article as a whole means.
        let rows = rows.iter().copied().filter(|row| !self.is_place(*row) || chosen.is_none_or(|place| place == row.0));
        let rows: Vec<_> = rows.collect();
        let small = chosen.filter(|place| rows.iter().all(|row| row.0 != *place)).map(|place| (place, NameKind::Name));
        let rows: Vec<_> = rows.into_iter().chain(small).collect();
        let (best, kind, worth) = rows
            .iter()
            .map(|(entity, kind)| (*entity, *kind, self.worth(sentence, pieces, i, *entity, *kind)))
            .max_by_key(|(entity, _, worth)| (*worth, std::cmp::Reverse(*entity)))?;
        // "in Downing Street", "Senayan, Jakarta": the house of a government, where it is a place, is not the government.
        if kind == NameKind::Metonym
            && self.reference.get(best).kind == Kind::Country
            && self.is_site(sentence, pieces, i)
        {
            return Some(self.house(piece, best));
        }
        if worth <= 0 {
            return None;
        }
        let known = self.reference.get(best);
        if known.kind == Kind::Place && choice.is_some() && chosen.is_none() {
            return self.unknown(sentence, pieces, i, Some(Kind::Place), linked);
        }
        let as_what = if kind == NameKind::Demonym { MentionKind::Demonym } else { MentionKind::Name(known.kind) };
        let taken = self.take(best);
        let (method, score) = match kind {
            NameKind::Misspelt => ("spelling", 0.7),
            _ if chosen == Some(best) => choice.map_or(("name", 0.85), |choice| (choice.method, choice.score)),
            _ => ("name", if rows.len() == 1 { 0.95 } else { 0.85 }),
        };
        Some(self.mention(piece, as_what, taken, method, score))
    }

    /// The place that a government is called after.
    fn house(&mut self, piece: &Piece, government: EntityIndex) -> usize {
        let form = self.span(piece).of(self.text);
        let place = self.add(Kind::Place, form, self.reference.get(government).country(), None);
        self.mention(piece, MentionKind::Name(Kind::Place), place, "new", 0.6)
    }

    /// Whether a preposition of place stands before a name, or a comma and the place that it lies in after it.
    fn is_site(&self, sentence: &Sentence, pieces: &[Piece], i: usize) -> bool {
        let tokens = &pieces[i].tokens;
        let before = tokens.start.checked_sub(1).filter(|at| *at >= sentence.tokens.start);
        let within = before.is_some_and(|at| self.lexicon.words.within.contains(&self.tokens[at].lower));
        let around =
            pieces.get(i + 1).filter(|next| next.tokens.start == tokens.end + 1 && self.tokens[tokens.end].is(","));
        let lies = |next: &Piece| {
            matches!(&next.what, What::Known(rows) if rows.iter().any(|(index, kind)| {
                *kind != NameKind::Demonym && self.reference.get(*index).kind == Kind::Place
            }))
        };
        within || around.is_some_and(lies)
    }

    fn is_place(&self, (index, kind): (EntityIndex, NameKind)) -> bool {
        kind != NameKind::Demonym && self.reference.get(index).kind.is_place()
    }

    /// How likely a name means this entity here; 0 or less: not at all.
    fn worth(&self, sentence: &Sentence, pieces: &[Piece], i: usize, index: EntityIndex, kind: NameKind) -> i32 {
        let entity = self.reference.get(index);
        let piece = &pieces[i];
        let before =
            piece.tokens.start.checked_sub(1).filter(|at| *at >= sentence.tokens.start).map(|at| &self.tokens[at]);
        let placed = before.is_some_and(|token| self.lexicon.words.locative.contains(&token.lower));
        let titled =
            i > 0 && pieces[i - 1].tokens.end == piece.tokens.start && matches!(pieces[i - 1].what, What::Role(_));
        let present = if self.by_id.contains_key(entity.id) { 25 } else { 0 };
        present
            + match entity.kind {
                Kind::Country => 100 - if kind == NameKind::Demonym { 10 } else { 0 },
                Kind::Organization | Kind::Group => 75 + if kind == NameKind::Metonym { -20 } else { 0 },
                Kind::Person => 60 + if titled { 40 } else { 0 } + self.in_office(index) - if placed { 30 } else { 0 },
                Kind::Place => {
                    let home = if self.countries.contains_key(entity.country) { 15 } else { 0 };
                    place_worth(&entity) + home + if placed { 30 } else { 0 } - if titled { 60 } else { 0 }
                }
            }
    }

    fn in_office(&self, person: EntityIndex) -> i32 {
        let held = self.day.and_then(|day| self.reference.offices.held_by(person, day));
        if held.is_some() { 20 } else { 0 }
    }

    // ---- names that no table has --------------------------------------------------------------

    fn unknown(
        &mut self,
        sentence: &Sentence,
        pieces: &[Piece],
        i: usize,
        kind: Option<Kind>,
        linked: &[Linked],
    ) -> Option<usize> {
        let piece = pieces[i].clone();
        let span = self.span(&piece);
        let form = span.of(self.text);
        let key = fold(form);
        if let Some(entity) = self.place_of(&piece, kind).or_else(|| self.headed(&piece, kind)) {
            return Some(entity);
        }
        let likely = |entity: &usize| kind.is_none_or(|kind| alike(kind, self.entities[*entity].kind));
        if let Some(entity) = self.by_name.get(&key).copied().filter(likely) {
            let kind = self.entities[entity].kind;
            return Some(self.mention(&piece, MentionKind::Name(kind), entity, "name", 0.9));
        }
        let title = title_before(pieces, i, linked);
        let (entity, method, score) = if let Some(entity) = self.same_person(&key).filter(likely) {
            (entity, "surname", 0.85)
        } else if let Some(entity) = self.misspelt(&key, kind).or_else(|| self.without_land(&key, kind)) {
            (entity, "spelling", 0.7)
        } else {
            let kind = self.kind_of(sentence, &piece, kind, title.is_some())?;
            let titled = title.flatten().and_then(|entity| self.entities[entity].country.clone());
            let said = self.places.at(piece.tokens.start).and_then(|choice| choice.country).map(str::to_owned);
            let country = titled.or(said).or_else(|| self.land_in(&piece).map(str::to_owned));
            (self.add(kind, form, country.as_deref(), None), "new", 0.6)
        };
        if self.entities[entity].kind == Kind::Person {
            self.people.push((words(form), entity));
        }
        self.by_name.insert(key, entity);
        let kind = self.entities[entity].kind;
        Some(self.mention(&piece, MentionKind::Name(kind), entity, method, score))
    }

    /// The place that the article as a whole means by a name that only the model or the words around it make one.
    fn place_of(&mut self, piece: &Piece, kind: Option<Kind>) -> Option<usize> {
        let choice = self.places.at(piece.tokens.start).filter(|_| kind == Some(Kind::Place))?;
        let place = self.take(choice.place?);
        let kind = self.entities[place].kind;
        Some(self.mention(piece, MentionKind::Name(kind), place, choice.method, choice.score))
    }

    /// "Kota Surabaya": the one place of the tables that bears the name after a word for its kind.
    fn headed(&mut self, piece: &Piece, kind: Option<Kind>) -> Option<usize> {
        let head = self.tokens[piece.tokens.start].lower.as_str();
        let words = &self.lexicon.words;
        if kind != Some(Kind::Place) || piece.tokens.len() < 2 || !words.place_heads.contains(head) {
            return None;
        }
        let bare = Piece { tokens: piece.tokens.start + 1..piece.tokens.end, what: piece.what.clone() };
        let named = self.reference.names.find(self.span(&bare).of(self.text));
        let mut places: Vec<EntityIndex> =
            named.filter(|row| row.kind == NameKind::Name).map(|row| row.entity).collect();
        places.dedup();
        let [index] = places[..] else { return None };
        let (place, region) = (self.reference.get(index), words.divisions.contains(head));
        let said = self.places.at(piece.tokens.start).and_then(|choice| choice.country);
        let fits = match place.feature {
            "adm1" | "adm2" | "region" => region,
            "capital" | "city" | "town" => !region,
            _ => false,
        };
        if !fits || said.is_some_and(|country| country != place.country) {
            return None;
        }
        let taken = self.take(index);
        Some(self.mention(piece, MentionKind::Name(Kind::Place), taken, "name", 0.8))
    }

    /// A person named before whose name has all these words.
    fn same_person(&self, key: &str) -> Option<usize> {
        let parts = words(key);
        let has_all = |name: &Vec<String>| parts.iter().all(|part| name.contains(part)) && name.len() > parts.len();
        let mut fits = self.people.iter().filter(|(name, _)| has_all(name)).map(|(_, entity)| *entity);
        let first = fits.next()?;
        fits.all(|other| other == first).then_some(first)
    }

    /// Somebody in the article, or somebody known, whose name is one letter off.
    fn misspelt(&mut self, key: &str, kind: Option<Kind>) -> Option<usize> {
        if key.chars().count() < MISSPELT {
            return None;
        }
        let parts = words(key);
        let near = |name: &[String]| within_one_edit(&name.join(" "), &parts.join(" ")) || one_word_off(name, &parts);
        let here = self.people.iter().find(|(name, _)| near(name));
        if let Some((_, entity)) = here {
            return Some(*entity);
        }
        let near = self.reference.names.near(key).find(|row| {
            let entity = self.reference.get(row.entity);
            within_one_edit(&row.key, key)
                && match entity.kind {
                    Kind::Person => {
                        kind.is_none_or(|kind| kind == Kind::Person)
                            && row.key.contains(' ')
                            && self.in_office(row.entity) > 0
                    }
                    _ => true,
                }
        });
        near.map(|row| row.entity).map(|index| self.take(index))
    }

    /// "Kaspersky Lab Rusia": a body known, or one letter off, with its country after it.
    fn without_land(&mut self, key: &str, kind: Option<Kind>) -> Option<usize> {
        let (body, land) = key.rsplit_once(' ')?;
        let is_land = |index: EntityIndex| self.reference.get(index).kind == Kind::Country;
        if !self.reference.names.find(land).any(|row| is_land(row.entity)) {
            return None;
        }
        let bodies = [Kind::Organization, Kind::Group];
        let same = |index: EntityIndex| bodies.contains(&self.reference.get(index).kind);
        let exact = self.reference.names.find(body).map(|row| row.entity).find(|index| same(*index));
        match exact {
            Some(index) => Some(self.take(index)),
            None => self.misspelt(body, kind),
        }
    }

    /// The country whose name or demonym stands in the name of a body ("Nigerian Union of Teachers").
    fn land_in(&self, piece: &Piece) -> Option<&'static str> {
        piece.tokens.clone().filter(|at| self.tokens[*at].capital).find_map(|at| {
            let word = self.tokens[at].span.of(self.text);
            let lands = self.reference.names.find(word).map(|row| self.reference.get(row.entity));
            lands.filter(|land| land.kind == Kind::Country).find_map(|land| land.country())
        })
    }

    /// What an unknown name is, by the words around it; `None` if that can't be told.
    fn kind_of(&self, sentence: &Sentence, piece: &Piece, kind: Option<Kind>, titled: bool) -> Option<Kind> {
        let words = &self.lexicon.words;
        let token = |at: usize| sentence.tokens.contains(&at).then(|| &self.tokens[at]);
        let before = piece.tokens.start.checked_sub(1).and_then(token);
        let after = token(piece.tokens.end);
        let honoured = before.is_some_and(|t| words.honorifics.contains(&t.lower))
            || words.honorifics.contains(&self.tokens[piece.tokens.start].lower);
        let is = |set: &rustc_hash::FxHashSet<String>, t: Option<&Token>| t.is_some_and(|t| set.contains(&t.lower));
        if kind.is_some() {
            kind
        } else if titled || honoured {
            Some(Kind::Person)
        } else if is(&words.place_heads, before)
            || is(&words.place_tails, after)
            || words.place_tails.contains(&self.tokens[piece.tokens.end - 1].lower)
            || is(&words.locative, before)
        {
            Some(Kind::Place)
        } else if is(&words.reporting, before) || is(&words.reporting, after) || (2..=4).contains(&piece.tokens.len()) {
            Some(Kind::Person)
        } else {
            None
        }
    }
}

/// Whether two names of an article are alike but for one word, and that word but for one letter in another place ("Cho",
/// "Coe"). Siblings with a syllable in common ("Min Jae", "Min Jun") differ by more.
fn one_word_off(a: &[String], b: &[String]) -> bool {
    let mut other = a.iter().zip(b).filter(|(x, y)| x != y);
    a.len() == b.len()
        && a.len() >= 3
        && other.next().is_some_and(|(x, y)| one_letter_moved(x, y))
        && other.next().is_none()
}

/// Whether dropping one letter of each leaves the same, after the same first letter.
fn one_letter_moved(a: &str, b: &str) -> bool {
    let without =
        |word: &str, at: usize| word.chars().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect::<String>();
    let (n, m) = (a.chars().count(), b.chars().count());
    a.chars().next() == b.chars().next() && (1..n).any(|i| (1..m).any(|k| without(a, i) == without(b, k)))
}

/// Whether both are people, both bodies or both places.
fn alike(a: Kind, b: Kind) -> bool {
    Class::ALL.into_iter().any(|class| class.fits(a) && class.fits(b))
}

/// The entity whose title stands right before a piece: `Some(None)` for a title alone, `Some(Some(country or body))`.
fn title_before(pieces: &[Piece], i: usize, linked: &[Linked]) -> Option<Option<usize>> {
    let before = i.checked_sub(1)?;
    // A bracketed abbreviation may stand between: "Korea Selatan (Korsel) Cho".
    let gap = pieces[i].tokens.start - pieces[before].tokens.end;
    if gap > 1 {
        return None;
    }
    match pieces[before].what {
        What::Role(_) => {
            let owner = before.checked_sub(1).filter(|at| pieces[*at].tokens.end == pieces[before].tokens.start);
            Some(owner.and_then(|at| linked[at].entity))
        }
        What::Known(_) | What::Unknown(_) => {
            let role = (0..before).rev().take(2).find(|at| matches!(pieces[*at].what, What::Role(_)));
            let near = role.is_some_and(|at| pieces[before].tokens.start - pieces[at].tokens.end <= 5);
            near.then(|| linked[before].entity)
        }
        What::Noun(_) => None,
    }
}

fn place_worth(place: &Known) -> i32 {
    match place.feature {
        "capital" => 70,
        "city" => 20 + i32::try_from(place.population.max(1).ilog10()).unwrap_or(0) * 6,
        _ => 60,
    }
}

fn words(name: &str) -> Vec<String> {
    fold(name).split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn entity_of(known: &Known, sector: Option<String>) -> Entity {
    let own = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    let indonesian = if known.id_label.is_empty() { known.en } else { known.id_label };
    Entity {
        id: known.id.to_owned(),
        kind: known.kind,
        labels: [known.en.to_owned(), indonesian.to_owned()],
        country: own(known.country),
        sector,
        wikidata: own(known.wikidata),
        geonames: own(known.geonames),
        point: known.point(),
        exactness: known.exactness(),
        known: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_may_be_spelt_otherwise_but_not_two() {
        for (a, b, same) in [
            ("Nguyen Xuan Phuc", "Nguyen Xoan Phuc", true),
            ("Tran Cho Minh", "Tran Coh Minh", true),
            ("Kim Yong Nam", "Kim Jong Nam", false),
            ("Park Min Jae", "Park Min Jun", false),
            ("Kim Yo Jong", "Kim Yeo Jeong", false),
            ("Joko Widodo", "Joko Widada", false),
        ] {
            assert_eq!(one_word_off(&words(a), &words(b)), same, "{a}, {b}");
        }
    }
}
