//! Fields, each merged whole.

use super::{Change, Found, Spot, Wording};
use crate::picture::Words;
use crate::story::Copy;
use std::collections::{BTreeMap, BTreeSet};

/// Everything but the body, which is left empty.
pub fn merge([base, mine, theirs]: [&Wording; 3], found: &mut Found) -> Wording {
    let all = [base, mine, theirs];
    let text = |found: &mut Found, spot, field: fn(&Wording) -> &String| {
        found.pick(spot, all.map(field), String::clone).clone()
    };
    let headline = text(found, Spot::Headline, |one| &one.copy.headline);
    let standfirst = text(found, Spot::Standfirst, |one| &one.copy.standfirst);
    let byline = text(found, Spot::Byline, |one| &one.copy.byline);
    let place = |one: &Option<String>| one.clone().unwrap_or_default();
    let dateline = found.pick(Spot::Dateline, all.map(|one| &one.copy.dateline), place).clone();
    let tags = tags(all.map(|one| one.copy.tags.as_slice()), found);
    let section = text(found, Spot::Section, |one| &one.section);
    let pictures = pictures(all.map(|one| &one.pictures), found);
    let body = String::new();
    Wording { copy: Copy { headline, standfirst, byline, dateline, body, tags }, section, pictures }
}

/// Tags are a set: what either took out is out, what either put in is in.
fn tags([base, mine, theirs]: [&[String]; 3], found: &mut Found) -> Vec<String> {
    let told = |tags: &[String]| tags.join(", ");
    let change = |now| Change { spot: Spot::Tags, was: told(base), now: told(now) };
    if mine == theirs {
        return mine.to_vec();
    }
    if mine != base {
        found.kept.push(change(mine));
    }
    if theirs == base {
        return mine.to_vec();
    }
    found.taken.push(change(theirs));
    if mine == base {
        return theirs.to_vec();
    }
    let stays = |tag: &&String| theirs.contains(tag) || !base.contains(tag);
    let new = theirs.iter().filter(|tag| !base.contains(tag) && !mine.contains(tag));
    mine.iter().filter(stays).chain(new).cloned().collect()
}

/// The words about every picture that mine or theirs has. A picture that one side has no more is
/// gone only if the other changed nothing about it.
fn pictures(
    [base, mine, theirs]: [&BTreeMap<String, Words>; 3],
    found: &mut Found,
) -> BTreeMap<String, Words> {
    let names: BTreeSet<&String> = mine.keys().chain(theirs.keys()).collect();
    let nothing = Words::default();
    let mut merged = BTreeMap::new();
    for name in names {
        let [was, held, other] = [base, mine, theirs].map(|one| one.get(name));
        let gone = [held, other].contains(&None) && was.is_some();
        if gone && (held.is_none() || held == was) && (other.is_none() || other == was) {
            continue;
        }
        // Who does not have the picture changed none of its words; whether it stays in the story is
        // not for its words to say.
        let start = was.unwrap_or(&nothing);
        let all = [start, held.unwrap_or(start), other.unwrap_or(start)];
        merged.insert(name.clone(), words(name, all, found));
    }
    merged
}

fn words(name: &str, [base, mine, theirs]: [&Words; 3], found: &mut Found) -> Words {
    let mut merged = base.clone();
    let mut all = [base.clone(), mine.clone(), theirs.clone()];
    let [base_texts, mine_texts, their_texts] = all.each_mut().map(Words::texts_mut);
    let sides = base_texts.into_iter().zip(mine_texts).zip(their_texts);
    for ((field, stands), ((was, held), other)) in merged.texts_mut().into_iter().zip(sides) {
        let spot = Spot::Picture { name: name.to_owned(), field: field.to_owned() };
        *stands = found.pick(spot, [&*was.1, &*held.1, &*other.1], String::clone).clone();
    }
    let spot = Spot::Picture { name: name.to_owned(), field: "decorative".to_owned() };
    let flags = [&base.decorative, &mine.decorative, &theirs.decorative];
    merged.decorative = *found.pick(spot, flags, ToString::to_string);
    merged
}

/// Writes a text where a conflict was. Tags never conflict, and a body has no single place.
pub fn set(wording: &mut Wording, spot: &Spot, text: String) {
    match spot {
        Spot::Headline => wording.copy.headline = text,
        Spot::Standfirst => wording.copy.standfirst = text,
        Spot::Byline => wording.copy.byline = text,
        Spot::Dateline => wording.copy.dateline = (!text.is_empty()).then_some(text),
        Spot::Section => wording.section = text,
        Spot::Picture { name, field } => {
            let words = wording.pictures.entry(name.clone()).or_default();
            if let Some((_, held)) = words.texts_mut().into_iter().find(|(name, _)| name == field) {
                *held = text;
            }
        }
        Spot::Tags | Spot::Paragraph { .. } => {}
    }
}
