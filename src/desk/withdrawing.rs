//! Taking a story off the sites that have it, and calling off what would bring it to others.

use super::Desk;
use super::publishing::new_delivery;
use crate::delivery::{Delivery, State};
use crate::error::{Code, Error, Result};
use crate::site::{Asked, Release, Stage};
use crate::story::StoryId;
use jiff::Timestamp;

impl Desk {
    /// Queues taking the story off: off every site that shows it, may show it, is about to or has it in
    /// review, or off one. Taken off everywhere, it goes nowhere else either: what waits for other
    /// sites is called off. Where no site has it yet, what waits to bring it there is called off and
    /// returned.
    ///
    /// # Errors
    /// `IllegalMove` if no such site holds it, `Forbidden` if readers have it and no such site lets this
    /// account publish; `NotFound`, `Storage`.
    pub fn withdraw(
        &self,
        id: StoryId,
        site: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Delivery>> {
        self.story(id)?;
        if let Some(name) = site {
            self.store().site(name)?;
        }
        let sites = self.to_take_off(id, site)?;
        if sites.is_empty() {
            // No site has it, and none is to get it.
            let called_off = self.call_off(id, site, now)?;
            if !called_off.is_empty() {
                return Ok(called_off);
            }
            return Err(Error::new(
                Code::IllegalMove,
                "As far as is known here, no site shows the story or has it in review, and nothing waits \
                 to bring it there, so there is nothing to take off.",
                "Nothing was changed. If a site shows it all the same, take it off there.",
            ));
        }
        self.refuse_what_others_publish(id, &sites)?;
        if site.is_none() {
            // First, so that nothing goes out meanwhile.
            self.call_off(id, None, now)?;
        }
        // What could not be called off is one of those that are taken off.
        let sites = self.to_take_off(id, site)?;
        let story = self.story(id)?;
        let new = sites
            .iter()
            .map(|site| new_delivery(&story, (site.as_str(), None), Release::Withdraw, None, now));
        self.store().queue_all(id, story.version, &new.collect::<Vec<_>>(), now)
    }

    /// The sites that show the story, may show it, are about to or have it in review; or that one of
    /// them.
    fn to_take_off(&self, id: StoryId, site: Option<&str>) -> Result<Vec<String>> {
        let deliveries = self.deliveries(Some(id))?;
        let mut sites = Vec::new();
        for place in self.store().holders(id)? {
            let sending = |one: &Delivery| {
                one.state == State::Sending
                    && one.release != Release::Withdraw
                    && place.names.contains(&one.site)
            };
            let there = place.may_show()
                || place.remote.stage == Stage::Pending
                || matches!(place.asked, Some(Asked::Pending | Asked::Hidden))
                || deliveries.iter().any(sending);
            let wanted = site.is_none_or(|site| place.names.iter().any(|name| name == site));
            if there && wanted {
                sites.push(site.map_or(place.site, str::to_owned));
            }
        }
        Ok(sites)
    }

    /// Calls off what waits to bring the story to sites that do not have it, or is on its way there, and
    /// returns it as it ended; all of that, or what goes to one site.
    fn call_off(&self, id: StoryId, site: Option<&str>, now: Timestamp) -> Result<Vec<Delivery>> {
        let holders = self.store().holders(id)?;
        let has_it = |one: &Delivery| {
            holders.iter().any(|place| {
                let public = place.may_show() || place.asked.is_some();
                public && place.names.contains(&one.site)
            })
        };
        let mut called_off = Vec::new();
        for waiting in self.deliveries(Some(id))? {
            let wanted = site.is_none_or(|site| waiting.site == site);
            let brings_it = waiting.release != Release::Withdraw && !has_it(&waiting);
            if !(wanted && brings_it && waiting.can_cancel()) {
                continue;
            }
            match self.store().call_off(&waiting.id, now) {
                Ok(ended) => called_off.push(ended),
                // It went out meanwhile, or was ended.
                Err(error) if error.code == Code::IllegalMove => {}
                Err(error) => return Err(error),
            }
        }
        Ok(called_off)
    }
}
