//! The types of the screen's calls, written from Rust.

use crate::check::{Field, Finding, Severity};
use crate::compare::{
    Comparison, Field as ComparedField, FieldCompared, How as ComparedHow, Paragraph,
    PictureCompared, Piece, Setting, SettingChanged, Standing, WordsCompared,
};
use crate::delivery::{Delivery, State, Step};
use crate::desk::{
    ApprovalState, Beside, Collected, Decided, Dictionary, FileImported, Filed, Inbox, KeyHolder,
    NotAsked, Outcome as SiteOutcome, PacketRead, PacketWritten, Pasted, PictureWritten,
    PicturesAdded, Place as LivePlace, Received, RefusedFile, Saved, Sender, SiteComparison,
    SiteView, Synced, Taking as SiteTaking, ToSettle, Untaken, Waiting, WaitingThere,
};
use crate::error::{Code, Error};
use crate::house::Rights;
use crate::import::Receipt;
use crate::markdown::Utf16Range;
use crate::markdown::from_html::NotCarried;
use crate::merge::{Change, Choice, Conflict, Merged, Spot, Wording};
use crate::packet::Contact;
use crate::picture::{Dispute, Focus, Format, Kept, Picture, Place, Role, Shape, Words};
use crate::pull::{AddedPicture, Pulled};
use crate::readback::story::{About, Difference, PageReport, Told};
use crate::readback::{Light, Outcome, PictureReport};
use crate::review::{
    Anchor, Approval, Change as ReviewChange, Head, How, Mark, Note, Part, Person,
    Place as ReviewPlace, Proposal, Settled, Suggestion, Thread, View,
};
use crate::site::doctor::{Diagnosis, Fault, Question, Report, Rung, RungState, Whose};
use crate::site::{Account, Kind as SiteKind, Release, Stage};
use crate::store::{
    CreditUsed, Fault as RecordFault, FoundIn, Hit, Hits, LivePage, PictureUse, RevisionSummary,
    StorySummary, Verified, Within, Wrong,
};
use crate::story::{Copy, Kind, Move, Status, Story, StoryId};
use std::fmt::Write as _;
use ts_rs::{Config, TS};

use super::{AppState, HouseView, KeychainView, Preview, TakenIn, signatures};
/// Every type the screen gets or gives, and the table of calls, in TypeScript.
pub fn typescript() -> String {
    let config = Config::new();
    let mut text = String::from(
        "// Generated from Rust by `make bindings`; a stale file fails `cargo test`. Do not edit.\n",
    );
    macro_rules! declare {
        ($($kind:ty),* $(,)?) => {
            $(let _ = write!(text, "\nexport {}\n", <$kind as TS>::decl(&config));)*
        };
    }
    declare!(
        AppState,
        HouseView,
        KeychainView,
        Preview,
        Code,
        Error,
        StoryId,
        Kind,
        Status,
        Move,
        Copy,
        Story,
        StorySummary,
        Saved,
        FoundIn,
        Hit,
        Hits,
        Within,
        Role,
        Format,
        Words,
        Focus,
        Shape,
        Kept,
        Place,
        Dispute,
        Rights,
        Picture,
        PictureWritten,
        PicturesAdded,
        Receipt,
        Pasted,
        FileImported,
        RefusedFile,
        CreditUsed,
        PictureUse,
        LivePage,
        RevisionSummary,
        Severity,
        Field,
        Utf16Range,
        Finding,
        Dictionary,
        SiteView,
        Account,
        Question,
        RungState,
        Rung,
        Fault,
        Whose,
        Diagnosis,
        Report,
        Release,
        Stage,
        LivePlace,
        SiteComparison,
        SiteTaking,
        State,
        Step,
        Outcome,
        Light,
        PictureReport,
        Delivery,
        Wording,
        Spot,
        Conflict,
        Choice,
        Change,
        Merged,
        NotCarried,
        AddedPicture,
        Pulled,
        Told,
        About,
        Difference,
        PageReport,
        Person,
        Part,
        Anchor,
        Mark,
        Note,
        Suggestion,
        Settled,
        How,
        Approval,
        ApprovalState,
        View,
        Thread,
        Head,
        ReviewPlace,
        Proposal,
        ReviewChange,
        Beside,
        Decided,
        Comparison,
        FieldCompared,
        ComparedField,
        Piece,
        ComparedHow,
        Paragraph,
        Standing,
        PictureCompared,
        WordsCompared,
        Setting,
        SettingChanged,
        Verified,
        RecordFault,
        Wrong,
        Contact,
        Sender,
        KeyHolder,
        ToSettle,
        Received,
        PacketRead,
        PacketWritten,
        Inbox,
        Waiting,
        Collected,
        TakenIn,
        WaitingThere,
        SiteOutcome,
        NotAsked,
        Synced,
        Untaken,
        Filed,
    );
    // Two kinds in two modules: the screen calls the site's by its full name.
    let _ = write!(text, "\nexport {}\n", <SiteKind as TS>::decl(&config));
    text.push('\n');
    text.push_str(&signatures(&config));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    // The test reads its environment, which the library may not.
    #[allow(clippy::disallowed_methods)]
    fn bindings_are_up_to_date() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/api/bindings.ts");
        if std::env::var_os("COPYDESK_BINDINGS").is_some_and(|word| word == "write") {
            std::fs::write(file, typescript()).unwrap();
        }
        let held = std::fs::read_to_string(file).unwrap_or_default();
        assert!(held == typescript(), "ui/api/bindings.ts is stale: run `make bindings`");
    }

    #[test]
    fn no_call_and_no_type_stands_twice() {
        let text = typescript();
        let mut names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("export type "))
            .filter_map(|line| line.split([' ', '=']).next())
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two types of one name would be one in TypeScript");
    }
}
