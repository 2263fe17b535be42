//! Tables.

use super::super::Align;
use super::walk::{Walk, attribute, class, name};
use super::{Bit, HeldTable};
use scraper::ElementRef;

impl Walk<'_> {
    pub(super) fn table(&mut self, table: ElementRef<'_>) -> HeldTable {
        let all: Vec<ElementRef<'_>> = table
            .descendent_elements()
            .filter(|one| name(*one) == "tr" && nearest(*one, "table") == Some(table))
            .collect();
        let spans = |cell: &ElementRef<'_>| {
            ["colspan", "rowspan"]
                .iter()
                .any(|span| attribute(*cell, span).is_some_and(|n| n.trim() != "1"))
        };
        if all.iter().flat_map(|row| cells(*row)).any(|cell| spans(&cell)) {
            self.miss_text("cells that were joined", table);
        }
        let align =
            all.first().map(|row| cells(*row).into_iter().map(align).collect()).unwrap_or_default();
        let mut rows: Vec<Vec<Vec<Bit>>> = all
            .iter()
            .map(|row| cells(*row).into_iter().map(|cell| self.bits(cell)).collect())
            .collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        rows.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
        if rows.is_empty() {
            return HeldTable::default();
        }
        let head = rows.remove(0);
        let mut align: Vec<Align> = align;
        align.resize(columns, Align::Natural);
        HeldTable { align, head, rows }
    }
}

/// The cells of a row.
fn cells(row: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    row.child_elements().filter(|one| matches!(name(*one), "td" | "th")).collect()
}

/// The closest element of that name around this one.
fn nearest<'a>(element: ElementRef<'a>, what: &str) -> Option<ElementRef<'a>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|one| name(*one) == what)
}

fn align(cell: ElementRef<'_>) -> Align {
    let style = attribute(cell, "style").unwrap_or_default().replace(' ', "");
    let said = attribute(cell, "align").or_else(|| attribute(cell, "data-align"));
    let class = class(cell);
    let is = |word: &str| {
        said.as_deref() == Some(word)
            || style.contains(&format!("text-align:{word}"))
            || class.split_whitespace().any(|one| {
                one.strip_prefix("align-").or_else(|| one.strip_prefix("has-text-align-"))
                    == Some(word)
            })
    };
    let all = [("left", Align::Left), ("center", Align::Center), ("right", Align::Right)];
    all.into_iter().find(|(word, _)| is(word)).map_or(Align::Natural, |(_, align)| align)
}
