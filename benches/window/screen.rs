//! What the private desktop's screen shows, read from the file it is kept in: the programs that are
//! measured are asked nothing and notice nothing.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt;

/// The screen of `scripts/in-a-desktop.sh`.
pub struct Screen {
    file: File,
    begins: usize,
    stride: usize,
}

/// A part of the screen, in pixels.
#[derive(Debug, Clone)]
pub struct Area {
    pub x: Range<usize>,
    pub y: Range<usize>,
}

/// The colours of an area, row by row; of every `step`th row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shot(pub Vec<u32>);

impl Screen {
    /// Reads the header of xwd's form: numbers of four bytes, the highest first.
    pub fn open() -> Self {
        let path = std::env::var("COPYDESK_SCREEN").expect("start this with scripts/bench.sh");
        let file = File::open(&path).expect("the screen's file");
        let mut header = [0; 80];
        file.read_exact_at(&mut header, 0).expect("its header");
        let number = |n: usize| {
            let bytes = header[4 * n..4 * n + 4].try_into().expect("four bytes");
            u32::from_be_bytes(bytes) as usize
        };
        // After the header come the colours of a palette, of 12 bytes each.
        let begins = number(0) + 12 * number(19);
        Self { file, begins, stride: number(12) }
    }

    pub fn shot(&self, area: &Area, step: usize) -> Shot {
        let mut row = vec![0; 4 * area.x.len()];
        let mut all = Vec::with_capacity(area.x.len() * area.y.len() / step + 1);
        for y in area.y.clone().step_by(step) {
            let at = self.begins + y * self.stride + 4 * area.x.start;
            self.file.read_exact_at(&mut row, at as u64).expect("a row of the screen");
            let colours = row.chunks_exact(4);
            all.extend(colours.map(|c| u32::from_le_bytes([c[0], c[1], c[2], 0])));
        }
        Shot(all)
    }
}

impl Shot {
    /// The colour most of it has.
    pub fn ground(&self) -> u32 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let runs = sorted.chunk_by(|one, other| one == other);
        runs.max_by_key(|run| run.len()).map_or(0, |run| run[0])
    }

    /// Whether it shows already at least half of what `settled` shows, on the same ground.
    pub fn shows(&self, settled: &Self, ground: u32) -> bool {
        let (mut ink, mut inked, mut bare, mut bared) = (0, 0, 0, 0);
        for (&now, &then) in self.0.iter().zip(&settled.0) {
            if then == ground {
                bare += 1;
                bared += usize::from(now == then);
            } else {
                ink += 1;
                inked += usize::from(now == then);
            }
        }
        2 * inked >= ink && 2 * bared >= bare
    }

    /// The first row in which it differs, of an area `width` wide, and the first column of that and the
    /// next rows, `high` in all.
    pub fn differs_from(&self, other: &Self, width: usize, high: usize) -> Option<(usize, usize)> {
        let places = self.0.iter().zip(&other.0).enumerate();
        let mut different = places.filter(|(_, (one, other))| one != other).map(|(n, _)| n);
        let first = different.next()?;
        let row = first / width;
        let near = different.take_while(|n| n / width < row + high);
        Some((row, near.map(|n| n % width).fold(first % width, usize::min)))
    }
}
