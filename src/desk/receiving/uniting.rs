//! A story as it stands here and as somebody sent it, made one. Computes only.

use crate::document::rename_pictures;
use crate::markdown;
use crate::merge::{self, Change, Choice, Conflict, Spot, Wording, merge, same_but_for_blanks};
use crate::picture::name::name_for;
use crate::picture::{Picture, Role};
use crate::story::Story;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Two texts of a story made one.
#[derive(Debug)]
pub struct United {
    /// Mine with what is new in theirs; id, status and dates are mine.
    pub story: Story,
    /// What came from theirs alone.
    pub taken: Vec<Change>,
    /// What both changed, each in another way: mine stands, unless it took words out.
    pub conflicts: Vec<Conflict>,
    /// What is to be told beside that, in sentences.
    pub told: Vec<String>,
}

/// Makes both one against what they last had in common, with a choice for each conflict in its order;
/// where one is missing it stays undecided. Without anything in common mine stands, and whatever is
/// other in theirs is a conflict; the body as a whole.
pub fn unite(base: Option<&Story>, mine: &Story, theirs: &Story, choices: &[Choice]) -> United {
    let mut others = named_as(mine, [theirs].into_iter().chain(base));
    let base = if others.len() > 1 { others.pop() } else { None };
    let (base, theirs) = (base.as_ref(), &others[0]);
    let mut told = Vec::new();
    let (wording, taken, conflicts) = match base {
        Some(base) => {
            let merged = merge(&Wording::of(base), &Wording::of(mine), &Wording::of(theirs));
            (merged.settle(choices), merged.taken, merged.conflicts)
        }
        None => with_nothing_in_common(mine, theirs, choices),
    };
    let pictures = pictures(base, mine, theirs, &wording, &mut told);
    let (kind, slug, embargo) = details(base, mine, theirs, &mut told);
    let Wording { copy, section, .. } = wording;
    let story = Story { copy, section, kind, slug, embargo, pictures, ..mine.clone() };
    United { story, taken, conflicts, told }
}

/// Theirs with what both began with in each place that both changed and of which `open` holds for the number
/// of its conflict: what both are held against later, so that just these places are asked about once more.
pub fn put_back(base: &Story, mine: &Story, theirs: &Story, open: &dyn Fn(usize) -> bool) -> Story {
    let others = named_as(mine, [theirs, base].into_iter());
    let (theirs, base) = (&others[0], &others[1]);
    let all = [base, mine, theirs].map(Wording::of);
    let Wording { copy, section, mut pictures } = merge::put_back(all.each_ref(), open);
    let mut story = Story { copy, section, ..theirs.clone() };
    for picture in &mut story.pictures {
        picture.words = pictures.remove(&picture.name).unwrap_or_default();
    }
    story
}

/// Fields against empty ones, so that each that is other is a conflict; a body is one piece, for two
/// whole texts in each other are no text.
fn with_nothing_in_common(
    mine: &Story,
    theirs: &Story,
    choices: &[Choice],
) -> (Wording, Vec<Change>, Vec<Conflict>) {
    let (held, other) = (Wording::of(mine), Wording::of(theirs));
    let mut base = Wording::default();
    base.copy.body.clone_from(&other.copy.body);
    let merged = merge(&base, &held, &other);
    let mut wording = merged.settle(choices);
    let mut conflicts = merged.conflicts;
    if !same_but_for_blanks(&held.copy.body, &other.copy.body) {
        let choice = choices.get(conflicts.len()).copied();
        let body = Conflict {
            spot: Spot::Paragraph { number: 1 },
            base: String::new(),
            mine: held.copy.body,
            theirs: other.copy.body,
        };
        wording.copy.body = body.with(choice.unwrap_or(body.undecided()));
        conflicts.push(body);
    }
    (wording, merged.taken, conflicts)
}

/// The other stories with the pictures named as they are here. A picture is known by its bytes: the same
/// has one name in all of them, and none has the name of another one here.
fn named_as<'a>(mine: &Story, others: impl Iterator<Item = &'a Story>) -> Vec<Story> {
    let others: Vec<Story> = others.cloned().collect();
    // Two names that differ in capitals only are one file on some systems.
    let folded = |name: &str| name.to_lowercase();
    let all = others.iter().chain([mine]).flat_map(|story| &story.pictures);
    let mut taken: HashSet<String> = all.map(|one| folded(&one.name)).collect();
    let mut names: HashMap<&str, String> = HashMap::new();
    for picture in others.iter().flat_map(|story| &story.pictures) {
        if names.contains_key(picture.sha256.as_str()) {
            continue;
        }
        let same = |one: &&Picture| one.sha256 == picture.sha256;
        let there = mine.picture(&picture.name).filter(same);
        let name = match there.or_else(|| mine.pictures.iter().find(same)) {
            Some(there) => there.name.clone(),
            None if is_named(mine, &folded(&picture.name))
                || names.values().any(|name| folded(name) == folded(&picture.name)) =>
            {
                name_for(&picture.name, |name| taken.contains(&folded(name)), picture.format)
            }
            None => picture.name.clone(),
        };
        taken.insert(folded(&name));
        names.insert(&picture.sha256, name);
    }
    others.iter().map(|story| renamed(story, mine, &names, &taken)).collect()
}

fn is_named(story: &Story, folded: &str) -> bool {
    story.pictures.iter().any(|picture| picture.name.to_lowercase() == folded)
}

