//! A TextBundle: a folder.

use super::super::Limits;
use super::super::fault::Fault;
use super::super::zip::is_plain;
use super::source::Source;
use super::{ASSETS, Brought, INFO, Keep, Original, TEXT, import, words_of};
use crate::error::{Code, Error, Result, system};
use crate::story::Story;
use jiff::Timestamp;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Writes the story as the folder `to`, which must not be there yet: it appears whole or not at all.
///
/// # Errors
/// `Invalid` if there is something of that name already or a picture's name is no file name, what
/// `original` answers, `Storage` if the disk refuses.
pub fn export_folder(story: &Story, original: Original<'_>, to: &Path) -> Result<()> {
    if to.symlink_metadata().is_ok() {
        return Err(Error::new(
            Code::Invalid,
            format!("{} is there already. Nothing was written.", to.display()),
            "Choose another name, or move that one away.",
        ));
    }
    let refused = |error| system::in_the_way(&to.display().to_string(), &error);
    let (info, text) = words_of(story)?;
    let beside = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempdir_in(beside.unwrap_or(Path::new(".")))
        .map_err(refused)?;
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).map_err(refused);
    write(INFO, &info)?;
    write(TEXT, text.as_bytes())?;
    fs::create_dir(folder.path().join(ASSETS)).map_err(refused)?;
    for picture in &story.pictures {
        if !is_plain(&picture.name) {
            return Err(Error::new(
                Code::Invalid,
                format!("“{}” is no name for a file. Nothing was written.", picture.name),
                "Take that picture out and add it again; it gets a new name.",
            ));
        }
        write(&format!("{ASSETS}{}", picture.name), &original(picture)?)?;
    }
    open_to_others(folder.path()).map_err(refused)?;
    fs::rename(folder.path(), to).map_err(refused)?;
    // It bears another name now: there is nothing left to remove.
    let _ = folder.keep();
    Ok(())
}

/// Gives the folder the rights every new one has; a temporary one is its owner's alone.
#[cfg(unix)]
fn open_to_others(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let assets = fs::metadata(folder.join(ASSETS))?.permissions().mode();
    fs::set_permissions(folder, fs::Permissions::from_mode(assets))
}

#[cfg(not(unix))]
fn open_to_others(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Makes a story of the folder `from`; its pictures go to `keep` one by one, and are to be thrown away
/// if the whole is refused. Nothing outside the folder is read: no link is followed.
///
/// # Errors
/// `Invalid` with the reason if the folder is no TextBundle or more than `limits` allow; whatever
/// `keep` answers. A picture that cannot be taken in is told in the answer.
pub fn import_folder(
    from: &Path,
    limits: &Limits,
    now: Timestamp,
    keep: Keep<'_>,
) -> Result<Brought> {
    let mut folder = Folder { path: from.to_owned(), files: limits.files, left: limits.total };
    import(&mut folder, (limits.words, limits.original), now, keep)
}

struct Folder {
    path: PathBuf,
    /// Files it may have beside its assets.
    files: usize,
    /// Bytes that may still be read.
    left: u64,
}

impl Source for Folder {
    fn names(&mut self) -> Result<Vec<String>, Fault> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path)?.take(self.files) {
            // What is not UTF-8 is none of the names a bundle has.
            names.extend(entry?.file_name().into_string().ok());
        }
        Ok(names)
    }

    fn read(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
        let outside = || Fault::trick(format!("{name} does not lie in it"));
        let mut path = self.path.clone();
        for part in name.split('/') {
            let leads_out = matches!(part, "" | "." | "..")
                || part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'));
            if leads_out {
                return Err(outside());
            }
            path.push(part);
            let known = fs::symlink_metadata(&path)
                .map_err(|error| Fault::damage(format!("{name}: {}", system::why(&error))))?;
            if known.is_symlink() {
                return Err(Fault::trick(format!("{name} is a link to another file")));
            }
        }
        let known = fs::symlink_metadata(&path)?;
        if !known.is_file() {
            return Err(Fault::trick(format!("{name} is no ordinary file")));
        }
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        File::open(&path)?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            let what = format!("{name} in it is larger than {} MB", most.div_ceil(1_000_000));
            return Err(Fault::new(what, "Take it out of the text, or make it smaller."));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}
