//! An article that comes or goes changes the events near it and no others: what came one by one is what comes at once.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::date;
use loaders::article::Article;

use crate::desk::{Chance, Desk, published};

const OUTLETS: [&str; 5] = ["Meridian Wire", "Lintas Dunia", "The Straits Ledger", "Kabar Timur", "Arafura Post"];

/// Two men who meet nearly every day, told exactly, by the week, or without a day; and attacks on two towns.
fn dense(chance: &mut Chance, articles: usize) -> Vec<Article> {
    let start = date(2024, 1, 1);
    (0..articles)
        .map(|i| {
            let day = start.saturating_add(i64::try_from(chance.next(110)).expect("small").days());
            let town = ["Minsk", "Moscow", "Sochi"][chance.next(3)];
            let when = day.strftime("%-d %B %Y");
            let text = match chance.next(9) {
                0 => "Vladimir Putin met Alexander Lukashenko.".to_owned(),
                1 => format!("Vladimir Putin met Alexander Lukashenko in {town}."),
                2 => "Vladimir Putin met Alexander Lukashenko last week.".to_owned(),
                3 => format!("Russian President Vladimir Putin met Belarusian President Alexander Lukashenko in {town} on {when}."),
                4 => format!("Vladimir Putin met Alexander Lukashenko in {town} from {} to {}.", day.strftime("%-d"), day.saturating_add(2.days()).strftime("%-d %B %Y")),
                5 => format!("Russia attacked Kharkiv on {when}."),
                6 => format!("Russia attacked Odesa on {when}."),
                7 => format!("Russia attacked Ukraine on {when}."),
                _ => format!("Vladimir Putin met Alexander Lukashenko on {when}."),
            };
            let told = day.saturating_add(i64::try_from(chance.next(3)).expect("small").days());
            published(&told.to_string(), &format!("dense{i}"), OUTLETS[chance.next(OUTLETS.len())], &text)
        })
        .collect()
}

/// The quads of the events graph.
fn events(desk: &Desk) -> BTreeSet<String> {
    desk.quads().into_iter().filter(|quad| quad.contains("/kabar/graph/events>")).collect()
}

#[test]
fn one_by_one_in_any_order_is_all_at_once() {
    let mut chance = Chance(0xca11_ab1e);
    let mut articles = dense(&mut chance, 260);
    let whole = Desk::new();
    whole.load_all([articles.as_slice()]);
    let expected = events(&whole);
    let merged = desk_size(&whole);
    assert!((30..230).contains(&merged), "{merged} events of {} articles: some are told twice", articles.len());
    chance.shuffle(&mut articles);
    let desk = Desk::new();
    desk.load_all(articles.chunks(7));
    assert_eq!(events(&desk), expected);
    for article in &articles[..40] {
        desk.delete(article.url.as_deref().unwrap_or_default());
    }
    let rest = Desk::new();
    rest.load_all([&articles[40..]]);
    assert_eq!(events(&desk), events(&rest), "without forty articles");
    desk.load_all(articles[..40].chunks(1));
    assert_eq!(events(&desk), expected, "and with them again");
}

#[test]
fn much_at_once_beside_what_is_there_is_all_at_once() {
    let articles = dense(&mut Chance(0x1d0_17a1), 500);
    let whole = Desk::new();
    let outcome = whole.load_all([articles.as_slice()]);
    assert!(outcome.quads > 40_000, "{} quads go by the bulk loader", outcome.quads);
    let expected = whole.quads();
    let desk = Desk::new();
    desk.load_all(articles[..30].chunks(1));
    desk.load_all([&articles[30..]]);
    assert_eq!(desk.quads(), expected, "events of both parts are made anew");
    // An article that another version replaces, and that comes back in the same change.
    let mut again = articles.clone();
    again.insert(0, Article { text: "Russia attacked Ukraine on 2 May 2024.".into(), ..articles[3].clone() });
    let back = Desk::new();
    back.load_all([&articles[3..4]]);
    back.load_all([again.as_slice()]);
    assert_eq!(back.quads(), expected, "nothing of the version between stays");
}

fn desk_size(desk: &Desk) -> usize {
    desk.events().len()
}
