//! The record: whatever is done honestly verifies, and whatever is done past it is found.

use super::review::{approve, mark, note, person, said, settle, suggestion};
use super::*;
use crate::delivery::ReadBack;
use crate::review::{Holder, How, Person, Review};
use crate::site::{Address, Kind as SiteKind, Release, RemoteStory, Stage};
use crate::store::watched::Table;
use rusqlite::types::Value;

pub(super) fn minute(number: u32) -> Timestamp {
    at("2024-01-11T09:00:00Z") + jiff::SignedDuration::from_mins(number.into())
}

pub(super) fn sound(store: &Store, story: StoryId) -> Verified {
    let verified = store.verify(story).unwrap();
    assert_eq!(verified.faults, [], "nobody was at it");
    verified
}

pub(super) fn queue(store: &mut Store, story: StoryId, id: &str, now: Timestamp) {
    let version = store.story(story).unwrap().version;
    let steps = ["connect", "release"].map(|what| (what.to_owned(), what.to_owned())).to_vec();
    let (release, at) = (Release::Publish, None);
    let new = NewDelivery { id: id.into(), site: "town", release, at, steps };
    store.queue(story, version, &new, now).unwrap();
}

pub(super) fn connect(store: &mut Store) {
    let (name, url) = ("town".to_owned(), "http://127.0.0.1:9".to_owned());
    let address = Address { name, kind: SiteKind::Own, url, user: None, fingerprint: None };
    let site = Connected { address, practice: false, account: None };
    store.put_site(&site, minute(0)).unwrap();
}

pub(super) fn deliver(store: &mut Store, id: &str, now: Timestamp) {
    let Some(delivery) = store.begin_delivery(id, now).unwrap() else { return };
    let url = "http://127.0.0.1:9/a".to_owned();
    let remote = RemoteStory {
        id: "7".into(),
        url,
        version: "1".into(),
        stage: Stage::Public,
        words: String::new(),
        filing: String::new(),
        body: String::new(),
        moment: None,
        revision: None,
    };
    store.deliver(&delivery, &remote, &ReadBack::default(), now).unwrap();
}

/// Two stories, with something in every table that the record watches over.
fn full() -> (tempfile::TempDir, Store, [StoryId; 2]) {
    let (folder, mut store) = store();
    connect(&mut store);
    store.set_me(&person("Ada")).unwrap();
    let story = a_story(&mut store);
    store.save_copy(story, 1, &copy("A", "one"), minute(1)).unwrap();
    store.save_copy(story, 1, &copy("A", "refused"), minute(2)).unwrap_err();
    store.add_to_review(story, &said(vec![note("n1", 3), note("n2", 3)]), minute(3)).unwrap();
    settle(&mut store, story, "n1", How::Resolved, 4);
    let theirs = Review {
        suggestions: vec![suggestion("s1", 4)],
        holder: Some(Holder { person: Some(person("Ben")), made: mark("Ben", 4), turn: 0 }),
        ..Review::default()
    };
    store.merge_review(story, &theirs, minute(5)).unwrap();
    settle(&mut store, story, "s1", How::Accepted, 6);
    approve(&mut store, story, 7);
    queue(&mut store, story, "d1", minute(8));
    deliver(&mut store, "d1", minute(9));
    let version = store.story(story).unwrap().version;
    store.save_copy(story, version, &copy("A", "two"), minute(12)).unwrap();
    queue(&mut store, story, "d2", minute(13));
    store.add_picture(story, &picture("roof.jpg", Role::Lead), minute(13)).unwrap();
    store.add_picture(story, &picture("door.jpg", Role::Inline), minute(13)).unwrap();
    let other = a_story(&mut store);
    store.add_to_review(other, &said(vec![note("n1", 14)]), minute(14)).unwrap();
    approve(&mut store, other, 15);
    queue(&mut store, other, "d3", minute(16));
    store.cancel("d3", minute(17)).unwrap();
    for story in [story, other] {
        come(&mut store, story, minute(18));
    }
    (folder, store, [story, other])
}

/// Somebody sends a text of the story that is to be settled with the one here.
pub(super) fn come(store: &mut Store, story: StoryId, now: Timestamp) {
    let mine = store.story(story).unwrap();
    let theirs = Story { copy: copy("A", &format!("theirs {now}")), ..mine.clone() };
    let from = Person { name: "Cyd".into(), key: format!("key {}", story) };
    let seen: Vec<i64> = store.undecided(story).unwrap().iter().map(|one| one.number).collect();
    let arrival = Arrival {
        from: Some(&from),
        theirs: &theirs,
        earlier: &[],
        review: &Review::default(),
        next: &mine,
        base_version: Some(mine.version),
        disputed: Some(Disputed { base: None, mine: &mine, source: Source::Signed(&from) }),
        open: (&seen, &seen),
        why: "came from Cyd",
        signed: Some(("abcd", false)),
        carried_by: None,
        written: None,
    };
    store.arrive(&arrival, vec![], now).unwrap();
    let (sender, site) = ("Cyd".to_owned(), Some("town".to_owned()));
    store.put_came(story, &Came { sender, site, at: now, unread: true }).unwrap();
}

