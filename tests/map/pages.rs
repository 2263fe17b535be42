//! What the written pages say, held against the project: links, files, commands, keepers,
//! dependencies and the table of moves.

use crate::source::{files, read, root};
use copydesk::story::{Move, Status};
use std::collections::BTreeSet;

/// One page: its name from the root and its text.
pub struct Page {
    pub file: String,
    pub text: String,
}

/// Every page: those at the root and those in `docs/`.
pub fn all() -> Vec<Page> {
    let entries = std::fs::read_dir(root()).expect("the project's root can be read");
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.extend(files("docs", &["md"]));
    names.sort();
    names.into_iter().map(|file| Page { text: read(&file), file }).collect()
}

/// Links and images of a page that lead to a file that is not there. The screenshots are held to it
/// once `make screens` has taken them.
pub fn broken_links(page: &Page) -> Vec<String> {
    let folder =
        root().join(&page.file).parent().map(std::path::Path::to_owned).unwrap_or_default();
    let screens = root().join("docs/screens").is_dir();
    targets(&prose(&page.text))
        .into_iter()
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !target.is_empty() && !target.contains(':'))
        .filter(|target| screens || !target.contains("screens/"))
        .filter(|target| !folder.join(target).exists())
        .map(|target| format!("{}: {target} is not there", page.file))
        .collect()
}

/// The targets of Markdown links and images, and of `src` and `srcset` in HTML.
fn targets(text: &str) -> Vec<&str> {
    [("](", [')', ' ']), ("src=\"", ['"', ' ']), ("srcset=\"", ['"', ' '])]
        .into_iter()
        .flat_map(|(mark, end)| {
            text.split(mark).skip(1).filter_map(move |rest| rest.split(end).next())
        })
        .collect()
}

/// The words between single backticks, outside code blocks.
fn spans(text: &str) -> Vec<&str> {
    text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2)).collect()
}

/// The text without its code blocks and what stands between backticks.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).flat_map(|prose| prose.split('`').step_by(2)).collect()
}

const FOLDERS: &[&str] =
    &["src/", "src-tauri/", "ui/", "tests/", "scripts/", "docs/", "practice-site/", "samples/"];

/// Files a page names that do not exist, and keepers (`file.rs::test`) their file does not hold.
pub fn lost_files(page: &Page) -> Vec<String> {
    let lost = |span: &str| {
        let (file, test) = span.split_once("::").unwrap_or((span, ""));
        let plain = FOLDERS.iter().any(|folder| file.starts_with(folder))
            && !file.contains(['*', ' ', '{']);
        let path = root().join(file);
        plain
            && (!path.exists() || !test.is_empty() && !read(file).contains(&format!("fn {test}(")))
    };
    spans(&page.text)
        .into_iter()
        .filter(|span| lost(span))
        .map(|span| format!("{}: `{span}` is not there", page.file))
        .collect()
}

/// `make` targets a page names that the Makefile does not have.
pub fn lost_targets(page: &Page, makefile: &str) -> Vec<String> {
    let has = |target: &str| makefile.lines().any(|line| line.starts_with(&format!("{target}:")));
    page.text
        .lines()
        .flat_map(|line| line.split('`').flat_map(|part| part.trim_start().strip_prefix("make ")))
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next())
        .filter(|target| !target.is_empty() && !has(target))
        .map(|target| format!("{}: there is no `make {target}`", page.file))
        .collect()
}

/// Dependencies of `manifest` that the page does not say a word about.
pub fn unexplained(page: &Page, manifest: &str) -> Vec<String> {
    let named: BTreeSet<&str> = spans(&page.text).into_iter().collect();
    let mut inside = false;
    let mut lacking = Vec::new();
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.contains("dependencies]") && !section.starts_with("workspace");
            continue;
        }
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        if inside && !name.is_empty() && !name.starts_with('#') && !named.contains(name) {
            lacking.push(format!("{} does not say why `{name}` is there", page.file));
        }
    }
    lacking
}

const MOVES: [(&str, Move); 9] = [
    ("file", Move::File),
    ("return", Move::Return),
    ("approve", Move::Approve),
    ("publish", Move::Publish),
    ("correct", Move::Correct),
    ("withdraw", Move::Withdraw),
    ("spike", Move::Spike),
    ("unspike", Move::Unspike),
    ("reopen", Move::Reopen),
];

/// Rows of the page's table of moves that differ from what the code does, and rows that are not
/// there.
pub fn wrong_moves(page: &Page) -> Vec<String> {
    let word = |status: Status| format!("**{}**", status.word());
    let row = |status: Status| {
        let cells = MOVES.map(|(_, by)| status.after(by).map_or("–", Status::word));
        format!("| {} | {} |", word(status), cells.join(" | "))
    };
    let head = format!("| | {} |", MOVES.map(|(name, _)| name).join(" | "));
    std::iter::once(head)
        .chain(Status::ALL.map(row))
        .filter(|row| !page.text.lines().any(|line| line == row))
        .map(|row| format!("{}: this row is not there: {row}", page.file))
        .collect()
}

/// What each of these is there to find.
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        Page { file: "PAGE.md".into(), text: text.into() }
    }

    #[test]
    fn a_broken_link_is_found() {
        let text = "[a](Cargo.toml#top) [b](nowhere.md) [c](https://x.example/y) <img src=\"gone.png\"> [d](#here) `![](code.jpg)`";
        assert_eq!(broken_links(&page(text)).len(), 2);
    }

    #[test]
    fn a_lost_file_and_a_lost_keeper_are_found() {
        let text = "`src/story.rs` `src/lost.rs` `src/story.rs::no_such_test` `src/*.rs` `crate::x`\n```\n`src/block.rs`\n```\n";
        assert_eq!(lost_files(&page(text)).len(), 2);
    }

    #[test]
    fn a_lost_command_is_found() {
        let text =
            "Use `make run`, then `make tea`.\n```\nmake test\nmake cake\n```\nWe make sure.";
        assert_eq!(lost_targets(&page(text), "run: ## x\ntest:\n").len(), 2);
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\n# why\njiff.workspace = true\nurl = \"2\"\n\n[profile.dev]\ndebug = 1\n";
        assert_eq!(unexplained(&page("`jiff` reads time"), manifest).len(), 1);
    }

    #[test]
    fn a_wrong_move_is_found() {
        let all = wrong_moves(&page("")).len();
        let spiked = "| **spiked** | – | – | – | – | – | – | – | draft | – |";
        assert_eq!((all, wrong_moves(&page(spiked)).len()), (9, 8));
    }
}
