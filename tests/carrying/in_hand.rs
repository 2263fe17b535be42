//! Who has a story in hand where two took it, each without hearing of the other; and that nobody has once it is
//! its writer's again, or readers'.

use super::*;
use copydesk::desk::{PacketRead, Received};

fn in_hand(room: &Newsroom, id: StoryId) -> Option<String> {
    room.desk.review(id).unwrap().holder.and_then(|holder| holder.person).map(|one| one.name)
}

/// What the desk says of it, once Ada and Ben have both taken it.
fn told(received: &[Received]) -> String {
    let mut sentences = received.iter().flat_map(|one| &one.sentences);
    sentences.find(|one| one.contains("in hand")).cloned().unwrap_or_default()
}

/// Ada takes it, and then Ben; neither heard of the other.
fn both_took_it(ada: &Newsroom, ben: &Newsroom, id: StoryId) -> [String; 2] {
    let now = Timestamp::now();
    let times = [now, now + SignedDuration::from_mins(2)];
    ada.desk.take(id, times[0]).unwrap();
    ben.desk.take(id, times[1]).unwrap();
    times.map(|at| ada.desk.house().moment_line(at))
}

#[test]
fn of_two_who_took_a_story_whoever_was_first_has_it_and_both_are_told_at_one_site() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    let [first, second] = both_took_it(&ada, &ben, id);
    sync(&ben);
    let won = told(&sync(&ada).received);
    assert!(won.starts_with(&format!("You have it in hand since {first}")), "{won}");
    assert!(won.contains("Ben Hart took it, too") && won.contains(&second), "{won}");
    let lost = told(&sync(&ben).received);
    assert!(lost.starts_with(&format!("Ada Fox has it in hand since {first}")), "{lost}");
    assert!(lost.contains("you have it no longer") && lost.contains(&second), "{lost}");
    sync(&writer);
    for room in [&ada, &ben, &writer] {
        assert_eq!(in_hand(room, id).as_deref(), Some("Ada Fox"));
        assert_eq!(told(&sync(room).received), "", "told once");
    }
    // Who is first is no answer to who was given it.
    ben.desk.assign_to(id, "Ben Hart", Timestamp::now()).unwrap();
    sync(&ben);
    let given = told(&sync(&ada).received);
    assert!(given.contains("Ben Hart has it in hand") && given.contains("no longer"), "{given}");
    assert_eq!(in_hand(&ada, id).as_deref(), Some("Ben Hart"));
}

#[test]
fn of_two_who_took_a_story_whoever_was_first_has_it_and_both_are_told_by_packets() {
    let (_site, _writer, [ada, ben], id) = handed_in_to_two();
    both_took_it(&ada, &ben, id);
    let folder = tempfile::tempdir().unwrap();
    let bring = |from: &Newsroom, to: &Newsroom| {
        let packet = folder.path().join("taken.story");
        from.desk.write_packet(id, &packet, Timestamp::now()).unwrap();
        let key = from.desk.my_key().unwrap().person.key;
        match to.desk.read_packet(&packet, Some(&key), Timestamp::now()).unwrap() {
            PacketRead::Taken { received, .. } => told(&[*received]),
            PacketRead::Asks { question, .. } => panic!("{question}"),
        }
    };
    let won = bring(&ben, &ada);
    assert!(won.starts_with("You have it in hand") && won.contains("Ben Hart took it"), "{won}");
    let lost = bring(&ada, &ben);
    assert!(lost.starts_with("Ada Fox has it in hand") && lost.contains("no longer"), "{lost}");
    for room in [&ada, &ben] {
        assert_eq!(in_hand(room, id).as_deref(), Some("Ada Fox"));
        assert_eq!(room.desk.verify(id).unwrap().faults, []);
    }
}

#[test]
fn a_story_that_is_its_writers_again_or_readers_is_in_nobodys_hand() {
    let (_site, writer, [ada, ben], id) = handed_in_to_two();
    ada.desk.take(id, Timestamp::now()).unwrap();
    sync(&ada);
    sync(&ben);
    assert_eq!(in_hand(&ben, id).as_deref(), Some("Ada Fox"));
    ada.desk.return_with_reasons(id, "By whom?", Timestamp::now()).unwrap();
    for room in [&ada, &ben, &writer] {
        sync(room);
        assert_eq!((status(room, id), in_hand(room, id)), (Status::Returned, None));
    }
    file(&writer, &writer.edit(&writer.desk.story(id).unwrap(), "to listen", "to stare"));
    sync(&ben);
    assert_eq!(in_hand(&ben, id), None, "handed in again it waits for whoever takes it");
    ben.desk.take(id, Timestamp::now()).unwrap();
    sync(&ben);
    sync(&ada);
    assert_eq!(in_hand(&ada, id).as_deref(), Some("Ben Hart"));
    approve_and_publish(&ben, id);
    for room in [&ben, &ada, &writer, &ben, &ada] {
        sync(room);
        assert_eq!((status(room, id), in_hand(room, id)), (Status::Published, None));
        assert_eq!(room.desk.verify(id).unwrap().faults, []);
    }
}

#[test]
fn a_story_in_one_editors_bin_stays_in_the_hands_of_the_colleague_who_works_on_it() {
    let (_site, _writer, [ada, ben], id) = handed_in_to_two();
    ada.desk.take(id, Timestamp::now()).unwrap();
    sync(&ada);
    sync(&ben);
    ben.desk.move_story(id, Move::Spike, Timestamp::now()).unwrap();
    sync(&ben);
    let heard = told(&sync(&ada).received);
    assert!(!heard.contains("let it go"), "{heard}");
    for room in [&ada, &ben] {
        assert_eq!(in_hand(room, id).as_deref(), Some("Ada Fox"));
    }
    ada.desk.move_story(id, Move::Spike, Timestamp::now()).unwrap();
    assert_eq!(in_hand(&ada, id), None, "her own bin is no work in hand");
}
