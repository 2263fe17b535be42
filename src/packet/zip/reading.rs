//! Opening a zip file and taking entries out of it, one at a time.

use super::super::fault::Fault;
use super::directory::{Entry, bomb, data_of, entries, place, short};
use super::writing::{Record, end};
use super::{Bounds, DEFLATED, LOCAL_SIZE};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};

/// Bytes of a directory record at most, as an average over all.
const RECORD: u64 = 1024;
/// Bytes taken at first for an entry's contents; more as they come.
const FIRST: u64 = 1024 * 1024;

/// A zip file that was looked through: names, places and sizes are in order, nothing is unpacked.
#[derive(Debug)]
pub struct Archive<R> {
    from: R,
    entries: Vec<Entry>,
    directory: Vec<u8>,
    directory_at: u64,
    comment: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Looks through the file.
    pub fn open(mut from: R, bounds: &Bounds) -> Result<Self, Fault> {
        let length = from.seek(SeekFrom::End(0))?;
        let place = place(&mut from, length)?;
        if place.entries > bounds.entries || place.size > bounds.entries as u64 * RECORD {
            return Err(Fault::trick(format!(
                "it holds {} files, and {} is the most that is opened",
                place.entries, bounds.entries
            )));
        }
        from.seek(SeekFrom::Start(place.at))?;
        let mut directory = Vec::new();
        from.by_ref().take(place.size).read_to_end(&mut directory)?;
        let mut entries = entries(&directory, place.entries, bounds)?;
        refuse_twice(&entries)?;
        let total: u64 = entries.iter().map(|entry| entry.size).sum();
        if total > bounds.total {
            let most = bounds.total / 1_000_000;
            return Err(Fault::trick(format!("it unpacks to more than {most} MB")));
        }
        for entry in &mut entries {
            entry.data = Self::find(&mut from, entry)?;
        }
        refuse_overlaps(&entries, place.at)?;
        let (directory_at, comment) = (place.at, place.comment);
        Ok(Self { from, entries, directory, directory_at, comment })
    }

    fn find(from: &mut R, entry: &Entry) -> Result<u64, Fault> {
        from.seek(SeekFrom::Start(entry.header))?;
        let mut header = [0; LOCAL_SIZE];
        from.read_exact(&mut header)?;
        let mut name = vec![0; usize::from(short(&header, 26))];
        from.read_exact(&mut name)?;
        data_of(entry, &header, &name)
    }

    /// The names of its files, in the directory's order; folders have none.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|entry| !entry.folder).map(|entry| entry.name.as_str())
    }

    /// Refuses whatever [`Writer`](super::Writer) would not have written: every byte outside the
    /// entries' contents is decided by them.
    pub fn refuse_other_forms(&mut self) -> Result<(), Fault> {
        let wrong = || Fault::damage("it is damaged, or was packed anew by another program");
        let mut expected = Vec::with_capacity(self.directory.len());
        let mut at = 0;
        for entry in &self.entries {
            let long = |number: u64| u32::try_from(number).map_err(|_| wrong());
            let (size, header) = (long(entry.size)?, long(entry.header)?);
            let record = Record { name: &entry.name, crc: entry.crc, size, at: header };
            let mut stands = record.header();
            let as_written = stands.clone();
            self.from.seek(SeekFrom::Start(entry.header))?;
            self.from.read_exact(&mut stands)?;
            if entry.header != at || entry.packed != entry.size || stands != as_written {
                return Err(wrong());
            }
            at = entry.data + entry.size;
            expected.extend(record.central());
        }
        let [count, size, start] = [self.entries.len(), self.directory.len(), at as usize];
        let (count, size) = (count as u16, size as u32);
        let closing = end(count, size, start as u32);
        let mut stands = vec![0; closing.len()];
        self.from.seek(SeekFrom::Start(self.directory_at + u64::from(size)))?;
        self.from.read_exact(&mut stands)?;
        let plain = at == self.directory_at && self.comment == 0 && stands == closing;
        if plain && expected == self.directory { Ok(()) } else { Err(wrong()) }
    }

    /// The contents of a file. No more is unpacked than the directory promised, and that is no more
    /// than `most` bytes.
    pub fn read(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Fault> {
        let found = self.entries.iter().find(|entry| entry.name == name && !entry.folder);
        let entry = found.ok_or_else(|| Fault::damage(format!("{name} is missing in it")))?.clone();
        if entry.size > most {
            return Err(Fault::new(
                format!("{name} in it is larger than {} MB", most.div_ceil(1_000_000)),
                "Ask the sender for a smaller one.",
            ));
        }
        self.from.seek(SeekFrom::Start(entry.data))?;
        let mut packed = self.from.by_ref().take(entry.packed);
        let mut out = Vec::with_capacity(entry.size.min(FIRST) as usize);
        let damaged = || Fault::damage(format!("it is damaged: {name} cannot be unpacked"));
        let used = if entry.method == DEFLATED {
            let mut decoder = DeflateDecoder::new(packed);
            // One byte more than promised tells whether the promise is true.
            decoder.by_ref().take(entry.size + 1).read_to_end(&mut out).map_err(|_| damaged())?;
            decoder.total_in()
        } else {
            packed.read_to_end(&mut out)? as u64
        };
        if out.len() as u64 > entry.size {
            return Err(bomb(name));
        }
        let mut crc = Crc::new();
        crc.update(&out);
        let whole = out.len() as u64 == entry.size && used == entry.packed;
        if whole && crc.sum() == entry.crc { Ok(out) } else { Err(damaged()) }
    }
}

/// Refuses names that would be one file on some system: the same, or the same but for capitals.
fn refuse_twice(entries: &[Entry]) -> Result<(), Fault> {
    let mut names = BTreeSet::new();
    for entry in entries {
        if !names.insert(entry.name.to_lowercase()) {
            return Err(Fault::trick(format!("{} stands in it twice", entry.name)));
        }
    }
    Ok(())
}

/// Refuses entries that share bytes, with one another or with the directory.
fn refuse_overlaps(entries: &[Entry], directory: u64) -> Result<(), Fault> {
    let mut places: Vec<(u64, u64)> =
        entries.iter().map(|entry| (entry.header, entry.data + entry.packed)).collect();
    places.sort_unstable();
    let ends = places.iter().map(|(_, end)| *end);
    let begins = places.iter().map(|(begin, _)| *begin).skip(1).chain([directory]);
    match ends.zip(begins).all(|(end, next)| end <= next) {
        true => Ok(()),
        false => Err(Fault::trick("files in it lie over one another")),
    }
}
