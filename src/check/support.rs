//! A story the checks have nothing to say about, to be spoilt one way at a time.

use super::{Finding, check};
use crate::house::House;
use crate::picture::{Picture, Role};
use crate::render::example;
use crate::spelling::Accepted;
use crate::story::{Kind, Story};

/// A finished story with a lead picture and one picture in the body.
pub fn finished() -> Story {
    let mut story = example::story();
    story.kind = Kind::News;
    story.section = "Local News".into();
    story.copy.body = "The library opens on Monday.\n\n![](roof.jpg)\n\nAll are welcome.".into();
    story.pictures.truncate(2);
    story
}

/// The picture in the body.
pub fn inline(story: &mut Story) -> &mut Picture {
    story.pictures.iter_mut().find(|p| p.role == Role::Inline).expect("an inline picture")
}

/// What the checks say in the built-in house.
pub fn found(story: &Story) -> Vec<Finding> {
    check(story, House::built_in(), &Accepted::default())
}

/// The one finding there must be after the finished story is spoilt.
pub fn the_finding(spoil: impl FnOnce(&mut Story)) -> Finding {
    let mut story = finished();
    spoil(&mut story);
    let mut findings = found(&story);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}
