//! Which image of the page is which picture, told by addresses.

use super::Expected;
use super::page::Image;
use url::Url;

/// The image of the page that shows the expected picture, by its address, its number or its name,
/// and the address by which it was told.
pub fn find<'a>(images: &'a [Image], expected: &Expected<'_>) -> Option<(&'a Image, String)> {
    let of = |address: &str| Url::parse(address).ok();
    let wanted = of(expected.url)?;
    let by = |matches: &dyn Fn(&Url) -> bool| {
        images.iter().find_map(|image| {
            let address = image.sources.iter().find(|at| of(at).is_some_and(|at| matches(&at)))?;
            Some((image, address.clone()))
        })
    };
    let nearest = |nearness| by(&|at| Nearness::of(at, &wanted) == Some(nearness));
    nearest(Nearness::Exact)
        .or_else(|| {
            let image = images.iter().find(|image| image.number.as_deref() == Some(expected.id))?;
            Some((image, image.sources.first()?.clone()))
        })
        .or_else(|| nearest(Nearness::Place))
        .or_else(|| nearest(Nearness::Name))
        .or_else(|| nearest(Nearness::Stem))
}

/// How surely an address is that of a picture, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    Exact,
    /// The same file asked for with other parameters, such as a size; over HTTP or HTTPS. An address
    /// that is no picture's file may tell pictures apart by its parameters.
    Place,
    /// The same file name, a resized copy's too, wherever it is kept.
    Name,
    /// The same name in another format: sites make WebP of what they get, but `roof.png` may be
    /// another picture than `roof.jpg`.
    Stem,
}

impl Nearness {
    fn of(one: &Url, other: &Url) -> Option<Self> {
        if one == other {
            return Some(Self::Exact);
        }
        let (name, others) = (Name::of(one)?, Name::of(other)?);
        if one.host() == other.host() && one.path() == other.path() {
            return Some(Self::Place);
        }
        if name.stem != others.stem {
            return None;
        }
        Some(if name.format == others.format { Self::Name } else { Self::Stem })
    }
}

/// The files a reader may get for this image beside the one at `public`: the one it shows, and the
/// largest other one of each choice of sizes. All sizes of a site are made in the same way.
pub fn copies(image: &Image, shown: &str, public: &str) -> Vec<String> {
    let mut copies: Vec<String> = Vec::new();
    let shown = [vec![shown.to_owned()]];
    for choice in shown.iter().chain(&image.choices) {
        let new = |at: &&String| at.as_str() != public && !copies.contains(at);
        let found = choice.iter().find(new).cloned();
        copies.extend(found);
    }
    copies
}

/// Whether any address of the images is that of the file at `url` or of a copy of it.
pub fn is_among(images: &[Image], url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let addresses =
        images.iter().flat_map(|one| one.sources.iter().chain(one.choices.iter().flatten()));
    addresses
        .filter_map(|at| Nearness::of(&Url::parse(at).ok()?, &url))
        .any(|nearness| nearness != Nearness::Stem)
}

/// How surely an address in structured data means the picture that the site holds at `wanted`;
/// `None` if it does not.
pub fn means(address: &str, base: &Url, wanted: &str) -> Option<Nearness> {
    Nearness::of(&base.join(address).ok()?, &Url::parse(wanted).ok()?)
}

/// A picture file's name without what sites add to it.
struct Name<'a> {
    stem: &'a str,
    /// The extension it had before a site added another, in one spelling.
    format: &'static str,
}

impl<'a> Name<'a> {
    /// `None` if the address is not that of a picture's file.
    fn of(url: &'a Url) -> Option<Self> {
        let (stem, format) = parted(url.path_segments()?.next_back()?)?;
        let stem = whole_size(stem);
        let (stem, format) = parted(stem).unwrap_or((stem, format));
        Some(Self { stem: whole_size(stem), format })
    }
}

