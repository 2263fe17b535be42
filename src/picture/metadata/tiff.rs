//! TIFF 6.0 directories, the form of EXIF and of TIFF files: taken apart without following what a
//! damaged or hostile file invents, changed, and put together again in the same byte order.

use std::borrow::Cow;

pub(super) const EXIF_POINTER: u16 = 0x8769;
pub(super) const GPS_POINTER: u16 = 0x8825;
pub(super) const INTEROP_POINTER: u16 = 0xA005;
/// TIFF types: characters, 16 bits, 32 bits, and the offset of another directory.
pub(super) const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const DIRECTORY: u16 = 13;
const ENTRY_SIZE: usize = 12;
const HEADER_SIZE: usize = 8;
/// The most entries of a directory that are read; real ones have fewer than a hundred.
const ENTRIES_MAX: usize = 4096;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn short(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    fn long(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }

    fn push_short(self, out: &mut Vec<u8>, value: u16) {
        out.extend(match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        });
    }

    fn push_long(self, out: &mut Vec<u8>, value: u32) {
        out.extend(match self {
            Self::Little => value.to_le_bytes(),
            Self::Big => value.to_be_bytes(),
        });
    }
}

/// One tag of a directory; its value as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub tag: u16,
    pub kind: u16,
    pub value: Cow<'a, [u8]>,
}

impl Entry<'_> {
    /// Bytes that the entry takes when it is written.
    pub fn size(&self) -> usize {
        let outside = if self.value.len() > 4 { self.value.len().next_multiple_of(2) } else { 0 };
        ENTRY_SIZE + outside
    }
}

pub(super) type Directory<'a> = Vec<Entry<'a>>;

/// The directories that say something about the main picture.
#[derive(Debug)]
pub(super) struct Tiff<'a> {
    order: Order,
    pub main: Directory<'a>,
    pub exif: Directory<'a>,
    pub gps: Directory<'a>,
    pub interop: Directory<'a>,
}

impl<'a> Tiff<'a> {
    /// An empty structure, big-endian.
    pub fn new() -> Self {
        let [main, exif, gps, interop] = [const { Vec::new() }; 4];
        Self { order: Order::Big, main, exif, gps, interop }
    }

    /// Takes `bytes` apart; what points out of it counts as absent. None if it is no TIFF.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let order = match bytes.get(..4)? {
            b"II*\0" => Order::Little,
            b"MM\0*" => Order::Big,
            _ => return None,
        };
        let mut tiff = Self { order, ..Self::new() };
        let start = order.long(bytes.get(4..8)?.try_into().ok()?);
        tiff.main = directory(bytes, order, start);
        let below = |tiff: &Self, from: &Directory, pointer: u16| {
            tiff.number(from, pointer).map(|at| directory(bytes, order, at)).unwrap_or_default()
        };
        tiff.exif = below(&tiff, &tiff.main, EXIF_POINTER);
        tiff.gps = below(&tiff, &tiff.main, GPS_POINTER);
        tiff.interop = below(&tiff, &tiff.exif, INTEROP_POINTER);
        let pointers = [EXIF_POINTER, GPS_POINTER, INTEROP_POINTER];
        for part in [&mut tiff.main, &mut tiff.exif, &mut tiff.gps, &mut tiff.interop] {
            // A directory we do not know cannot be moved: what it holds may point anywhere.
            part.retain(|entry| !pointers.contains(&entry.tag) && entry.kind != DIRECTORY);
        }
        Some(tiff)
    }

    /// The first number of the tag's value.
    pub fn number(&self, from: &Directory, tag: u16) -> Option<u32> {
        let entry = from.iter().find(|entry| entry.tag == tag)?;
        match entry.kind {
            SHORT => Some(self.order.short(entry.value.get(..2)?.try_into().ok()?).into()),
            LONG | DIRECTORY => Some(self.order.long(entry.value.get(..4)?.try_into().ok()?)),
            _ => entry.value.first().map(|byte| u32::from(*byte)),
        }
    }

    /// A 32-bit number as the value of `tag`.
    pub fn long(&self, tag: u16, value: u32) -> Entry<'static> {
        let mut bytes = Vec::with_capacity(4);
        self.order.push_long(&mut bytes, value);
        Entry { tag, kind: LONG, value: bytes.into() }
    }

    /// Bytes that [`write`](Self::write) gives.
    pub fn size(&self) -> usize {
        let parts = [&self.main, &self.exif, &self.gps, &self.interop];
        // Three pointers may be added.
        HEADER_SIZE + 3 * ENTRY_SIZE + parts.iter().map(|part| size(part)).sum::<usize>()
    }

    pub fn is_empty(&self) -> bool {
        [&self.main, &self.exif, &self.gps, &self.interop].iter().all(|part| part.is_empty())
    }

    /// The structure as bytes: the main directory first, each tag once and in the order TIFF asks
    /// for, no second picture.
    pub fn write(mut self) -> Vec<u8> {
        let parts = [&mut self.main, &mut self.exif, &mut self.gps, &mut self.interop];
        for part in parts {
            part.sort_by_key(|entry| entry.tag);
            part.dedup_by_key(|entry| entry.tag);
        }
        let pointer = |tag: u16| Entry { tag, kind: LONG, value: vec![0; 4].into() };
        if !self.interop.is_empty() {
            insert(&mut self.exif, pointer(INTEROP_POINTER));
        }
        for (below, tag) in [(&self.exif, EXIF_POINTER), (&self.gps, GPS_POINTER)] {
            if !below.is_empty() {
                insert(&mut self.main, pointer(tag));
            }
        }
        let exif = HEADER_SIZE + size(&self.main);
        let gps = exif + size(&self.exif);
        let interop = gps + size(&self.gps);
        for (tag, offset) in [(EXIF_POINTER, exif), (GPS_POINTER, gps), (INTEROP_POINTER, interop)]
        {
            let entry = self.long(tag, offset as u32);
            for part in [&mut self.main, &mut self.exif] {
                part.iter_mut().filter(|e| e.tag == tag).for_each(|e| *e = entry.clone());
            }
        }
        let mut out = match self.order {
            Order::Little => b"II*\0".to_vec(),
            Order::Big => b"MM\0*".to_vec(),
        };
        self.order.push_long(&mut out, HEADER_SIZE as u32);
        for part in [&self.main, &self.exif, &self.gps, &self.interop] {
            push(&mut out, part, self.order);
        }
        out
    }
}

