//! A contributor hands in to a real WordPress, an editor takes the post in, and readers get nothing of it
//! before it is published.

use crate::newsroom::Newsroom;
use crate::wordpress::Wordpress;
use copydesk::delivery::{Delivery, State};
use copydesk::picture::Role;
use copydesk::site::{Address, Kind, Stage};
use copydesk::story::{Status, Story};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;

pub const TOWN: &str = "town";
const INLINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/roof.jpg");

fn address(site: &Wordpress, user: &str) -> Address {
    let (name, url) = (TOWN.to_owned(), site.url.clone());
    Address { name, kind: Kind::Wordpress, url, user: Some(user.to_owned()), fingerprint: None }
}

pub fn room(site: &Wordpress, user: &str) -> Newsroom {
    let room = Newsroom::new(&[(&address(site, user), site.password(user))]);
    room.desk.set_me(user).expect("a name");
    room
}

pub fn file(room: &Newsroom, story: &Story) -> Delivery {
    let story = room.desk.story(story.id).expect("the story");
    let now = room.moment().wall;
    let filed = room.desk.file_with(story.id, story.version, Some(TOWN), now).expect("queued");
    assert!(filed.sentences.concat().contains("desk export"), "{:?}", filed.sentences);
    room.work();
    let delivery = room.delivery(&filed.delivery.expect("on its way").id);
    assert_eq!(delivery.state, State::Delivered, "{:?}", delivery.problem);
    delivery
}

