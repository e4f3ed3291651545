//! Completes the cast when all is linked: countries for newcomers, and nobody whom nothing in the reading means.
//!
//! While one reads, a title may make somebody up who then does nothing; such a one would be noise in the graph.

use super::actors::Cast;
use crate::facts::Reading;
use crate::reference::Reference;
use ontology::entity::Kind;

/// People and bodies that no table has are of the country that their name tells, else of the one the article is about.
pub fn give_countries(cast: &mut Cast, reference: &Reference) {
    let focus = cast.home().map(str::to_owned);
    for entity in &mut cast.entities {
        let stateless = !entity.known && entity.country.is_none() && !entity.kind.is_place();
        if stateless {
            // A person may be called as a town is.
            let body = entity.kind != Kind::Person;
            let named = body.then(|| land_of_name(&entity.labels[0], reference)).flatten();
            entity.country = named.or_else(|| focus.clone());
        }
    }
}

/// The country of the body that a name begins with ("KBRI Hanoi"), or of the place that it ends with ("Polda Banten") or
/// begins with ("Hanoi University").
fn land_of_name(name: &str, reference: &Reference) -> Option<String> {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).filter(|word| !word.is_empty()).collect();
    let bodies = |kind: Kind| matches!(kind, Kind::Organization | Kind::Group | Kind::Country);
    let land = |part: &[&str], fits: &dyn Fn(Kind) -> bool| {
        let part = part.join(" ");
        let mut found =
            reference.names.find(&part).map(|row| reference.get(row.entity)).filter(|known| fits(known.kind));
        found.find_map(|known| known.country().map(str::to_owned))
    };
    let head = || (1..words.len()).rev().find_map(|n| land(&words[..n], &bodies));
    let place = || (1..words.len()).rev().find_map(|n| land(&words[..n], &|kind: Kind| kind.is_place()));
    let tail = || (1..words.len()).find_map(|n| land(&words[n..], &|kind: Kind| kind.is_place()));
    head().or_else(tail).or_else(place)
}

/// Drops entities that no mention, report or quotation refers to, and renumbers the rest.
pub fn prune(reading: &mut Reading) {
    let mut used = vec![false; reading.entities.len()];
    each_reference(reading, &mut |entity| used[*entity] = true);
    let mut next = 0;
    let renumbered: Vec<usize> = used
        .iter()
        .map(|used| {
            next += usize::from(*used);
            next.wrapping_sub(1)
        })
        .collect();
    each_reference(reading, &mut |entity| *entity = renumbered[*entity]);
    let mut kept = used.iter();
    reading.entities.retain(|_| kept.next() == Some(&true));
}

fn each_reference(reading: &mut Reading, visit: &mut dyn FnMut(&mut usize)) {
    reading.mentions.iter_mut().filter_map(|mention| mention.entity.as_mut()).for_each(&mut *visit);
    for quotation in &mut reading.quotations {
        quotation.speaker.iter_mut().chain(&mut quotation.addressee).for_each(&mut *visit);
        quotation.about.iter_mut().for_each(&mut *visit);
    }
    for report in &mut reading.reports {
        report.participants.iter_mut().for_each(|participant| visit(&mut participant.entity));
        report.places.iter_mut().for_each(&mut *visit);
        report.attributed_to.iter_mut().for_each(&mut *visit);
    }
}
