//! Reading source files: what of a text is code, and which paths it names. A scan of the text, not a
//! parser: it knows comments, literals, braces and `use` groups, which is all the rules need.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file as the rules see it.
pub struct Source {
    /// Where it is, from the root of the project, with `/` between the parts.
    pub file: String,
    /// The text with comments, literals and test modules blanked; lines are where they were.
    pub code: String,
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under `folder`, without those that are only compiled for tests.
pub fn rust(folder: &str) -> Vec<Source> {
    let texts: Vec<(String, String)> = files(folder, &["rs"])
        .into_iter()
        .map(|file| {
            let text = code(&read(&file));
            (file, text)
        })
        .collect();
    let only_tests: Vec<String> =
        texts.iter().flat_map(|(file, text)| test_files(file, text)).collect();
    texts
        .into_iter()
        .filter(|(file, _)| !only_tests.contains(file))
        .map(|(file, text)| Source { code: without_tests(&text), file })
        .collect()
}

/// The files under `folder` (from the root) whose names end so, in order; what is built or fetched
/// is left out.
pub fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["node_modules", "dist", "target", "gen", "coverage"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
                found.push(from_root(&path));
            }
        }
    }
    found.sort();
    found
}

fn from_root(path: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(root()).unwrap_or(path).to_owned();
    inside.to_string_lossy().replace('\\', "/")
}

/// The text of a file, named from the root.
pub fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// `text` with every comment, string and character blanked, so that prose breaks no rule.
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = end_of_prose(&chars, at).unwrap_or(at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that begins `at` ends, if one does.
fn end_of_prose(chars: &[char], at: usize) -> Option<usize> {
    let next = chars.get(at + 1).copied();
    match (chars[at], next) {
        ('/', Some('/')) => Some(find(chars, at, |c| c == '\n')),
        ('/', Some('*')) => Some(end_of_block(chars, at)),
        ('"', _) => Some(end_of_string(chars, at, '"')),
        ('r', Some('"' | '#')) if at == 0 || !is_word(chars[at - 1]) || chars[at - 1] == 'b' => {
            end_of_raw(chars, at)
        }
        ('\'', Some('\\')) => Some(end_of_string(chars, at, '\'')),
        // `'a'` is a character; `'a` alone is a lifetime.
        ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => Some(at + 3),
        _ => None,
    }
}

fn find(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|c| wanted(*c)).map_or(chars.len(), |found| from + found)
}

/// Block comments nest.
fn end_of_block(chars: &[char], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0_usize);
    while at + 1 < chars.len() {
        match (chars[at], chars[at + 1]) {
            ('/', '*') => (at, depth) = (at + 2, depth + 1),
            ('*', '/') if depth == 1 => return at + 2,
            ('*', '/') => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
    }
    chars.len()
}

