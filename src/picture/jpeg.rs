//! The segments of a JPEG file (ITU-T T.81, annex B): enough to find metadata, size and true end.

pub(super) const APP0: u8 = 0xE0;
pub(super) const APP1: u8 = 0xE1;
pub(super) const APP2: u8 = 0xE2;
pub(super) const APP13: u8 = 0xED;
pub(super) const APP14: u8 = 0xEE;
pub(super) const APP15: u8 = 0xEF;
pub(super) const COMMENT: u8 = 0xFE;
const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;

/// The most bytes that a segment can carry beside its own two of length.
pub(super) const SEGMENT_MAX: usize = 65_533;

/// One segment before the first scan: its marker's second byte and what it carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment<'a> {
    pub marker: u8,
    pub data: &'a [u8],
}

/// What the frame header (SOFn) says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub width: u32,
    pub height: u32,
    /// 1 grey, 3 colour, 4 CMYK.
    pub components: u8,
    pub progressive: bool,
    /// Of the kinds that every browser shows: eight bits, Huffman-coded, with losses (SOF0 to SOF2).
    pub ordinary: bool,
}

/// A JPEG taken apart; borrowed from the file's bytes.
#[derive(Debug)]
pub(super) struct Jpeg<'a> {
    pub segments: Vec<Segment<'a>>,
    pub frame: Frame,
    /// From the first scan's marker to the end marker; what stands behind (a second picture, a
    /// video, camera data) is left out.
    pub scans: &'a [u8],
}

/// Why a file cannot be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The file ends before its end marker.
    Truncated,
    /// What stands there is no JPEG.
    Malformed,
}

impl<'a> Jpeg<'a> {
    /// Takes `bytes` apart without decoding; fails if the end marker is missing.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Flaw> {
        if !bytes.starts_with(&[0xFF, 0xD8]) {
            return Err(Flaw::Malformed);
        }
        let mut segments = Vec::new();
        let mut at = 2;
        loop {
            let (marker, start) = next_marker(bytes, at)?;
            match marker {
                START_OF_SCAN => {
                    let frame = frame_of(&segments)?;
                    let end = end_of_scans(bytes, start)?;
                    return Ok(Self { segments, frame, scans: &bytes[start - 2..end] });
                }
                END_OF_IMAGE => return Err(Flaw::Malformed),
                // Markers that stand alone: TEM and the restart markers.
                0x01 | 0xD0..=0xD8 => at = start,
                _ => {
                    let data = segment_data(bytes, start)?;
                    segments.push(Segment { marker, data });
                    at = start + 2 + data.len();
                }
            }
        }
    }

    /// What stands behind `prefix` in each segment `marker` that starts with it.
    pub fn carrying<'b>(
        &'b self,
        marker: u8,
        prefix: &'b [u8],
    ) -> impl Iterator<Item = &'a [u8]> + 'b {
        self.segments
            .iter()
            .filter(move |segment| segment.marker == marker)
            .filter_map(move |segment| segment.data.strip_prefix(prefix))
    }

    /// Appends the scans without what stands between those of a progressive picture and is no part
    /// of it: comments and programs' own segments.
    pub fn push_scans(&self, out: &mut Vec<u8>) {
        let mut rest = self.scans;
        while let Some(at) = rest.iter().position(|&byte| byte == 0xFF) {
            let (before, marked) = rest.split_at(at);
            out.extend(before);
            let taken = match marked.get(1).copied() {
                Some(0xC4 | 0xCC | START_OF_SCAN..=0xDD | APP0..=APP15 | COMMENT) => {
                    2 + 2 + segment_data(marked, 2).map_or(0, <[u8]>::len)
                }
                Some(0xFF) | None => 1,
                Some(_) => 2,
            };
            let (segment, after) = marked.split_at(taken.min(marked.len()));
            if !matches!(segment.get(1).copied(), Some(APP0..=APP15 | COMMENT)) {
                out.extend(segment);
            }
            rest = after;
        }
        out.extend(rest);
    }
}

/// The next marker at or after `at`, and where what follows it starts.
fn next_marker(bytes: &[u8], mut at: usize) -> Result<(u8, usize), Flaw> {
    // Some writers pad between segments; readers skip to the next marker.
    while *bytes.get(at).ok_or(Flaw::Truncated)? != 0xFF {
        at += 1;
    }
    while *bytes.get(at).ok_or(Flaw::Truncated)? == 0xFF {
        at += 1;
    }
    Ok((bytes[at], at + 1))
}

/// What the segment carries whose length stands at `start`.
fn segment_data(bytes: &[u8], start: usize) -> Result<&[u8], Flaw> {
    let length = bytes.get(start..start + 2).ok_or(Flaw::Truncated)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    if length < 2 {
        return Err(Flaw::Malformed);
    }
    bytes.get(start + 2..start + length).ok_or(Flaw::Truncated)
}

