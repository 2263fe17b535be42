//! The directory at the end of a zip file, and what each of its records says.

use super::super::fault::Fault;
use super::{
    Bounds, CENTRAL, CENTRAL_SIZE, COMMENT, DEFLATED, DOS_FOLDER, ENCRYPTED, END, END_SIZE, FOLDER,
    LINK, REGULAR, SIZES_BEHIND, STORED, TYPE, ZIP64_LOCATOR, refuse_name,
};
use std::io::{Read, Seek, SeekFrom};

/// An entry as the directory has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub folder: bool,
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    /// Bytes in the file, and bytes when unpacked.
    pub packed: u64,
    pub size: u64,
    /// Where its header and where its bytes begin.
    pub header: u64,
    pub data: u64,
}

/// Where the directory stands.
pub struct Place {
    pub at: u64,
    pub size: u64,
    pub entries: usize,
    /// Bytes of the file's closing comment.
    pub comment: u64,
}

/// Whole numbers in little-endian order at a place in bytes that are long enough for it.
pub fn short(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

pub fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

/// Finds the directory from the file's end.
pub fn place(from: &mut (impl Read + Seek), length: u64) -> Result<Place, Fault> {
    from.rewind()?;
    let mut start = [0; 4];
    let begins = from.read_exact(&mut start).is_ok() && u32::from_le_bytes(start) == super::LOCAL;
    let most = (END_SIZE + COMMENT + 20) as u64;
    from.seek(SeekFrom::Start(length.saturating_sub(most)))?;
    let mut tail = Vec::new();
    from.take(most).read_to_end(&mut tail)?;
    let ends = (0..=tail.len().saturating_sub(END_SIZE)).rev().find(|at| {
        long(&tail, *at) == END && at + END_SIZE + usize::from(short(&tail, at + 20)) == tail.len()
    });
    let Some(at) = ends else {
        return Err(match begins {
            true => Fault::damage("it is not complete: its end is missing or damaged"),
            false => Fault::new(
                "it is not a zip file at all",
                "Look whether it is the right file; a packet's name ends in .story.",
            ),
        });
    };
    let end = &tail[at..];
    let locator = at.checked_sub(20).map(|at| long(&tail, at));
    let zip64 = locator == Some(ZIP64_LOCATOR)
        || short(end, 10) == u16::MAX
        || [12, 16].iter().any(|at| long(end, *at) == u32::MAX);
    if zip64 {
        return Err(Fault::trick("it claims to be larger than 4 GB"));
    }
    let several = short(end, 4) != 0 || short(end, 6) != 0 || short(end, 8) != short(end, 10);
    let (size, start) = (u64::from(long(end, 12)), u64::from(long(end, 16)));
    let stands = length - (tail.len() - at) as u64;
    if several || start.checked_add(size) != Some(stands) {
        return Err(Fault::damage("it is damaged: its list of contents is not where it says"));
    }
    let entries = usize::from(short(end, 10));
    Ok(Place { at: start, size, entries, comment: u64::from(short(end, 20)) })
}

/// The entries of the directory in `bytes`, `data` not yet known.
pub fn entries(mut bytes: &[u8], count: usize, bounds: &Bounds) -> Result<Vec<Entry>, Fault> {
    let wrong = || Fault::damage("it is damaged: its list of contents cannot be read");
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.len() < CENTRAL_SIZE || long(bytes, 0) != CENTRAL {
            return Err(wrong());
        }
        let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(short(bytes, at)));
        let all = CENTRAL_SIZE + name + extra + comment;
        if bytes.len() < all {
            return Err(wrong());
        }
        let name = refuse_name(&bytes[CENTRAL_SIZE..CENTRAL_SIZE + name])?;
        entries.push(entry(name, bytes, bounds)?);
        bytes = &bytes[all..];
    }
    if bytes.is_empty() { Ok(entries) } else { Err(wrong()) }
}

fn entry(name: String, record: &[u8], bounds: &Bounds) -> Result<Entry, Fault> {
    let attributes = long(record, 38);
    let kind = attributes >> 16 & TYPE;
    let folder = name.ends_with('/') || kind == FOLDER || attributes & DOS_FOLDER != 0;
    let entry = Entry {
        folder,
        flags: short(record, 8),
        method: short(record, 10),
        crc: long(record, 16),
        packed: u64::from(long(record, 20)),
        size: u64::from(long(record, 24)),
        header: u64::from(long(record, 42)),
        data: 0,
        name,
    };
    let Entry { name, packed, size, .. } = &entry;
    if kind == LINK {
        return Err(Fault::trick(format!("{name} is a link to another file")));
    }
    if ![0, REGULAR, FOLDER].contains(&kind) {
        return Err(Fault::trick(format!("{name} is no ordinary file")));
    }
    if folder && (!bounds.folders || *size != 0 || !name.ends_with('/')) {
        return Err(Fault::trick(format!("{name} is a folder, and none is wanted there")));
    }
    if entry.flags & ENCRYPTED != 0 {
        return Err(Fault::new(
            format!("{name} is encrypted"),
            "Ask for the file without a password.",
        ));
    }
    if ![STORED, DEFLATED].contains(&entry.method) {
        return Err(Fault::new(
            format!("{name} is packed in a way that Copydesk does not open"),
            "Ask for the file to be packed as an ordinary zip.",
        ));
    }
    if [*packed, *size, entry.header].contains(&u64::from(u32::MAX)) {
        return Err(Fault::trick(format!("{name} claims to be larger than 4 GB")));
    }
    // What unpacks to almost nothing is no bomb, whatever the ratio.
    if *size > 64 * 1024 && *size / bounds.ratio > *packed {
        return Err(bomb(name));
    }
    Ok(entry)
}

/// What is packed so that it fills memory and disk.
pub fn bomb(name: &str) -> Fault {
    Fault::trick(format!("{name} in it unpacks to far more than there is of it"))
}

/// Checks the header at `entry.header` against the directory, and finds where the bytes begin.
pub fn data_of(entry: &Entry, header: &[u8], name: &[u8]) -> Result<u64, Fault> {
    let behind = entry.flags & SIZES_BEHIND != 0;
    let said = |at, known: u64| {
        let said = u64::from(long(header, at));
        said == known || (behind && said == 0)
    };
    let agree = long(header, 0) == super::LOCAL
        && short(header, 6) == entry.flags
        && short(header, 8) == entry.method
        && said(14, u64::from(entry.crc))
        && said(18, entry.packed)
        && said(22, entry.size)
        && name == entry.name.as_bytes();
    if !agree {
        return Err(Fault::damage(format!(
            "it is damaged: {} is not what the list of contents says",
            entry.name
        )));
    }
    let lengths = u64::from(short(header, 26)) + u64::from(short(header, 28));
    Ok(entry.header + super::LOCAL_SIZE as u64 + lengths)
}
