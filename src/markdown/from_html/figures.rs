//! Pictures with what is said of them, and the other things that stand in a `figure`.

use super::walk::{Walk, attribute, class, name};
use super::{Bit, Held, Shown, inline};
use scraper::ElementRef;

impl Walk<'_> {
    /// Puts a picture aside, to be set after the block at hand.
    pub(super) fn picture(&mut self, image: ElementRef<'_>, link: Option<String>) {
        let shown = shown(image, link);
        if shown.addresses.is_empty() {
            return self
                .miss("picture without an address", shown.alt.as_deref().unwrap_or_default());
        }
        self.pictures.push(Held::Figure(shown));
    }

    /// The blocks of a `figure` element.
    pub(super) fn figure(&mut self, figure: ElementRef<'_>, depth: usize) {
        let class = class(figure);
        let has = |what: &str| class.split_whitespace().any(|one| one == what);
        let images: Vec<ElementRef<'_>> = within(figure, "img");
        if has("kg-bookmark-card") {
            return self.bookmark(figure);
        }
        if self.embed(figure) || self.card(figure, depth) {
            return;
        }
        let caption = figure.descendent_elements().find(|one| name(*one) == "figcaption");
        let nested = !within(figure, "figure").is_empty();
        let other = ["table", "pre", "blockquote", "video", "audio"];
        let other = figure.descendent_elements().any(|one| other.contains(&name(one)));
        match images.as_slice() {
            [image] if !nested && !other => {
                let link = figure
                    .descendent_elements()
                    .find(|one| name(*one) == "a" && within(*one, "img").len() == 1);
                let link = link.and_then(|link| attribute(link, "href"));
                let caption = caption.map(|caption| self.bits(caption)).unwrap_or_default();
                let held = Shown { caption, ..shown(*image, link) };
                self.place(Held::Figure(held), figure);
            }
            [] | [_] => self.inside(figure, depth),
            _ => {
                self.miss("gallery, now one picture after the other", &class);
                self.inside(figure, depth);
            }
        }
    }

    /// The words under a table, an embed or a gallery.
    pub(super) fn caption(&mut self, caption: ElementRef<'_>) {
        let bits = self.bits(caption);
        for paragraph in inline::paragraphs(bits) {
            self.place(Held::Paragraph(paragraph), caption);
        }
        self.set_pictures(caption);
    }

    /// A link shown as a card: its title leads there.
    fn bookmark(&mut self, figure: ElementRef<'_>) {
        let link = figure.descendent_elements().find(|one| name(*one) == "a");
        let href = link.and_then(|link| attribute(link, "href")).unwrap_or_default();
        let part = |what: &str| {
            let found = figure
                .descendent_elements()
                .find(|one| class(*one).split_whitespace().any(|c| c == what));
            found.map(|one| one.text().collect::<String>()).unwrap_or_default()
        };
        let title = part("kg-bookmark-title");
        let title = if title.trim().is_empty() { href.clone() } else { title };
        self.link_line(&href, &title, figure);
        let rest =
            ["description", "author", "publisher"].map(|what| part(&format!("kg-bookmark-{what}")));
        self.miss("what a link's card said besides", &rest.join(" "));
        if let Some(caption) = figure.child_elements().find(|one| name(*one) == "figcaption") {
            self.caption(caption);
        }
    }
}

fn within<'a>(element: ElementRef<'a>, what: &str) -> Vec<ElementRef<'a>> {
    element.descendent_elements().filter(|one| *one != element && name(*one) == what).collect()
}

/// A picture by its element.
fn shown(image: ElementRef<'_>, link: Option<String>) -> Shown {
    // Pages that load pictures late keep the address aside until the picture is scrolled to.
    let usual = ["src", "data-src", "data-lazy-src", "data-original"];
    let usual = usual.iter().filter_map(|name| attribute(image, name));
    let sets = ["srcset", "data-srcset"].into_iter().filter_map(|name| attribute(image, name));
    let sets = sets.flat_map(|set| {
        let files = set.split(", ").filter_map(|file| file.split_whitespace().next());
        files.map(str::to_owned).collect::<Vec<_>>()
    });
    let addresses: Vec<String> = usual
        .chain(sets)
        .map(|address| address.trim().to_owned())
        .filter(|address| !address.is_empty() && !address.starts_with("data:"))
        .collect();
    let class = class(image);
    let number = class.split_whitespace().find_map(|class| class.strip_prefix("wp-image-"));
    let own = |link: &String| addresses.contains(link) || is_file(link);
    Shown {
        number: number.map(str::to_owned).or_else(|| attribute(image, "data-id")),
        alt: attribute(image, "alt"),
        caption: Vec::<Bit>::new(),
        link: link.filter(|link| !own(link)),
        addresses,
    }
}

/// Whether an address is that of a picture file, as galleries link their pictures to.
fn is_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    ["jpg", "jpeg", "png", "webp", "gif", "avif"]
        .iter()
        .any(|kind| path.ends_with(&format!(".{kind}")))
}
