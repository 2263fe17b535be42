//! Small files that unpack to much, or ask for much work: each is taken in by a process of its own,
//! which may have a gigabyte of memory and, in a release build, two seconds of work.

use copydesk::picture::prepare::Limits;
use copydesk::picture::take_in::take_in;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

/// Names the file for the process that takes it in.
const FILE: &str = "COPYDESK_TEST_BOMB";
/// The most memory a picture may take, in kilobytes.
const RESIDENT_MAX: u64 = 1_000_000;
/// The most address space, in kilobytes; a process that wants more is refused it and dies.
const ADDRESSES_MAX: u64 = 1_600_000;
/// The most work, in seconds of a processor.
const SECONDS_MAX: f64 = 2.0;
/// How often a process may try to stay below that: a busy machine makes even memory slow.
const TRIES: u32 = 3;

/// CRC-32 of PNG chunks (PNG specification, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&kind[..], body].concat();
    [&(body.len() as u32).to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A zlib stream that unpacks to `length` zeros: one literal, then "258 bytes as the one before" again
/// and again, with the fixed codes of RFC 1951, 3.2.6.
fn zeros(length: usize) -> Vec<u8> {
    let (mut out, mut held, mut bits) = (vec![0x78, 0x01], 0_u64, 0);
    let mut put = |code: u64, count: u32| {
        held |= code << bits;
        bits += count;
        while bits >= 8 {
            out.push(held as u8);
            held >>= 8;
            bits -= 8;
        }
    };
    put(0b011, 3);
    // The codes stand from their highest bit: literal 0 is 00110000, length 258 is 11000101.
    put(0b0000_1100, 8);
    (0..(length - 1) / 258).for_each(|_| put(0b1010_0011, 13));
    (0..(length - 1) % 258).for_each(|_| put(0b0000_1100, 8));
    put(0, 7 + 8);
    let sum = ((length % 65_521) as u32) << 16 | 1;
    out.extend(sum.to_be_bytes());
    out
}

/// A black PNG of `channels` (1 grey, 3 RGB, 4 transparent).
fn png(width: u32, height: u32, channels: u32) -> Vec<u8> {
    let kind = [0, 0, 0, 2, 6][channels as usize];
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, kind, 0, 0, 0]].concat();
    let rows = (width as usize * channels as usize + 1) * height as usize;
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", &zeros(rows)), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

/// A TIFF of `channels` whose strips are all the same few bytes of the file.
fn tiff(width: u32, height: u32, channels: u32, packed: bool) -> Vec<u8> {
    let rows = (4_000_000 / (width * channels)).clamp(1, height);
    let strips = height.div_ceil(rows);
    let strip = match packed {
        true => zeros((rows * width * channels) as usize),
        false => vec![7; (rows * width * channels) as usize],
    };
    let (lists, data) = (200, 200 + 8 * strips);
    let compression = if packed { 8 } else { 1 };
    let tags: [(u16, u32, u32); 9] = [
        (256, 1, width),
        (257, 1, height),
        (258, 1, 8),
        (259, 1, compression),
        (262, 1, if channels == 1 { 1 } else { 2 }),
        (273, strips, lists),
        (277, 1, channels),
        (278, 1, rows),
        (279, strips, lists + 4 * strips),
    ];
    let mut out = b"II*\0\x08\0\0\0\x09\0".to_vec();
    for (tag, count, value) in tags {
        out.extend(tag.to_le_bytes());
        out.extend(4_u16.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.resize(lists as usize, 0);
    (0..strips).for_each(|_| out.extend(data.to_le_bytes()));
    (0..strips).for_each(|_| out.extend((strip.len() as u32).to_le_bytes()));
    out.extend(strip);
    out
}

/// A grey JPEG.
fn jpeg(width: usize, height: usize, progressive: bool) -> Vec<u8> {
    let (pixels, format) = (vec![99; width * height], turbojpeg::PixelFormat::GRAY);
    let image = turbojpeg::Image { pixels: &pixels[..], width, pitch: width, height, format };
    let mut encoder = turbojpeg::Compressor::new().unwrap();
    encoder.set_subsamp(turbojpeg::Subsamp::Gray).unwrap();
    encoder.set_progressive(progressive).unwrap();
    encoder.compress_to_vec(image).unwrap()
}

/// A progressive JPEG whose last scan stands there again and again.
fn many_scans(width: usize, height: usize, times: usize) -> Vec<u8> {
    let file = jpeg(width, height, true);
    let last = file.windows(2).rposition(|two| two == [0xFF, 0xDA]).unwrap();
    let (head, scan) = file[..file.len() - 2].split_at(last);
    [head, &scan.repeat(times), &[0xFF, 0xD9]].concat()
}

/// A WebP of one colour.
fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(width, height, image::Rgb([1, 2, 3]));
    pixels.write_to(&mut out, image::ImageFormat::WebP).unwrap();
    out.into_inner()
}

/// The process that takes a bomb in; run by the test below, idle otherwise.
#[test]
fn one_bomb_is_taken_in() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let bytes = std::fs::read(file).unwrap();
    let before = seconds_worked();
    let outcome = match take_in(&bytes, &Limits::default()) {
        Ok(taken) => format!("{} × {}", taken.inspected.width, taken.inspected.height),
        Err(error) => error.message,
    };
    println!("outcome: {outcome}");
    println!("seconds: {}", seconds_worked() - before);
    println!("resident: {}", resident_most());
}

