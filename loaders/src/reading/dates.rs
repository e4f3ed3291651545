//! Finds the dates of a text and says which days they are: "dari Selasa hingga Kamis", "early last June".
//!
//! The words and the rules of a language stand in its folder (`lang/<code>/dates.toml`, each rule with examples that the
//! tests run); the shapes a date can have ([`time`]) and how they become days ([`resolve`]) are the same everywhere. The
//! way of thinking is `HeidelTime`'s: find the words first, then reckon from publication, tense and the dates before.

mod borders;
mod chart;
mod days;
mod meaning;
mod pattern;
mod resolve;
mod source;
mod tense;
mod time;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::facts::{DateMention, Precision, Span};
use chart::{Match, Rules};
use days::{Days, Told, move_by};
use resolve::Ground;
pub use source::DateGrammarError;
use source::Source;
use tense::Tenses;
use time::{Fields, Time, Unit};
use tokens::Token;
use words::Words;

/// The date grammar of one language, compiled once from its folder.
#[derive(Debug)]
pub struct DateGrammar {
    words: Words,
    rules: Rules,
    tenses: Tenses,
}

/// The date expressions of a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dates {
    /// Those whose days are known.
    pub dated: Vec<DateMention>,
    /// Those that name a weekday or a month, but depend on a day of publication nobody told.
    pub undated: Vec<Span>,
    /// How far two deeds lie apart, in order.
    pub gaps: Vec<Gap>,
}

/// "two days after": how far the deed told behind these words lies from the one they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The words.
    pub span: Span,
    unit: Unit,
    by: i32,
}

impl Gap {
    /// The days of the deed told behind the words, from the day of the other one.
    #[must_use]
    pub fn from(&self, day: Date) -> Option<(Date, Date, Precision)> {
        let days = Days::unit(self.unit, move_by(day, self.unit, self.by)?)?;
        Some((days.begin, days.end, days.precision))
    }
}

/// How far (in bytes) into a text a full date may be its dateline.
const OPENING: usize = 200;

impl DateGrammar {
    /// Compiles the text of a `dates.toml`.
    ///
    /// # Errors
    /// When the file is not of the right shape or a rule cannot be read; the message names the rule and the place.
    pub fn from_toml(text: &str) -> Result<DateGrammar, DateGrammarError> {
        let source = Source::read(text)?;
        let mut words = source.words()?;
        let rules = source.rules(&mut words)?;
        Ok(DateGrammar { rules: Rules::new(rules, &words), tenses: Tenses::new(&words, source.tense_endings), words })
    }

    /// The dates in the text of one article, longest first where they compete, none overlapping another.
    ///
    /// Give the whole article at once, because "a month later" counts from the date before. `sentences` are its
    /// sentences in order; without them the text is cut at full stops and line ends. Expressions that depend on an
    /// unknown day of publication are left out; [`Self::find_all`] has them.
    #[must_use]
    pub fn find(&self, text: &str, sentences: &[Span], published: Option<Date>) -> Vec<DateMention> {
        self.find_all(text, sentences, published).dated
    }

    /// As [`Self::find`], with the spans of those expressions whose days cannot be known.
    #[must_use]
    pub fn find_all(&self, text: &str, sentences: &[Span], published: Option<Date>) -> Dates {
        let tokens = tokens::tokens(text, sentences, &self.words);
        let matches = longest(self.rules.matches(&tokens, &self.words));
        let today = published.or_else(|| dateline(&matches, &tokens));
        let mut dates = Dates::default();
        let mut told = Told::default();
        for found in matches.iter().filter(|found| found.time != Time::Nothing) {
            let span = Span { start: tokens[found.start].span.start, end: tokens[found.end - 1].span.end };
            let tense = self.tenses.at(found.start..found.end, text, &tokens, &self.words);
            match (Ground { today, told, tense }).days(&found.time) {
                Some(days) => {
                    told.tell(days);
                    dates.dated.push(self.mention(span, found, &days));
                }
                None if let Time::Gap { unit, by } = found.time => dates.gaps.push(Gap { span, unit, by }),
                None if found.time.names_a_date() => dates.undated.push(span),
                None => {}
            }
        }
        dates
    }

    fn mention(&self, span: Span, found: &Match, days: &Days) -> DateMention {
        let mut rule = self.rules.rule(found.rule).name.clone();
        if let Some(side) = days.side {
            rule.push('.');
            rule.push_str(side);
        }
        DateMention { span, begin: days.begin, end: days.end, precision: days.precision, rule, anchor: days.anchor }
    }
}

/// Of matches that overlap, the one that begins first, then the longest, then the one whose
/// rule asks for words around it, then the one whose rule stands first.
fn longest(matches: Vec<Match>) -> Vec<Match> {
    let mut sorted = matches;
    sorted.sort_by_key(|found| (found.start, usize::MAX - found.end, !found.in_context, found.rule));
    let mut taken = 0;
    sorted.retain(|found| {
        let free = found.start >= taken;
        if free {
            taken = found.end;
        }
        free
    });
    sorted
}

/// The day an article of unknown publication is read from: its first full date with a weekday ("Selasa (21/10/2025)",
/// how Indonesian news date themselves), or one in its opening words.
fn dateline(matches: &[Match], tokens: &[Token]) -> Option<Date> {
    let ground = Ground { today: None, told: Told::default(), tense: resolve::Tense::Open };
    matches.iter().find_map(|found| {
        let Time::Date(Fields { weekday, day: Some(_), year: Some(_), .. }) = found.time else {
            return None;
        };
        let opening = tokens[found.start].span.start < OPENING;
        ground.days(&found.time).filter(|_| weekday.is_some() || opening).map(|days| days.begin)
    })
}
