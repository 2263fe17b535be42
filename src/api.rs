//! The one table of calls the screen can make. [`dispatch`] answers them; [`typescript`] writes the
//! types of every call and every answer for the screen (`ui/api/bindings.ts`, kept by a test).

mod typescript;

pub use typescript::typescript;

use crate::check::Finding;
use crate::compare::Comparison;
use crate::delivery::Delivery;
use crate::desk::{
    Beside, Collected, Decided, Desk, Dictionary, FileImported, Filed, Inbox, KeyHolder,
    PacketRead, PacketWritten, Pasted, PictureWritten, PicturesAdded, Place as LivePlace, Saved,
    SiteComparison, SiteView, Taking as SiteTaking,
};
use crate::error::{Code, Error, Result};
use crate::house::Rights;
use crate::markdown::Utf16Range;
use crate::merge::Choice;
use crate::picture::{Picture, Shape};
use crate::review::{How, Note, Part, Person, Proposal};
use crate::site::doctor::Report;
use crate::site::{Address, Credential, Kind as SiteKind};
use crate::store::{
    CreditUsed, Details, Hits, PictureUse, RevisionSummary, StorySummary, Verified, Within,
};
use crate::story::{Copy, Kind, Move, Story, StoryId};
use crate::vault::keychain;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;
use ts_rs::{Config, TS};

/// What the screen must know before it can show anything.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AppState {
    pub version: String,
    pub data_folder: String,
    pub house: HouseView,
    /// My byline, or my name as the house writes bylines; `null` until I said who I am.
    pub byline: Option<String>,
}

/// The house pack as far as the screen shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseView {
    pub masthead: String,
    /// Straight quotes and double hyphens become typographic ones.
    pub smart_punctuation: bool,
    pub sections: Vec<String>,
    pub byline_pattern: String,
    /// IANA name of the newsroom's zone, in which moments are written and read.
    pub time_zone: String,
    /// The longest headline that fits, in characters.
    pub longest_headline: usize,
    /// The shapes a picture may be cut to, as `16:9`.
    pub crops: Vec<Shape>,
    /// The usual terms of use of a picture.
    pub rights: Vec<Rights>,
}

/// Whether secrets can be kept after this run, and if not, why.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KeychainView {
    pub available: bool,
    pub message: String,
}

/// An article that was taken in from the site where it waited.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TakenIn {
    pub story: Story,
    /// It was here before, and its text is another now: both were made one.
    pub merged: bool,
}

/// The page as the site will show it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Preview {
    pub html: String,
}

/// Reads what a call was given.
fn given<T: serde::de::DeserializeOwned>(call: &str, args: Value) -> Result<T> {
    serde_json::from_value(args).map_err(|error| {
        Error::new(
            Code::Internal,
            format!(
                "The screen asked for “{call}” in a way the desk does not understand: {error}."
            ),
            "Nothing was changed. Start Copydesk again; if it happens again, report it.",
        )
    })
}

/// Writes the table: for each call its arguments, its answer, and what it does.
macro_rules! calls {
    ($($name:ident { $($field:ident : $kind:ty),* $(,)? } -> $answer:ty = |$desk:ident, $now:ident| $body:expr;)*) => {
        /// Answers one call of the screen.
        ///
        /// # Errors
        /// What the call's method of [`Desk`] says; `Internal` for a call that is not in the table.
        // One arm for each call of the table: the length is the table's.
        #[allow(clippy::too_many_lines)]
        pub fn dispatch(desk: &Desk, call: &str, args: Value, now: Timestamp) -> Result<Value> {
            match call {
                $(stringify!($name) => {
                    #[derive(Deserialize)]
                    struct Args { $($field: $kind),* }
                    let Args { $($field),* } = given(call, args)?;
                    let ($desk, $now) = (desk, now);
                    let answer: $answer = $body?;
                    Ok(serde_json::to_value(answer)?)
                })*
                _ => Err(Error::new(
                    Code::Internal,
                    format!("The screen asked for “{call}”, which the desk does not know."),
                    "Start Copydesk again; if it happens again, report it.",
                )),
            }
        }

        /// The name of every call.
        pub const CALLS: &[&str] = &[$(stringify!($name)),*];

        fn signatures(config: &Config) -> String {
            let mut text = String::from("export interface Calls {\n");
            $({
                let fields: &[String] = &[$(format!("{}: {}", stringify!($field), <$kind as TS>::name(config))),*];
                let args = if fields.is_empty() { "Record<string, never>".to_owned() } else { format!("{{ {} }}", fields.join("; ")) };
                // Writing to a String cannot fail.
                let _ = writeln!(text, "  {}: {{ args: {args}; answer: {} }};", stringify!($name), <$answer as TS>::name(config));
            })*
            text.push_str("}\n");
            text
        }
    };
}

