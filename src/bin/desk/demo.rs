//! The whole main job on the sample story: written, captioned, credited, published, read back.

use crate::arguments::{Arguments, Command};
use crate::print;
use copydesk::delivery::State;
use copydesk::desk::{Desk, Opening, PRACTICE};
use copydesk::error::{Code, Error, Result};
use jiff::Timestamp;
use serde_json::json;
use std::path::PathBuf;

/// Runs the demonstration in `--data`, else in a fresh folder of its own; whether it all succeeded.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let keep = matches!(arguments.command, Command::Demo { keep: true });
    let folder = folder(arguments)?;
    let say = |words: &str| {
        if !arguments.json {
            println!("{words}");
        }
    };
    let desk = Desk::open(&Opening {
        folder: &folder,
        house: arguments.house.as_deref(),
        environment: |name| std::env::var(name).ok(),
    })?;
    say(&format!("Stories are kept in {}", folder.display()));
    let site = desk.connect_practice_site(None, Timestamp::now())?;
    say(&format!("A practice site is running at {}", site.url));
    let imported = desk.import_sample(Timestamp::now())?;
    say(&format!("Imported the sample story “{}”", imported.copy.headline));
    for picture in &imported.pictures {
        let words = &picture.words;
        say(&format!("  {}: {} · credit {}", picture.name, words.caption, words.credit));
    }
    let open = desk.check(imported.id)?.len();
    say(&format!("Checked it: {open} things a news editor would ask"));
    let delivery = desk.publish(imported.id, imported.version, PRACTICE, Timestamp::now())?;
    desk.tick(&Timestamp::now, &|| {})?;
    let delivery = desk
        .deliveries(Some(imported.id))?
        .into_iter()
        .find(|held| held.id == delivery.id)
        .unwrap_or(delivery);
    for step in &delivery.steps {
        say(&format!("  {} {}", if step.done { "✓" } else { "·" }, step.label));
    }
    let (State::Delivered, Some(url)) = (delivery.state, delivery.url.clone()) else {
        let problem = delivery.problem.unwrap_or_else(|| {
            Error::new(Code::Internal, "The story was not delivered.", "Look at `desk outbox`.")
        });
        return Err(problem);
    };
    let page = page(&folder, &desk.published_page(&delivery)?)?;
    print::answer(arguments.json, &json!({ "url": url, "page": page }), || {
        format!("Published: {url}\nThe page is also in {}", page.display())
    });
    if keep {
        wait_for_interrupt();
    }
    Ok(true)
}

/// Stays until somebody ends the program.
pub fn wait_for_interrupt() -> ! {
    loop {
        std::thread::park();
    }
}

fn folder(arguments: &Arguments) -> Result<PathBuf> {
    if let Some(folder) = &arguments.data {
        return Ok(folder.clone());
    }
    let made = tempfile::Builder::new().prefix("copydesk-demo-").tempdir();
    made.map(tempfile::TempDir::keep).map_err(|error| refused(&error))
}

/// Leaves the published page as a file.
fn page(folder: &std::path::Path, html: &str) -> Result<PathBuf> {
    let file = folder.join("published.html");
    std::fs::write(&file, html).map_err(|error| refused(&error))?;
    Ok(file)
}

fn refused(error: &std::io::Error) -> Error {
    Error::new(
        Code::Storage,
        format!("The demonstration cannot write its files: {error}."),
        "Name a folder it may write to with --data DIR.",
    )
}
