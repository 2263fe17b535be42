//! What an account that only hands in may not do, and who can: approve, give a story to somebody, correct
//! what readers have, take it off.

use super::Desk;
use super::publishing::may_publish;
use crate::error::{Code, Error, Result};
use crate::store::Connected;
use crate::story::StoryId;

impl Desk {
    /// A correction that no site would take from this desk is refused before anything of it is written.
    pub(super) fn refuse_where_it_hands_in(&self, sites: &[String]) -> Result<()> {
        let store = self.store();
        let mut notes_travel = false;
        for site in sites {
            let site = store.site(site)?;
            if may_publish(&site) {
                return Ok(());
            }
            notes_travel |= site.account.is_some_and(|account| account.carries);
        }
        let hint = if notes_travel {
            "Your text is as it was. Suggest the new words, or leave a note saying what is to be put right: \
             the editors get both the next time you fetch stories, and can correct it."
        } else {
            "Your text is as it was. Tell an editor what is to be put right, or send them the story with \
             `desk export ID x.story`."
        };
        Err(only_hands_in(sites, "nothing was sent", hint))
    }

    /// Whether there are sites here, and none of them lets this desk publish.
    pub(super) fn only_hands_in(&self) -> Result<bool> {
        Ok(hand_in_only(&self.store().sites()?))
    }

    /// Who only hands in passes nothing: a story that counted as approved could not be handed in any more.
    pub(super) fn refuse_approving(&self) -> Result<()> {
        if !self.only_hands_in()? {
            return Ok(());
        }
        Err(Error::new(
            Code::Forbidden,
            "Your account hands stories in, so it approves none.",
            "Nothing was changed. Hand the story in: whoever may publish it reads and approves it.",
        ))
    }

    /// Who works on what was handed in is for the editors to say: who only hands in takes in hand what nobody
    /// has, and lets it go.
    pub(super) fn refuse_assigning(&self) -> Result<()> {
        if !self.only_hands_in()? {
            return Ok(());
        }
        Err(Error::new(
            Code::Forbidden,
            "Your account hands stories in, so it gives none to anybody.",
            "Nothing was changed. Who works on a story its editors say: leave a note if somebody in \
             particular should see it.",
        ))
    }

    /// A page that readers have is taken off by whoever may publish; who hands in takes back what is not
    /// public yet.
    pub(super) fn refuse_what_others_publish(&self, id: StoryId, sites: &[String]) -> Result<()> {
        let store = self.store();
        let holders = store.holders(id)?;
        let shown = |name: &String| {
            holders.iter().any(|place| place.names.contains(name) && place.may_show())
        };
        for name in sites {
            if !shown(name) || may_publish(&store.site(name)?) {
                return Ok(());
            }
        }
        Err(only_hands_in(
            sites,
            "it was not taken off",
            "Nothing was changed. Leave a note saying why it should go, or tell an editor: they can take \
             it off.",
        ))
    }
}

/// What readers had is the editors’ to publish again.
pub(super) fn was_taken_off(site: &str) -> Error {
    let what = format!(
        "The story was published on {site} and taken off. Your account there hands in only, so nothing \
         was sent."
    );
    let hint = "Your text is as it was. Suggest other words, or leave a note: an editor can publish it again.";
    Error::new(Code::Forbidden, what, hint)
}

/// Whether there are sites, and none of them lets this desk publish.
pub(super) fn hand_in_only(sites: &[Connected]) -> bool {
    !sites.is_empty() && !sites.iter().any(may_publish)
}

fn only_hands_in(sites: &[String], so: &str, hint: &str) -> Error {
    let sites = sites.join(", ");
    let what =
        format!("Readers have the story on {sites}, where your account hands in only, so {so}.");
    Error::new(Code::Forbidden, what, hint)
}