/// The story with the names its pictures have by their bytes; all at once, for two may have changed
/// theirs. A second one of the same bytes keeps its name if mine has it so too.
fn renamed(
    story: &Story,
    mine: &Story,
    names: &HashMap<&str, String>,
    taken: &HashSet<String>,
) -> Story {
    let mut renamed = story.clone();
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    let mut used: HashSet<String> = HashSet::new();
    for picture in &mut renamed.pictures {
        let first = names.get(picture.sha256.as_str()).filter(|name| !used.contains(*name));
        let held = mine.picture(&picture.name).filter(|held| held.sha256 == picture.sha256);
        let name = match (first, held) {
            (_, Some(held)) => held.name.clone(),
            (Some(first), None) => first.clone(),
            (None, None) => {
                let is_taken =
                    |name: &str| taken.contains(&name.to_lowercase()) || used.contains(name);
                name_for(&picture.name, is_taken, picture.format)
            }
        };
        used.insert(name.clone());
        given.insert(std::mem::replace(&mut picture.name, name.clone()), name);
    }
    renamed.copy.body = rename_pictures(&renamed.copy.body, &given);
    renamed
}

/// The pictures of the united story, in their order, with the words of `wording`.
fn pictures(
    base: Option<&Story>,
    mine: &Story,
    theirs: &Story,
    wording: &Wording,
    told: &mut Vec<String>,
) -> Vec<Picture> {
    let shown: Vec<String> =
        markdown::images(&wording.copy.body).into_iter().map(|image| image.name).collect();
    let names = |story: &Story| -> Vec<String> {
        story.pictures.iter().map(|picture| picture.name.clone()).collect()
    };
    let reordered = base.is_some_and(|base| names(base) == names(mine));
    let order = if reordered { [theirs, mine] } else { [mine, theirs] };
    let mut united: Vec<Picture> = Vec::new();
    for picture in order.into_iter().flat_map(|story| &story.pictures) {
        let name = &picture.name;
        let stays = match base {
            Some(_) => wording.pictures.contains_key(name),
            // Their picture alone changes no text: it comes with their body.
            None => mine.picture(name).is_some(),
        };
        if united.iter().any(|one| one.name == *name) || !(stays || shown.contains(name)) {
            continue;
        }
        let sides = [base, Some(mine), Some(theirs)];
        let sides = sides.map(|story| story.and_then(|story| story.picture(name)));
        let mut one = match sides {
            [was, Some(mine), Some(theirs)] => one_picture(was, mine, theirs, told),
            _ => picture.clone(),
        };
        if let Some(words) = wording.pictures.get(name) {
            one.words.clone_from(words);
        }
        united.push(one);
    }
    let held = mine.lead().map(|lead| lead.name.as_str());
    told.extend(one_lead(&mut united, held));
    united
}

/// A picture that both have; whoever changed something about it has it, and mine where both did.
fn one_picture(
    was: Option<&Picture>,
    mine: &Picture,
    theirs: &Picture,
    told: &mut Vec<String>,
) -> Picture {
    let mut one = mine.clone();
    let was = was.unwrap_or(mine);
    one.role = picked([&was.role, &mine.role, &theirs.role]).0;
    let (focus, focus_of_both) = picked([&was.focus, &mine.focus, &theirs.focus]);
    let (crop, crop_of_both) = picked([&was.crop, &mine.crop, &theirs.crop]);
    (one.focus, one.crop) = (focus, crop);
    one.kept = picked([&was.kept, &mine.kept, &theirs.kept]).0;
    if focus_of_both || crop_of_both {
        let name = &mine.name;
        told.push(format!("Both changed how {name} is cut; it is cut as it was here."));
    }
    one
}

/// The value of whoever changed it, mine if both did; and whether both did, each in another way.
fn picked<T: PartialEq + Clone>([was, mine, theirs]: [&T; 3]) -> (T, bool) {
    if mine == was {
        (theirs.clone(), false)
    } else {
        (mine.clone(), theirs != was && theirs != mine)
    }
}

/// Leaves one lead: the one that is `held` as that here, else the first. What is to be told of it.
pub fn one_lead(united: &mut [Picture], held: Option<&str>) -> Option<String> {
    let leads = united.iter().filter(|one| one.role == Role::Lead);
    let names: Vec<String> = leads.map(|one| one.name.clone()).collect();
    if names.len() < 2 {
        return None;
    }
    let held = held.filter(|held| names.iter().any(|name| name == held));
    let stands = held.unwrap_or(&names[0]);
    for one in united.iter_mut().filter(|one| one.name != stands) {
        one.role = Role::Inline;
    }
    Some(format!("There can be one lead picture only: {stands} is that here."))
}

/// Kind, slug and embargo. A lock is never lifted, and never brought forward, by somebody's file.
fn details(
    base: Option<&Story>,
    mine: &Story,
    theirs: &Story,
    told: &mut Vec<String>,
) -> (crate::story::Kind, String, Option<Timestamp>) {
    let was = base.unwrap_or(theirs);
    let (kind, both_kinds) = picked([&was.kind, &mine.kind, &theirs.kind]);
    let (slug, both_slugs) = picked([&was.slug, &mine.slug, &theirs.slug]);
    for (what, both) in [("kind", both_kinds), ("slug", both_slugs)] {
        if both {
            told.push(format!("Both changed the story’s {what}; it is as it was here."));
        }
    }
    let embargo = match base {
        Some(base) if base.embargo == theirs.embargo => mine.embargo,
        _ => mine.embargo.max(theirs.embargo),
    };
    if embargo != theirs.embargo && base.is_some_and(|base| base.embargo != theirs.embargo) {
        told.push("They changed the embargo; the later one stands, which is the one here.".into());
    }
    (kind, slug, embargo)
}
