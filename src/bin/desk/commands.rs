//! The commands, each in a few lines on top of the library's [`Desk`].

use crate::arguments::{Arguments, Command, Form};
use crate::{
    comparing, demo, inbox, next, pictures, print, putting_back, reviewing, sending, settling,
    sharing, sites, suggesting, words,
};
use copydesk::check::{Finding, Severity};
use copydesk::delivery::State;
use copydesk::desk::{Desk, Hits, MOST_HITS, Place, Within};
use copydesk::document;
use copydesk::error::{Code, Error, Result, system};
use copydesk::picture::Picture;
use copydesk::render;
use copydesk::render::page::Image;
use copydesk::render::wordpress::WpImage;
use copydesk::site::Stage;
use copydesk::story::{Copy, Story, StoryId};
use jiff::Timestamp;
use serde_json::json;
use std::io::{BufRead, Write};
use std::path::Path;

/// Runs one command; whether all of it succeeded.
pub fn run(desk: &Desk, arguments: &Arguments) -> Result<bool> {
    let json = arguments.json;
    match &arguments.command {
        Command::New { words, headline, byline } => {
            let headline = headline.clone().unwrap_or_else(|| words.join(" "));
            new(desk, headline, byline.clone(), json)
        }
        Command::Import { files, trust, merge } => {
            sharing::import(desk, files, (trust.as_deref(), *merge), json)
        }
        Command::Export { id, file } => sharing::export(desk, desk.story_id(id)?, file, json),
        Command::People { trust } => sharing::people(desk, trust.as_deref(), json),
        Command::Append { id } => append(desk, desk.story_id(id)?),
        Command::List => list(desk, json),
        Command::Show { id, form } => show(desk, desk.story_id(id)?, *form, json),
        Command::Picture(command) => pictures::run(desk, command, json),
        Command::Check { story } => check(desk, story, json),
        Command::Words { for_house, add, forget } => {
            words::words(desk, *for_house, (add, forget), json)
        }
        Command::Site(command) => sites::run(desk, command, json),
        Command::Publish { id, sites, at, wait, anew } => {
            let id = desk.story_id(id)?;
            for site in sites.iter().filter(|_| *anew) {
                desk.forget_on_site(id, site)?;
            }
            let at = at.as_deref().map(|at| desk.house().moment(at)).transpose()?;
            sending::publish(desk, id, sites, at, *wait, json)
        }
        Command::Correct { id, note, wait } => {
            let id = desk.story_id(id)?;
            let version = desk.story(id)?.version;
            let queued = desk.correct(id, version, note, Timestamp::now())?;
            sending::see_through(desk, queued, *wait, json)
        }
        Command::Withdraw { id, site, wait } => {
            let id = desk.story_id(id)?;
            let queued = desk.withdraw(id, site.as_deref(), Timestamp::now())?;
            // What no site had yet is called off, and that is what was asked for.
            let called_off = queued.iter().all(|one| one.state == State::Failed);
            Ok(sending::see_through(desk, queued, *wait, json)? || called_off)
        }
        Command::Compare { id, site } => comparing::compare(desk, desk.story_id(id)?, site, json),
        Command::Pull { id: Some(id), site: Some(site), take, send } => {
            comparing::pull(desk, desk.story_id(id)?, site, (*take, *send), json)
        }
        Command::Pull { site, .. } => inbox::pull(desk, site.as_deref(), json),
        Command::TakeIn { remote, site } => inbox::take_in(desk, site, remote, json),
        Command::Inbox => inbox::show(desk, json),
        Command::Embargo { id, until } => embargo(desk, desk.story_id(id)?, until, json),
        Command::Places { id } => places(desk, desk.story_id(id)?, json),
        Command::Review(command) => reviewing::run(desk, command, json),
        Command::Suggest(command) => suggesting::run(desk, command, json),
        Command::Settle(command) => settling::run(desk, command, json),
        Command::PutBack(command) => putting_back::run(desk, command, json),
        Command::Outbox { command } => sending::outbox(desk, command.as_ref(), json),
        Command::Search { words } => search(desk, &words.join(" "), json),
        Command::PracticeSite { port } => practice_site(desk, *port, json),
        Command::Demo { .. } => unreachable!("the demonstration opens a desk of its own"),
    }
}

