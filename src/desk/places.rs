//! Where a story is, as far as is known here.

use super::Desk;
use crate::error::Result;
use crate::site::{Asked, Stage};
use crate::store::Holding;
use crate::story::StoryId;
use serde::Serialize;
use ts_rs::TS;

/// A site that holds a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "LivePlace")]
pub struct Place {
    /// The site's name here.
    pub site: String,
    /// The page's address; empty where the site has not told.
    pub url: String,
    pub stage: Stage,
    /// What it was asked to make of the story and has not answered: it may stand there by now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asked: Option<Stage>,
}

impl Place {
    /// Whether readers or editors have the story there, or may by now: what withdrawing takes off.
    #[must_use]
    pub fn is_there(&self) -> bool {
        let there = |stage: Stage| !matches!(stage, Stage::Draft | Stage::Withdrawn);
        there(self.stage) || self.asked.is_some_and(|asked| asked != Stage::Withdrawn)
    }
}

impl From<Holding> for Place {
    fn from(holding: Holding) -> Self {
        let asked = holding.asked.map(|asked| match asked {
            Asked::Public => Stage::Public,
            Asked::Scheduled => Stage::Scheduled,
            Asked::Pending => Stage::Pending,
            Asked::Hidden => Stage::Withdrawn,
        });
        let Holding { site, remote, .. } = holding;
        Self { site, url: remote.url, stage: remote.stage, asked }
    }
}

impl Desk {
    /// Every site that is known to hold the story, and how public it is there.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn places(&self, id: StoryId) -> Result<Vec<Place>> {
        self.story(id)?;
        Ok(self.store().holders(id)?.into_iter().map(Place::from).collect())
    }
}
