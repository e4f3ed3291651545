//! A name in the two languages of the interface.

use oxigraph::model::Literal;
use serde::{Deserialize, Serialize};

/// A name in English and Indonesian; where one is missing, the other or any name stands in for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In Indonesian.
    pub id: String,
}

impl Label {
    /// The same name in both languages.
    #[must_use]
    pub fn same(name: &str) -> Self {
        Self { en: name.to_owned(), id: name.to_owned() }
    }

    /// Chooses among the labels a thing has; `fallback` is for a thing with none.
    #[must_use]
    pub fn choose(labels: &[Literal], fallback: &str) -> Self {
        let any = labels.iter().min_by_key(|label| (label.language(), label.value()));
        let pick = |language| {
            let own = labels.iter().find(|label| label.language() == Some(language));
            let plain = labels.iter().find(|label| label.language().is_none());
            own.or(plain).or(any).map_or(fallback, Literal::value).to_owned()
        };
        Self { en: pick("en"), id: pick("id") }
    }
}

#[cfg(test)]
mod tests {
    use super::Label;
    use oxigraph::model::Literal;

    fn tagged(name: &str, language: &str) -> Literal {
        Literal::new_language_tagged_literal_unchecked(name, language)
    }

    #[test]
    fn each_language_takes_its_own_then_a_plain_one_then_any() {
        let both = [tagged("Rusia", "id"), tagged("Russia", "en")];
        assert_eq!(Label::choose(&both, "RUS"), Label { en: "Russia".into(), id: "Rusia".into() });
        let one = [tagged("Rusia", "id")];
        assert_eq!(Label::choose(&one, "RUS"), Label::same("Rusia"));
        let plain = [Literal::new_simple_literal("Putin"), tagged("Poutine", "fr")];
        assert_eq!(Label::choose(&plain, "x"), Label::same("Putin"));
        assert_eq!(Label::choose(&[], "RUS"), Label::same("RUS"));
    }
}
