//! The practice site: started by the desk, with the house's own furniture, its data in the data
//! folder, its token handed out by itself.

use super::{Desk, SiteView};
use crate::error::{Code, Error, Result, system};
use crate::samples;
use crate::site::{Address, Credential, Kind};
use crate::store::Connected;
use jiff::Timestamp;
use practice_site::{Server, Settings, StartError};
use std::sync::PoisonError;

/// The name the practice site is connected under.
pub const NAME: &str = "practice";

/// Where the practice site listens and with which tokens.
pub struct Practice {
    pub url: String,
    pub editor: Credential,
    pub writer: Credential,
}

impl Desk {
    /// Starts the practice site, or finds the one another program already runs for this data
    /// folder. `port`: `None` takes the one of the last start.
    ///
    /// # Errors
    /// `Unreachable` if it cannot listen, `Storage`.
    pub fn start_practice_site(&self, port: Option<u16>, now: Timestamp) -> Result<Practice> {
        let folder = self.folder().join("practice-site");
        let mut held = self.practice.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = held.as_ref() {
            return Ok(practice(server.url(), server.tokens()));
        }
        let furniture = samples::furniture(self.house(), now)?;
        match Server::start(Settings { folder: folder.clone(), port, furniture }) {
            Ok(server) => {
                let answer = practice(server.url(), server.tokens());
                *held = Some(server);
                Ok(answer)
            }
            Err(StartError::AlreadyRunning) => practice_site::running(&folder)
                .map(|running| practice(&running.url, &running.tokens))
                .ok_or_else(|| {
                    cannot(
                        "The practice site could not be started: another program holds its folder \
                         and does not say where it listens.",
                    )
                }),
            Err(StartError::PortTaken(port)) => Err(Error::new(
                Code::Unreachable,
                format!("Another program uses port {port}, so the practice site was not started."),
                "Choose another port, or none to have a free one taken.",
            )),
            Err(StartError::Io(error)) => {
                let what = format!("The practice site's folder {}", folder.display());
                Err(system::in_the_way(&what, &error))
            }
            Err(other) => Err(cannot(&other.to_string())),
        }
    }

    /// Starts the practice site and connects it as an editor, so that publishing works from the
    /// first minute.
    ///
    /// # Errors
    /// As [`Self::start_practice_site`]; `Invalid` if a person's own site stands under its name.
    pub fn connect_practice_site(&self, port: Option<u16>, now: Timestamp) -> Result<SiteView> {
        if self.store().sites()?.iter().any(|held| held.address.name == NAME && !held.practice) {
            return Err(Error::new(
                Code::Invalid,
                format!(
                    "A site of your own is called “{NAME}”, which is the practice site's name."
                ),
                "Nothing was sent or changed. Remove it and add it again under another name; what \
                 was published there stays known.",
            ));
        }
        let practice = self.start_practice_site(port, now)?;
        let address = Address {
            name: NAME.to_owned(),
            kind: Kind::Own,
            url: practice.url,
            user: None,
            fingerprint: None,
        };
        let known = Connected { address, practice: true, account: None };
        self.sign_in_to(known, &practice.editor, now)
    }

    /// Whether this very desk runs the practice site, not another program.
    pub fn runs_practice_site(&self) -> bool {
        self.practice.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Stops the practice site if this desk runs it.
    pub fn stop_practice_site(&self) {
        let server = self.practice.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(server) = server {
            server.stop();
        }
    }
}

fn practice(url: &str, tokens: &practice_site::Tokens) -> Practice {
    Practice {
        url: url.to_owned(),
        editor: Credential::new(&tokens.editor),
        writer: Credential::new(&tokens.writer),
    }
}

fn cannot(why: &str) -> Error {
    Error::new(
        Code::Unreachable,
        why,
        "Your stories are safe. Close other programs that use this data folder, then try again.",
    )
}
