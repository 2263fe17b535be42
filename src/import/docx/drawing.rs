//! Pictures, text boxes and what else is drawn on a page.

use super::body::{Reading, branch, words};
use super::paragraph::Line;
use super::xml::Element;
use crate::markdown::from_html::{Held, Shown};
use crate::markdown::pasted::{Image, Loss, Part, What, picture_address};

/// Boxes within boxes that are gone into.
const DEPTH: usize = 20;

impl Reading<'_> {
    /// Whatever is in a drawing, set after the line it stands in.
    pub fn drawing(&mut self, drawing: &Element, line: &mut Line) {
        let about = drawing.all().into_iter().find(|one| one.name == "wp:docPr");
        let said = |what: &str| about.and_then(|about| about.attribute(what)).unwrap_or_default();
        let alt = if said("descr").is_empty() { said("title") } else { said("descr") };
        self.drawn(drawing, alt, line);
    }

    fn drawn(&mut self, element: &Element, alt: &str, line: &mut Line) {
        for child in element.elements() {
            match child.name.as_str() {
                "a:blip" => {
                    let id = child.attribute("r:embed").or_else(|| child.attribute("r:link"));
                    self.picture(id, alt, line);
                    // What is inside is the same picture in another form.
                }
                "v:imagedata" => {
                    let id = child.attribute("r:id").or_else(|| child.attribute("r:pict"));
                    let title = child.attribute("o:title").unwrap_or_default();
                    self.picture(id, if alt.is_empty() { title } else { alt }, line);
                }
                "w:txbxContent" => self.text_box(child, line),
                "c:chart" | "cx:chart" => self.tell(Loss::Left("chart".to_owned()), alt),
                "dgm:relIds" => self.tell(Loss::Left("diagram".to_owned()), alt),
                "mc:AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.drawn(branch, alt, line);
                    }
                }
                // A shape, or one of several pictures in a group, may have words of its own.
                "v:shape" => self.drawn(child, child.attribute("alt").unwrap_or(alt), line),
                "pic:pic" => {
                    let own = child.child("pic:nvPicPr").and_then(|one| one.child("pic:cNvPr"));
                    let own = own.and_then(|one| one.attribute("descr")).unwrap_or_default();
                    self.drawn(child, if alt.is_empty() { own } else { alt }, line);
                }
                _ => self.drawn(child, alt, line),
            }
        }
    }

    fn picture(&mut self, id: Option<&str>, alt: &str, line: &mut Line) {
        let part = id.and_then(|id| self.relations.part(id).or_else(|| self.relations.address(id)));
        let address = part.unwrap_or_default().to_owned();
        let place = picture_address(self.pasted.images.len());
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        self.pasted.images.push(Image { address, alt });
        let shown = Shown { addresses: vec![place], ..Shown::default() };
        line.after.push(Part { held: Held::Figure(shown), what: What::Body });
    }

    fn text_box(&mut self, content: &Element, line: &mut Line) {
        let words = words(content);
        if line.depth >= DEPTH {
            return self.tell(Loss::Left("box in a box".to_owned()), &words);
        }
        let fields = std::mem::take(&mut self.fields);
        let parts = self.apart(content, line.depth + 1);
        self.fields = fields;
        let pictures = parts.iter().any(|part| matches!(part.held, Held::Figure(_)));
        // A picture with its caption is boxed by its program, not by a person.
        if !pictures && !words.trim().is_empty() {
            self.tell(Loss::Unlike("box of text beside the text".to_owned()), &words);
        }
        line.after.extend(parts);
    }
}
