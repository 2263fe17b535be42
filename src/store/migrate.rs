//! Bringing an older database up to date. All pending migrations are one transaction; the database
//! is copied to `backups/` first.

use super::in_the_way;
use crate::error::{Code, Error, Result};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// One step from an older database to a newer one.
pub(super) struct Migration {
    sql: &'static str,
    /// What SQL alone cannot do, done after it.
    then: fn(&Connection) -> Result<()>,
}

const fn sql(sql: &'static str) -> Migration {
    Migration { sql, then: |_| Ok(()) }
}

/// Every migration in order; `user_version` counts how many have been applied.
pub(super) const MIGRATIONS: &[Migration] = &[
    sql(include_str!("migrations/001_first.sql")),
    sql(include_str!("migrations/002_sites_by_address.sql")),
    sql(include_str!("migrations/003_pictures_on_sites.sql")),
    sql(include_str!("migrations/004_moments.sql")),
    sql(include_str!("migrations/005_confirmed_certificates.sql")),
    sql(include_str!("migrations/006_pages.sql")),
    sql(include_str!("migrations/007_asked.sql")),
    Migration {
        sql: include_str!("migrations/008_review.sql"),
        then: super::record::take_in_what_was,
    },
    sql(include_str!("migrations/009_suggesting.sql")),
    sql(include_str!("migrations/010_received.sql")),
    sql(include_str!("migrations/011_carried.sql")),
    sql(include_str!("migrations/012_delivery_address.sql")),
    sql(include_str!("migrations/013_undecided.sql")),
    sql(include_str!("migrations/014_seen.sql")),
    Migration {
        sql: include_str!("migrations/015_sealed.sql"),
        then: super::seal::take_in_what_was,
    },
    sql(include_str!("migrations/016_listed.sql")),
    Migration { sql: include_str!("migrations/017_stale.sql"), then: super::search::index_all },
];

/// Applies what is missing.
pub(super) fn migrate(db: &mut Connection, folder: &Path) -> Result<()> {
    run(db, folder, MIGRATIONS)
}