calls! {
    app_state {} -> AppState = |desk, _now| app_state(desk);
    keychain {} -> KeychainView = |_desk, _now| Ok::<_, Error>(keychain_view());
    set_byline { byline: String } -> () = |desk, _now| desk.set_byline(&byline);

    story_list {} -> Vec<StorySummary> = |desk, _now| desk.stories();
    story_summary { id: StoryId } -> StorySummary = |desk, _now| desk.summary(id);
    story_sample {} -> Story = |desk, now| desk.first_story(now);
    story_new {} -> Story = |desk, now| desk.new_story(now);
    story_latest {} -> Option<Story> = |desk, _now| desk.open_latest();
    story_open { id: StoryId } -> Story = |desk, _now| desk.open_story(id);
    story_move { id: StoryId, by: Move } -> Story = |desk, now| desk.move_story(id, by, now);
    save_copy { id: StoryId, base_version: u32, copy: Copy } -> Saved
        = |desk, now| desk.save_copy(id, base_version, &copy, now);
    save_details { id: StoryId, base_version: u32, kind: Kind, section: String, slug: String } -> Saved
        = |desk, now| desk.save_details(id, base_version, &Details { kind, section, slug }, now);
    search { words: String, within: Within, at_most: u32 } -> Hits
        = |desk, _now| desk.search(&words, &within, at_most);

    from_clipboard { id: StoryId, html: String, labels: Vec<String> } -> Pasted
        = |desk, now| desk.from_clipboard(id, &html, labels, now);
    import_file { path: PathBuf } -> FileImported = |desk, now| desk.import_file(&path, now);

    save_picture { id: StoryId, base_version: u32, name: String, written: PictureWritten } -> Saved
        = |desk, now| desk.save_picture(id, base_version, &name, written, now);
    picture_add_files { id: StoryId, paths: Vec<PathBuf> } -> PicturesAdded
        = |desk, now| desk.add_picture_files(id, &paths, now);
    picture_remove { id: StoryId, name: String } -> Saved
        = |desk, now| desk.remove_picture(id, &name, now);
    picture_restore { id: StoryId, picture: Picture } -> Saved
        = |desk, now| desk.restore_picture(id, &picture, now);

    credit_suggestions { begun: String } -> Vec<CreditUsed>
        = |desk, _now| desk.credit_suggestions(&begun);
    picture_uses { sha256: String } -> Vec<PictureUse> = |desk, _now| desk.picture_uses(&sha256);

    revision_list { id: StoryId } -> Vec<RevisionSummary> = |desk, _now| desk.revisions(id);
    revision_restore { id: StoryId, revision: i32 } -> Story
        = |desk, now| desk.restore(id, revision.into(), now);

    revision_compare { id: StoryId, old: Option<i32>, new: Option<i32> } -> Comparison
        = |desk, _now| desk.compare_revisions(id, old.map(i64::from), new.map(i64::from));
    revision_handed_in { id: StoryId } -> Option<i32>
        = |desk, _now| desk.last_handed_in(id).map(|held| held.and_then(|id| i32::try_from(id).ok()));
    revision_published { id: StoryId } -> Option<i32>
        = |desk, _now| desk.published_otherwise(id).map(|text| text.and_then(|id| i32::try_from(id).ok()));

    review { id: StoryId } -> Beside = |desk, _now| desk.beside(id);
    review_note { id: StoryId, base_version: u32, text: String, part: Option<Part>, range: Option<Utf16Range> } -> Note
        = |desk, now| {
            let anchor = match part.zip(range) {
                Some((part, range)) => Some(desk.anchor_at(id, base_version, part, range)?),
                None => None,
            };
            desk.add_note(id, &text, anchor, now)
        };
    review_answer { id: StoryId, to: String, text: String } -> Note
        = |desk, now| desk.answer(id, &to, &text, now);
    review_settle { id: StoryId, what: String, how: How } -> ()
        = |desk, now| desk.settle(id, &what, how, now).map(drop);
    review_proposal { id: StoryId, part: Part } -> Proposal = |desk, now| desk.proposal(id, &part, now);
    review_propose { id: StoryId, part: Part, text: String } -> Proposal
        = |desk, now| desk.propose(id, part, text, now);
    review_proposed { id: StoryId } -> () = |desk, now| desk.end_proposing(id, now).map(drop);
    review_accept { id: StoryId, base_version: u32, which: Vec<String> } -> Decided
        = |desk, now| desk.accept_suggestions(id, base_version, &which, now);
    review_reject { id: StoryId, which: Vec<String> } -> ()
        = |desk, now| desk.reject_suggestions(id, &which, now).map(drop);
    review_take { id: StoryId } -> () = |desk, now| desk.take(id, now).map(drop);
    review_release { id: StoryId } -> () = |desk, now| desk.release(id, now).map(drop);
    review_assign { id: StoryId, to: Option<String> } -> ()
        = |desk, now| match to {
            Some(to) => desk.assign_to(id, &to, now),
            None => desk.assign(id, None, now),
        }.map(drop);
    story_approve { id: StoryId, base_version: u32 } -> Story
        = |desk, now| desk.approve(id, base_version, &desk.myself()?, now);
    story_return { id: StoryId, reasons: String } -> Story
        = |desk, now| desk.return_with_reasons(id, &reasons, now);
    record_verify { id: StoryId } -> Verified = |desk, _now| desk.verify(id);

    preview { id: StoryId, copy: Copy, picture_base: String } -> Preview
        = |desk, now| desk.preview(id, copy, &picture_base, now).map(|html| Preview { html });
    check { id: StoryId } -> Vec<Finding> = |desk, _now| desk.check(id);

    spelling_suggestions { word: String } -> Vec<String>
        = |desk, _now| Ok::<_, Error>(desk.spelling_suggestions(&word));
    dictionary_set { whose: Dictionary, word: String, known: bool } -> ()
        = |desk, _now| desk.set_word(whose, &word, known);

    site_list {} -> Vec<SiteView> = |desk, _now| desk.sites();
    site_add { name: String, kind: SiteKind, url: String, user: Option<String>, fingerprint: Option<String>, secret: String } -> SiteView
        = |desk, now| desk.add_site(Address { name, kind, url, user, fingerprint }, &Credential::new(&secret), now);
    site_doctor { name: String } -> Report = |desk, now| desk.diagnose_site(&name, now);
    site_doctor_new { name: String, kind: SiteKind, url: String, user: Option<String>, fingerprint: Option<String>, secret: String } -> Report
        = |desk, now| {
            let address = Address { name, kind, url, user, fingerprint };
            Ok::<_, Error>(desk.diagnose(&address, Some(&Credential::new(&secret)), now))
        };
    site_authorise { name: String, url: String, fingerprint: Option<String> } -> String
        = |desk, now| desk.authorise(&name, &url, fingerprint, now);
    site_sign_in { name: String, secret: String } -> SiteView
        = |desk, now| desk.sign_in(&name, &Credential::new(&secret), now);
    site_remove { name: String } -> () = |desk, now| desk.remove_site(&name, now);

    packet_write { id: StoryId, path: PathBuf } -> PacketWritten
        = |desk, now| desk.write_packet(id, &path, now);
    packet_read { path: PathBuf, confirmed: Option<String> } -> PacketRead
        = |desk, now| desk.read_packet(&path, confirmed.as_deref(), now);
    packet_settle { id: StoryId, base_version: u32, number: i32, choices: Vec<Option<Choice>> } -> Story
        = |desk, now| desk.settle_received(id, base_version, number.into(), &choices, now);
    person_list {} -> Vec<KeyHolder> = |desk, _now| desk.people();
    colleague_list {} -> Vec<Person> = |desk, _now| desk.colleagues();

    publish { id: StoryId, base_version: u32, sites: Vec<String>, at: Option<String> } -> Vec<Delivery>
        = |desk, now| {
            let at = at.map(|at| desk.house().moment(&at)).transpose()?;
            desk.publish_to(id, base_version, &sites, at, now)
        };
    publish_anew { id: StoryId, base_version: u32, site: String } -> Delivery
        = |desk, now| desk.publish_anew(id, base_version, &site, now);
    inbox {} -> Inbox = |desk, _now| desk.inbox();
    inbox_sync {} -> Collected = |desk, now| desk.collect(None, now);
    inbox_take_in { site: String, remote: String } -> TakenIn
        = |desk, now| desk.take_article(&site, &remote, now).map(|(story, merged)| TakenIn { story, merged });
    story_file { id: StoryId, base_version: u32, site: Option<String> } -> Filed
        = |desk, now| desk.file_with(id, base_version, site.as_deref(), now);
    correct { id: StoryId, base_version: u32, note: String } -> Vec<Delivery>
        = |desk, now| desk.correct(id, base_version, &note, now);
    withdraw { id: StoryId, site: Option<String> } -> Vec<Delivery>
        = |desk, now| desk.withdraw(id, site.as_deref(), now);
    places { id: StoryId } -> Vec<LivePlace> = |desk, _now| desk.places(id);
    site_compare { id: StoryId, site: String } -> SiteComparison
        = |desk, _now| desk.compare_with_site(id, &site);
    site_settle { id: StoryId, base_version: u32, site: String, seen: String, taking: SiteTaking, send: bool } -> Option<Delivery>
        = |desk, now| desk.settle_with_site(id, base_version, &site, (seen.as_str(), &taking, send), now);
    embargo_set { id: StoryId, until: Option<String> } -> Story
        = |desk, now| {
            let until = until.map(|until| desk.house().moment(&until)).transpose()?;
            desk.set_embargo(id, until, now)
        };
    delivery_list { id: Option<StoryId> } -> Vec<Delivery> = |desk, _now| desk.deliveries(id);
    delivery_retry { id: String } -> Delivery = |desk, now| desk.retry(&id, now);
    delivery_pause { id: String } -> Delivery = |desk, now| desk.pause(&id, now);
    delivery_cancel { id: String } -> Delivery = |desk, now| desk.cancel(&id, now);
}

fn app_state(desk: &Desk) -> Result<AppState> {
    let house = desk.house();
    Ok(AppState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_folder: desk.folder().display().to_string(),
        house: HouseView {
            masthead: house.masthead.name.clone(),
            smart_punctuation: house.smart_punctuation,
            sections: house.sections.clone(),
            byline_pattern: house.byline.pattern.clone(),
            time_zone: house.time_zone.clone(),
            longest_headline: house.longest_headline,
            crops: house.pictures.crops.clone(),
            rights: house.pictures.rights.clone(),
        },
        byline: desk.own_byline()?,
    })
}

fn keychain_view() -> KeychainView {
    match keychain::available() {
        Ok(()) => KeychainView { available: true, message: String::new() },
        Err(error) => KeychainView { available: false, message: error.to_string() },
    }
}
