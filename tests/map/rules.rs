//! The rules of the map: each is a table or a bound, a reason, and a function that says where it is
//! broken.

use crate::source::{Source, above, behind, naming};
use std::fmt;

/// A rule broken in one place.
pub struct Breach {
    file: String,
    line: usize,
    what: String,
    reason: &'static str,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what, reason } = self;
        write!(f, "{file}:{line}: {what}\n    {reason}")
    }
}

/// The arrows of `src/`: what each module may use beside itself.
pub const ARROWS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("markdown", &[]),
    ("picture", &["error"]),
    ("story", &["error", "picture"]),
    ("merge", &["markdown", "picture", "story"]),
    ("compare", &["markdown", "merge", "picture", "story"]),
    ("review", &["compare", "markdown", "picture", "story"]),
    ("house", &["error", "picture"]),
    ("render", &["house", "markdown", "picture", "story"]),
    ("pull", &["house", "markdown", "merge", "picture", "render", "story"]),
    ("spelling", &[]),
    ("check", &["house", "markdown", "picture", "spelling", "story"]),
    ("document", &["error", "house", "markdown", "picture", "story"]),
    ("import", &["document", "error", "house", "markdown", "packet", "picture", "story"]),
    ("packet", &["document", "error", "house", "markdown", "picture", "review", "story"]),
    ("site", &["error", "house", "markdown", "packet", "picture", "render", "story"]),
    ("readback", &["error", "house", "markdown", "merge", "picture", "render", "story"]),
    ("delivery", &["error", "readback", "site", "story"]),
    ("vault", &["error", "site"]),
    ("store", &["delivery", "error", "merge", "picture", "review", "site", "story"]),
    (
        "outbox",
        &[
            "delivery", "error", "house", "markdown", "packet", "picture", "readback", "review",
            "site", "store", "story", "vault",
        ],
    ),
    ("samples", &["document", "error", "house", "picture", "render", "story"]),
    (
        "desk",
        &[
            "check", "compare", "delivery", "document", "error", "house", "import", "markdown",
            "merge", "outbox", "packet", "picture", "pull", "render", "review", "samples", "site",
            "spelling", "store", "story", "vault",
        ],
    ),
    (
        "api",
        &[
            "check", "compare", "delivery", "desk", "error", "house", "import", "markdown",
            "merge", "packet", "picture", "pull", "readback", "review", "site", "store", "story",
            "vault",
        ],
    ),
];
const ARROWS_WHY: &str = "Arrows point one way, or nothing can be understood alone: see the code map in ARCHITECTURE.md.";

/// Modules that only compute.
pub const PURE: &[&str] = &[
    "check", "compare", "delivery", "document", "error", "house", "import", "markdown", "merge",
    "picture", "pull", "readback", "render", "review", "spelling", "story",
];
const PURE_WHY: &str =
    "This module only computes, so that it can be tested without a disk, a network or a machine.";

/// Crates that have one home in `src/`, and why.
pub const HOMES: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store"], "SQL is only in store/: one place knows the tables."),
    ("ureq", &["site"], "HTTP is only in site/: one place decides where a secret may go."),
    ("rustls", &["site"], "Which certificate is trusted is decided where the secret is sent."),
    ("x509_parser", &["site"], "Certificates are read where they are judged."),
    ("hmac", &["site"], "Only a site's wire needs a seal."),
    ("keyring", &["vault"], "Only the vault meets the keychain."),
    ("tauri", &[], "The library has never met the window: `cargo test` builds without it."),
    (
        "ring",
        &["packet", "site"],
        "Signatures are made for packets, TLS for sites; nothing else is.",
    ),
    ("clap", &["bin"], "Arguments are the programs' business, not the library's."),
    ("comrak", &["markdown"], "Markdown is read in one place, so that preview and page agree."),
    ("image", &["picture"], "Pictures are opened in one place, behind its limits."),
    ("spellbook", &["spelling"], "One place knows how a dictionary is asked."),
    ("toml", &["house"], "The house pack is the only TOML."),
    ("serde_yaml_ng", &["document"], "A story's front matter is the only YAML."),
    (
        "practice_site",
        &["desk", "samples"],
        "Nobody else may know that a site runs in this program.",
    ),
    (
        "serde_json",
        &["api", "bin", "document", "packet", "readback", "review", "samples", "site", "store"],
        "JSON is made at the edges: the screen, the wire, a stored record, a file. A public page \
         carries it too (JSON-LD), and `readback` reads it there; an approval is bound to a story \
         written down as JSON.",
    ),
    ("cssparser", &["readback"], "Style sheets matter only for what readers see of a page."),
    (
        "scraper",
        &["markdown", "readback"],
        "HTML of other people is taken apart in two places: what an editor holds, what a reader gets.",
    ),
];

