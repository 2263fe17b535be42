//! Where a story stands, and the moves from there.

use crate::error::{Code, Error};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a story stands between its first word and the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Draft,
    Filed,
    Returned,
    Approved,
    Published,
    Corrected,
    Withdrawn,
    Spiked,
}

/// What can be done to a story's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// The writer hands it in.
    File,
    /// The editor sends it back with reasons.
    Return,
    /// The editor passes exactly this text.
    Approve,
    /// It is public.
    Publish,
    /// It is public again, put right.
    Correct,
    /// It is taken off the site, or back while it is in review.
    Withdraw,
    /// Binned.
    Spike,
    /// Taken out of the bin: it stands where it stood before, or is a draft where that is not known.
    Unspike,
    /// What was approved is no longer what is there.
    Reopen,
}

/// A move the status does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IllegalMove {
    pub from: Status,
    pub by: Move,
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Filed,
        Self::Returned,
        Self::Approved,
        Self::Published,
        Self::Corrected,
        Self::Withdrawn,
        Self::Spiked,
    ];

    /// The status after `by`, or why not.
    ///
    /// A draft may be published without having been filed: an editor writes too. Taken back while in
    /// review, a story is its writer's again. One that was approved is taken off where readers may have
    /// had it; where it was only in review, it is returned.
    ///
    /// # Errors
    /// [`IllegalMove`] for every pair not drawn in `ARCHITECTURE.md`.
    pub fn after(self, by: Move) -> Result<Self, IllegalMove> {
        use Move as M;
        use Status as S;
        match (self, by) {
            (S::Draft | S::Returned, M::File) => Ok(S::Filed),
            (S::Filed | S::Approved, M::Return) | (S::Filed, M::Withdraw) => Ok(S::Returned),
            (S::Filed | S::Draft | S::Returned, M::Approve) => Ok(S::Approved),
            (S::Draft | S::Filed | S::Returned | S::Approved | S::Withdrawn, M::Publish) => {
                Ok(S::Published)
            }
            (S::Published | S::Corrected, M::Correct) => Ok(S::Corrected),
            (S::Approved | S::Published | S::Corrected, M::Withdraw) => Ok(S::Withdrawn),
            (S::Draft | S::Filed | S::Returned | S::Approved | S::Withdrawn, M::Spike) => {
                Ok(S::Spiked)
            }
            (S::Spiked, M::Unspike) => Ok(S::Draft),
            (S::Approved, M::Reopen) => Ok(S::Filed),
            (from, by) => Err(IllegalMove { from, by }),
        }
    }

    /// The word for it on the screen and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Filed => "filed",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
            Self::Spiked => "spiked",
        }
    }
}

impl Status {
    /// As it is said of a story in a sentence.
    fn told(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Filed => "handed in",
            Self::Returned => "with its writer",
            Self::Spiked => "in the bin",
            one => one.word(),
        }
    }
}

impl Move {
    /// What was done to the story then.
    fn done(self) -> &'static str {
        match self {
            Self::File => "handed in",
            Self::Return => "sent back",
            Self::Approve => "approved",
            Self::Publish => "published",
            Self::Correct => "corrected",
            Self::Withdraw => "withdrawn",
            Self::Spike => "put in the bin",
            Self::Unspike => "taken out of the bin",
            Self::Reopen => "opened again",
        }
    }
}

impl From<IllegalMove> for Error {
    fn from(illegal: IllegalMove) -> Self {
        let IllegalMove { from, by } = illegal;
        let already = illegal.is_done().then(|| format!("The story is {} already.", from.told()));
        let what = already.unwrap_or_else(|| {
            format!("The story is {}, so it cannot be {}.", from.told(), by.done())
        });
        Self::new(Code::IllegalMove, what, format!("Nothing was changed. {}", illegal.instead()))
    }
}

impl IllegalMove {
    /// Whether the story stands where the move would bring it.
    fn is_done(self) -> bool {
        matches!(
            (self.from, self.by),
            (Status::Filed | Status::Approved, Move::File)
                | (Status::Returned, Move::Return)
                | (Status::Approved, Move::Approve)
                | (Status::Published, Move::Publish)
                | (Status::Withdrawn, Move::Withdraw)
                | (Status::Spiked, Move::Spike)
        )
    }

