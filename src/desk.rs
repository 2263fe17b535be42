//! The desk: one method for each thing a person can do, whether by screen or by command line.
//!
//! It has no clock and no environment of its own: `now` is an argument, and what the environment
//! knows is handed in when it is opened. It may be shared between threads.

mod approving;
mod assigning;
mod beside;
mod bundles;
mod comparing;
mod connecting;
mod correcting;
mod decided_there;
mod dispute;
mod files;
mod hands_in;
mod history;
mod inbox;
mod jobs;
mod marking;
mod packets;
mod pasting;
mod pictures;
mod places;
mod practice;
mod publishing;
mod reading;
mod receiving;
mod renditions;
mod reviewing;
mod sites;
mod stories;
mod suggesting;
mod syncing;
mod taking;
mod undecided;
mod uses;
mod withdrawing;
mod words;

pub use crate::outbox::Moment;
pub use crate::store::{Hits, MOST_HITS, Within};
pub use approving::ApprovalState;
pub use bundles::Bundled;
pub use comparing::{SiteComparison, Taking};
pub use decided_there::Outcome;
pub use files::Imported;
pub use history::{Since, Turn};
pub use inbox::{Collected, Filed, Inbox, NotAsked, Waiting};
pub use jobs::{Job, WayBack};
pub use packets::{KeyHolder, PacketRead, PacketWritten, Sender};
pub use pasting::{FileImported, Pasted};
pub use pictures::{PictureWritten, PicturesAdded, RefusedFile};
pub use places::Place;
pub use practice::NAME as PRACTICE;
pub use receiving::Received;
pub use sites::SiteView;
pub use stories::Saved;
pub use suggesting::{Beside, Decided};
pub use syncing::{Synced, Untaken};
pub use taking::WaitingThere;
pub use undecided::ToSettle;
pub use uses::{Found, FoundUse};
pub use words::Dictionary;

use crate::error::{Code, Error, Result};
use crate::house::House;
use crate::site::authorise::Asked;
use crate::store::Store;
use crate::vault::environment::{Environment, Lookup};
use crate::vault::keychain::Keychain;
use crate::vault::memory::Memory;
use crate::vault::signing::SigningKey;
use crate::vault::{Chain, Vault};
use practice_site::Server;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The name of the house pack in a data folder.
const HOUSE_FILE: &str = "house.toml";

/// What a desk is opened with.
pub struct Opening<'a> {
    /// The data folder; made if it is not there.
    pub folder: &'a Path,
    /// A house pack that takes the place of the folder's own and of the built-in one.
    pub house: Option<&'a Path>,
    /// Looks an environment variable up.
    pub environment: Lookup,
}

/// An open data folder and everything a person can do with it.
pub struct Desk {
    folder: PathBuf,
    store: Mutex<Store>,
    house: House,
    /// Where the house pack is, or would be.
    house_folder: PathBuf,
    vault: Chain,
    /// Secrets that no keychain would take, and the practice site's own; for this run.
    this_run: Memory,
    signing: SigningKey,
    practice: Mutex<Option<Server>>,
    /// The clocks when the outbox was first worked.
    began: OnceLock<Moment>,
    /// Set once renditions that nothing needs were cleared.
    cleared: OnceLock<()>,
    /// What WordPress was asked in the browser, until its link comes back.
    asked: Mutex<Option<Asked>>,
}

impl Desk {
    /// Opens the desk.
    ///
    /// # Errors
    /// `Storage`, `NewerDatabase`, `HousePack`.
    pub fn open(opening: &Opening<'_>) -> Result<Self> {
        let mut store = Store::open(opening.folder)?;
        // A disk that takes none leaves the secrets where they were before there was one.
        let id = store.folder_id().unwrap_or_default();
        let house = house(opening)?;
        let this_run = Memory::default();
        let vault = Chain(vec![
            Box::new(Environment(opening.environment)),
            Box::new(this_run.clone()),
            Box::new(Keychain::of(id)),
        ]);
        Ok(Self {
            folder: opening.folder.to_owned(),
            store: Mutex::new(store),
            house,
            house_folder: house_folder(opening),
            vault,
            this_run,
            signing: SigningKey::new(opening.environment),
            practice: Mutex::new(None),
            began: OnceLock::new(),
            cleared: OnceLock::new(),
            asked: Mutex::new(None),
        })
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The newsroom's formats, sections and rules.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Where secrets are.
    pub fn vault(&self) -> &dyn Vault {
        &self.vault
    }

    /// A number that changes when another program changed this data folder.
    ///
    /// # Errors
    /// `Storage`.
    pub fn foreign_changes(&self) -> Result<i64> {
        self.store().foreign_changes()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        // A panic inside a transaction rolled it back: the store behind the lock is still sound.
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The folder stories are kept in: `COPYDESK_DATA`, else `copydesk` in the platform's folder for the
/// data of applications (XDG base directories on Linux). `None` if there is no home.
pub fn data_folder(variable: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let named = |name: &str| variable(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    if let Some(folder) = named("COPYDESK_DATA") {
        return Some(folder);
    }
    let base = if cfg!(target_os = "windows") {
        named("APPDATA")
    } else if cfg!(target_os = "macos") {
        named("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        // A relative XDG path is to be ignored, says the specification.
        named("XDG_DATA_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| named("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("copydesk"))
}

fn house_folder(opening: &Opening<'_>) -> PathBuf {
    let beside = opening.house.and_then(Path::parent);
    beside.unwrap_or(opening.folder).to_owned()
}

/// The house pack asked for, else the data folder's, else the built-in one.
fn house(opening: &Opening<'_>) -> Result<House> {
    let own = opening.folder.join(HOUSE_FILE);
    let file = match opening.house {
        Some(file) => file,
        None if own.is_file() => &own,
        None => return Ok(House::built_in().clone()),
    };
    let text = reading::text(file).map_err(|why| {
        Error::new(
            Code::HousePack,
            format!("The house pack {} cannot be read: {why}.", file.display()),
            "Check the file's name and that it is text; nothing was changed.",
        )
    })?;
    House::parse(&text, &file.display().to_string())
}
