//! A paragraph and its runs.

use super::body::{Reading, branch, words};
use super::fields::link_of;
use super::styles::{self, Style as Named};
use super::xml::Element;
use crate::markdown::from_html::{Bit, Held, Style, is_blank, paragraphs, tidy};
use crate::markdown::pasted::{Loss, Part, What};

/// A line that is being read.
#[derive(Default)]
pub struct Line {
    pub bits: Vec<Bit>,
    /// Pictures and boxes in it, which are set after it.
    pub after: Vec<Part>,
    /// Bold goes without saying.
    plain: bool,
    /// How many tables and boxes are around it.
    pub depth: usize,
}

impl Reading<'_> {
    pub fn paragraph(&mut self, paragraph: &Element, depth: usize) {
        let none = Element::default();
        let properties = paragraph.child("w:pPr").unwrap_or(&none);
        let style = self.styles.get(properties.value("w:pStyle"));
        let outline = properties.value("w:outlineLvl").and_then(|level| level.parse::<u8>().ok());
        let heading = outline.filter(|level| *level < 9).map(|level| level + 1).or(style.heading);
        let plain = heading.is_some() || style.name == "title";
        let mut line = Line { plain, depth, ..Line::default() };
        line.bits = std::mem::take(&mut self.joined);
        self.inline(paragraph, &mut line, None);
        let Line { bits, after, .. } = line;
        let end = properties.child("w:rPr");
        if end.is_some_and(|end| end.child("w:del").is_some() || end.child("w:moveFrom").is_some())
        {
            self.joined = bits;
        } else {
            self.set(tidy(bits), heading, &style, properties);
        }
        self.pasted.parts.extend(after);
    }

    fn set(&mut self, bits: Vec<Bit>, heading: Option<u8>, style: &Named, properties: &Element) {
        if is_blank(&bits) {
            return;
        }
        if let Some(level) = heading {
            return self.place(Held::Heading { level: level.min(6), text: bits }, What::Body);
        }
        let list = styles::list(properties).or_else(|| style.list.clone());
        let item = list.and_then(|(list, level)| Some((level, self.numbering.next(&list, level)?)));
        if let Some((level, (ordered, number))) = item {
            let what = What::Item { level: level.min(8), ordered, number };
            return self.place(Held::Paragraph(bits), what);
        }
        let what = match style.name.as_str() {
            "title" => What::Title,
            "subtitle" => What::Subtitle,
            "caption" => What::Caption,
            _ => What::Body,
        };
        let parts = paragraphs(bits).into_iter().map(Held::Paragraph);
        if matches!(style.name.as_str(), "quote" | "intense quote" | "block text") {
            if let Some(Part { held: Held::Quote(before), .. }) = self.pasted.parts.last_mut() {
                return before.extend(parts);
            }
            return self.place(Held::Quote(parts.collect()), What::Body);
        }
        for held in parts {
            self.place(held, what.clone());
        }
    }

    /// What stands in a line, inside of an element.
    pub fn inline(&mut self, element: &Element, line: &mut Line, link: Option<&str>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:r" => self.run(child, line, link),
                "w:hyperlink" => {
                    let address = child.attribute("r:id").and_then(|id| self.relations.address(id));
                    let address = address.map(|address| match child.attribute("w:anchor") {
                        Some(anchor) if !address.contains('#') => format!("{address}#{anchor}"),
                        _ => address.to_owned(),
                    });
                    self.inline(child, line, address.as_deref().or(link));
                }
                "w:fldSimple" => {
                    let address = child.attribute("w:instr").and_then(link_of);
                    self.inline(child, line, address.as_deref().or(link));
                }
                "w:ins" | "w:moveTo" => {
                    let new = words(child);
                    if !new.trim().is_empty() {
                        self.tell(Loss::Inserted, &new);
                    }
                    self.inline(child, line, link);
                }
                "w:del" | "w:moveFrom" => {
                    let old = words(child);
                    if !old.trim().is_empty() {
                        self.tell(Loss::Deleted, &old);
                    }
                }
                "w:sdt" | "w:sdtContent" | "w:smartTag" | "w:customXml" | "w:bdo" | "w:dir" => {
                    self.inline(child, line, link);
                }
                "m:oMath" | "m:oMathPara" => {
                    let formula = words(child);
                    self.tell(Loss::Unlike("formula".to_owned()), &formula);
                    line.bits.push(Bit::Words(formula, Style::default()));
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.inline(branch, line, link);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &Element, line: &mut Line, link: Option<&str>) {
        let none = Element::default();
        let properties = run.child("w:rPr").unwrap_or(&none);
        let named = self.styles.get(properties.value("w:rStyle"));
        let on = |what: &str, otherwise: bool| match properties.child(what) {
            Some(_) => properties.is_on(what),
            None => otherwise,
        };
        if on("w:vanish", named.hidden) {
            let hidden = words(run);
            if !hidden.trim().is_empty() {
                self.tell(Loss::Hidden, &hidden);
            }
            return;
        }
        let field = self.fields.iter().rev().find_map(|field| link_of(&field.order));
        let link = field.or_else(|| link.map(str::to_owned));
        let style = Style {
            strong: on("w:b", named.bold) && !line.plain,
            emphasis: on("w:i", named.italic),
            struck: on("w:strike", false) || on("w:dstrike", false),
            code: false,
            link,
        };
        let before = line.bits.len();
        self.contents(run, line, &style);
        let told = |bits: &[Bit]| super::super::captions::plain(bits);
        let said = told(&line.bits[before..]);
        if said.is_empty() {
            return;
        }
        let is = |what: &str, value: &str| properties.value(what) == Some(value);
        let unlike = [
            (is("w:vertAlign", "superscript"), "raised letters"),
            (is("w:vertAlign", "subscript"), "lowered letters"),
            (on("w:u", false) && style.link.is_none(), "underlining"),
            (on("w:highlight", false), "highlighting"),
        ];
        for (_, what) in unlike.into_iter().filter(|(is, _)| *is) {
            self.tell(Loss::Unlike(what.to_owned()), &said);
        }
    }

    /// What stands in a run.
    fn contents(&mut self, run: &Element, line: &mut Line, style: &Style) {
        for child in run.elements() {
            let shown = self.fields.iter().all(|field| field.shows);
            match child.name.as_str() {
                "w:fldChar" => self.field_sign(child.attribute("w:fldCharType")),
                "w:instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.shows) {
                        field.order.push_str(&child.text());
                    }
                }
                "w:delText" => self.tell(Loss::Deleted, &child.text()),
                _ if !shown => {}
                "w:t" => line.bits.push(Bit::Words(child.text(), style.clone())),
                "w:tab" | "w:ptab" => line.bits.push(Bit::Words(" ".to_owned(), style.clone())),
                "w:noBreakHyphen" => {
                    line.bits.push(Bit::Words("\u{2011}".to_owned(), style.clone()));
                }
                "w:br" if matches!(child.attribute("w:type"), Some("page" | "column")) => {}
                "w:br" | "w:cr" => line.bits.push(Bit::Break),
                "w:sym" => self.sign(child, line, style),
                "w:footnoteReference" | "w:endnoteReference" => {
                    let kind =
                        if child.name == "w:footnoteReference" { "footnotes" } else { "endnotes" };
                    if let Some(id) = child.attribute("w:id") {
                        let mark = self.mark(kind, id);
                        line.bits.push(mark);
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, line),
                "w:ruby" => {
                    let base = child.child("w:rubyBase").map(words).unwrap_or_default();
                    line.bits.push(Bit::Words(base, style.clone()));
                    let aid = child.child("w:rt").map(words).unwrap_or_default();
                    self.tell(Loss::Unlike("reading aids over letters".to_owned()), &aid);
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.contents(branch, line, style);
                    }
                }
                _ => {}
            }
        }
    }

    /// A sign of a named font. Those of symbol fonts mean nothing in any other.
    fn sign(&mut self, sign: &Element, line: &mut Line, style: &Style) {
        let code = sign.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let font = sign.attribute("w:font").unwrap_or_default();
        match code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
            Some(c) => line.bits.push(Bit::Words(c.to_string(), style.clone())),
            None => self.tell(Loss::Left("sign of a symbol font".to_owned()), font),
        }
    }
}
