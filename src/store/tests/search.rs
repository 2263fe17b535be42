//! What a search finds, where, and among which stories; what a list shows.

use super::*;
use crate::story::Status;

/// A story of that headline and body, in a section, one second after the one before.
fn written(store: &mut Store, n: i64, section: &str, headline: &str, body: &str) -> StoryId {
    let now = at("2024-01-11T09:00:00Z") + jiff::SignedDuration::from_secs(n);
    let mut story = Story::new(StoryId::new(now), now);
    story.section = section.into();
    story.copy = copy(headline, body);
    store.insert_story(&story).unwrap();
    story.id
}

fn found(store: &Store, words: &str, within: &Within) -> Vec<String> {
    let mut hits: Vec<String> = store
        .search(words, within, MOST_HITS)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.headline)
        .collect();
    hits.sort();
    hits
}

#[test]
fn a_hit_says_where_it_was_found_and_marks_it() {
    let (_folder, mut store) = store();
    let id = written(&mut store, 0, "News", "Lock gates open", "The canal is full again.");
    let now = at("2024-01-11T09:01:00Z");
    let mut words = store.story(id).unwrap().copy;
    words.byline = "By Nell Farrow".into();
    words.dateline = Some("Marlbridge".into());
    words.tags = vec!["waterways".into()];
    store.save_copy(id, 1, &words, now).unwrap();
    let mut roof = picture("roof.jpg", Role::Lead);
    roof.words.alt = "Slates and a crane".into();
    roof.words.creator = "Priya Shah".into();
    store.add_picture(id, &roof, now).unwrap();
    for (words, place, snippet) in [
        ("canal", FoundIn::Text, "The ⟦canal⟧ is full again.\nwaterways"),
        ("waterw", FoundIn::Text, "The canal is full again.\n⟦waterways⟧"),
        ("crane", FoundIn::Caption, "A roof\nSlates and a ⟦crane⟧"),
        ("priya", FoundIn::Credit, "Jo Smith\n⟦Priya⟧ Shah"),
        ("farrow", FoundIn::Byline, "By Nell ⟦Farrow⟧\nMarlbridge"),
        ("marlbridge", FoundIn::Byline, "By Nell Farrow\n⟦Marlbridge⟧"),
        ("gates", FoundIn::Headline, "Lock ⟦gates⟧ open"),
    ] {
        let hits = searched(&store, words);
        let told: Vec<_> = hits.iter().map(|hit| (hit.found, hit.snippet.as_str())).collect();
        assert_eq!(told, [(place, snippet)], "{words}");
    }
}

#[test]
fn the_best_come_first_and_all_are_counted() {
    let (_folder, mut store) = store();
    for n in 0..120 {
        written(&mut store, n, "News", &format!("Story {n}"), "The canal is full again.");
    }
    let best = written(&mut store, 120, "News", "Canal", "It is full again.");
    written(&mut store, 121, "News", "Bridge", "It is shut.");
    let within = Within::default();
    let few = store.search("canal", &within, 2).unwrap();
    assert_eq!((few.count, few.hits.len(), few.hits[0].id), (MOST_HITS, 2, best));
    assert_eq!(few.hits[1].headline, "Story 119", "of equals the newest");
    let all = store.search("canal", &within, u32::MAX).unwrap();
    assert_eq!((all.count, all.hits.len()), (MOST_HITS, MOST_HITS as usize));
    assert_eq!(all.hits[..2], few.hits);
    let one = store.search("shut", &within, 2).unwrap();
    assert_eq!((one.count, one.hits.len()), (1, 1));
    assert_eq!(store.search("lantern", &within, 2).unwrap(), Hits::default());
}

