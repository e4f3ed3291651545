//! Leaves only those in the cast whom something in the reading means.
//!
//! While one reads, a title may make somebody up who then does nothing; such a one would be noise in the graph.

use crate::facts::Reading;

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