/// Applies those of `migrations` that the database has not seen.
fn run(db: &mut Connection, folder: &Path, migrations: &[Migration]) -> Result<()> {
    let newest = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    if version(db)? > newest {
        return Err(Error::new(
            Code::NewerDatabase,
            "This data folder was written by a newer Copydesk, which this one cannot read safely.",
            "Install the newer Copydesk, or start this one with another data folder; nothing was changed.",
        ));
    }
    if version(db)? == newest {
        return Ok(());
    }
    if version(db)? > 0 {
        back_up(db, folder)?;
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again under the lock: another process may have migrated in between.
    let applied = usize::try_from(version(&transaction)?).unwrap_or(0);
    for migration in migrations.iter().skip(applied) {
        transaction.execute_batch(migration.sql)?;
        (migration.then)(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}

fn version(db: &Connection) -> Result<i64> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Copies the database beside itself, whole and consistent, under its version.
fn back_up(db: &Connection, folder: &Path) -> Result<()> {
    let backups = folder.join("backups");
    std::fs::create_dir_all(&backups).map_err(|error| in_the_way(&backups, &error))?;
    let copy = backups.join(format!("copydesk-{}.db", version(db)?));
    if copy.exists() {
        std::fs::remove_file(&copy).map_err(|error| in_the_way(&copy, &error))?;
    }
    db.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(folder: &Path) -> Connection {
        Connection::open(folder.join("copydesk.db")).unwrap()
    }

    #[test]
    fn a_failing_migration_leaves_the_old_database_and_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = database(folder.path());
        run(&mut db, folder.path(), &[sql("CREATE TABLE a (x)")]).unwrap();
        db.execute("INSERT INTO a VALUES (7)", []).unwrap();
        let bad = [sql("CREATE TABLE a (x)"), sql("CREATE TABLE b (x); CREATE TABLE b (x)")];
        run(&mut db, folder.path(), &bad).unwrap_err();
        assert_eq!(version(&db).unwrap(), 1, "the version is still the old one");
        assert!(db.execute("INSERT INTO b VALUES (1)", []).is_err(), "nothing of it stayed");
        let copy = Connection::open(folder.path().join("backups/copydesk-1.db")).unwrap();
        let kept: i64 = copy.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 7, "the copy holds what was there");
    }

    #[test]
    fn what_a_site_holds_is_found_by_its_address_after_the_second_migration() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = database(folder.path());
        // No story is needed to see where the row goes.
        db.pragma_update(None, "foreign_keys", false).unwrap();
        run(&mut db, folder.path(), &MIGRATIONS[..1]).unwrap();
        db.execute_batch(
            "INSERT INTO site (name, kind, url, added) VALUES ('town', 'own', 'http://a/', '');
             INSERT INTO remote_story VALUES ('town', 's', 'kept'), ('removed since', 's', '');",
        )
        .unwrap();
        migrate(&mut db, folder.path()).unwrap();
        let held: Vec<(String, String)> = db
            .prepare("SELECT address, remote FROM remote_story")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(held, [("http://a".to_owned(), "kept".to_owned())]);
    }

    const ID: &str = "018cf7ad-0000-7000-8000-000000000000";

    #[test]
    fn what_came_before_stories_were_sealed_is_sealed_as_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = database(folder.path());
        run(&mut db, folder.path(), &MIGRATIONS[..14]).unwrap();
        db.execute_batch(&format!(
            "INSERT INTO story VALUES ('{ID}', 'news', '', '', 'filed', 3, 1, 1, NULL, 'A', '', '',
                 NULL, '', '[]', '2024-01-11T09:00:00Z', '2024-01-11T09:00:00Z', 0);
             INSERT INTO picture VALUES ('{ID}', 'a.jpg', 0, 1, '', 'inline', '{{}}');
             INSERT INTO arrival VALUES ('{ID}', 'Ben', NULL, '2024-01-11T09:02:00Z', 1);
             INSERT INTO person VALUES ('k', 'p', 'Ben', '2024-01-11T09:01:00Z', NULL, NULL);",
        ))
        .unwrap();
        drop(db);
        let store = crate::store::Store::open(folder.path()).unwrap();
        let id = ID.parse().unwrap();
        assert_eq!(store.verify(id).unwrap().faults, []);
        let db = database(folder.path());
        for changed in [
            "UPDATE story SET body = 'x'",
            "UPDATE story SET status = 'draft'",
            "UPDATE picture SET record = '{\"a\":1}'",
            "UPDATE arrival SET sender = 'Cyd'",
            "UPDATE person SET name = 'Cyd'",
        ] {
            db.execute_batch(&format!("SAVEPOINT s; {changed}")).unwrap();
            let found = crate::store::verify::whole(&db, id).unwrap().faults;
            assert!(!found.is_empty(), "{changed}");
            db.execute_batch("ROLLBACK TO s; RELEASE s").unwrap();
        }
    }

    #[test]
    fn what_was_there_before_the_record_is_its_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = database(folder.path());
        run(&mut db, folder.path(), &MIGRATIONS[..6]).unwrap();
        let id = ID;
        db.execute_batch(&format!(
            "INSERT INTO story VALUES ('{id}', 'news', '', '', 'published', 3, 1, 1, NULL, 'A', '', '',
                 NULL, '', '[]', '2024-01-11T09:00:00Z', '2024-01-11T09:00:00Z');
             INSERT INTO revision VALUES (1, '{id}', 1, '2024-01-11T09:00:00Z', 'b', 'A', '{{}}'),
                 (2, '{id}', 2, '2024-01-11T09:05:00Z', 'published', 'A', '{{}}');
             INSERT INTO delivery (id, story, site, release, state, revision, created, updated)
                 VALUES ('d', '{id}', 'town', 'publish', 'delivered', 1, '2024-01-11T09:01:00Z',
                     '2024-01-11T09:06:00Z'),
                 ('e', '{id}', 'town', 'publish', 'queued', 2, '2024-01-11T09:05:00Z',
                     '2024-01-11T09:07:00Z');",
        ))
        .unwrap();
        drop(db);
        let store = crate::store::Store::open(folder.path()).unwrap();
        let id = id.parse().unwrap();
        let record = store.record(id).unwrap();
        let told: Vec<String> =
            record.iter().map(|entry| format!("{} {}", entry.what, entry.subject)).collect();
        assert_eq!(
            told,
            [
                "kept revision:1",
                "queued delivery:d",
                "kept revision:2",
                "queued delivery:e",
                "ended delivery:d",
                "moved story:018cf7ad-0000-7000-8000-000000000000",
            ]
        );
        assert!(record.iter().all(|one| one.remark.as_deref() == Some("before the record began")));
        assert_eq!(store.verify(id).unwrap().faults, []);
    }

    #[test]
    fn a_newer_database_is_refused_with_words() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = database(folder.path());
        db.pragma_update(None, "user_version", 99).unwrap();
        let error = migrate(&mut db, folder.path()).unwrap_err();
        assert_eq!(error.code, Code::NewerDatabase);
        assert!(error.hint.contains("newer"));
    }
}