/// What the programs may use of the library.
pub const PROGRAMS: &[(&str, &[&str])] = &[
    (
        "src/bin/",
        &[
            "check", "compare", "delivery", "desk", "document", "error", "house", "merge",
            "packet", "picture", "readback", "render", "review", "site", "story", "vault",
        ],
    ),
    ("src-tauri/", &["api", "desk", "error", "review", "story"]),
    ("practice-site/src/", &[]),
];
const PROGRAMS_WHY: &str =
    "Programs go through the desk's front door; the practice site needs nothing of the desk.";

/// Most lines of a source file, by the ending of its name.
pub const BOUNDS: &[(&str, usize)] = &[("rs", 400), ("svelte", 200)];
const BOUNDS_WHY: &str = "A file that cannot be read in one sitting is two files.";

const TRANSPORT: &str = "ui/api/transport.ts";
const TRANSPORT_WHY: &str =
    "Only the transport knows Tauri: everything else of the screen runs in a plain browser too.";

/// The top-level module of `src/` a file belongs to, and how deep below the root it stands.
fn module(file: &str) -> Option<(&str, usize)> {
    let inside = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    (inside != "lib")
        .then(|| (inside.split('/').next().unwrap_or(inside), inside.split('/').count()))
}

/// The module a word at the crate's root means: `crate::Error` is `error`'s, handed on by `lib.rs`.
fn meant(word: &str) -> &str {
    if word.starts_with(char::is_uppercase) { "error" } else { word }
}

fn breach(source: &Source, line: usize, what: String, reason: &'static str) -> Breach {
    Breach { file: source.file.clone(), line, what, reason }
}

/// Uses that no arrow allows, and modules that have no row.
pub fn arrows(source: &Source) -> Vec<Breach> {
    let Some((name, depth)) = module(&source.file).filter(|(name, _)| *name != "bin") else {
        return Vec::new();
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(row, _)| *row == name) else {
        let what = format!("`{name}` has no row in ARROWS");
        return vec![breach(source, 1, what, ARROWS_WHY)];
    };
    let mut used = behind(&source.code, "crate");
    used.extend(above(&source.code, depth));
    used.into_iter()
        .map(|(line, word)| (line, meant(&word).to_owned()))
        .filter(|(_, used)| used != name && !allowed.contains(&used.as_str()))
        .map(|(line, used)| {
            breach(source, line, format!("`{name}` may not use `{used}`"), ARROWS_WHY)
        })
        .collect()
}

/// Input and output in modules that only compute.
pub fn pure(source: &Source) -> Vec<Breach> {
    if module(&source.file).is_none_or(|(name, _)| !PURE.contains(&name)) {
        return Vec::new();
    }
    behind(&source.code, "std")
        .into_iter()
        .filter(|(_, word)| ["fs", "net", "env", "process", "thread"].contains(&word.as_str()))
        .map(|(line, word)| breach(source, line, format!("`std::{word}`"), PURE_WHY))
        .collect()
}

/// Crates named away from their home.
pub fn homes(source: &Source) -> Vec<Breach> {
    let Some((name, _)) = module(&source.file) else { return Vec::new() };
    HOMES
        .iter()
        .filter(|(_, homes, _)| !homes.contains(&name))
        .flat_map(|(krate, _, why)| {
            naming(&source.code, krate)
                .into_iter()
                .map(move |line| breach(source, line, format!("`{name}` names `{krate}`"), why))
        })
        .collect()
}

/// Programs that go past the desk.
pub fn programs(source: &Source) -> Vec<Breach> {
    let Some((_, allowed)) = PROGRAMS.iter().find(|(folder, _)| source.file.starts_with(folder))
    else {
        return Vec::new();
    };
    behind(&source.code, "copydesk")
        .into_iter()
        .filter(|(_, word)| !allowed.contains(&meant(word)))
        .map(|(line, word)| breach(source, line, format!("`copydesk::{word}`"), PROGRAMS_WHY))
        .collect()
}

