//! The folder a site lives in: one server at a time, its port and its tokens.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The secrets that open the API. `Debug` shows none of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// May do everything.
    pub editor: String,
    /// May draft and file their own stories.
    pub writer: String,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens { editor: ****, writer: **** }")
    }
}

/// A site that a server is serving at this moment.
#[derive(Debug, Clone)]
pub struct Running {
    /// Without a slash at the end, `http://127.0.0.1:8400`.
    pub url: String,
    pub tokens: Tokens,
}

/// The site that a server, of this process or another, serves from `folder` now; `None` if there
/// is none.
pub fn running(folder: &Path) -> Option<Running> {
    let folder = Folder(folder.to_owned());
    let lock = File::open(folder.lock_path()).ok()?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let url = address(folder.kept_port()?);
            Some(Running { url, tokens: folder.kept_tokens().ok()?? })
        }
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

/// The base address of a server on this port.
pub(crate) fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// Where a site's database, pictures, port and tokens are kept.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if need be, readable by its owner only.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
        }
        Ok(Self(path.to_owned()))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    fn lock_path(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// The lock that one server holds while it lives; `None` if another holds it.
    pub fn lock(&self) -> io::Result<Option<File>> {
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.lock_path())?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The port of the last start.
    pub fn kept_port(&self) -> Option<u16> {
        fs::read_to_string(self.0.join("port")).ok()?.trim().parse().ok()
    }

    pub fn keep_port(&self, port: u16) -> io::Result<()> {
        self.replace("port", port.to_string().as_bytes())
    }

    fn kept_tokens(&self) -> io::Result<Option<Tokens>> {
        match fs::read(self.0.join("tokens.json")) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The tokens of this site, made at its first start.
    pub fn tokens(&self) -> io::Result<Tokens> {
        if let Some(tokens) = self.kept_tokens()? {
            return Ok(tokens);
        }
        let tokens = Tokens { editor: random_token()?, writer: random_token()? };
        self.replace("tokens.json", &serde_json::to_vec(&tokens)?)?;
        Ok(tokens)
    }

    /// Writes a small file whole, or not at all, readable by its owner only.
    fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let unfinished = self.0.join(format!("{name}.new"));
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(unfinished, self.0.join(name))
    }
}

/// 32 random bytes in hex.
fn random_token() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(crate::picture_file::hex(&bytes))
}
