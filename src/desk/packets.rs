//! Packets: a story is written into one file for somebody else, and one that somebody sent is taken in.

use super::receiving::Sent;
use super::{Desk, Received};
use crate::error::{Code, Error, Result, system};
use crate::outbox::earlier_states;
use crate::packet::{self, Contact, Contents, Limits, Opened, Signer, contact, spoken};
use crate::review::{Person, Review};
use crate::site::Credential;
use crate::store::{Came, Source};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use tempfile::NamedTempFile;
use ts_rs::TS;

/// Bytes of earlier states that go along at most: years of typing, and half of what a receiver takes.
const PAST: usize = 16 * 1024 * 1024;

/// Who signed a packet, and what is known of their key here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PacketSender")]
pub struct Sender {
    pub person: Person,
    /// The key's fingerprint as it is read out by telephone: six groups of five digits.
    pub spoken: String,
    pub contact: Contact,
    /// Whether somebody at this desk said that the key is theirs.
    pub confirmed: bool,
}

/// Somebody whose key is known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeyHolder {
    pub person: Person,
    /// The key's fingerprint as it is read out by telephone.
    pub spoken: String,
    /// When somebody at this desk last said that the key is theirs; none if nobody did.
    #[ts(type = "string | null")]
    pub confirmed: Option<Timestamp>,
}

/// What became of a packet that was opened.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PacketRead {
    Taken {
        received: Box<Received>,
        sender: Sender,
    },
    /// Nothing was changed: a person has to say first that the key is the sender's.
    Asks {
        sender: Sender,
        headline: String,
        /// Why, in sentences.
        question: String,
    },
}

/// A packet that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PacketWritten {
    pub file: String,
    /// Who signed it: whoever works here.
    pub by: Person,
    /// The key's fingerprint, to be read out by telephone.
    pub spoken: String,
    /// What a person has to know of it, in sentences.
    pub sentences: Vec<String>,
}

impl Desk {
    /// Writes the story with its originals, review and earlier states as a packet, signed by whoever
    /// works here. A file of that name is replaced, once the new one is whole.
    ///
    /// # Errors
    /// `Conflict` while two texts of it are to be settled; `Invalid` while nobody said who works here, or if the
    /// story cannot go into a packet; `Picture` if
    /// an original has gone; `NoKeychain` if the keychain is locked; `NotFound`, `Storage`.
    pub fn write_packet(&self, id: StoryId, to: &Path, now: Timestamp) -> Result<PacketWritten> {
        // Their text is not to be found to have been passed over where nobody decided.
        self.store().refuse_undecided(id, "so no packet was written")?;
        let (signer, lasts) = self.signer()?;
        let (contents, left_out) = self.contents(id)?;
        let files = self.store().pictures();
        written(to, |file| {
            let original = |picture: &crate::picture::Picture| files.original(&picture.sha256);
            packet::write(&contents, &signer, now, original, file).map(drop)
        })?;
        // What was sent is known again when it comes back.
        self.keep_sent(&contents.story, to, now)?;
        let by = signer.person();
        let spoken = spoken(&by.key).unwrap_or_default();
        let mut sentences = Vec::new();
        if !lasts {
            sentences.push(format!(
                "This computer offers no keychain, so your key is for this run only: the next packet \
                 has another one, and whoever gets it is asked about it. To keep one, put 64 hex \
                 digits into {}.",
                crate::vault::signing::VARIABLE
            ));
        }
        if left_out > 0 {
            sentences.push(format!("{left_out} older states of the story did not fit in."));
        }
        Ok(PacketWritten { file: to.display().to_string(), by, spoken, sentences })
    }

