//! Which file an address means, whatever size of it.

use super::Shown;

impl Shown {
    /// Whether this is the picture that the site has at `url` under the id `id`, in whichever size.
    pub fn is(&self, url: &str, id: &str) -> bool {
        let own = file_path(url);
        // A proxy for pictures keeps the whole address behind its own.
        let same = |path: String| path == own || (path.ends_with(&own) && own.contains('/'));
        let by_address = !own.is_empty() && self.addresses.iter().any(|one| same(file_path(one)));
        by_address || self.number.as_deref() == Some(id)
    }
}

/// The path of a picture's file without its host and without what says which size of it is meant:
/// WordPress's `-1024x683` and `-scaled`, Ghost's `/size/w600` and `/format/webp`.
pub fn file_path(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let path = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = unsized_path(path.trim_start_matches('/'));
    let (folder, file) =
        path.rsplit_once('/').map_or(("", path.as_str()), |(one, file)| (one, file));
    let (stem, kind) = file.rsplit_once('.').unwrap_or((file, ""));
    let Some(stem) = stem.strip_suffix("-scaled") else { return path };
    let (slash, dot) =
        (if folder.is_empty() { "" } else { "/" }, if kind.is_empty() { "" } else { "." });
    format!("{folder}{slash}{stem}{dot}{kind}")
}

/// The address at which a site that makes smaller copies of its pictures has the whole file, where this
/// address is that of a copy.
pub fn whole_file(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let whole = unsized_path(path);
    (whole != path).then_some(whole)
}

/// A path without what says the size of a copy: `-1024x683`, `/size/w600`, `/format/webp`.
fn unsized_path(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    for sign in ["size", "format"] {
        if let Some(at) =
            parts.iter().position(|part| *part == sign).filter(|at| at + 1 < parts.len() - 1)
        {
            parts.drain(at..=at + 1);
        }
    }
    let file = parts.pop().unwrap_or_default();
    let (stem, kind) = file.rsplit_once('.').unwrap_or((file, ""));
    let sized = stem.rsplit_once('-').filter(|(_, size)| {
        size.split_once('x')
            .is_some_and(|(w, h)| [w, h].iter().all(|n| n.len() <= 5 && n.parse::<u32>().is_ok()))
    });
    let stem = sized.map_or(stem, |(stem, _)| stem);
    let dot = if kind.is_empty() { "" } else { "." };
    let file = format!("{stem}{dot}{kind}");
    parts.push(&file);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_file_of_a_copy_is_known() {
        for (copy, whole) in [
            (
                "https://wp.example/up/graph-300x200.png?ver=2",
                Some("https://wp.example/up/graph.png"),
            ),
            (
                "https://g.example/content/images/size/w600/2026/11/a.jpg",
                Some("https://g.example/content/images/2026/11/a.jpg"),
            ),
            ("https://wp.example/up/big-scaled.jpg", None),
            ("https://wp.example/up/graph.png?ver=2", None),
            ("https://wp.example/up/m-1x.png", None),
        ] {
            assert_eq!(whole_file(copy).as_deref(), whole, "{copy}");
        }
    }

    #[test]
    fn every_size_of_a_picture_is_that_picture() {
        let known = [
            ("7", "https://wp.example/wp-content/uploads/2026/11/roof.jpg"),
            ("8", "https://ghost.example/content/images/2026/11/photo.jpg"),
            ("9", "https://wp.example/wp-content/uploads/2026/11/big-scaled.jpg"),
        ];
        let found = |shown: &Shown| {
            known.iter().find(|(id, url)| shown.is(url, id)).map_or("", |(id, _)| id)
        };
        for (address, id) in [
            ("https://wp.example/wp-content/uploads/2026/11/roof-1024x683.jpg", "7"),
            ("/wp-content/uploads/2026/11/roof.jpg?ver=2", "7"),
            ("https://i0.wp.com/wp.example/wp-content/uploads/2026/11/roof-300x200.jpg?w=300", "7"),
            ("https://ghost.example/content/images/size/w600/format/webp/2026/11/photo.jpg", "8"),
            ("https://wp.example/wp-content/uploads/2026/11/big-2048x1365.jpg", "9"),
            ("https://wp.example/wp-content/uploads/2025/11/roof.jpg", ""),
            ("https://wp.example/wp-content/uploads/2026/11/roof-2.jpg", ""),
        ] {
            let shown = Shown { addresses: vec![address.to_owned()], ..Shown::default() };
            assert_eq!(found(&shown), id, "{address}");
        }
        assert_eq!(found(&Shown { number: Some("7".into()), ..Shown::default() }), "7");
    }
}