fn end_of_string(chars: &[char], from: usize, quote: char) -> usize {
    let mut at = from + 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

fn end_of_raw(chars: &[char], from: usize) -> Option<usize> {
    let open = find(chars, from + 1, |c| c != '#');
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let hashes = open - from - 1;
    let closes = |at: usize| {
        chars[at] == '"'
            && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes
    };
    Some((open + 1..chars.len()).find(|at| closes(*at)).map_or(chars.len(), |at| at + 1 + hashes))
}

const FOR_TESTS: &str = "#[cfg(test)]";

/// `code` with every item that is only compiled for tests blanked.
pub fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(from) = out.find(FOR_TESTS) {
        let end = end_of_item(&out, from + FOR_TESTS.len());
        let blank: String =
            out[from..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(from..end, &blank);
    }
    out
}

/// The byte behind the item that begins after `from`: its `;`, or the brace that closes it.
fn end_of_item(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return from + at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return from + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The files of the modules that `code`, the text of `file`, declares for tests only.
fn test_files(file: &str, code: &str) -> Vec<String> {
    let folder = match file.strip_suffix("/mod.rs").or(file.strip_suffix("/lib.rs")) {
        Some(folder) => folder,
        None => file.trim_end_matches(".rs"),
    };
    code.split(FOR_TESTS)
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix("mod "))
        .filter_map(|rest| rest.split_once(|c: char| !is_word(c)))
        .filter(|(_, rest)| !rest.trim_start().starts_with('{'))
        .map(|(name, _)| format!("{folder}/{name}.rs"))
        .collect()
}

/// What the code names: the line, counted from 1, and the word.
pub type Named = (usize, String);

/// The first words behind `origin::`: of `use std::{fs, io::Read}` they are `fs` and `io`.
pub fn behind(code: &str, origin: &str) -> Vec<Named> {
    starts(code, origin)
        .into_iter()
        .filter_map(|at| Some((at, code[at + origin.len()..].trim_start().strip_prefix("::")?)))
        .flat_map(|(at, rest)| {
            first_words(rest).into_iter().map(move |word| (line_of(code, at), word))
        })
        .collect()
}

/// The first words that `super::` reaches at the crate's root, from a module `depth` below it.
pub fn above(code: &str, depth: usize) -> Vec<Named> {
    let climb = vec!["super"; depth].join("::");
    behind(code, &climb).into_iter().filter(|(_, word)| word != "super").collect()
}

/// The lines that name the crate: as the first part of a path, or right after `use`.
pub fn naming(code: &str, name: &str) -> Vec<usize> {
    let named = |at: &usize| {
        let (before, after) = (code[..*at].trim_end(), code[at + name.len()..].trim_start());
        after.starts_with("::") || before.ends_with("use") || before.ends_with("extern crate")
    };
    starts(code, name).into_iter().filter(named).map(|at| line_of(code, at)).collect()
}

/// The bytes at which `path` begins a path.
fn starts(code: &str, path: &str) -> Vec<usize> {
    let begins = |at: usize| {
        let before = code[..at].chars().next_back();
        let after = code[at + path.len()..].chars().next();
        before.is_none_or(|c| !is_word(c) && c != ':') && after.is_none_or(|c| !is_word(c))
    };
    code.match_indices(path).map(|(at, _)| at).filter(|at| begins(*at)).collect()
}

/// The first word of a path, or of each path of a `{…}` group.
fn first_words(rest: &str) -> Vec<String> {
    let rest = rest.trim_start();
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut words, mut depth, mut begin) = (Vec::new(), 0_usize, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                words.push(word(&group[begin..at]));
                begin = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn word(text: &str) -> String {
    text.trim_start().chars().take_while(|c| is_word(*c)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// What the scan must see and what it must not.
mod tests {
    use super::*;

    #[test]
    fn prose_is_not_code() {
        let text = "let a = 'x'; // ureq::get\n/* std::fs /* nested */ ureq:: */ let b: &'static str = \"crate::store\\\" ureq::\";\nlet c = r#\"ureq:: \"quoted\" \"#; ureq::get()";
        let seen = code(text);
        assert_eq!(naming(&seen, "ureq"), [3]);
        assert!(behind(&seen, "crate").is_empty() && behind(&seen, "std").is_empty());
        assert_eq!(seen.lines().count(), text.lines().count());
    }

    #[test]
    fn what_is_for_tests_is_left_out() {
        let text = "use crate::a;\n#[cfg(test)]\nmod tests { use crate::b; fn f() { { } } }\nuse crate::c;\n#[cfg(test)]\nmod support;\nuse crate::d;\n";
        let named = behind(&without_tests(text), "crate");
        assert_eq!(named, [(1, "a".into()), (4, "c".into()), (7, "d".into())]);
        assert_eq!(test_files("src/check.rs", text), ["src/check/support.rs"]);
        assert_eq!(test_files("src/x/mod.rs", text), ["src/x/support.rs"]);
    }

    #[test]
    fn paths_are_seen_in_every_form() {
        let words = |text: &str, origin: &str| -> Vec<String> {
            behind(text, origin).into_iter().map(|(_, word)| word).collect()
        };
        assert_eq!(
            words("use std::{fs::{self, File}, io, net::Ipv4Addr};", "std"),
            ["fs", "io", "net"]
        );
        assert_eq!(
            words("fn f() -> crate::Error { crate :: store::open() }", "crate"),
            ["Error", "store"]
        );
        assert!(words("use other::std::fs; my_std::fs", "std").is_empty());
        assert_eq!(
            above("use super::super::store::Store; use super::wire;", 2),
            [(1, "store".into())]
        );
        assert!(above("use super::super::super::x;", 2).is_empty());
    }

    #[test]
    fn a_crate_is_named_by_path_or_use() {
        assert_eq!(naming("#[tauri::command]\nuse image as pixels;\nlet image = 1;", "tauri"), [1]);
        assert_eq!(
            naming("let image = f(image);\nuse image as pixels;\nself::image::x()", "image"),
            [2]
        );
    }
}