/// A story with a lead and an inline picture and a note.
pub fn story(room: &Newsroom) -> Story {
    let story = room.add_picture(&room.story(), Path::new(INLINE), Role::Inline);
    room.desk.add_note(story.id, "Ask Quilliam first.", None, Timestamp::now()).expect("a note");
    story
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_a_contributor_handed_in_is_taken_in_and_published_as_that_very_post() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let story = story(&writer);
    let id = story.id;
    file(&writer, &story);
    let post = site.posts(&story.copy.headline)[0]["id"].clone();

    let collected = editor.desk.collect(None, Timestamp::now()).expect("asked");
    let waits = &collected.there[0];
    assert_eq!((waits.author.as_str(), waits.story), ("Gustav", None));
    let remote = waits.remote.clone();
    assert_eq!(remote, post.to_string());
    let taken = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    assert_eq!((taken.id, taken.status), (id, Status::Filed));
    let (mine, theirs) = (&story.copy, &taken.copy);
    assert_eq!(
        (&theirs.headline, &theirs.standfirst, theirs.byline.as_str()),
        (&mine.headline, &mine.standfirst, "Jo Smith"),
        "the house puts its “By” before a name"
    );
    let words = |body: &str| body.lines().filter(|line| !line.starts_with("![")).count();
    assert_eq!(words(theirs.body.trim()), words(mine.body.trim()), "{}", theirs.body);
    assert!(!theirs.body.contains('<') && !theirs.body.contains("Main picture"), "{}", theirs.body);
    assert_eq!(taken.pictures.len(), 2);
    for (here, there) in story.pictures.iter().zip(&taken.pictures) {
        let said = |one: &copydesk::picture::Picture| {
            (one.role, one.words.caption.clone(), one.words.credit.clone(), one.words.alt.clone())
        };
        assert_eq!(said(here), said(there));
    }
    assert_eq!(editor.desk.waiting(TOWN).expect("asked"), [], "it is here as it stands there");
    assert_eq!(editor.desk.inbox().expect("read").unread, 1);

    // Both go on; what was handed in again is made one with what the editor wrote.
    editor.edit(&taken, "People stopped", "Crowds stopped");
    writer.edit(&story, "The clock strikes again.", "The clock strikes again at last.");
    file(&writer, &story);
    let again = editor.desk.waiting(TOWN).expect("asked");
    assert_eq!(again[0].story, Some(id));
    let both = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("merged");
    assert!(both.copy.body.contains("Crowds") && both.copy.body.contains("at last"));
    assert_eq!(editor.desk.waiting(TOWN).expect("asked"), []);

    // Where both changed the same, both texts wait to be settled, and nothing of it goes out before.
    editor.edit(&both, "Crowds stopped", "Hundreds stopped");
    writer.edit(&story, "People stopped", "Neighbours stopped");
    file(&writer, &story);
    let both = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    assert_eq!(editor.desk.waiting(TOWN).expect("asked"), [], "it is here");
    let open = editor.desk.to_settle(id).expect("read");
    assert_eq!((open.len(), open[0].conflicts.len()), (1, 1), "{open:?}");
    assert_eq!((open[0].from.as_str(), open[0].site.as_deref()), ("Gustav", Some(TOWN)));
    let conflict = &open[0].conflicts[0];
    assert!(conflict.mine.contains("Hundreds") && conflict.theirs.contains("Neighbours"));
    assert!(both.copy.body.contains("Hundreds") && !both.copy.body.contains("Neighbours"));
    let now = editor.moment().wall;
    let me = editor.desk.set_me("Edith").expect("a name");
    let refused = editor.desk.approve(id, both.version, &me, now).expect_err("to be settled first");
    assert_eq!(refused.code, copydesk::error::Code::Conflict);
    let (version, choices) = (open[0].version, [Some(copydesk::merge::Choice::Both)]);
    let both = editor.desk.settle_received(id, version, open[0].number, &choices, now);
    let both = both.expect("settled");
    assert!(both.copy.body.contains("Hundreds") && both.copy.body.contains("Neighbours"));
    let compared = editor.desk.compare_with_site(id, TOWN).expect("asked");
    assert_eq!(compared.merged.conflicts, [], "what was settled is not asked about again");

    let version = editor.desk.story(both.id).expect("the story").version;
    editor.desk.approve(both.id, version, &me, editor.moment().wall).expect("approved");
    let published = editor.publish(&both, TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    assert_eq!(published.remote_id.as_deref(), Some(remote.as_str()));
    let posts = site.posts(&story.copy.headline);
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0]["status"], "publish");
    let page = editor.desk.published_page(&published).expect("readers get it");
    assert!(page.contains("Hundreds") && !page.contains("Quilliam"));
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_picture_that_does_not_come_holds_up_nothing_and_is_told_before_it_is_lost() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let story = writer.words();
    file(&writer, &story);
    let post = &site.posts(&story.copy.headline)[0];
    let dead = "https://cdn.invalid/graph.png";
    let content = format!(
        "{}\n\n<!-- wp:image -->\n<figure class=\"wp-block-image\"><img src=\"{dead}\" alt=\"\"/></figure>\n\
         <!-- /wp:image -->",
        post["content"]["raw"].as_str().expect("its text")
    );
    site.change_post(&post["id"].to_string(), &serde_json::json!({ "content": content }));
    let remote = editor.desk.waiting(TOWN).expect("asked")[0].remote.clone();
    let taken = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    assert!(taken.copy.body.contains(&format!("[graph.png]({dead})")), "{}", taken.copy.body);
    assert_eq!(editor.desk.waiting(TOWN).expect("asked"), [], "it is here");
    let me = editor.desk.set_me("Edith").expect("a name");
    editor.desk.approve(taken.id, taken.version, &me, editor.moment().wall).expect("approved");
    let stopped = editor.publish(&taken, TOWN, None);
    let problem = stopped.problem.expect("it would take the picture's place");
    assert_eq!(problem.code, copydesk::error::Code::Conflict, "{problem}");
    let told = editor.desk.compare_with_site(taken.id, TOWN).expect("compared").not_carried;
    assert!(told.iter().any(|one| one.words.contains(dead)), "{told:?}");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_post_that_goes_on_from_what_came_in_a_packet_is_made_one_with_it_at_once() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let folder = tempfile::tempdir().expect("a folder");
    let packet = folder.path().join("in.story");
    for (from, is_disputed) in [("stopped to listen", false), ("strikes again", true)] {
        let story = writer.words();
        let (id, now) = (story.id, Timestamp::now());
        file(&writer, &story);
        writer.desk.write_packet(id, &packet, now).expect("a packet");
        editor.desk.read_packet(&packet, None, now).expect("taken in");
        let here = editor.desk.story(id).expect("it is here");
        editor.edit(&here, from, "was heard by everybody");
        file(&writer, &writer.edit(&story, "strikes again", "strikes once more"));
        let waiting = editor.desk.waiting(TOWN).expect("asked");
        let remote = waiting[0].remote.as_str();
        let (both, merged) = editor.desk.take_article(TOWN, remote, now).expect("taken in");
        assert_eq!(both.id, id);
        assert!(both.copy.body.contains("was heard by everybody"), "{}", both.copy.body);
        assert_eq!(both.copy.body.contains("once more"), !is_disputed, "{}", both.copy.body);
        assert_eq!(merged, !is_disputed, "it is told");
        let open = editor.desk.to_settle(id).expect("read");
        assert_eq!(open.len(), usize::from(is_disputed), "{open:?}");
        assert_eq!(editor.desk.waiting(TOWN).expect("asked"), [], "it is here as it stands there");
    }
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_an_editor_sent_back_a_contributor_hands_in_again() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let story = writer.words();
    file(&writer, &story);
    let remote = editor.desk.waiting(TOWN).expect("asked")[0].remote.clone();
    editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    let status = || site.posts(&story.copy.headline)[0]["status"].clone();
    editor.desk.return_with_reasons(story.id, "By whom?", editor.moment().wall).expect("returned");
    assert_eq!(status(), "pending", "nobody asked the site yet");
    collect(&editor);
    assert_eq!(status(), "draft");
    let stands = |room: &Newsroom| room.desk.story(story.id).expect("the story").status;
    assert_eq!(stands(&writer), Status::Filed);
    collect(&writer);
    assert_eq!(stands(&writer), Status::Returned);
    assert_eq!(writer.desk.inbox().expect("read").unread, 1, "the writer is told");
    // Asked once more, nothing happens.
    for room in [&editor, &writer] {
        collect(room);
        assert_eq!((stands(room), status()), (Status::Returned, "draft".into()));
    }

    writer.edit(&story, "People stopped", "Everybody stopped");
    file(&writer, &story);
    assert_eq!(status(), "pending");
    collect(&editor);
    assert_eq!(status(), "pending", "what was returned is not what waits now");
    let again = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    assert_eq!(again.status, Status::Filed);
    assert!(again.copy.body.contains("Everybody"), "{}", again.copy.body);

    // Returned while its writer hands in another text, which nobody has read yet.
    editor.desk.return_with_reasons(story.id, "And when?", editor.moment().wall).expect("returned");
    writer.edit(&story, "Everybody stopped", "All stopped at noon");
    file(&writer, &story);
    collect(&editor);
    assert_eq!(status(), "pending");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_was_published_and_taken_off_the_site_is_so_at_every_desk() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let colleague = room(&site, "edith");
    let story = writer.words();
    file(&writer, &story);
    let remote = editor.desk.waiting(TOWN).expect("asked")[0].remote.clone();
    colleague.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    let taken = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    let me = editor.desk.set_me("Edith").expect("a name");
    editor.desk.approve(taken.id, taken.version, &me, editor.moment().wall).expect("approved");
    let published = editor.publish(&taken, TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    // A contributor may not read the post as it is edited any more, only as readers do.
    let told = writer.desk.collect(None, writer.moment().wall).expect("asked").decided;
    assert_eq!((told.len(), told[0].edited), (1, None), "{told:?}");
    assert_eq!(told[0].sentence, "It is published on town.");
    let (here, of) = (writer.desk.story(story.id).expect("the story"), address(&site, "gustav"));
    assert_eq!(here.status, Status::Published);
    let held = writer.held(&of, &story);
    assert_eq!((held.stage, Some(held.url)), (Stage::Public, published.url));
    assert_eq!(writer.desk.inbox().expect("read").unread, 1);
    let past = writer.desk.revisions(story.id).expect("its history");
    assert!(past.iter().any(|past| past.why == "published on town"), "{past:?}");
    publishes_other_words(&writer, &editor);

    collect(&colleague);
    let stands = |room: &Newsroom| room.desk.story(story.id).expect("the story").status;
    assert_eq!(stands(&colleague), Status::Published);
    let queued = colleague.desk.withdraw(story.id, None, colleague.moment().wall).expect("queued");
    colleague.work();
    assert_eq!(colleague.delivery(&queued[0].id).state, State::Delivered);
    for room in [&colleague, &editor, &writer] {
        collect(room);
        assert_eq!(stands(room), Status::Withdrawn);
        assert_eq!(room.desk.verify(story.id).expect("looked at").faults, []);
    }
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn what_its_contributor_takes_back_does_not_go_out_at_its_moment() {
    let site = Wordpress::start(&[]);
    let (writer, editor) = (room(&site, "gustav"), room(&site, "edith"));
    let story = writer.words();
    file(&writer, &story);
    let remote = editor.desk.waiting(TOWN).expect("asked")[0].remote.clone();
    let taken = editor.desk.take_in_article(TOWN, &remote, Timestamp::now()).expect("taken in");
    let (me, now) = (editor.desk.set_me("Edith").expect("a name"), editor.moment().wall);
    editor.desk.approve(taken.id, taken.version, &me, now).expect("approved");
    // Too near for the site to be told it.
    let soon = now + SignedDuration::from_mins(5);
    let waits = editor.publish(&taken, TOWN, Some(soon));
    assert_eq!(waits.state, State::Held, "{:?}", waits.problem);
    let queued = writer.desk.withdraw(story.id, None, writer.moment().wall).expect("queued");
    writer.work();
    assert_eq!(writer.delivery(&queued[0].id).state, State::Delivered);
    collect(&editor);
    assert_eq!(editor.desk.story(story.id).expect("the story").status, Status::Returned);
    let ended = editor.delivery(&waits.id);
    assert_eq!(ended.state, State::Failed);
    assert!(ended.problem.expect("told").message.contains("taken back"));
    assert_eq!(site.posts(&story.copy.headline)[0]["status"], "draft");
}

/// What the editor changed before it was published is not said to be what the writer's text here is.
fn publishes_other_words(writer: &Newsroom, editor: &Newsroom) {
    let story = writer.words();
    file(writer, &story);
    let waiting = editor.desk.waiting(TOWN).expect("asked");
    let remote = &waiting.iter().find(|one| one.story.is_none()).expect("it waits").remote;
    let taken = editor.desk.take_in_article(TOWN, remote, Timestamp::now()).expect("taken in");
    let taken = editor.edit(&taken, "stopped", "stood still");
    let (me, now) = (editor.desk.myself().expect("a name"), editor.moment().wall);
    editor.desk.approve(taken.id, taken.version, &me, now).expect("approved");
    let published = editor.publish(&taken, TOWN, None);
    assert_eq!(published.state, State::Delivered, "{:?}", published.problem);
    let told = writer.desk.collect(None, writer.moment().wall).expect("asked").decided;
    // It is told at once, and what the editor changed is in the history to be looked at.
    assert_eq!((told.len(), told[0].story), (1, story.id), "{told:?}");
    assert!(told[0].sentence.contains("in the editors’ words"), "{told:?}");
    let (handed_in, readers) = told[0].edited.expect("both texts");
    let changed = writer.desk.compare_revisions(story.id, Some(handed_in), Some(readers));
    let changed = changed.expect("compared");
    assert_eq!((changed.words_in, changed.words_out), (2, 1), "{changed:?}");
    assert!(changed.fields.iter().all(|one| !one.changed), "{:?}", changed.fields);
    assert_eq!(writer.desk.published_otherwise(story.id).expect("read"), Some(readers));
    let here = writer.desk.story(story.id).expect("the story");
    assert!(here.copy.body.contains("stopped"), "what was written here stands: {}", here.copy.body);
    let again = writer.desk.collect(None, writer.moment().wall).expect("asked").decided;
    assert_eq!(again, [], "told once");
}

/// Asks the sites, as the desk does every few minutes.
fn collect(room: &Newsroom) {
    let collected = room.desk.collect(None, room.moment().wall).expect("asked");
    assert!(collected.failed.is_empty(), "{:?}", collected.failed);
}

/// What an anonymous reader gets: the status, and the body.
fn read(url: &str) -> (u16, String) {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.get(url).call().expect("an answer");
    let status = answer.status().as_u16();
    (status, String::from_utf8_lossy(&answer.body_mut().read_to_vec().expect("bytes")).into_owned())
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn while_a_post_is_pending_readers_get_nothing_of_it() {
    let site = Wordpress::start(&[]);
    let writer = room(&site, "gustav");
    let story = story(&writer);
    let story = writer.edit(&story, "The clock strikes again.", "Unpublished words of Zeppelina.");
    file(&writer, &story);
    // Handed in twice, so that there are revisions.
    writer.edit(&story, "People stopped", "Zeppelina stopped");
    file(&writer, &story);
    let post = &site.posts(&story.copy.headline)[0];
    assert_eq!(post["status"], "pending");
    let (id, url) = (&post["id"], &site.url);
    let link = post["link"].as_str().expect("an address");
    let mut places = vec![
        format!("{url}/"),
        format!("{url}/feed/"),
        format!("{url}/comments/feed/"),
        format!("{url}/?s=Zeppelina"),
        format!("{url}/?p={id}"),
        format!("{url}/?p={id}&preview=true"),
        link.to_owned(),
        format!("{url}/author/gustav/"),
        format!("{url}/category/uncategorized/feed/"),
        format!("{url}/wp-sitemap.xml"),
        format!("{url}/wp-sitemap-posts-post-1.xml"),
    ];
    let api = [
        "posts".to_owned(),
        "posts?status=pending".to_owned(),
        "posts?status=any".to_owned(),
        "posts?context=edit".to_owned(),
        format!("posts/{id}"),
        format!("posts/{id}/revisions"),
        format!("posts/{id}/autosaves"),
        format!("comments?post={id}"),
        "search?search=Zeppelina".to_owned(),
        "media?per_page=100".to_owned(),
    ];
    places.extend(api.iter().map(|path| format!("{url}/wp-json/wp/v2/{path}")));
    places.push(format!("{url}/wp-json/oembed/1.0/embed?url={link}"));
    for item in site.media() {
        places.push(format!("{url}/?attachment_id={}", item["id"]));
        places.push(format!("{url}/wp-json/wp/v2/media/{}", item["id"]));
        places.push(item["link"].as_str().expect("an address").to_owned());
    }
    let private = ["Zeppelina", "Quilliam", &story.copy.headline, "It strikes again."];
    let mut told = Vec::new();
    // A picture's file is there for whoever knows its address, and that cannot be helped.
    let file = site.media()[0]["source_url"].as_str().expect("an address").to_owned();
    assert_eq!(read(&file).0, 200);
    for place in places {
        let (status, text) = read(&place);
        let searched = place.contains("s=Zeppelina") || place.contains("search=");
        let found = private.iter().filter(|one| text.contains(**one));
        for one in found.filter(|one| !(searched && **one == "Zeppelina")) {
            told.push(format!("{status} {place}: {one}"));
        }
        let about_pictures = ["The clock", "Jo Smith", "clock face", "reading-room", "roof"];
        for one in about_pictures.iter().filter(|one| text.contains(**one)) {
            told.push(format!("{status} {place}: {one} (picture)"));
        }
    }
    assert_eq!(told, Vec::<String>::new());
}