#[test]
fn a_search_keeps_within_status_section_and_site() {
    let (_folder, mut store) = store();
    let first = written(&mut store, 0, "Sport", "One", "The canal.");
    written(&mut store, 1, "Sport", "Two", "The canal.");
    written(&mut store, 2, "News", "Three", "The canal.");
    let now = at("2024-01-11T09:01:00Z");
    store.transaction(|db| stories::set_status(db, first, Status::Filed, now)).unwrap();
    store
        .db
        .execute_batch(&format!(
            "INSERT INTO site (name, kind, url, added) VALUES ('Crier', 'own', 'http://a/', '');
             INSERT INTO remote_story (address, story, remote) VALUES ('http://a', '{first}', '{{}}');"
        ))
        .unwrap();
    let within = Within::default;
    assert_eq!(found(&store, "canal", &within()), ["One", "Three", "Two"]);
    let sport = Within { section: Some("Sport".into()), ..within() };
    assert_eq!(found(&store, "canal", &sport), ["One", "Two"]);
    assert_eq!(found(&store, "canal", &Within { status: Some(Status::Draft), ..sport }), ["Two"]);
    let there = Within { site: Some("Crier".into()), ..within() };
    assert_eq!(found(&store, "canal", &there), ["One"]);
    let elsewhere = Within { site: Some("Post".into()), ..within() };
    assert_eq!(found(&store, "canal", &elsewhere), Vec::<String>::new());
    assert_eq!(store.story_summary(first).unwrap().sites, ["Crier"]);
}

#[test]
fn what_was_there_before_is_found_and_counted_after_the_migration() {
    let (folder, mut store) = store();
    let id = written(&mut store, 0, "News", "Old", "Four words stand here.");
    store.add_picture(id, &picture("roof.jpg", Role::Lead), at("2024-01-11T09:01:00Z")).unwrap();
    // As the database was before its sixteenth migration.
    store
        .db
        .execute_batch(
            "DROP VIEW story_site; DROP TABLE listed; DROP TABLE story_words; PRAGMA user_version = 15;
             CREATE VIRTUAL TABLE story_words USING fts5 (
                 story UNINDEXED, headline, byline, body, captions, credits);",
        )
        .unwrap();
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(found(&store, "stand", &Within::default()), ["Old"]);
    assert_eq!(found(&store, "jo smi", &Within::default()), ["Old"]);
    assert_eq!(store.stories().unwrap()[0].words, 4);
}

#[test]
fn a_list_is_of_one_mind_with_each_of_its_stories() {
    let (_folder, mut store) = store();
    let id = written(&mut store, 0, "News", "A", "Two words.");
    store.save_copy(id, 1, &copy("B", "Now three words."), at("2024-01-11T09:01:00Z")).unwrap();
    let one = store.story_summary(id).unwrap();
    assert_eq!((one.headline.as_str(), one.words), ("B", 3));
    assert_eq!(store.stories().unwrap(), [one]);
    let nowhere = StoryId::new(at("2024-01-11T09:05:00Z"));
    assert_eq!(store.story_summary(nowhere).unwrap_err().code, Code::NotFound);
}

#[test]
fn words_that_were_saved_wait_for_the_next_search_at_any_desk_of_the_folder() {
    let (folder, mut store) = store();
    let id = written(&mut store, 0, "News", "Lock gates open", "The canal is full.");
    let now = at("2024-01-11T09:01:00Z");
    let words = Copy { body: "The heron is back.".into(), ..store.story(id).unwrap().copy };
    store.save_copy(id, 1, &words, now).unwrap();
    let indexed = |store: &Store| -> i64 {
        let sql = "SELECT count(*) FROM story_words WHERE story_words MATCH 'heron'";
        store.db.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(indexed(&store), 0, "a save is quick");
    let other = Store::open(folder.path()).unwrap();
    assert_eq!(found(&other, "heron", &Within::default()), ["Lock gates open"]);
    assert_eq!(found(&store, "canal", &Within::default()), [] as [&str; 0]);
    assert_eq!(indexed(&store), 1);
    let words = Copy { body: "The heron is gone.".into(), ..words };
    store.save_copy(id, 2, &words, now).unwrap();
    assert_eq!(indexed(&store), 1);
    assert_eq!(found(&other, "", &Within::default()), [] as [&str; 0]);
    let gone = "SELECT count(*) FROM story_words WHERE story_words MATCH 'gone'";
    let gone: i64 = store.db.query_row(gone, [], |row| row.get(0)).unwrap();
    assert_eq!(gone, 1, "a search that is about to come takes in what was saved");
}