/// A file that is too long.
pub fn size(file: &str, lines: usize) -> Option<Breach> {
    let (_, most) = BOUNDS.iter().find(|(ending, _)| file.ends_with(&format!(".{ending}")))?;
    (lines > *most).then(|| Breach {
        file: file.to_owned(),
        line: lines,
        what: format!("{lines} lines, {most} at most"),
        reason: BOUNDS_WHY,
    })
}

/// Imports of Tauri by any part of the screen but the transport.
pub fn transport(file: &str, text: &str) -> Vec<Breach> {
    if file == TRANSPORT {
        return Vec::new();
    }
    let imports = |line: &str| {
        line.contains("@tauri-apps/")
            && ["import", "from", "require"].iter().any(|word| line.contains(word))
    };
    text.lines()
        .zip(1..)
        .filter(|(line, _)| imports(line))
        .map(|(text, line)| Breach {
            file: file.to_owned(),
            line,
            what: text.trim().to_owned(),
            reason: TRANSPORT_WHY,
        })
        .collect()
}

/// Every rule catches what it is there for, and lets the rest be.
mod tests {
    use super::*;

    fn file(name: &str, code: &str) -> Source {
        Source { file: name.into(), code: code.into() }
    }

    fn lines(breaches: &[Breach]) -> Vec<usize> {
        breaches.iter().map(|breach| breach.line).collect()
    }

    #[test]
    fn an_arrow_backwards_is_caught_in_every_form() {
        let code = "use crate::error::Error;\nuse crate::{Result, store};\nfn f() { crate::desk::open() }\n";
        assert_eq!(lines(&arrows(&file("src/story.rs", code))), [2, 3]);
        let code = "use super::super::outbox;\nuse super::jpeg;\n";
        assert_eq!(lines(&arrows(&file("src/picture/exif.rs", code))), [1]);
        assert_eq!(lines(&arrows(&file("src/house.rs", "use super::store;"))), [1]);
        assert!(
            arrows(&file("src/desk/files.rs", "use super::Desk; use crate::outbox;")).is_empty()
        );
        assert_eq!(lines(&arrows(&file("src/novelty.rs", ""))), [1], "a module without a row");
    }

    #[test]
    fn a_pure_module_that_reads_a_file_is_caught() {
        let code = "use std::io::Cursor;\nuse std::{fmt, fs};\nlet x = std::env::var(NAME);\n";
        assert_eq!(lines(&pure(&file("src/render/page.rs", code))), [2, 3]);
        assert!(pure(&file("src/store/originals.rs", code)).is_empty());
    }

    #[test]
    fn a_crate_away_from_home_is_caught() {
        let code = "use rusqlite::Connection;\nureq::get(url);\nlet image = 1;\n";
        assert_eq!(lines(&homes(&file("src/desk/sites.rs", code))), [1, 2]);
        assert_eq!(lines(&homes(&file("src/store/sites.rs", code))), [2]);
        assert_eq!(lines(&homes(&file("src/api.rs", "#[tauri::command]"))), [1]);
    }

    #[test]
    fn a_program_past_the_desk_is_caught() {
        let code =
            "use copydesk::desk::Desk;\nuse copydesk::store::Store;\nuse copydesk::Result;\n";
        assert_eq!(lines(&programs(&file("src-tauri/rpc.rs", code))), [2]);
        assert_eq!(lines(&programs(&file("practice-site/src/site.rs", code))), [1, 2, 3]);
    }

    #[test]
    fn a_file_too_long_is_caught() {
        assert!(size("src/story.rs", 400).is_none() && size("src/story.rs", 401).is_some());
        assert!(size("ui/App.svelte", 200).is_none() && size("ui/App.svelte", 201).is_some());
        assert!(size("Cargo.lock", 9000).is_none());
    }

    #[test]
    fn tauri_in_a_pane_is_caught() {
        let code = "// @tauri-apps/ is not for panes\nimport { invoke } from '@tauri-apps/api/core';\nconst x = await import('@tauri-apps/api/event');\n";
        assert_eq!(lines(&transport("ui/panes/Page.svelte", code)), [2, 3]);
        assert!(transport(TRANSPORT, code).is_empty());
    }
}
