//! Which pieces of a sentence stand together in one phrase: title and name, noun and country, name and abbreviation.

use super::{Phrase, Phraser};
use crate::lexicon::Form;
use crate::reading::actors::{Cast, Linked};
use crate::reading::names::{Piece, What};
use crate::reading::sentences::Sentence;
use crate::reading::tokens::Token;
use ontology::entity::Kind;

impl Phraser<'_> {
    pub(super) fn groups(&self, sentence: &Sentence, linked: &[Linked], cast: &Cast) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for i in 0..linked.len() {
            match groups.last_mut() {
                Some(group) if self.merges(sentence, linked, group, i, cast) => group.push(i),
                _ => groups.push(vec![i]),
            }
        }
        groups
    }

    fn merges(&self, sentence: &Sentence, linked: &[Linked], group: &[usize], i: usize, cast: &Cast) -> bool {
        let last = &linked[group[group.len() - 1]];
        let next = &linked[i];
        let gap = &self.tokens[last.piece.tokens.end..next.piece.tokens.start];
        let words = &self.lexicon.words;
        let role = group.iter().any(|at| matches!(linked[*at].piece.what, What::Role(_)));
        let noun = matches!(last.piece.what, What::Noun(_));
        let person = |linked: &Linked| linked.entity.is_some_and(|e| cast.entities[e].kind == Kind::Person);
        let named = group.iter().any(|at| person(&linked[*at]));
        let owner = |linked: &Linked| linked.entity.is_some_and(|e| cast.entities[e].kind != Kind::Person);
        let land = |linked: &Linked| linked.entity.is_some_and(|e| cast.entities[e].kind == Kind::Country);
        let next_title = matches!(next.piece.what, What::Role(_) | What::Noun(_));
        let bracketed = self.tokens.get(next.piece.tokens.end).is_some_and(|token| token.is(")"))
            && next.piece.tokens.end < sentence.tokens.end;
        let body = |linked: &Linked| {
            linked.entity.is_some_and(|e| matches!(cast.entities[e].kind, Kind::Organization | Kind::Group))
        };
        // "Perdana Menteri Datuk Seri Anwar Ibrahim": an honorific does not part a title from its name.
        let honours = |word: &&str| person(next) && words.honorifics.contains(*word);
        let between = gap.iter().map(|token| token.lower.as_str()).filter(|word| !honours(word));
        if self.is_side(&last.piece, sentence) || self.is_side(&next.piece, sentence) {
            return false;
        }
        match between.collect::<Vec<_>>().as_slice() {
            [] | [")"] => match () {
                () if named => false,
                () if role => person(next) || owner(next) || next_title,
                () if noun => next.entity.is_some() || next_title,
                () if next_title => owner(last),
                () => {
                    (owner(last) && person(next) && Self::countrymen(last, next, cast))
                        || (Self::is_demonym(last) && body(next))
                }
            },
            ["("] if bracketed => last.entity == next.entity || (next.entity.is_none() && !next_title),
            [","] => {
                (role && !named && person(next))
                    || (named && matches!(next.piece.what, What::Role(_)) && !role)
                    || (!named && land(last) && person(next) && Self::countrymen(last, next, cast))
            }
            // "German deputy foreign minister", "U.S. special envoy"
            [word] if !words.genitive_follows && next_title && self.is_adjective(word) => land(last) && !named && !role,
            // "Hamas leader Yahya Sinwar"
            [head] if words.heads.contains(*head) => owner(last) && !named && !role && person(next),
            // "the Saudi-led coalition", "Russian-led forces"
            [_, led] if words.leading.contains(*led) => owner(last) && !named && next_title,
            // "the rebel group M23"
            [kind] if noun && words.organization_tails.contains(*kind) && body(next) => true,
            [mark] if words.possessive.contains(*mark) => owner(last) && !named && (next_title || body(next)),
            [of, ..]
                if gap.len() <= 2
                    && words.genitive.contains(*of)
                    && gap[1..].iter().all(|t| words.determiners.contains(&t.lower)) =>
            {
                (role && owner(next) && !named) || (noun && owner(next)) || (named && role && owner(next))
            }
            _ => false,
        }
    }

    /// Whether a word between a country and a title can only describe the title.
    fn is_adjective(&self, word: &str) -> bool {
        let words = &self.lexicon.words;
        let other =
            [&words.prepositions, &words.and, &words.clause, &words.relative, &words.reporting, &words.possessive];
        let verb = [&words.passive_auxiliaries, &words.future, &words.adverbs, &words.place_tails];
        let article = words.determiners.contains(word) && words.before_nouns.contains(word);
        word.chars().all(char::is_alphabetic)
            && !article
            && !other.iter().chain(&verb).any(|set| set.contains(word))
            && self.lexicon.patterns.of(word).is_empty()
    }

    fn countrymen(owner: &Linked, person: &Linked, cast: &Cast) -> bool {
        let country = |linked: &Linked| linked.entity.and_then(|e| cast.entities[e].country.clone());
        country(owner).is_some() && country(owner) == country(person)
    }

    pub(super) fn is_demonym(linked: &Linked) -> bool {
        matches!(&linked.piece.what, What::Known(rows) if rows.iter().all(|(_, kind)| *kind == crate::reference::NameKind::Demonym))
    }

    /// "pro-Russian separatists", "US-backed rebels", "milisi dukungan Iran": a name that only tells whose side others are on.
    pub(super) fn is_side(&self, piece: &Piece, sentence: &Sentence) -> bool {
        let words = &self.lexicon.words;
        let before = |n: usize| {
            let at = piece.tokens.start.checked_sub(n).filter(|at| *at >= sentence.tokens.start)?;
            Some(self.tokens[at].lower.as_str())
        };
        let after = |n: usize| {
            let at = piece.tokens.end + n;
            (at < sentence.tokens.end).then(|| self.tokens[at].lower.as_str())
        };
        let hyphen = |word: Option<&str>| matches!(word, Some("-" | "–" | "‑"));
        let named = matches!(piece.what, What::Known(_) | What::Unknown(_));
        let word = if hyphen(before(1)) { before(2) } else { before(1) };
        let stands = word.is_some_and(|word| words.stance.contains(word));
        let helped = hyphen(after(0)) && after(1).is_some_and(|word| words.backing.contains(word));
        let helps = before(1).is_some_and(|word| words.backing.contains(word))
            && self.names_doers(piece.tokens.start, sentence);
        named && (stands || helped || helps)
    }

    /// "milisi (KKB) pimpinan Ali": whether a name only says more of the phrase before it.
    pub(super) fn is_leader(&self, phrase: &Phrase, piece: &Piece) -> bool {
        let backs = |token: &Token| self.lexicon.words.backing.contains(&token.lower);
        let gap = self.tokens.get(phrase.tokens.end..piece.tokens.start).unwrap_or_default();
        self.lexicon.words.genitive_follows
            && gap.iter().any(backs)
            && gap.iter().all(|token| token.is(")") || backs(token))
    }

    /// "milisi dukungan Iran", "demo bela Palestina": whether a noun for doers or for a deed, or an abbreviation, stands before the
    /// word before a name.
    fn names_doers(&self, name: usize, sentence: &Sentence) -> bool {
        let head = name.checked_sub(2).filter(|at| *at >= sentence.tokens.start);
        head.is_some_and(|at| {
            let mut forms = self.lexicon.patterns.of(&self.tokens[at].lower).iter().map(|(_, form)| *form);
            let noun = self.lexicon.actors.at(&self.tokens[at..=at]).is_some() || forms.any(|form| form == Form::Noun);
            noun || self.tokens[at].shouted || self.tokens[at].is(")")
        })
    }
}
