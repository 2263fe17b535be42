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
    by(&|at| *at == wanted)
        .or_else(|| {
            let image = images.iter().find(|image| image.number.as_deref() == Some(expected.id))?;
            Some((image, image.sources.first()?.clone()))
        })
        .or_else(|| by(&|at| is_same_place(at, &wanted)))
        .or_else(|| by(&|at| is_same_name(at, &wanted)))
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

/// Whether an address in structured data means the picture that the site holds at `wanted`.
pub fn means(address: &str, base: &Url, wanted: &str) -> bool {
    let (Ok(at), Ok(wanted)) = (base.join(address), Url::parse(wanted)) else { return false };
    at == wanted || is_same_place(&at, &wanted) || is_same_name(&at, &wanted)
}

/// The same file asked for with other parameters, such as a size; over HTTP or HTTPS. An address
/// that is no picture's file may tell pictures apart by its parameters.
fn is_same_place(one: &Url, other: &Url) -> bool {
    stem(one).is_some() && one.host() == other.host() && one.path() == other.path()
}

/// The same file name, a resized copy's too, wherever it is kept.
fn is_same_name(one: &Url, other: &Url) -> bool {
    stem(one).zip(stem(other)).is_some_and(|(one, other)| whole_size(one) == whole_size(other))
}

/// The file's name without its extension, if it is a picture's.
fn stem(url: &Url) -> Option<&str> {
    let (stem, extension) = url.path_segments()?.next_back()?.rsplit_once('.')?;
    let known = ["jpg", "jpeg", "png", "webp", "avif"];
    known.contains(&extension.to_ascii_lowercase().as_str()).then_some(stem)
}

/// A name without what sites add for a size: `-1024x683`, `-scaled`, `@2x`, and an extension left
/// before a new one.
fn whole_size(stem: &str) -> &str {
    let is_size = |size: &str| {
        let (width, height) = size.split_once('x').unwrap_or((size, "1"));
        [width, height].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            && size.contains('x')
    };
    let stem = stem.strip_suffix("@2x").unwrap_or(stem);
    let stem = stem.strip_suffix("-scaled").or(stem.strip_suffix("-rotated")).unwrap_or(stem);
    let stem = match stem.rsplit_once('-') {
        Some((stem, size)) if is_size(size) => stem,
        _ => stem,
    };
    [".jpg", ".jpeg", ".png"].iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resized_copies_bear_the_pictures_name() {
        let same = |one: &str, other: &str| {
            let base = Url::parse("https://news.example/").unwrap();
            means(one, &base, &format!("https://news.example/{other}"))
        };
        for copy in [
            "up/roof-1024x683.jpg",
            "/up/roof-scaled.jpg",
            "https://cdn.example/news.example/up/roof.jpg?w=300",
            "https://news.example/up/roof.jpg.webp",
            "up/roof@2x.jpg",
        ] {
            assert!(same(copy, "up/roof.jpg"), "{copy}");
        }
        for other in ["up/roof-2.jpg", "up/roofs.jpg", "up/1024x683.jpg", "image?id=1"] {
            assert!(!same(other, "up/roof.jpg"), "{other}");
        }
        assert!(!same("image?id=1", "image?id=2"), "the parameters tell them apart");
    }
}
