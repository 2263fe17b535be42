//! Blocks of one reading that say what blocks of another say.

use crate::markdown::from_html::{Held, words};
use crate::merge::alike;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// For each block of `new` the block of `old` it is, and whether it says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub old: usize,
    pub same: bool,
}

/// Shared words from which on a block is an edited one.
pub const EDITED: f64 = 0.4;

/// Pairs blocks by their keys; what is left over in one place by its words, and what was moved by its
/// key. `whole` pairs what is left over in equal numbers in one place too.
pub fn pair(old: &[(&Held, String)], new: &[(&Held, String)], whole: bool) -> Vec<Option<Match>> {
    let keys =
        |side: &[(&Held, String)]| side.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Patience, &keys(old), &keys(new));
    let mut found: Vec<Option<Match>> = vec![None; new.len()];
    let mut used = vec![false; old.len()];
    for op in &ops {
        if let DiffOp::Equal { old_index, new_index, len } = *op {
            for n in 0..len {
                found[new_index + n] = Some(Match { old: old_index + n, same: true });
                used[old_index + n] = true;
            }
        }
    }
    for at in 0..new.len() {
        let moved = |n: &usize| !used[*n] && old[*n].1 == new[at].1;
        if found[at].is_none()
            && let Some(n) = (0..old.len()).find(moved)
        {
            found[at] = Some(Match { old: n, same: true });
            used[n] = true;
        }
    }
    for op in ops {
        let DiffOp::Replace { .. } = op else { continue };
        let level = whole && op.old_range().len() == op.new_range().len();
        for (place, at) in op.new_range().enumerate() {
            let free = op.old_range().filter(|n| !used[*n]);
            let best = free
                .map(|n| (n, alike(&words(old[n].0), &words(new[at].0))))
                .filter(|(n, shared)| {
                    *shared >= EDITED || (level && *n == op.old_range().start + place)
                })
                .max_by(|one, other| one.1.total_cmp(&other.1));
            if let Some((n, _)) = best.filter(|_| found[at].is_none()) {
                found[at] = Some(Match { old: n, same: false });
                used[n] = true;
            }
        }
    }
    found
}
