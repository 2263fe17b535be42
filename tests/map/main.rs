//! The map of the project, kept true: the arrows between its modules, what has one home only, how
//! long a file may be, and what the written pages say. Each failure names file, line and reason.

mod pages;
mod rules;
mod source;

use rules::Breach;
use source::{Source, files, read, rust};

/// Fails with every breach told.
fn none(breaches: &[impl std::fmt::Display]) {
    let told: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

/// Applies a rule to every Rust file under the folders.
fn everywhere(folders: &[&str], rule: impl Fn(&Source) -> Vec<Breach>) {
    let sources: Vec<Source> = folders.iter().flat_map(|folder| rust(folder)).collect();
    assert!(sources.len() > 5, "the scan found next to nothing");
    none(&sources.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn arrows_point_one_way() {
    everywhere(&["src"], rules::arrows);
}

#[test]
fn every_row_of_the_map_is_a_module() {
    let sources = files("src", &["rs"]);
    for (module, _) in rules::ARROWS {
        assert!(sources.contains(&format!("src/{module}.rs")), "there is no src/{module}.rs");
    }
}

#[test]
fn pure_modules_only_compute() {
    everywhere(&["src"], rules::pure);
}

#[test]
fn sql_http_and_the_like_have_one_home() {
    everywhere(&["src"], rules::homes);
}

#[test]
fn programs_go_through_the_front_door() {
    everywhere(&["src/bin", "src-tauri", "practice-site/src"], rules::programs);
}

#[test]
fn only_the_transport_knows_tauri() {
    let screen = files("ui", &["ts", "svelte"]);
    assert!(screen.len() > 20, "the scan found next to nothing");
    let breaches = screen.iter().flat_map(|file| rules::transport(file, &read(file)));
    none(&breaches.collect::<Vec<_>>());
}

#[test]
fn no_file_is_too_long() {
    let folders = ["src", "src-tauri", "practice-site", "tests", "ui"];
    let all = folders.iter().flat_map(|folder| files(folder, &["rs", "svelte"]));
    let breaches = all.filter_map(|file| rules::size(&file, read(&file).lines().count()));
    none(&breaches.collect::<Vec<_>>());
}

#[test]
fn the_pages_name_only_what_is_there() {
    let makefile = read("Makefile");
    for page in pages::all() {
        none(&pages::broken_links(&page));
        none(&pages::lost_files(&page));
        none(&pages::lost_targets(&page, &makefile));
    }
}

#[test]
fn the_architecture_page_explains_every_dependency_and_draws_every_move() {
    let page = pages::all().into_iter().find(|page| page.file == "ARCHITECTURE.md");
    let page = page.expect("ARCHITECTURE.md is there");
    none(&pages::unexplained(&page, &read("Cargo.toml")));
    none(&pages::unexplained(&page, &read("practice-site/Cargo.toml")));
    none(&pages::wrong_moves(&page));
}