fn embargo(desk: &Desk, id: StoryId, until: &str, json: bool) -> Result<bool> {
    let none = until.trim().eq_ignore_ascii_case("none");
    let until = if none { None } else { Some(desk.house().moment(until)?) };
    let story = desk.set_embargo(id, until, Timestamp::now())?;
    print::answer(json, &json!({ "id": story.id, "embargo": story.embargo }), || {
        match story.embargo {
            Some(until) => format!("Locked until {}.", desk.house().moment_line(until)),
            None => "Not under embargo.".to_owned(),
        }
    })?;
    Ok(true)
}

fn places(desk: &Desk, id: StoryId, json: bool) -> Result<bool> {
    let places = desk.places(id)?;
    print::answer(json, &json!({ "places": places }), || {
        let line = |place: &Place| {
            let stage = match place.stage {
                Stage::Draft => "hidden",
                Stage::Pending => "in review",
                Stage::Scheduled => "scheduled",
                Stage::Public => "public",
                Stage::Withdrawn => "withdrawn",
            };
            format!("{}: {stage}  {}", place.site, place.url)
        };
        let lines: Vec<String> = places.iter().map(line).collect();
        if lines.is_empty() {
            "On no site that is known here.".to_owned()
        } else {
            lines.join("\n")
        }
    })?;
    Ok(true)
}

fn new(desk: &Desk, headline: String, byline: Option<String>, json: bool) -> Result<bool> {
    let mut story = desk.new_story(Timestamp::now())?;
    let byline = byline.unwrap_or_else(|| story.copy.byline.clone());
    let copy = Copy { headline, byline, ..story.copy.clone() };
    if copy != story.copy {
        desk.save_copy(story.id, story.version, &copy, Timestamp::now())?;
        story = desk.story(story.id)?;
    }
    print::answer(json, &json!({ "stories": [line(&story)] }), || story.id.to_string())?;
    Ok(true)
}

/// A story as `import`, `new` and `list` give it.
pub fn line(story: &Story) -> serde_json::Value {
    json!({
        "id": story.id,
        "headline": story.copy.headline,
        "status": story.status,
        "section": story.section,
        "version": story.version,
        "pictures": story.pictures.len(),
    })
}

/// Each line is on disk before `saved N` is printed and the next one is read.
fn append(desk: &Desk, id: StoryId) -> Result<bool> {
    let mut story = desk.story(id)?;
    let mut out = std::io::stdout().lock();
    for (number, text) in std::io::stdin().lock().lines().enumerate() {
        let text = text.map_err(|error| unreadable(&error))?;
        if !story.copy.body.is_empty() && !story.copy.body.ends_with('\n') {
            story.copy.body.push('\n');
        }
        story.copy.body.push_str(&text);
        story.copy.body.push('\n');
        let saved = desk.save_copy(id, story.version, &story.copy, Timestamp::now())?;
        story.version = saved.version;
        // Whoever closed the pipe no longer wants to know; the words are saved all the same.
        let _ = writeln!(out, "saved {}", number + 1).and_then(|()| out.flush());
    }
    Ok(true)
}

fn list(desk: &Desk, json: bool) -> Result<bool> {
    let (stories, jobs) = (desk.stories()?, desk.jobs()?);
    print::answer(json, &json!({ "stories": stories }), || {
        let mut lines = Vec::new();
        for one in &stories {
            let (id, headline) = (one.id, titled(&one.headline));
            lines.push(format!("{id}  {:<10}  {headline}", one.status.word()));
            lines.extend(jobs.get(&id).map(|job| format!("    {}", next::told(id, job))));
        }
        if lines.is_empty() {
            "No stories yet. Start one with `desk new`.".to_owned()
        } else {
            lines.join("\n")
        }
    })?;
    Ok(true)
}

