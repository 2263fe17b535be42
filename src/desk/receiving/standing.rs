//! Where a story stands once somebody's word of it came. A sender claims; a site that carries the story says
//! who moved it last, and what of that is news at this desk is told from what both knew.

use crate::story::Status;

/// What is known here of a site's word where a story stands.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    /// Where it stood here when this desk and the site last told each other: another status there is news,
    /// and another one here is a move that the site does not know of.
    pub known: Status,
    /// Its writer handed in a text since that was never seen here.
    pub handed_in: bool,
    /// The account that handed it in first is the one that changed it there last.
    pub by_its_writer: bool,
}

impl Heard {
    /// Whether the site says anything of it that this desk does not know.
    pub fn is_news(self, there: Status) -> bool {
        there != self.known
    }
}

/// Where the story stands after somebody's word: a claim, or what a site says.
///
/// What was decided here stands against a claim. Of a site it stands where the site says nothing new; to
/// give a story to its writer undoes an approval, whoever of the two was first, and no approval undoes that,
/// for nothing is published by it; and a text that was handed in since waits to be read, whatever was
/// decided about the one before.
pub fn standing(here: Status, there: Status, heard: Option<Heard>) -> Status {
    let Some(heard) = heard else { return claimed(here, there) };
    match (here, there) {
        (Status::Returned, Status::Filed) if heard.handed_in => Status::Filed,
        _ if !heard.is_news(there) => here,
        (Status::Approved, Status::Returned) => Status::Returned,
        (Status::Returned, Status::Approved) if here != heard.known => Status::Returned,
        _ => claimed(here, there),
    }
}

/// Where the story stands after the sender's claim. What was decided here no claim undoes.
fn claimed(mine: Status, claimed: Status) -> Status {
    match (mine, claimed) {
        (Status::Filed, Status::Returned) => Status::Returned,
        (Status::Draft | Status::Returned, Status::Draft | Status::Returned | Status::Spiked) => {
            mine
        }
        (Status::Draft | Status::Returned, _) => Status::Filed,
        _ => mine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status as S;

    fn says(known: Status) -> Option<Heard> {
        Some(Heard { known, handed_in: false, by_its_writer: false })
    }

    #[test]
    fn whoever_moved_a_story_is_followed_and_an_approval_never_wins_over_its_writer() {
        for (here, known, there, stands) in [
            // Nothing new there: what was decided here is the newer.
            (S::Approved, S::Filed, S::Filed, S::Approved),
            (S::Returned, S::Filed, S::Filed, S::Returned),
            (S::Approved, S::Returned, S::Returned, S::Approved),
            (S::Returned, S::Approved, S::Approved, S::Returned),
            // Moved there alone.
            (S::Filed, S::Filed, S::Returned, S::Returned),
            (S::Returned, S::Returned, S::Filed, S::Filed),
            (S::Approved, S::Approved, S::Returned, S::Returned),
            (S::Approved, S::Approved, S::Filed, S::Approved),
            // An approval elsewhere counts as no more than handed in.
            (S::Filed, S::Filed, S::Approved, S::Filed),
            (S::Returned, S::Returned, S::Approved, S::Filed),
            // Moved at both.
            (S::Returned, S::Filed, S::Approved, S::Returned),
            (S::Approved, S::Filed, S::Returned, S::Returned),
            (S::Returned, S::Approved, S::Filed, S::Filed),
            // Readers have it, or had: that is heard of the article.
            (S::Approved, S::Filed, S::Published, S::Approved),
            (S::Published, S::Approved, S::Returned, S::Published),
            (S::Spiked, S::Filed, S::Returned, S::Spiked),
        ] {
            let is = standing(here, there, says(known));
            assert_eq!(is, stands, "{here:?} here, {known:?} known, {there:?} there");
        }
    }

    #[test]
    fn a_text_that_was_handed_in_since_waits_whatever_was_decided_about_the_one_before() {
        for known in S::ALL {
            let heard = Some(Heard { known, handed_in: true, by_its_writer: true });
            assert_eq!(standing(S::Returned, S::Filed, heard), S::Filed, "{known:?}");
        }
    }

    #[test]
    fn no_word_of_a_site_approves_or_publishes() {
        for here in S::ALL {
            for known in S::ALL {
                for there in S::ALL {
                    let is = standing(here, there, says(known));
                    let given = matches!(is, S::Filed | S::Returned);
                    assert!(is == here || given, "{here:?} {known:?} {there:?}: {is:?}");
                }
            }
        }
    }
}
