//! What is to be done next with a story, in a sentence: the list, the inbox and the story itself say the same.

use copydesk::desk::{Job, WayBack};
use copydesk::story::StoryId;

/// The next step, with the command for it.
pub fn told(id: StoryId, job: &Job) -> String {
    match job {
        Job::Settle => {
            format!(
                "Two texts of it are to be settled before it goes anywhere: `desk conflicts {id}`."
            )
        }
        Job::HandInAgain { site: Some(site) } => format!(
            "It is with you again: read `desk notes {id}`, put it right, and hand it in with `desk file \
             {id} --site {site}`."
        ),
        Job::HandInAgain { site: None } => format!(
            "It is with you again: read `desk notes {id}`, put it right, hand it in with `desk file {id}`, \
             and send it back with `desk export {id} x.story`."
        ),
        Job::Pass => format!(
            "Read it with `desk show {id}`; then pass it with `desk approve {id}`, or send it back with \
             `desk return {id} REASONS`."
        ),
        Job::Leave { holder } => format!(
            "{} has it in hand; `desk assign {id} NAME` gives it to somebody else.",
            holder.name
        ),
        Job::SendOn => format!(
            "It waits at this desk alone: `desk file {id} --site NAME` hands it to a site’s editors, `desk \
             export {id} x.story` writes a packet for one."
        ),
        Job::Read => {
            format!(
                "Something new is to be read: `desk show {id}`, `desk notes {id}`, and what changed in it \
                 with `desk changes {id}`."
            )
        }
    }
}

/// What is still to be done so that its writer hears of a story that was sent back.
pub fn sent_back(id: StoryId, way: &WayBack) -> String {
    match way {
        WayBack::Site { name } => {
            format!(
                "Its writer gets it back through {name}, with the reasons, once you `desk pull`."
            )
        }
        WayBack::WithoutReasons { name } => format!(
            "On {name} it is its writer’s again once you `desk pull`. The reasons do not go there: give them \
             in a packet, `desk export {id} x.story`, or by telephone."
        ),
        WayBack::Packet => format!(
            "Its writer does not know yet: write a packet with `desk export {id} x.story` and send it to them."
        ),
    }
}
