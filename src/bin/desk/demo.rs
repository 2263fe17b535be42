//! The whole main job on the sample story: written, captioned, credited, published, read back.

use crate::arguments::{Arguments, Command};
use crate::{moment, print};
use copydesk::delivery::State;
use copydesk::desk::{Desk, Opening, PRACTICE};
use copydesk::error::{Code, Error, Result, system};
use jiff::Timestamp;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Runs the demonstration in `--data`, else in a fresh folder of its own; whether it all succeeded.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let keep = matches!(arguments.command, Command::Demo { keep: true });
    let folder = folder(arguments)?;
    let say = |words: &str| {
        if arguments.json { Ok(()) } else { print::lines(words) }
    };
    let desk = Desk::open(&Opening {
        folder: &folder,
        house: arguments.house.as_deref(),
        environment: |name| std::env::var(name).ok(),
    })?;
    say(&format!("Stories are kept in {}", folder.display()))?;
    let site = desk.connect_practice_site(None, Timestamp::now())?;
    say(&format!("A practice site is running at {}", site.url))?;
    let imported = desk.import_sample(Timestamp::now())?;
    say(&format!("Imported the sample story “{}”", imported.copy.headline))?;
    for picture in &imported.pictures {
        let words = &picture.words;
        say(&format!("  {}: {} · credit {}", picture.name, words.caption, words.credit))?;
    }
    let open = desk.check(imported.id)?.len();
    say(&format!("Checked it: {open} things a news editor would ask"))?;
    let delivery = desk.publish(imported.id, imported.version, PRACTICE, None, Timestamp::now())?;
    desk.tick(&moment::now, &|| {})?;
    let delivery = desk
        .deliveries(Some(imported.id))?
        .into_iter()
        .find(|held| held.id == delivery.id)
        .unwrap_or(delivery);
    for step in &delivery.steps {
        say(&format!("  {} {}", if step.done { "✓" } else { "·" }, step.label))?;
    }
    let (State::Delivered, Some(url)) = (delivery.state, delivery.url.clone()) else {
        let problem = delivery.problem.unwrap_or_else(|| {
            Error::new(Code::Internal, "The story was not delivered.", "Look at `desk outbox`.")
        });
        return Err(problem);
    };
    let page = page(&folder, &desk.page_to_keep(&delivery)?)?;
    print::answer(arguments.json, &json!({ "url": url, "page": page }), || {
        format!(
            "Published: {url}\nThe page is also in {}\n{}",
            page.display(),
            afterwards(&desk, &folder, keep)
        )
    })?;
    if keep && desk.runs_practice_site() {
        wait_for_interrupt();
    }
    Ok(true)
}

/// How long the page's address answers.
fn afterwards(desk: &Desk, folder: &Path, keep: bool) -> String {
    if !desk.runs_practice_site() {
        return "Another program runs the practice site; it stops when that one ends.".to_owned();
    }
    if keep {
        return "The practice site runs until you stop it with Ctrl+C.".to_owned();
    }
    format!(
        "The practice site stops here, and its address with it: the file stays, `desk demo --keep` \
         leaves the site running, and `desk practice-site --data '{}'` starts this one again.",
        folder.display()
    )
}

/// Stays until somebody ends the program.
pub fn wait_for_interrupt() -> ! {
    loop {
        std::thread::park();
    }
}

/// The folder named by `--data`, else by `COPYDESK_DATA`, else a fresh one; from the root of the
/// disk, so that what is printed can be found from anywhere.
fn folder(arguments: &Arguments) -> Result<PathBuf> {
    let variable = std::env::var_os("COPYDESK_DATA").filter(|folder| !folder.is_empty());
    if let Some(folder) = arguments.data.clone().or(variable.map(PathBuf::from)) {
        return std::path::absolute(&folder).map_err(|error| refused(&folder, &error));
    }
    let made = tempfile::Builder::new().prefix("copydesk-demo-").tempdir();
    made.map(tempfile::TempDir::keep).map_err(|error| refused(&std::env::temp_dir(), &error))
}

/// Leaves the published page as a file.
fn page(folder: &Path, html: &str) -> Result<PathBuf> {
    let file = folder.join("published.html");
    std::fs::write(&file, html).map_err(|error| refused(&file, &error))?;
    Ok(file)
}

fn refused(path: &Path, error: &std::io::Error) -> Error {
    system::in_the_way(&path.display().to_string(), error)
}
