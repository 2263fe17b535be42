//! What readers should get.

use super::Approved;
use super::units::{Unit, push};
use crate::house::House;
use crate::render::{self, Part, page};

/// The approved lines, sign-off last.
pub struct Parts {
    pub units: Vec<Unit>,
}

pub fn parts(approved: &Approved<'_>) -> Parts {
    let article = render::article(approved.story, approved.house);
    let bare = House { sign_off: String::new(), ..approved.house.clone() };
    let own = render::article(approved.story, &bare).parts.len();
    let mut units = Vec::new();
    for (n, part) in article.parts.into_iter().enumerate() {
        if matches!(part, Part::Missing(_) | Part::Figure(_)) {
            continue;
        }
        let from = units.len();
        page::as_read(vec![part]).iter().for_each(|held| push(held, &mut units));
        units[from..].iter_mut().for_each(|unit| unit.sign_off = n >= own);
    }
    Parts { units }
}