fn is_covered(table: &str, column: &str) -> bool {
    match table {
        "delivery_step" => !["sent", "total"].contains(&column),
        "arrival" => column != "unread",
        _ => true,
    }
}

fn tables() -> Vec<&'static str> {
    let watched = Table::ALL.iter().map(|table| table.name());
    watched.chain(["picture", "undecided", "delivery_step", "seal", "record"]).collect()
}

/// What an attacker does, and whether it is found; then it is undone.
fn is_found(store: &Store, stories: &[StoryId], sql: &str) -> bool {
    store.db.execute_batch("SAVEPOINT attack").unwrap();
    store.db.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let found = stories.iter().any(|id| match verify::whole(&store.db, *id) {
        Ok(verified) => !verified.faults.is_empty(),
        Err(error) => panic!("{sql}: {error}"),
    });
    store.db.execute_batch("ROLLBACK TO attack; RELEASE attack").unwrap();
    found
}

fn rows(store: &Store, table: &str) -> Vec<(i64, StoryId)> {
    let story = match table {
        "story" => "id",
        // Of no story, and found by whichever is looked at.
        "delivery_step" => "(SELECT story FROM delivery WHERE id = delivery)",
        "person" => "(SELECT min(id) FROM story)",
        _ => "coalesce(nullif(story, ''), (SELECT min(id) FROM story))",
    };
    let sql = format!("SELECT rowid, {story} FROM {table}");
    let mut statement = store.db.prepare(&sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let story: String = row.get(1)?;
        Ok((row.get(0)?, story.parse().unwrap()))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

/// Other values a column could have, as SQL.
fn others(was: &Value, kind: &str, may_be_null: bool) -> Vec<String> {
    let mut others = match was {
        Value::Null if kind == "INTEGER" => vec!["7".to_owned()],
        Value::Null => vec!["'x'".to_owned(), "''".to_owned()],
        Value::Integer(number) => vec![format!("{}", number + 1000), format!("{}", -number - 1)],
        Value::Text(text) => {
            let text = text.replace('\'', "''");
            vec![format!("'{text}x'"), format!("'x{text}'"), format!("CAST(x'FF' AS TEXT)")]
        }
        other => panic!("{other:?}"),
    };
    if may_be_null && *was != Value::Null {
        others.push("NULL".to_owned());
    }
    others
}

const NO_GUARDS: &str = "PRAGMA foreign_keys = OFF; DROP TRIGGER record_is_immutable;
    DROP TRIGGER record_stays; DROP TRIGGER approval_is_immutable; DROP TRIGGER approval_stays;
    DROP TRIGGER revision_is_immutable;";

#[test]
fn whatever_column_of_whatever_row_is_changed_it_is_found() {
    let (_folder, store, stories) = full();
    for story in stories {
        sound(&store, story);
    }
    store.db.execute_batch(NO_GUARDS).unwrap();
    let mut tried = 0;
    for table in tables() {
        let held = rows(&store, table);
        assert!(held.len() >= 2 || table == "holder" || table == "suggestion", "{table}");
        let info = format!("SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')");
        let mut statement = store.db.prepare(&info).unwrap();
        let info = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?)))
            .unwrap();
        let columns: Vec<(String, String, i64)> = info.map(Result::unwrap).collect();
        for (row, story) in held {
            for (column, kind, not_null) in &columns {
                let sql = format!("SELECT {column} FROM {table} WHERE rowid = {row}");
                let was: Value = store.db.query_row(&sql, [], |row| row.get(0)).unwrap();
                let keyed = kind == "INTEGER" && ["id", "seq", "number"].contains(&column.as_str());
                for other in others(&was, kind, *not_null == 0 && !keyed) {
                    let sql = format!("UPDATE {table} SET {column} = {other} WHERE rowid = {row}");
                    let found = is_found(&store, &[story], &sql);
                    assert_eq!(found, is_covered(table, column), "{sql}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn a_row_taken_out_put_in_or_put_elsewhere_is_found() {
    let (_folder, store, stories) = full();
    store.db.execute_batch(NO_GUARDS).unwrap();
    for table in tables() {
        for (row, story) in rows(&store, table) {
            let sql = format!("DELETE FROM {table} WHERE rowid = {row}");
            assert!(is_found(&store, &[story], &sql), "{sql}");
        }
    }
    let entries = rows(&store, "record").len();
    for (one, other) in (1..entries).map(|seq| (seq, seq + 1)).chain([(1, entries), (3, 9)]) {
        let sql = format!(
            "UPDATE record SET seq = 9999 WHERE seq = {one};
             UPDATE record SET seq = {one} WHERE seq = {other};
             UPDATE record SET seq = {other} WHERE seq = 9999"
        );
        assert!(is_found(&store, &stories[..1], &sql), "{sql}");
    }
    for sql in [
        "INSERT INTO note SELECT story, 'n9', at, record FROM note WHERE id = 'n1'",
        "INSERT INTO record SELECT 9999, story, at, who, what, subject, content, remark, previous, hash
             FROM record WHERE seq = 1",
        // Whole stories, and the newest entries of all.
        "DELETE FROM story",
        "DELETE FROM revision",
        "DELETE FROM record WHERE seq > 3",
        "DELETE FROM record",
        "DELETE FROM record; DELETE FROM note; DELETE FROM revision; DELETE FROM approval;
             DELETE FROM suggestion; DELETE FROM holder; DELETE FROM delivery;",
        // A mark is taken back together with its entry.
        "UPDATE note SET record = json_remove(record, '$.settled') WHERE id = 'n1';
             DELETE FROM record WHERE what = 'resolved'",
    ] {
        assert!(is_found(&store, &stories, sql), "{sql}");
    }
}

#[test]
fn entries_taken_off_the_end_are_missed_even_after_new_ones_came() {
    let (_folder, mut store, [story, _]) = full();
    let last = store.verify(story).unwrap().entries;
    store.db.execute_batch(NO_GUARDS).unwrap();
    store.db.execute("DELETE FROM record WHERE seq = ?1", [last]).unwrap();
    store.add_to_review(story, &said(vec![note("n7", 20)]), minute(20)).unwrap();
    let faults = store.verify(story).unwrap().faults;
    assert_eq!(
        faults.iter().map(|fault| (fault.seq, fault.what)).collect::<Vec<_>>(),
        [(Some(last), Wrong::EntryGone)]
    );
}

#[test]
fn what_was_changed_past_the_record_stays_found_when_somebody_writes_on() {
    for sql in [
        "UPDATE story SET body = 'one more'",
        "UPDATE story SET status = 'returned'",
        "UPDATE picture SET position = 7 - position",
        "UPDATE undecided SET sender = 'Dee'",
        "UPDATE delivery SET problem = NULL, attempts = 9",
        "UPDATE delivery_step SET label = 'sent'",
    ] {
        let (_folder, mut store, [story, _]) = full();
        store.db.execute(sql, []).unwrap();
        let version = store.story(story).unwrap().version;
        store.save_copy(story, version, &copy("A", "written on"), minute(20)).unwrap();
        store.save_copy(story, version + 1, &copy("A", "and on"), minute(21)).unwrap();
        let record = store.record(story).unwrap();
        let found: Vec<_> = record.iter().filter(|one| one.what == "found changed").collect();
        assert_eq!(found.len(), 1, "{sql}");
        let faults = store.verify(story).unwrap().faults;
        assert!(faults.iter().any(|fault| fault.seq == Some(found[0].seq)), "{sql}: {faults:?}");
    }
}

#[test]
fn what_was_done_to_a_row_stays_found_when_it_is_written_over() {
    for sql in [
        "UPDATE arrival SET sender = 'Mr X'",
        "DELETE FROM arrival",
        "UPDATE person SET name = 'Wendy'",
        "DELETE FROM person",
        r#"UPDATE holder SET record = '{"person":null,"by":{"name":"Dee","key":""},"at":"2024-01-11T09:00:00Z"}'"#,
        "DELETE FROM holder",
    ] {
        let (_folder, mut store, [story, other]) = full();
        store.db.execute_batch(NO_GUARDS).unwrap();
        store.db.execute(sql, []).unwrap();
        let holder = Some(Holder { person: Some(person("Eve")), made: mark("Eve", 20), turn: 0 });
        store.merge_review(story, &Review { holder, ..Review::default() }, minute(20)).unwrap();
        for id in [story, other] {
            come(&mut store, id, minute(21));
        }
        let faults = store.verify(story).unwrap().faults;
        let told = faults.iter().all(|fault| fault.sentence.starts_with("Before entry"));
        assert!(told && !faults.is_empty(), "{sql}: {faults:?}");
    }
}

#[test]
fn an_older_seal_with_an_older_text_is_found_by_what_was_recorded_since() {
    let (_folder, mut store, [story, _]) = full();
    let keep = "CREATE TABLE old_story AS SELECT * FROM story; CREATE TABLE old_seal AS SELECT * FROM seal";
    store.db.execute_batch(keep).unwrap();
    let version = store.story(story).unwrap().version;
    store.save_copy(story, version, &copy("A", "written on"), minute(20)).unwrap();
    sound(&store, story);
    store.keep_revision(&store.story(story).unwrap(), "by hand", minute(21)).unwrap();
    let back = "UPDATE story SET body = old.body, version = old.version, updated = old.updated,
                    copy_version = old.copy_version FROM old_story AS old WHERE old.id = story.id;
                UPDATE seal SET content = old.content FROM old_seal AS old WHERE old.story = seal.story";
    assert!(is_found(&store, &[story], back));
}

#[test]
fn a_row_the_record_watches_over_names_who_and_why() {
    let (_folder, store, [story, _]) = full();
    let record = store.record(story).unwrap();
    let of = |what: &str| record.iter().find(|entry| entry.what == what).unwrap();
    assert_eq!(of("kept").who, Some(person("Ada")));
    assert_eq!(of("kept").remark.as_deref(), Some("while writing"));
    let came = record.iter().find(|entry| entry.subject == "suggestion:s1").unwrap();
    assert_eq!((came.what.as_str(), came.who.clone()), ("added", Some(person("Ben"))));
    assert_eq!(came.remark.as_deref(), Some("came with a review"));
    assert_eq!(of("queued").subject, "delivery:d1");
    assert_eq!(of("ended").subject, "delivery:d1");
    assert_eq!(record.last().unwrap().hash.len(), 64);
}

#[test]
fn a_story_that_goes_for_good_takes_its_approvals_along_and_breaks_no_chain() {
    let (_folder, store, [story, other]) = full();
    assert!(store.db.execute("DELETE FROM approval", []).is_err());
    assert!(store.db.execute("DELETE FROM record", []).is_err());
    assert!(store.db.execute("UPDATE record SET who = NULL", []).is_err());
    store.db.execute("DELETE FROM delivery WHERE story = ?1", [story.to_string()]).unwrap();
    store.db.execute("DELETE FROM story WHERE id = ?1", [story.to_string()]).unwrap();
    sound(&store, other);
    let faults = store.verify(story).unwrap().faults;
    assert!(faults.iter().all(|fault| fault.what == Wrong::RowGone) && !faults.is_empty());
}

#[test]
fn what_the_house_no_longer_keeps_goes_and_stays_in_the_record_as_a_hash() {
    let (_folder, mut store, [story, other]) = full();
    let conflict = store.revisions(story).unwrap().into_iter();
    let conflict: Vec<i64> =
        conflict.filter(|r| r.why == revisions::CONFLICT).map(|r| r.id).collect();
    let kept = keep(&mut store, story);
    let later = store.story(story).unwrap();
    store.keep_revision(&later, "the newest", minute(30)).unwrap();
    let past = store.revision(story, kept).unwrap();
    assert_eq!(store.drop_revisions(past.at, minute(40)).unwrap(), 0, "none is that old");
    let gone = store.drop_revisions(minute(60 * 24), minute(60 * 24 * 400)).unwrap();
    assert!(gone >= 2, "{gone}");
    assert!(store.revision(story, kept).is_err());
    for id in conflict {
        store.revision(story, id).unwrap();
    }
    for delivery in store.deliveries(None).unwrap() {
        store.revision(delivery.story, delivery.revision).unwrap();
    }
    let approval = store.review(story).unwrap().approvals.remove(0);
    assert!(store.approved_revision(story, &approval).unwrap().is_some());
    assert_eq!(store.revisions(story).unwrap()[0].why, "the newest");
    for story in [story, other] {
        sound(&store, story);
    }
    let entries = store.record(story).unwrap();
    let of: Vec<_> =
        entries.iter().filter(|entry| entry.subject == format!("revision:{kept}")).collect();
    assert_eq!(of.iter().map(|e| e.what.as_str()).collect::<Vec<_>>(), ["kept", "dropped"]);
    assert_eq!(of[0].content, of[1].content);
    // Put back by hand, it is found: who could say that it is the same?
    let put = format!(
        "INSERT INTO revision SELECT {kept}, story, version, at, why, headline, snapshot
         FROM revision WHERE story = '{story}' LIMIT 1"
    );
    assert!(is_found(&store, &[story], &put));
}
