//! A correction or a withdrawal that ended: nothing in the text or the history says that it was.

use super::*;

fn body(room: &Newsroom, id: StoryId) -> String {
    room.desk.story(id).unwrap().copy.body
}

fn correct(room: &Newsroom, id: StoryId, note: &str) -> Delivery {
    let version = room.desk.story(id).unwrap().version;
    room.desk.correct(id, version, note, Timestamp::now()).unwrap().remove(0)
}

#[test]
fn the_note_of_a_correction_that_was_cancelled_does_not_stay_in_the_text() {
    let (_site, _writer, [ada, _ben], id) = handed_in_to_two();
    approve_and_publish(&ada, id);
    let before = body(&ada, id);
    let queued = correct(&ada, id, "It was Monday.");
    assert!(body(&ada, id).contains("It was Monday."));
    ada.desk.cancel(&queued.id, Timestamp::now()).unwrap();
    assert_eq!(body(&ada, id), before);
    // What was written since stays, and so does a note that readers have.
    let sent = correct(&ada, id, "It was Tuesday.");
    ada.work();
    assert_eq!(ada.delivery(&sent.id).state, State::Delivered);
    let corrected = body(&ada, id);
    for note in ["It was Wednesday.", "It was Tuesday."] {
        let queued = correct(&ada, id, note);
        ada.edit(&ada.desk.story(id).unwrap(), "People stopped", "Crowds stopped");
        ada.desk.cancel(&queued.id, Timestamp::now()).unwrap();
        assert_eq!(body(&ada, id), corrected.replace("People stopped", "Crowds stopped"));
        ada.edit(&ada.desk.story(id).unwrap(), "Crowds stopped", "People stopped");
    }
    // One in place of another that waits: neither went out.
    correct(&ada, id, "It was Thursday.");
    let last = correct(&ada, id, "It was Friday.");
    assert!(body(&ada, id).contains("Thursday") && body(&ada, id).contains("Friday"));
    ada.desk.cancel(&last.id, Timestamp::now()).unwrap();
    assert_eq!(body(&ada, id), corrected);
    assert_eq!(ada.desk.verify(id).unwrap().faults, []);
}

#[test]
fn the_note_of_a_correction_of_what_a_colleague_took_off_goes_with_it() {
    let (_site, _writer, [ada, ben], id) = handed_in_to_two();
    approve_and_publish(&ada, id);
    sync(&ada);
    sync(&ben);
    let before = body(&ada, id);
    take_back(&ben, id);
    let queued = correct(&ada, id, "It was Monday.");
    ada.work();
    let stopped = ada.delivery(&queued.id);
    assert_ne!(stopped.state, State::Delivered, "{:?}", stopped.problem);
    if !stopped.is_over() {
        ada.desk.cancel(&queued.id, Timestamp::now()).unwrap();
    }
    assert_eq!(body(&ada, id), before);
}

#[test]
fn a_withdrawal_that_was_called_off_is_none_in_the_history() {
    let (_site, _writer, [ada, _ben], id) = handed_in_to_two();
    approve_and_publish(&ada, id);
    let queued = ada.desk.withdraw(id, None, Timestamp::now()).unwrap();
    ada.desk.cancel(&queued[0].id, Timestamp::now()).unwrap();
    assert_eq!(status(&ada, id), Status::Published);
    let told: Vec<String> =
        ada.desk.revisions(id).unwrap().into_iter().map(|one| one.why).collect();
    assert!(!told.iter().any(|why| why.contains("withdrawn")), "{told:?}");
    assert!(told.iter().any(|why| why.contains("was to be taken off")), "{told:?}");
}