    /// What to do, in words that hold whoever works here and whatever they may do there.
    fn instead(self) -> &'static str {
        match (self.from, self.by) {
            (Status::Spiked, Move::Spike) => "It is taken out of the bin if it is still wanted.",
            (Status::Spiked, _) => "Take it out of the bin first.",
            (Status::Filed, Move::File) => {
                "It waits for whoever edits it: they approve it or send it back."
            }
            (Status::Approved, Move::File) => {
                "It waits for whoever may publish it; to work on it again, have it sent back."
            }
            (Status::Published | Status::Corrected, Move::Spike) => {
                "Readers have it: whoever may publish there takes it off first."
            }
            (Status::Published | Status::Corrected, Move::File) => {
                "What readers have is put right by a correction, by whoever may publish there."
            }
            (Status::Withdrawn, Move::File) => {
                "Whoever may publish reads it once more, approves it and publishes it again."
            }
            (_, Move::Return) => {
                "Only what was handed in is sent back; to say something about it, leave a note."
            }
            _ => "Look in the list where the story stands.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every legal move; each pair not listed must be refused.
    const LEGAL: &[(Status, Move, Status)] = &[
        (Status::Draft, Move::File, Status::Filed),
        (Status::Draft, Move::Approve, Status::Approved),
        (Status::Draft, Move::Publish, Status::Published),
        (Status::Draft, Move::Spike, Status::Spiked),
        (Status::Filed, Move::Return, Status::Returned),
        (Status::Filed, Move::Approve, Status::Approved),
        (Status::Filed, Move::Publish, Status::Published),
        (Status::Filed, Move::Spike, Status::Spiked),
        (Status::Filed, Move::Withdraw, Status::Returned),
        (Status::Returned, Move::File, Status::Filed),
        (Status::Returned, Move::Approve, Status::Approved),
        (Status::Returned, Move::Publish, Status::Published),
        (Status::Returned, Move::Spike, Status::Spiked),
        (Status::Approved, Move::Return, Status::Returned),
        (Status::Approved, Move::Publish, Status::Published),
        (Status::Approved, Move::Withdraw, Status::Withdrawn),
        (Status::Approved, Move::Spike, Status::Spiked),
        (Status::Approved, Move::Reopen, Status::Filed),
        (Status::Published, Move::Correct, Status::Corrected),
        (Status::Published, Move::Withdraw, Status::Withdrawn),
        (Status::Corrected, Move::Correct, Status::Corrected),
        (Status::Corrected, Move::Withdraw, Status::Withdrawn),
        (Status::Withdrawn, Move::Publish, Status::Published),
        (Status::Withdrawn, Move::Spike, Status::Spiked),
        (Status::Spiked, Move::Unspike, Status::Draft),
    ];
    const MOVES: [Move; 9] = [
        Move::File,
        Move::Return,
        Move::Approve,
        Move::Publish,
        Move::Correct,
        Move::Withdraw,
        Move::Spike,
        Move::Unspike,
        Move::Reopen,
    ];

    #[test]
    fn what_is_refused_says_where_the_story_stands_and_what_to_do() {
        let told = |from: Status, by| Error::from(from.after(by).unwrap_err());
        let refused = told(Status::Draft, Move::Return);
        assert_eq!(refused.message, "The story is a draft, so it cannot be sent back.");
        assert!(refused.hint.ends_with("leave a note."), "{refused}");
        let binned = told(Status::Spiked, Move::File);
        assert_eq!(binned.message, "The story is in the bin, so it cannot be handed in.");
        assert!(binned.hint.ends_with("Take it out of the bin first."), "{binned}");
        let again = told(Status::Filed, Move::File);
        assert_eq!(again.message, "The story is handed in already.");
    }

    #[test]
    fn no_refusal_says_of_a_story_what_cannot_be_or_is() {
        for from in Status::ALL {
            for by in MOVES {
                let Err(illegal) = from.after(by) else { continue };
                let Error { message, hint, .. } = Error::from(illegal);
                assert!(
                    !message.contains(&format!("is {0}, so it cannot be {0}", by.done())),
                    "{message}"
                );
                // Not everybody may, and not wherever it stands.
                for claim in ["can be corrected", "can be withdrawn", "can be published"] {
                    assert!(!hint.contains(claim), "{from:?} {by:?}: {hint}");
                }
                assert!(hint.len() > "Nothing was changed. ".len(), "{from:?} {by:?}");
            }
        }
    }

    #[test]
    fn every_pair_of_status_and_move_is_as_drawn() {
        for from in Status::ALL {
            for by in MOVES {
                let drawn = LEGAL.iter().find(|(f, b, _)| *f == from && *b == by).map(|l| l.2);
                assert_eq!(from.after(by).ok(), drawn, "{from:?} {by:?}");
            }
        }
    }
}