/// Seconds that a processor worked for this process (proc(5), fields 14 and 15, in hundredths).
fn seconds_worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
    (ticks(11) + ticks(12)) / 100.0
}

/// The most memory this process has had, in kilobytes.
fn resident_most() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// What became of a file that a process with limits took in: outcome, seconds, kilobytes.
fn taken_in(path: &Path) -> (String, f64, u64) {
    let run = Command::new("sh")
        .args(["-c", &format!("ulimit -v {ADDRESSES_MAX} && exec \"$@\""), "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "bombs::one_bomb_is_taken_in", "--nocapture", "--test-threads=1"])
        .env(FILE, path)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    let said = |what: &str| {
        let line = out.lines().find_map(|line| line.split_once(what));
        line.unwrap_or_else(|| panic!("it died: {out} {}", String::from_utf8_lossy(&run.stderr)))
            .1
            .to_owned()
    };
    (said("outcome: "), said("seconds: ").parse().unwrap(), said("resident: ").parse().unwrap())
}

/// The resizer is compiled where it is used: without optimisation it alone takes forty times as long.
#[test]
#[cfg(target_os = "linux")]
#[cfg_attr(debug_assertions, ignore = "measures, so it is run by `cargo test --release`")]
fn no_bomb_takes_too_long_or_a_gigabyte() {
    let refused = "more than can be opened safely";
    // Each is made when its turn comes: together they would fill the memory themselves.
    type Bomb = (&'static str, fn() -> Vec<u8>, &'static str);
    let bombs: [Bomb; 13] = [
        ("a grey PNG", || png(30_000, 8_333, 1), "30000 × 8333"),
        ("a PNG in colours", || png(20_000, 12_500, 3), "20000 × 12500"),
        ("a transparent PNG", || png(10_000, 8_500, 4), "10000 × 8500"),
        ("a PNG beyond the limit", || png(60_000, 60, 1), refused),
        ("a TIFF of one strip", || tiff(20_000, 12_500, 3, false), "20000 × 12500"),
        ("a packed TIFF", || tiff(20_000, 12_500, 3, true), "20000 × 12500"),
        ("a transparent TIFF", || tiff(10_000, 8_500, 4, true), "10000 × 8500"),
        ("a TIFF beyond the limit", || tiff(60_000, 60_000, 1, false), refused),
        ("a JPEG", || jpeg(15_800, 15_800, false), "15800 × 15800"),
        ("a progressive JPEG", || jpeg(12_000, 12_000, true), "12000 × 12000"),
        ("a JPEG of many scans", || many_scans(4_000, 4_000, 9_000), "damaged"),
        ("a JPEG of some scans", || many_scans(4_000, 4_000, 60), ""),
        ("a WebP", || webp(12_000, 8_000), "12000 × 8000"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb");
    for (name, made, expected) in bombs {
        let bytes = made();
        std::fs::write(&path, &bytes).unwrap();
        let mut tries = (0..TRIES).map(|_| taken_in(&path)).peekable();
        while tries.peek().is_some_and(|(_, seconds, _)| *seconds >= SECONDS_MAX) && tries.len() > 1
        {
            tries.next();
        }
        let (outcome, seconds, resident) = tries.next().unwrap();
        println!("{name}: {} bytes, {outcome}, {seconds} s, {resident} kB", bytes.len());
        assert!(outcome.contains(expected), "{name}: {outcome}");
        assert!(seconds < SECONDS_MAX, "{name}: {seconds} seconds");
        assert!(resident < RESIDENT_MAX, "{name}: {resident} kilobytes");
    }
}