    /// Takes in a packet. A story that is new here comes in, and its sender's key is remembered; one that
    /// is here is made one with what stands here, if its sender took part in it or was confirmed. With
    /// `confirmed`, the fingerprint of a key in hex or as it is read out, somebody says that this is the
    /// sender's.
    ///
    /// # Errors
    /// `Invalid` with the reason if it is no packet that can be trusted to be whole, or is signed with
    /// another key than `confirmed`; `Picture`; `Conflict` if the story is being changed just now;
    /// `Storage`. Nothing was changed then, and nothing of the packet is here.
    pub fn read_packet(
        &self,
        from: &Path,
        confirmed: Option<&str>,
        now: Timestamp,
    ) -> Result<PacketRead> {
        let mut opened = packet::read(BufReader::new(opened(from)?), &Limits::default())?;
        let mut sender = self.sender(&opened.sender)?;
        let confirms = match confirmed {
            Some(key) => is_key(key, &sender)?,
            None => false,
        };
        if let Some(question) = self.question(&opened.contents.story, &sender, confirms)? {
            let headline = opened.contents.story.copy.headline.clone();
            return Ok(PacketRead::Asks { sender, headline, question });
        }
        let before = self.read_mark(opened.contents.story.id)?;
        let received = self.receive_opened(&mut opened, confirms, now)?;
        // What was here before, or is my own, is nothing to read.
        if before != self.read_mark(received.story.id)? && !self.is_mine(&sender.person)? {
            let name = sender.person.name.clone();
            let came = Came { sender: name, site: None, at: now, unread: true };
            self.store().put_came(received.story.id, &came)?;
        }
        sender.confirmed |= confirms;
        let received = Box::new(received);
        Ok(PacketRead::Taken { received, sender })
    }

    fn receive_opened(
        &self,
        opened: &mut Opened<BufReader<File>>,
        confirms: bool,
        now: Timestamp,
    ) -> Result<Received> {
        let (contents, sender) = (opened.contents.clone(), opened.sender.clone());
        let key = packet::hex(&opened.public_key);
        let signed = Some((key.as_str(), confirms));
        let source = Source::Signed(&sender);
        let (from, heard, edited) = (Some(&sender), None, false);
        let sent = Sent { incoming: &contents, from, source, signed, heard, edited };
        self.receive_sent(&sent, &mut |keep| opened.originals(keep), now)
    }

    /// Whether they sign with my key.
    fn is_mine(&self, person: &Person) -> Result<bool> {
        Ok(self.me()?.is_some_and(|me| !me.key.is_empty() && me.key == person.key))
    }

    /// Everybody else whose key was seen here, by name.
    ///
    /// # Errors
    /// `Storage`.
    pub fn people(&self) -> Result<Vec<KeyHolder>> {
        let (people, mut others) = (self.store().people()?, Vec::new());
        for one in people {
            if !self.is_mine(&one.person)? {
                others.push(holder(one.person, one.confirmed));
            }
        }
        Ok(others)
    }

    /// Says that a key that was seen here is its person's: its fingerprint in hex, or as it is read out.
    ///
    /// # Errors
    /// `NotFound` if it was not seen, `Storage`.
    pub fn confirm_person(&self, key: &str, now: Timestamp) -> Result<()> {
        let given = digits(key);
        let same = |one: &KeyHolder| given == one.person.key || given == digits(&one.spoken);
        let key = self.people()?.into_iter().find(same).map_or(given.clone(), |one| one.person.key);
        self.store().confirm_person(&key, now)
    }

    /// Who works here with the key they sign with, made now if there is none.
    ///
    /// # Errors
    /// `Invalid` while nobody said who works here or if what was kept is no key; `NoKeychain` if the
    /// keychain is locked; `Storage`.
    pub fn my_key(&self) -> Result<KeyHolder> {
        Ok(holder(self.signer()?.0.person(), None))
    }

    fn signer(&self) -> Result<(Signer, bool)> {
        let me = self.myself()?;
        let found = match self.signing.get()? {
            Some(found) => found,
            None => self.signing.keep(Credential::new(&Signer::make(&me.name)?.secret()))?,
        };
        let signer = Signer::from_secret(&me.name, found.secret.reveal())?;
        // A key that is gone tomorrow would make tomorrow's me somebody else.
        if found.lasts && signer.person() != me {
            self.store().set_me(&signer.person())?;
        }
        Ok((signer, found.lasts))
    }

    /// What goes into a packet, and how many of its earlier states are too many.
    fn contents(&self, id: StoryId) -> Result<(Contents, usize)> {
        let store = self.store();
        let (story, mut review) = (store.story(id)?, store.review(id)?);
        review =
            review.merged(&Review { approvals: store.passed_elsewhere(id)?, ..Review::default() });
        let mut contents = Contents { story, review, revisions: earlier_states(&store, id)? };
        let left_out = contents.keep_newest(PAST);
        Ok((contents, left_out))
    }

