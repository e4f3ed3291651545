//! The reference tables as the reader sees them: keys, known names, and who held an office when.

use loaders::fold::fold;
use loaders::reference::Reference;

#[test]
fn every_key_is_the_fold_of_its_name() {
    let reference = Reference::shipped();
    for row in reference.names.rows() {
        assert_eq!(row.key, fold(row.form), "the generator folds `{}` otherwise", row.form);
    }
    assert!(reference.names.rows().len() > 40_000);
}

#[test]
fn places_are_where_they_are() {
    let reference = Reference::shipped();
    for (name, country, lat, lon) in [
        ("Lulea", "SWE", 65.6, 22.2),
        ("Hanoi", "VNM", 21.0, 105.8),
        ("Pyongyang", "PRK", 39.0, 125.8),
        ("Yakutia", "RUS", 66.0, 129.0),
    ] {
        let found =
            reference.names.find(name).map(|row| reference.get(row.entity)).find(|place| place.country == country);
        let place = found.unwrap_or_else(|| panic!("`{name}` is in no table"));
        let (found_lat, found_lon) = place.point().unwrap_or_else(|| panic!("`{name}` has no coordinates"));
        assert!((found_lat - lat).abs() < 6.0 && (found_lon - lon).abs() < 12.0, "{name}: {found_lat}, {found_lon}");
    }
}

#[test]
fn offices_are_held_in_their_time() {
    let reference = Reference::shipped();
    let holder = |of: &str, role: &str, day: &str| {
        let term = reference.offices.holder(of, role, day.parse().expect("a day"))?;
        Some(reference.get(term.person).en)
    };
    assert_eq!(holder("USA", "minister_foreign", "2024-06-22"), Some("Antony Blinken"));
    assert_eq!(holder("KOR", "minister_foreign", "2024-06-22"), Some("Cho Tae-yul"));
    assert_eq!(holder("IDN", "head_of_state", "2024-10-19"), Some("Joko Widodo"));
    assert_eq!(holder("IDN", "head_of_state", "2024-10-21"), Some("Prabowo Subianto"));
    assert_eq!(holder("IDN", "head_of_state", "1901-01-01"), None);
}