/// Puts `entry` where the order of tags has it.
fn insert<'a>(into: &mut Directory<'a>, entry: Entry<'a>) {
    let at = into.partition_point(|other| other.tag < entry.tag);
    into.insert(at, entry);
}

/// Bytes of a directory with the values behind it; none for an empty one.
fn size(directory: &Directory) -> usize {
    if directory.is_empty() { 0 } else { 6 + directory.iter().map(Entry::size).sum::<usize>() }
}

fn push(out: &mut Vec<u8>, directory: &Directory, order: Order) {
    if directory.is_empty() {
        return;
    }
    order.push_short(out, directory.len() as u16);
    let mut values = Vec::new();
    let start = out.len() + directory.len() * ENTRY_SIZE + 4;
    for entry in directory {
        order.push_short(out, entry.tag);
        order.push_short(out, entry.kind);
        order.push_long(out, (entry.value.len() / unit(entry.kind).max(1)) as u32);
        if entry.value.len() <= 4 {
            // Short values stand in the entry itself, to the left.
            let mut bytes = entry.value.to_vec();
            bytes.resize(4, 0);
            out.extend(bytes);
            continue;
        }
        order.push_long(out, (start + values.len()) as u32);
        values.extend_from_slice(&entry.value);
        if values.len() % 2 == 1 {
            values.push(0);
        }
    }
    out.extend([0; 4]);
    out.extend(values);
}

/// Bytes of one value of a TIFF type (129 is EXIF 3.0's UTF-8); nought for a type we do not know.
fn unit(kind: u16) -> usize {
    match kind {
        1 | ASCII | 6 | 7 | 129 => 1,
        SHORT | 8 => 2,
        LONG | 9 | 11 | DIRECTORY => 4,
        5 | 10 | 12 => 8,
        _ => 0,
    }
}

/// The entries at `offset` whose values lie inside `bytes`.
fn directory(bytes: &[u8], order: Order, offset: u32) -> Directory<'_> {
    let rest = bytes.get(offset as usize..).unwrap_or_default();
    let Some((count, rest)) = rest.split_at_checked(2) else { return Vec::new() };
    let count = usize::from(order.short([count[0], count[1]]));
    rest.chunks_exact(ENTRY_SIZE)
        .take(count.min(ENTRIES_MAX))
        .filter_map(|entry| value(bytes, order, entry))
        .collect()
}

fn value<'a>(bytes: &'a [u8], order: Order, entry: &'a [u8]) -> Option<Entry<'a>> {
    let (tag, kind) = (order.short([entry[0], entry[1]]), order.short([entry[2], entry[3]]));
    let long = |at: usize| order.long([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]);
    let length = (long(4) as usize).checked_mul(unit(kind)).filter(|length| *length > 0)?;
    let value = match length {
        0..=4 => entry.get(8..8 + length)?,
        _ => {
            let start = long(8) as usize;
            bytes.get(start..start.checked_add(length)?)?
        }
    };
    Some(Entry { tag, kind, value: value.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(tag: u16, text: &str) -> Entry<'static> {
        Entry { tag, kind: ASCII, value: text.as_bytes().to_vec().into() }
    }

    #[test]
    fn what_is_written_is_read_again_in_both_orders() {
        for order in [Order::Big, Order::Little] {
            let mut tiff = Tiff { order, ..Tiff::new() };
            tiff.main = vec![text(0x13B, "Siân\0"), text(0x10E, "Yes\0"), text(0x10E, "twice\0")];
            tiff.exif = vec![tiff.long(0xA002, 640)];
            tiff.gps = vec![text(1, "N\0")];
            tiff.interop = vec![text(1, "R98\0")];
            let most = tiff.size();
            let bytes = tiff.write();
            assert!(bytes.len() <= most);
            let read = Tiff::read(&bytes).unwrap();
            let tags: Vec<u16> = read.main.iter().map(|entry| entry.tag).collect();
            assert_eq!(tags, [0x10E, 0x13B]);
            assert_eq!(&*read.main[0].value, b"Yes\0");
            assert_eq!(&*read.main[1].value, "Siân\0".as_bytes());
            assert_eq!(read.number(&read.exif, 0xA002), Some(640));
            assert_eq!(
                (&*read.gps[0].value, &*read.interop[0].value),
                (&b"N\0"[..], &b"R98\0"[..])
            );
        }
    }

    #[test]
    fn what_points_outside_is_absent() {
        assert!(Tiff::read(b"").is_none());
        assert!(Tiff::read(b"MM\0*\xFF\xFF\xFF\xFF").unwrap().is_empty());
        let outside = b"MM\0*\0\0\0\x08\0\x02\x01\x0E\0\x02\xFF\xFF\xFF\xFF\0\0\0\x09\x01\x3B\0\x02\0\0\0\x02Jo\0\0";
        let read = Tiff::read(outside).unwrap();
        assert_eq!(read.main.len(), 1);
        assert_eq!(&*read.main[0].value, b"Jo");
    }
}