/// The headline, or what a story without one is called.
pub fn titled(headline: &str) -> &str {
    if headline.trim().is_empty() { "Untitled" } else { headline }
}

fn show(desk: &Desk, id: StoryId, form: Form, json: bool) -> Result<bool> {
    let story = desk.open_story(id)?;
    let article = render::article(&story, desk.house());
    let image = |picture: &Picture| Image {
        url: picture.name.clone(),
        width: picture.width,
        height: picture.height,
    };
    let text = match form {
        Form::Json => json!(story).to_string(),
        Form::Markdown => document::write(&story),
        Form::Html => render::page::body(&article, &image),
        Form::Ninjs => {
            json!(render::ninjs::item(&story, desk.house(), &article, &image)).to_string()
        }
        Form::Ghost => render::ghost::content(&article, &article.byline, &image),
        Form::Wordpress => render::wordpress::content(&article, &|picture| WpImage {
            // Only the site can give a picture its number.
            id: 1,
            url: picture.name.clone(),
            width: picture.width,
            height: picture.height,
        }),
    };
    if json && !matches!(form, Form::Json | Form::Ninjs) {
        print::lines(&json!({ "story": line(&story), "text": text }).to_string())?;
    } else {
        print::lines(text.trim_end())?;
    }
    // Beside the text, which may go into a file.
    if let Some(job) = desk.job(id)?.filter(|_| !json) {
        print::note(&next::told(id, &job));
    }
    Ok(true)
}

fn check(desk: &Desk, story: &str, json: bool) -> Result<bool> {
    let file = Path::new(story);
    // What looks like a file's name and is none is told as that.
    let findings = if file.exists() || file.extension().is_some() {
        desk.check_file(file, Timestamp::now())?
    } else {
        desk.check(desk.story_id(story)?)?
    };
    print::answer(json, &json!({ "findings": findings }), || told(&findings))?;
    Ok(!findings.iter().any(|finding| finding.severity == Severity::Blocker))
}

fn told(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "Nothing to ask: ready to publish.".to_owned();
    }
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let word = match finding.severity {
                Severity::Blocker => "must",
                Severity::Warning => "should",
                Severity::Hint => "could",
            };
            format!("{word:<6}  {}", finding.message)
        })
        .collect();
    lines.join("\n")
}

fn search(desk: &Desk, words: &str, json: bool) -> Result<bool> {
    let Hits { hits, .. } = desk.search(words, &Within::default(), MOST_HITS)?;
    print::answer(json, &json!({ "hits": hits }), || {
        let lines: Vec<String> = hits
            .iter()
            .map(|hit| format!("{}  {}\n    {}", hit.id, titled(&hit.headline), hit.snippet))
            .collect();
        if lines.is_empty() { "No story holds these words.".to_owned() } else { lines.join("\n") }
    })?;
    Ok(true)
}

fn practice_site(desk: &Desk, port: Option<u16>, json: bool) -> Result<bool> {
    let practice = desk.start_practice_site(port, Timestamp::now())?;
    let tokens = json!({ "editor": practice.editor.reveal(), "writer": practice.writer.reveal() });
    let ours = desk.runs_practice_site();
    print::answer(json, &json!({ "url": practice.url, "tokens": tokens }), || {
        format!(
            "{}\neditor's token  {}\nwriter's token  {}\n{}",
            practice.url,
            practice.editor.reveal(),
            practice.writer.reveal(),
            if ours {
                "Stop it with Ctrl+C."
            } else {
                "Another program runs it already; it stops when that one ends."
            }
        )
    })?;
    if ours { demo::wait_for_interrupt() } else { Ok(true) }
}

fn unreadable(error: &std::io::Error) -> Error {
    let why = system::why(error);
    Error::new(
        Code::Invalid,
        format!("Standard input cannot be read any further: {why}."),
        "Every line before that is saved.",
    )
}