    /// Keeps what was sent, unless that is the last that was kept.
    pub(super) fn keep_sent(&self, story: &Story, to: &Path, now: Timestamp) -> Result<()> {
        let mut store = self.store();
        let last = store.past(story.id)?.pop();
        if last.is_none_or(|last| last.story != *story) {
            let name = to.file_name().unwrap_or_default().to_string_lossy();
            store.keep_revision(story, &format!("sent as {name}"), now)?;
        }
        Ok(())
    }

    fn sender(&self, person: &Person) -> Result<Sender> {
        let store = self.store();
        let people = store.people()?;
        let confirmed = store.is_confirmed(&person.key)?;
        let mut known: Vec<Person> = people.into_iter().map(|one| one.person).collect();
        known.extend(store.me()?.filter(|me| !me.key.is_empty()));
        let spoken = spoken(&person.key).unwrap_or_default();
        let contact = contact(person, &known);
        Ok(Sender { person: person.clone(), spoken, contact, confirmed })
    }

    /// What has to be asked before the story is taken in; none if nothing has.
    fn question(&self, story: &Story, sender: &Sender, confirms: bool) -> Result<Option<String>> {
        let Person { name, .. } = &sender.person;
        if confirms {
            return Ok(None);
        }
        let asked = match &sender.contact {
            Contact::OtherKey { .. } => format!(
                "{name} is known here by another key. This may be a new computer of theirs, or \
                 somebody else who takes their name."
            ),
            _ if self.may_send(story.id, &sender.person)? => return Ok(None),
            _ => format!(
                "This story is here already, and nothing of it came with this key so far, so nobody can \
                 see here that the packet is {name}’s."
            ),
        };
        Ok(Some(format!(
            "{asked} Ask them by telephone to read out their key. Is it {}?",
            sender.spoken
        )))
    }
}

/// A fingerprint without the spaces people write in it.
pub(super) fn digits(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_ascii_lowercase()
}

fn holder(person: Person, confirmed: Option<Timestamp>) -> KeyHolder {
    let spoken = spoken(&person.key).unwrap_or_default();
    KeyHolder { person, spoken, confirmed }
}

/// Whether what a person confirms is the sender's key.
fn is_key(confirmed: &str, sender: &Sender) -> Result<bool> {
    let given = digits(confirmed);
    if given == sender.person.key || given == digits(&sender.spoken) {
        return Ok(true);
    }
    Err(Error::new(
        Code::Invalid,
        format!(
            "The packet is signed with the key {}, not with the one you confirm. Nothing was changed.",
            sender.spoken
        ),
        "Ask the sender by telephone to read out their key, and compare all thirty digits.",
    ))
}

/// Opens a file that somebody sent.
pub(super) fn opened(from: &Path) -> Result<File> {
    let refused = |why: String| {
        Error::new(
            Code::Invalid,
            format!("{} cannot be read: {why}. Your stories are as they were.", from.display()),
            "Check the name, and that it is the file you were sent.",
        )
    };
    let file = File::open(from).map_err(|error| refused(system::why(&error)))?;
    match file.metadata() {
        Ok(known) if known.is_file() => Ok(file),
        Ok(_) => Err(refused("it is not an ordinary file".to_owned())),
        Err(error) => Err(refused(system::why(&error))),
    }
}

/// Writes a file beside its place and gives it its name once it is whole.
pub(super) fn written(
    to: &Path,
    write: impl FnOnce(&mut BufWriter<&File>) -> Result<()>,
) -> Result<()> {
    let refused = |error: &std::io::Error| system::in_the_way(&to.display().to_string(), error);
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let file =
        NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(|error| refused(&error))?;
    let mut buffered = BufWriter::new(file.as_file());
    write(&mut buffered)?;
    std::io::Write::flush(&mut buffered).map_err(|error| refused(&error))?;
    drop(buffered);
    file.as_file().sync_all().map_err(|error| refused(&error))?;
    open_to_others(&file).map_err(|error| refused(&error))?;
    file.persist(to).map(drop).map_err(|error| refused(&error.error))
}

/// Gives the file the rights a new one has; a temporary one is its owner's alone.
#[cfg(unix)]
fn open_to_others(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_file: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
