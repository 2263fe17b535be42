//! What is told where two had a story in hand, each without the other's knowing.

use crate::house::House;
use crate::review::{Holder, Person};

/// Who has it in hand, of two who do not know that both had it: `had` stood here, `came` was sent, and one of
/// them `stands`. None where nobody lost it.
pub fn of_holders(
    (me, house): (Option<&Person>, &House),
    [had, came, stands]: [Option<&Holder>; 3],
) -> Option<String> {
    let stands = stands?;
    let person = |holder: &Holder| holder.person.clone();
    let other = |holder: &&Holder| holder.person.is_some() && !same(holder, stands);
    let names = |one: &Person| match me.is_some_and(|me| me.is(one)) {
        true => "you".to_owned(),
        false => one.name.clone(),
    };
    let lost =
        had.filter(other).or_else(|| came.filter(other).filter(|came| came.turn >= stands.turn))?;
    let (loser, since) = (names(&person(lost)?), house.moment_line(lost.made.at));
    let Some(holder) = person(stands) else {
        let by = capitalised(&names(&stands.made.by));
        let at = house.moment_line(stands.made.at);
        return (loser == "you")
            .then(|| format!("{by} let it go, {at}: nobody has it in hand any more, nor do you."));
    };
    let (holder, at) = (names(&holder), house.moment_line(stands.made.at));
    let have = if holder == "you" { "have" } else { "has" };
    let why = match stands.is_taken() {
        true if lost.turn == stands.turn => {
            format!("whoever took it first has it, and {loser} took it, too, {since}")
        }
        true => format!("{loser} had it since {since}, until it was let go"),
        false => format!(
            "{} gave it to {holder}, and {loser} had taken it, {since}",
            names(&stands.made.by)
        ),
    };
    let ends = if loser == "you" { "you have it no longer" } else { "theirs ends" };
    Some(format!("{} {have} it in hand since {at}: {why}; {ends}.", capitalised(&holder)))
}

fn same(one: &Holder, other: &Holder) -> bool {
    match (&one.person, &other.person) {
        (Some(one), Some(other)) => one.is(other),
        (one, other) => one == other,
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
