//! Tables.

use super::body::{Reading, words};
use super::xml::Element;
use crate::markdown::Align;
use crate::markdown::from_html::{Bit, Held, HeldTable, Style};
use crate::markdown::pasted::{Loss, Part, What};

/// Tables within tables that are read as such.
const DEPTH: usize = 20;
/// Columns of a table at most; Word has 63.
const COLUMNS: usize = 100;

/// Words of a block as one line.
pub fn line_of(held: Held) -> Vec<Bit> {
    match held {
        Held::Paragraph(bits)
        | Held::Heading { text: bits, .. }
        | Held::Note { text: bits, .. } => bits,
        Held::Quote(inside) => joined(inside.into_iter().map(line_of).collect()),
        Held::Table(HeldTable { head, rows, .. }) => {
            joined(std::iter::once(head).chain(rows).flatten().collect())
        }
        _ => Vec::new(),
    }
}

fn joined(mut lines: Vec<Vec<Bit>>) -> Vec<Bit> {
    lines.retain(|line| !line.is_empty());
    lines.join(&[Bit::Break, Bit::Break][..])
}

impl Reading<'_> {
    pub fn table(&mut self, table: &Element, depth: usize) {
        if depth >= DEPTH {
            let words = words(table);
            return self.tell(Loss::Left("table in a table".to_owned()), &words);
        }
        let mut pictures = Vec::new();
        let rows = self.rows(table);
        if let [row] = rows.as_slice()
            && let [cell] = row.as_slice()
        {
            let words = words(cell);
            self.tell(Loss::Unlike("box around words".to_owned()), &words);
            return self.blocks(cell, depth + 1);
        }
        let align = rows.last().map(|row| row.iter().map(|cell| align(cell)).collect());
        let mut rows: Vec<Vec<Vec<Bit>>> =
            rows.into_iter().map(|row| self.cells(&row, depth, &mut pictures)).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        if columns > 0 {
            rows.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
            let mut align: Vec<Align> = align.unwrap_or_default();
            align.resize(columns, Align::Natural);
            let head = rows.remove(0);
            self.place(Held::Table(HeldTable { align, head, rows }), What::Body);
        }
        self.pasted.parts.extend(pictures);
    }

    /// The rows that nobody took out, each as its cells.
    fn rows<'t>(&mut self, table: &'t Element) -> Vec<Vec<&'t Element>> {
        let mut rows = Vec::new();
        for child in table.elements() {
            match child.name.as_str() {
                "w:tr" if child.child("w:trPr").is_some_and(|of| of.child("w:del").is_some()) => {
                    let words = words(child);
                    self.tell(Loss::Deleted, &words);
                }
                "w:tr" => rows.push(cells_of(child)),
                "w:sdt" | "w:sdtContent" | "w:ins" | "w:customXml" => {
                    rows.extend(self.rows(child));
                }
                _ => {}
            }
        }
        rows
    }

    fn cells(&mut self, row: &[&Element], depth: usize, pictures: &mut Vec<Part>) -> Vec<Vec<Bit>> {
        let mut cells = Vec::new();
        for cell in row {
            let properties = cell.child("w:tcPr");
            let span = properties.and_then(|of| of.value("w:gridSpan")?.parse::<usize>().ok());
            let span = span.unwrap_or(1).clamp(1, COLUMNS);
            let joined_down = properties.is_some_and(|of| of.child("w:vMerge").is_some());
            if span > 1 || joined_down {
                let words = words(cell);
                self.tell(Loss::Unlike("cells that were joined".to_owned()), &words);
            }
            let mut lines = Vec::new();
            for Part { held, what } in self.apart(cell, depth + 1) {
                match held {
                    Held::Figure(_) => pictures.push(Part { held, what }),
                    held => lines.push(item_line(held, &what)),
                }
            }
            cells.push(joined(lines));
            cells.resize((cells.len() + span - 1).min(COLUMNS), Vec::new());
        }
        cells
    }
}

/// A cell holds no list: its signs stay, as words.
fn item_line(held: Held, what: &What) -> Vec<Bit> {
    let mut line = line_of(held);
    if let What::Item { ordered, number, .. } = what {
        let sign = if *ordered { format!("{number}. ") } else { "• ".to_owned() };
        line.insert(0, Bit::Words(sign, Style::default()));
    }
    line
}

fn cells_of(row: &Element) -> Vec<&Element> {
    let mut cells = Vec::new();
    for child in row.elements() {
        match child.name.as_str() {
            "w:tc" => cells.push(child),
            "w:sdt" | "w:sdtContent" | "w:customXml" => cells.extend(cells_of(child)),
            _ => {}
        }
    }
    cells
}

fn align(cell: &Element) -> Align {
    let paragraph = cell.child("w:p").and_then(|one| one.child("w:pPr"));
    match paragraph.and_then(|of| of.value("w:jc")) {
        Some("center") => Align::Center,
        Some("right" | "end") => Align::Right,
        _ => Align::Natural,
    }
}
