//! Embargoes and times around the nights the clocks change, in three zones and by clocks that are wrong:
//! through the outbox itself, hour by hour.

use super::notebook::Notebook;
use super::*;
use crate::site::Stage;
use jiff::SignedDuration;

/// A newsroom's zone, and hours around its change as a person writes them, with the moments they are:
/// the later one where an hour is there twice (IANA's rules for 2026).
type Night = (&'static str, [(&'static str, &'static str); 3]);

const NIGHTS: [Night; 6] = [
    (
        "America/New_York",
        [
            ("2026-03-08 01:30", "2026-03-08T06:30:00Z"),
            ("2026-03-08 03:00", "2026-03-08T07:00:00Z"),
            ("2026-03-08 03:30", "2026-03-08T07:30:00Z"),
        ],
    ),
    (
        "Europe/London",
        [
            ("2026-03-29 00:30", "2026-03-29T00:30:00Z"),
            ("2026-03-29 02:00", "2026-03-29T01:00:00Z"),
            ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
        ],
    ),
    // Half an hour only, in autumn from +11:00 to +10:30.
    (
        "Australia/Lord_Howe",
        [
            ("2026-04-05 01:15", "2026-04-04T14:15:00Z"),
            ("2026-04-05 01:45", "2026-04-04T15:15:00Z"),
            ("2026-04-05 02:15", "2026-04-04T15:45:00Z"),
        ],
    ),
    (
        "Australia/Lord_Howe",
        [
            ("2026-10-04 01:45", "2026-10-03T15:15:00Z"),
            ("2026-10-04 02:30", "2026-10-03T15:30:00Z"),
            ("2026-10-04 02:45", "2026-10-03T15:45:00Z"),
        ],
    ),
    (
        "Europe/London",
        [
            ("2026-10-25 00:30", "2026-10-24T23:30:00Z"),
            ("2026-10-25 01:30", "2026-10-25T01:30:00Z"),
            ("2026-10-25 02:30", "2026-10-25T02:30:00Z"),
        ],
    ),
    (
        "America/New_York",
        [
            ("2026-11-01 00:30", "2026-11-01T04:30:00Z"),
            ("2026-11-01 01:30", "2026-11-01T06:30:00Z"),
            ("2026-11-01 02:30", "2026-11-01T07:30:00Z"),
        ],
    ),
];

/// Hours by which the clock on the wall, the one the program began with and the site's are ahead.
const SKEWS: [[i64; 3]; 11] = [
    [0, 0, 0],
    [2, 0, 0],
    [0, 2, 0],
    [0, 0, 2],
    [-2, 0, 0],
    [0, -2, 0],
    [0, 0, -2],
    [2, 2, -2],
    [2, -2, 2],
    [-2, 2, 2],
    [2, 2, 2],
];

const HALF: SignedDuration = SignedDuration::from_mins(30);

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A desk that lives through one night, with a site for each of its hours.
struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    vault: Memory,
    sites: BTreeMap<String, Notebook>,
    skews: [SignedDuration; 3],
    /// The true time at which the program began.
    began: Timestamp,
}

impl Desk {
    fn new(began: Timestamp, skews: [i64; 3]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let names = ["0", "1", "2"];
        let (store, vault) = connected(folder.path(), &names);
        let sites = names.map(|name| (name.to_owned(), Notebook::default())).into();
        Self { _folder: folder, store, vault, sites, skews: skews.map(hours), began }
    }

    /// Queues a story that is not to be public before this hour: by an embargo, or by its own time.
    fn queue(&mut self, site: &str, hour: Timestamp, embargo: bool) {
        let now = self.began + self.skews[0];
        let story = Story::new(StoryId::new(now), now);
        self.store.insert_story(&story).unwrap();
        if embargo {
            self.store.set_embargo(story.id, Some(hour), now).unwrap();
        }
        let story = self.store.story(story.id).unwrap();
        let (release, moment) = (Release::Publish, (!embargo).then_some(hour));
        let steps = steps(&story, release, false);
        let new = NewDelivery { id: site.into(), site, release, at: moment, steps };
        self.store.queue(story.id, story.version, &new, now).unwrap();
    }

    /// Works the outbox at this true time.
    fn work(&mut self, truth: Timestamp) {
        let [wall, start, site] = self.skews;
        let steady = Duration::try_from(truth.duration_since(self.began)).unwrap();
        let began = Moment { wall: self.began + start, steady: Duration::ZERO };
        let read = || Moment { wall: truth + wall, steady };
        for notebook in self.sites.values() {
            notebook.tells(Some(truth + site));
        }
        let sites = &self.sites;
        let connect = |address: &Address, _: &Credential| -> Result<Box<dyn Site>> {
            Ok(Box::new(sites[&address.name].clone()))
        };
        work(&mut self.store, &self.vault, Clock { read: &read, began }, &connect);
    }

    fn is_public(&self, site: usize) -> bool {
        self.sites[&site.to_string()].stage() == Some(Stage::Public)
    }
}

/// Lives through the night by these clocks: never early by any of them, and nothing stuck once all of
/// them say so.
fn live_through(night: &Night, skews: [i64; 3], embargo: bool) {
    let (zone, written) = night;
    let house = House { time_zone: (*zone).into(), ..House::built_in().clone() };
    let hours_meant = written.map(|(local, moment)| {
        assert_eq!(house.moment(local), Ok(utc(moment)), "{local} in {zone}");
        utc(moment)
    });
    let began = hours_meant[0] - hours(4);
    let mut desk = Desk::new(began, skews);
    for (site, hour) in hours_meant.iter().enumerate() {
        desk.queue(&site.to_string(), *hour, embargo);
    }
    let slowest = hours(skews.into_iter().min().unwrap());
    let mut truth = began;
    while truth <= hours_meant[2] + hours(3) {
        desk.work(truth);
        for (site, hour) in hours_meant.iter().enumerate() {
            let what = format!("{} in {zone} at {truth} by {skews:?}", written[site].0);
            if truth + slowest < *hour {
                assert!(!desk.is_public(site), "early: {what}");
            }
            // A held delivery is looked at again when its hour has come by the clock on the wall.
            if truth + slowest >= *hour + HALF {
                assert!(desk.is_public(site), "stuck: {what}: {:?}", desk.store.deliveries(None));
            }
        }
        truth += HALF;
    }
    assert!((0..3).all(|site| desk.is_public(site)), "{zone} {skews:?}");
}

#[test]
fn in_the_nights_the_clocks_change_nothing_is_early_by_any_clock_nor_late_for_ever() {
    std::thread::scope(|scope| {
        for (n, night) in NIGHTS.iter().enumerate() {
            scope.spawn(move || {
                for (m, skews) in SKEWS.into_iter().enumerate() {
                    live_through(night, skews, (n + m).is_multiple_of(2));
                }
            });
        }
    });
}

#[test]
fn the_hour_the_clocks_leap_over_is_no_moment() {
    for (zone, local) in [
        ("America/New_York", "2026-03-08 02:30"),
        ("Europe/London", "2026-03-29 01:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15"),
    ] {
        let house = House { time_zone: zone.into(), ..House::built_in().clone() };
        assert_eq!(house.moment(local).unwrap_err().code, Code::Invalid, "{zone}");
    }
}
