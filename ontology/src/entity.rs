//! The five kinds of thing that can act or be a place of action.
//!
//! Tables, JSON and the graph all use the same short code; the class is what SPARQL asks for.

use std::fmt;
use std::str::FromStr;

use oxrdf::NamedNodeRef;

use crate::vocab::{geo, kb, schema};

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A human being.
    Person,
    /// A body with a name: ministry, company, alliance, outlet.
    Organization,
    /// A state, whether it acts or is where something happens.
    Country,
    /// A bloc, a people or an armed group.
    Group,
    /// A city, province, region, sea or strait.
    Place,
}

impl Kind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organization, Self::Country, Self::Group, Self::Place];

    /// The code in tables, in JSON and in `kb:kind`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Country => "country",
            Self::Group => "group",
            Self::Place => "place",
        }
    }

    /// The class in the graph.
    #[must_use]
    pub const fn class(self) -> NamedNodeRef<'static> {
        match self {
            Self::Person => schema::PERSON,
            Self::Organization => schema::ORGANIZATION,
            Self::Country => schema::COUNTRY,
            Self::Group => kb::GROUP,
            Self::Place => geo::FEATURE,
        }
    }

    /// Whether it can act in an event; a city or a sea cannot.
    #[must_use]
    pub const fn can_act(self) -> bool {
        !matches!(self, Self::Place)
    }

    /// Whether an event can take place in it.
    #[must_use]
    pub const fn is_place(self) -> bool {
        matches!(self, Self::Country | Self::Place)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A word that is not the code of a kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind `{0}`: write person, organization, country, group or place")]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(code: &str) -> Result<Self, UnknownKind> {
        let kind = Self::ALL.into_iter().find(|kind| kind.code() == code);
        kind.ok_or_else(|| UnknownKind(code.to_owned()))
    }
}

/// Whether people of a PLOVER sector act as the state that they are of, as its army does and its rebels do not.
#[must_use]
pub fn acts_for_state(sector: &str) -> bool {
    matches!(sector, "" | "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_kind_are_one_to_one() {
        for kind in Kind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        let error = "Person".parse::<Kind>().unwrap_err();
        assert!(error.to_string().contains("`Person`"), "{error}");
    }

    #[test]
    fn only_a_country_is_both_actor_and_place() {
        let both: Vec<_> = Kind::ALL.into_iter().filter(|kind| kind.can_act() && kind.is_place()).collect();
        assert_eq!(both, [Kind::Country]);
    }
}
