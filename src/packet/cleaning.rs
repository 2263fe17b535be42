//! What came from a stranger, before it is handed on: signatures and hashes are of the bytes as they
//! came, and were looked at by then.

use super::Contents;
use crate::story::strange;

impl Contents {
    /// Names are short lines, notes keep their breaks, and neither they nor the lines of the story hold
    /// a character that acts on whatever shows it. The body and what is suggested for it stay to the
    /// letter.
    #[must_use]
    pub fn cleaned(self) -> Self {
        let Self { story, review, mut revisions } = self;
        for one in &mut revisions {
            one.why = strange::line(&one.why);
            one.by.iter_mut().for_each(|by| by.name = strange::name(&by.name));
            one.story = one.story.clone().cleaned();
        }
        Self { story: story.cleaned(), review: review.cleaned(), revisions }
    }
}
