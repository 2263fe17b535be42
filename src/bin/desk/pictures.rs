//! What `desk picture` does.

use crate::arguments::{PictureCommand, Said};
use crate::commands::titled;
use crate::print;
use copydesk::desk::{Desk, Found, FoundUse, PictureWritten};
use copydesk::error::{Code, Error, Result};
use copydesk::house::House;
use copydesk::picture::{Picture, Role};
use copydesk::site::Release;
use copydesk::story::{Copy, StoryId};
use jiff::Timestamp;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Runs one command; whether all of it succeeded.
pub fn run(desk: &Desk, command: &PictureCommand, json: bool) -> Result<bool> {
    match command {
        PictureCommand::Add { id, file, said, lead } => {
            add(desk, desk.story_id(id)?, file, said, *lead, json)
        }
        PictureCommand::Where { picture } => uses(desk, picture, json),
    }
}

fn add(
    desk: &Desk,
    id: StoryId,
    file: &PathBuf,
    said: &Said,
    lead: bool,
    json: bool,
) -> Result<bool> {
    let at = Timestamp::now();
    let mut added = desk.add_picture_files(id, &[file], at)?;
    if let Some(refused) = added.refused.pop() {
        return Err(naming(&refused.file, refused.error));
    }
    let already = !added.already.is_empty();
    let name = added.added.pop().map(|picture| picture.name).or(added.already.pop());
    let (Some(name), story) = (name, desk.story(id)?) else { return Ok(false) };
    let Some(picture) = story.picture(&name) else { return Ok(false) };
    let mut written = written(picture, said, desk.house());
    if lead {
        written.role = Role::Lead;
    }
    let role = written.role;
    let saved = desk.save_picture(id, added.version, &name, written, at)?;
    let line = format!("![]({name})");
    if role == Role::Inline && !story.copy.body.lines().any(|one| one.trim() == line) {
        let body = format!("{}\n\n{line}\n", story.copy.body.trim_end());
        let copy = Copy { body: body.trim_start().to_owned(), ..story.copy.clone() };
        desk.save_copy(id, saved.version, &copy, at)?;
    }
    let now = desk.story(id)?.picture(&name).cloned();
    let words = if now.as_ref() == Some(picture) {
        "its words were kept"
    } else {
        "what you said about it was written, its other words were kept"
    };
    print::answer(json, &json!({ "picture": now, "already": already }), || match &now {
        Some(now) if already => format!("{} is in this story already; {words}.", now.name),
        Some(now) => format!("{}  {}×{}", now.name, now.width, now.height),
        None => String::new(),
    })?;
    Ok(true)
}

/// The error with the file's name in it: a script may have named many.
fn naming(file: &str, error: Error) -> Error {
    if error.message.contains(file) {
        return error;
    }
    Error { message: format!("{file}: {}", error.message), ..error }
}

/// The picture with what was said about it; what was not said stays.
fn written(picture: &Picture, said: &Said, house: &House) -> PictureWritten {
    let mut words = picture.words.clone();
    let rights = said.usage_terms.as_ref().and_then(|given| {
        house.pictures.rights.iter().find(|one| one.label.eq_ignore_ascii_case(given.trim()))
    });
    let usage_terms = rights.map(|one| one.terms.clone()).or(said.usage_terms.clone());
    let link = said.licence_link.clone().or(rights.and_then(|one| one.link.clone()));
    for (field, given) in [
        (&mut words.caption, said.caption.clone()),
        (&mut words.credit, said.credit.clone()),
        (&mut words.alt, said.alt.clone()),
        (&mut words.creator, said.creator.clone()),
        (&mut words.copyright, said.copyright.clone()),
        (&mut words.usage_terms, usage_terms),
        (&mut words.web_statement, link),
        (&mut words.licensor, said.licensor.clone()),
        (&mut words.source, said.source.clone()),
    ] {
        if let Some(given) = given {
            *field = given;
        }
    }
    PictureWritten {
        words,
        role: picture.role,
        focus: said.focus.or(picture.focus),
        crop: said.crop.or(picture.crop),
        kept: picture.kept,
    }
}

fn uses(desk: &Desk, picture: &[String], json: bool) -> Result<bool> {
    let uses = match picture {
        [id, name] => {
            let story = desk.story(desk.story_id(id)?)?;
            let picture = story.picture(name).ok_or_else(|| {
                Error::new(
                    Code::NotFound,
                    format!("The story has no picture called {name}."),
                    "Look at the story with `desk show` for the right name, or name the file.",
                )
            })?;
            let uses = desk.picture_uses(&picture.sha256)?;
            uses.into_iter().map(|used| FoundUse { used, found: Found::Original }).collect()
        }
        [file] => desk.uses_of_file(Path::new(file))?,
        _ => unreachable!("clap lets one or two words through"),
    };
    print::answer(json, &json!({ "uses": uses }), || {
        let mut lines = Vec::new();
        for FoundUse { used: one, found } in &uses {
            let gone = if one.held { "" } else { " (only in what was published)" };
            let headline = titled(&one.headline);
            lines.push(format!("{}  {:<10}  {headline}", one.story, one.status.word()));
            let how = match found {
                Found::Original => "",
                Found::Sent => ": the file is the one that was sent to a site",
                Found::Likeness => ": it looks like this picture, in another size or saved anew",
            };
            lines.push(format!("    {}{gone}{how}", one.name));
            for page in &one.live {
                let url = if page.url.is_empty() { "address unknown" } else { &page.url };
                let how = match page.release {
                    Release::File => " (handed in there for review)",
                    Release::Publish | Release::Correct | Release::Withdraw => "",
                };
                lines.push(format!("    {}: {url}{how}", page.site));
            }
        }
        if lines.is_empty() { "No story uses this picture.".to_owned() } else { lines.join("\n") }
    })?;
    Ok(true)
}
