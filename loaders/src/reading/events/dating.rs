//! When an act happened that its own clause or paragraph dates.

use super::{Clause, Coder};
use crate::facts::{DateMention, Precision, When};
use crate::lexicon::Form;
use std::ops::Range;

/// Days before publication within which news without a date has happened.
const WINDOW: i64 = 7;
/// How many tokens a word of the future may stand from the date it puts off.
const AHEAD: usize = 8;
/// How many tokens before a verb the word may stand that puts it before the time of telling.
const ANTERIOR: usize = 4;
/// How many tokens of a sentence a date that opens it may follow.
const OPENING: usize = 2;

impl Coder<'_> {
    /// The date nearest to the word in its clause, the fewest commas away; else a window that ends on the day of publication.
    pub(super) fn when(&self, clause: &Clause) -> Option<When> {
        let inside = |date: &DateMention| {
            clause.sentence.span.contains(&date.span)
                && !clause.of_saying(date.span)
                && !self.is_of_relay(clause.sentence, date)
                && self.aside(date).is_none_or(|aside| aside.contains(&clause.at))
        };
        let here = self.dates.iter().enumerate().filter(|(_, date)| inside(date));
        let word = self.tokens[clause.at].span.start;
        let own = here
            .clone()
            .filter(|(_, date)| !clause.parted(date.span))
            .min_by_key(|(_, date)| (self.commas(clause, date), date.span.start.abs_diff(word)));
        // A sentence without any date goes on from the one before it in its paragraph.
        let told = own.or_else(|| if here.count() == 0 { self.before(clause) } else { None });
        if let Some((i, _)) = told {
            return Some(self.on(i));
        }
        self.lately()
    }

    /// The days before publication within which news without a date has happened.
    pub(super) fn lately(&self) -> Option<When> {
        let end = self.day?;
        let begin = end.checked_sub(jiff::Span::new().days(WINDOW)).ok()?;
        Some(When { begin, end, precision: None, date: None })
    }

    /// "Talks will be held on Thursday": whether a word of the future stands between a noun and its date, which is still to come.
    pub(super) fn is_to_come(&self, clause: &Clause) -> bool {
        let date = self.when(clause).filter(|when| self.is_ahead(when)).and_then(|when| when.date);
        let Some((first, _)) = date.map(|date| self.around(&self.dates[date])) else { return false };
        let mut between = clause.end + 1..first;
        between.any(|at| self.lexicon.words.future.contains(&self.tokens[at].lower) && clause.open(at))
    }

    /// Whether days lie after the day of publication.
    pub(super) fn is_ahead(&self, when: &When) -> bool {
        self.day.is_some_and(|day| when.begin > day)
    }

    /// The days of a date; from then on to the day of publication, if it says since when.
    pub(super) fn on(&self, date: usize) -> When {
        let found = &self.dates[date];
        let mut when = When { begin: found.begin, end: found.end, precision: Some(found.precision), date: Some(date) };
        let before = self.tokens.partition_point(|token| token.span.end <= found.span.start).checked_sub(1);
        let since = before.is_some_and(|at| self.lexicon.words.since.contains(&self.tokens[at].lower));
        if let Some(day) = self.day.filter(|day| since && *day > found.end) {
            (when.end, when.precision) = (day, Some(Precision::Window));
        }
        when
    }

    /// How many commas part a date from the word; none, if it opens the sentence.
    fn commas(&self, clause: &Clause, date: &DateMention) -> usize {
        let first = clause.sentence.tokens.clone().position(|at| self.tokens[at].span.start >= date.span.start);
        if first.is_some_and(|first| first <= OPENING) {
            return 0;
        }
        let word = self.tokens[clause.at].span;
        let between = |at: &usize| {
            let span = self.tokens[*at].span;
            (word.end <= span.start && span.end <= date.span.start)
                || (date.span.end <= span.start && span.end <= word.start)
        };
        clause.sentence.tokens.clone().filter(between).filter(|at| self.tokens[*at].is(",")).count()
    }

    /// The last past date before a sentence in its paragraph, unless it is that of something still to come. What a clause says of
    /// somebody by the way, or what "had" happened before, dates nothing after it.
    fn before(&self, clause: &Clause) -> Option<(usize, &DateMention)> {
        let goes_back = clause.near(ANTERIOR, &self.lexicon.words.past_perfect).is_some();
        let earlier = |date: &DateMention| {
            self.paragraph.contains(&date.span)
                && date.span.end <= clause.sentence.span.start
                && self.aside(date).is_none()
                && (goes_back || !self.is_anterior(date))
        };
        let past = |date: &DateMention| {
            self.day.is_none_or(|day| date.end < day || (date.end == day && !self.is_put_off(date)))
        };
        self.dates.iter().enumerate().rfind(|(_, date)| earlier(date)).filter(|(_, date)| past(date))
    }

    /// "Ali, who was jailed in 2018, …": the tokens of the clause between commas around a date that only says more of a name.
    fn aside(&self, date: &DateMention) -> Option<Range<usize>> {
        let (first, last) = self.around(date);
        let opener = self.clause_before(first);
        let set_off = opener > 0 && self.tokens[opener - 1].is(",");
        let closer = (last..self.tokens.len()).find(|at| self.tokens[*at].is(",") || self.is_end(*at));
        let relative = self.lexicon.words.relative.contains(&self.tokens[opener].lower);
        (set_off && relative).then(|| opener..closer.unwrap_or(self.tokens.len()))
    }

    /// "had met on Monday": whether a date lies before what the sentences around it tell.
    fn is_anterior(&self, date: &DateMention) -> bool {
        let words = &self.lexicon.words;
        let (first, _) = self.around(date);
        let from = self.clause_before(first);
        // "had talks", "had a meeting": there it is the verb itself.
        let noun = |at: usize| {
            let token = &self.tokens[at];
            let mut forms = self.lexicon.patterns.of(&token.lower).iter().map(|(_, form)| *form);
            token.capital || words.before_nouns.contains(&token.lower) || forms.any(|form| form == Form::Noun)
        };
        let verb = |at: usize| (at + 1..first).find(|at| !words.adverbs.contains(&self.tokens[*at].lower));
        (from..first)
            .any(|at| words.past_perfect.contains(&self.tokens[at].lower) && verb(at).is_some_and(|verb| !noun(verb)))
    }

    /// The tokens from the first of a date to the one behind it.
    fn around(&self, date: &DateMention) -> (usize, usize) {
        let first = self.tokens.partition_point(|token| token.span.start < date.span.start);
        (first, self.tokens.partition_point(|token| token.span.end <= date.span.end))
    }

    /// The first token after the comma or the end of a sentence before a token.
    fn clause_before(&self, at: usize) -> usize {
        let border = |at: &usize| self.tokens[*at].is(",") || self.is_end(*at);
        (0..at).rev().find(border).map_or(0, |border| border + 1)
    }

    fn is_end(&self, at: usize) -> bool {
        matches!(self.tokens[at].lower.as_str(), "." | "!" | "?")
    }

    /// Whether a word of the future stands beside a date in its sentence.
    fn is_put_off(&self, date: &DateMention) -> bool {
        let (first, last) = self.around(date);
        let ahead = |at: &usize| self.lexicon.words.future.contains(&self.tokens[*at].lower);
        let near = |at: &usize| !self.is_end(*at);
        let mut before = (first.saturating_sub(AHEAD)..first).rev().take_while(near);
        let mut after = (last..self.tokens.len().min(last + AHEAD)).take_while(near);
        before.any(|at| ahead(&at)) || after.any(|at| ahead(&at))
    }
}
