//! What was written here and does not stand where it comes from: somebody there had both texts of one
//! place to settle, and chose the other.

use super::Held;
use crate::markdown;
use crate::merge::{Change, Spot, Wording};
use crate::packet::{Contents, Revision};
use crate::review::fingerprint;
use crate::store::KEPT_FROM_A_CONFLICT;
use crate::story::Story;
use std::collections::HashSet;

/// Those of `taken`, which is what came from theirs alone: what they took the place of is in no list of
/// conflicts here.
pub fn overruled(held: &Held, incoming: &Contents, taken: &[Change]) -> Vec<Change> {
    let here = held.past.iter().map(|one| &one.story).chain([&held.mine]).map(fingerprint);
    let here: HashSet<String> = here.collect();
    let kept = |one: &Revision| one.why.starts_with(KEPT_FROM_A_CONFLICT);
    // Both texts of a conflict are kept side by side: that of the desk that settled it, and what came.
    let settled = incoming.revisions.windows(2).filter(|both| both.iter().all(kept));
    let settled = settled.map(|both| (&both[0].story, &both[1].story));
    let of_here: Vec<(Texts, Texts)> = settled
        .filter(|(_, came)| here.contains(&fingerprint(came)))
        .map(|(theirs, came)| (Texts::of(theirs), Texts::of(came)))
        .collect();
    let lost = |change: &&Change| {
        let was = |texts: &Texts| texts.say(&change.was);
        !change.was.is_empty() && of_here.iter().any(|(theirs, came)| was(came) && !was(theirs))
    };
    taken.iter().filter(lost).cloned().collect()
}

/// What is to be known of one, in a sentence.
pub fn of_overruled(change: &Change) -> String {
    let place = match &change.spot {
        Spot::Headline => "the headline".to_owned(),
        Spot::Standfirst => "the standfirst".to_owned(),
        Spot::Byline => "the byline".to_owned(),
        Spot::Dateline => "the dateline".to_owned(),
        Spot::Tags => "the tags".to_owned(),
        Spot::Section => "the section".to_owned(),
        Spot::Paragraph { number } => format!("paragraph {number}"),
        Spot::Picture { name, field } => format!("the {field} of {name}"),
    };
    format!(
        "What was written here in {place} does not stand: whoever had both texts chose the other. Here stood \
         “{}”; it is in the history, and `desk changes` shows both.",
        change.was.trim()
    )
}

/// Everything a story says, piece by piece.
struct Texts(HashSet<String>);

impl Texts {
    fn of(story: &Story) -> Self {
        let Wording { copy, section, mut pictures } = Wording::of(story);
        let pieces = markdown::pieces(&copy.body);
        let body = pieces.into_iter().map(|bytes| copy.body[bytes].trim().to_owned());
        let body: Vec<String> = body.collect();
        let about = pictures.values_mut().flat_map(|words| words.texts_mut());
        let about: Vec<String> = about.map(|(_, text)| text.trim().to_owned()).collect();
        let fields = [copy.headline, copy.standfirst, copy.byline, section];
        let fields = fields.into_iter().chain(copy.dateline).map(|text| text.trim().to_owned());
        Self(fields.chain(body).chain(about).collect())
    }

    fn say(&self, text: &str) -> bool {
        self.0.contains(text.trim())
    }
}