/// Where the file's picture ends, given the scan header whose length stands at `start`.
fn end_of_scans(bytes: &[u8], start: usize) -> Result<usize, Flaw> {
    let mut at = start + 2 + segment_data(bytes, start)?.len();
    loop {
        let rest = bytes.get(at..).ok_or(Flaw::Truncated)?;
        at += rest.iter().position(|&byte| byte == 0xFF).ok_or(Flaw::Truncated)? + 1;
        match *bytes.get(at).ok_or(Flaw::Truncated)? {
            END_OF_IMAGE => return Ok(at + 1),
            // Tables and further scans between the scans of a progressive picture.
            0xC4 | 0xCC | START_OF_SCAN..=0xDD | APP0..=APP15 | COMMENT => {
                at += 3 + segment_data(bytes, at + 1)?.len();
            }
            // A fill byte: the marker is still to come.
            0xFF => {}
            // A stuffed zero, a restart marker, or damage that the decoder has to judge.
            _ => at += 1,
        }
    }
}

/// The first frame header among `segments`.
fn frame_of(segments: &[Segment]) -> Result<Frame, Flaw> {
    let is_frame =
        |marker: u8| matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
    let segment = segments.iter().find(|s| is_frame(s.marker)).ok_or(Flaw::Malformed)?;
    let &[precision, h1, h0, w1, w0, components, ..] = segment.data else {
        return Err(Flaw::Malformed);
    };
    Ok(Frame {
        width: u32::from(u16::from_be_bytes([w1, w0])),
        height: u32::from(u16::from_be_bytes([h1, h0])),
        components,
        progressive: matches!(segment.marker, 0xC2 | 0xC6 | 0xCA | 0xCE),
        ordinary: precision == 8 && matches!(segment.marker, 0xC0..=0xC2),
    })
}

/// Appends one segment to a JPEG being written; `data` must not exceed [`SEGMENT_MAX`] bytes.
pub(super) fn push_segment(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    let length =
        u16::try_from(data.len() + 2).expect("a segment carries at most SEGMENT_MAX bytes");
    out.extend([0xFF, marker]);
    out.extend(length.to_be_bytes());
    out.extend(data);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiny() -> Vec<u8> {
        let mut out = vec![0xFF, 0xD8];
        push_segment(&mut out, APP1, b"Exif\0\0hello");
        push_segment(&mut out, 0xC2, &[8, 0, 20, 0, 30, 3]);
        push_segment(&mut out, START_OF_SCAN, &[1, 2]);
        out.extend([1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4]);
        push_segment(&mut out, 0xC4, &[0xFF, 0xD9]);
        push_segment(&mut out, START_OF_SCAN, &[1, 2]);
        out.extend([5, 0xFF, 0xFF, 0xD9]);
        out
    }

    #[test]
    fn segments_size_and_end_are_found() {
        let mut file = tiny();
        let length = file.len();
        file.extend(b"a video behind the picture\xFF\xD9");
        let jpeg = Jpeg::parse(&file).unwrap();
        let frame =
            Frame { width: 30, height: 20, components: 3, progressive: true, ordinary: true };
        assert_eq!(jpeg.frame, frame);
        assert_eq!(jpeg.carrying(APP1, b"Exif\0\0").collect::<Vec<_>>(), [b"hello"]);
        assert!(jpeg.scans.starts_with(&[0xFF, START_OF_SCAN]));
        let scans_end = jpeg.scans.as_ptr() as usize + jpeg.scans.len() - file.as_ptr() as usize;
        assert_eq!(scans_end, length, "an end marker inside a table is not the end");
    }

    #[test]
    fn scans_leave_without_comments_between_them() {
        let file = tiny();
        let jpeg = Jpeg::parse(&file).unwrap();
        let mut out = Vec::new();
        jpeg.push_scans(&mut out);
        assert_eq!(out, jpeg.scans);
        let mut comment = Vec::new();
        push_segment(&mut comment, COMMENT, b"Secret \xFF\xD9");
        let between = file.windows(2).position(|pair| pair == [0xFF, 0xC4]).unwrap();
        let mut told = file.clone();
        told.splice(between..between, comment);
        let mut out = Vec::new();
        Jpeg::parse(&told).unwrap().push_scans(&mut out);
        assert_eq!(out, jpeg.scans);
    }

    #[test]
    fn every_truncation_is_noticed() {
        let file = tiny();
        for length in 2..file.len() {
            assert_eq!(Jpeg::parse(&file[..length]).unwrap_err(), Flaw::Truncated, "{length}");
        }
    }
}