/// Stem and extension of a picture file's name.
fn parted(name: &str) -> Option<(&str, &'static str)> {
    const FORMATS: [(&str, &str); 8] = [
        ("jpg", "jpg"),
        ("jpeg", "jpg"),
        ("png", "png"),
        ("webp", "webp"),
        ("avif", "avif"),
        ("gif", "gif"),
        ("tif", "tif"),
        ("tiff", "tif"),
    ];
    let (stem, extension) = name.rsplit_once('.')?;
    let (_, format) = FORMATS.iter().find(|(known, _)| extension.eq_ignore_ascii_case(known))?;
    Some((stem, format))
}

/// A name without what sites add for a size: `-1024x683`, `-scaled`, `@2x`.
fn whole_size(stem: &str) -> &str {
    let is_size = |size: &str| {
        let (width, height) = size.split_once('x').unwrap_or((size, "1"));
        [width, height].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            && size.contains('x')
    };
    let stem = stem.strip_suffix("@2x").unwrap_or(stem);
    let stem = stem.strip_suffix("-scaled").or(stem.strip_suffix("-rotated")).unwrap_or(stem);
    match stem.rsplit_once('-') {
        Some((stem, size)) if is_size(size) => stem,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Picture;

    #[test]
    fn resized_copies_bear_the_pictures_name() {
        let same = |one: &str, other: &str| {
            let base = Url::parse("https://news.example/").unwrap();
            means(one, &base, &format!("https://news.example/{other}")).is_some()
        };
        for copy in [
            "up/roof-1024x683.jpg",
            "/up/roof-scaled.jpg",
            "https://cdn.example/news.example/up/roof.jpg?w=300",
            "https://news.example/up/roof.jpg.webp",
            "up/roof@2x.jpg",
            "up/roof-300x200.tiff",
            "up/roof.png-1024x683.webp",
        ] {
            assert!(same(copy, "up/roof.jpg"), "{copy}");
        }
        for other in ["up/roof-2.jpg", "up/roofs.jpg", "up/1024x683.jpg", "image?id=1"] {
            assert!(!same(other, "up/roof.jpg"), "{other}");
        }
        assert!(!same("image?id=1", "image?id=2"), "the parameters tell them apart");
    }

    #[test]
    fn pictures_of_one_name_and_two_formats_are_told_apart() {
        let image = |source: &str| Image {
            sources: vec![format!("https://news.example/up/{source}")],
            choices: Vec::new(),
            alt: None,
            silent: false,
            number: None,
            near: Vec::new(),
            unstyled: Vec::new(),
        };
        let found = |sources: &[&str], wanted: &str| {
            let images: Vec<_> = sources.iter().map(|source| image(source)).collect();
            let url = format!("https://news.example/up/{wanted}");
            let picture = Picture::default();
            let expected = Expected { picture: &picture, line: "", id: "7", url: &url, sent: &[] };
            find(&images, &expected).map(|(_, at)| at.rsplit('/').next().unwrap().to_owned())
        };
        let sizes = ["roof-800x533.png", "roof-800x533.jpg"];
        assert_eq!(found(&sizes, "roof.jpg").unwrap(), "roof-800x533.jpg");
        assert_eq!(found(&sizes, "roof.png").unwrap(), "roof-800x533.png");
        let made = ["roof.png.webp", "roof.jpg.webp"];
        assert_eq!(found(&made, "roof.jpeg").unwrap(), "roof.jpg.webp");
        let cached = ["roof.png", "roof.jpg?w=800"];
        assert_eq!(found(&cached, "roof.jpg").unwrap(), "roof.jpg?w=800");
        assert_eq!(found(&["roof.webp"], "roof.tif").unwrap(), "roof.webp", "better than none");
        let base = Url::parse("https://news.example/").unwrap();
        let surely = |at: &str| means(at, &base, "https://news.example/up/roof.jpg");
        assert!(surely("up/roof.jpg") < surely("up/roof.jpg?w=3"));
        assert!(surely("up/roof-3x3.jpg") < surely("up/roof.png"));
    }
}
