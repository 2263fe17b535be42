//! What is said about each fault: whose job it is, what is wrong, what to do, and what the paragraph
//! asks of whoever gets it.

mod site;
mod way;

use super::fault::{Fault, Whose};

/// The words for one fault; full sentences.
#[derive(Debug)]
pub struct Words {
    fault: Fault,
    pub whose: Whose,
    pub wrong: &'static str,
    pub hint: &'static str,
    /// The end of the paragraph to forward.
    pub ask: &'static str,
}

const fn entry(
    fault: Fault,
    whose: Whose,
    wrong: &'static str,
    hint: &'static str,
    ask: &'static str,
) -> Words {
    Words { fault, whose, wrong, hint, ask }
}

/// What is said about `fault`.
pub fn of(fault: Fault) -> &'static Words {
    let mut rows = way::ROWS.iter().chain(site::ROWS);
    // A test holds that no fault is without a row.
    rows.find(|words| words.fault == fault).unwrap_or(&way::ROWS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_words_and_they_are_sentences() {
        for fault in Fault::ALL {
            let words = of(*fault);
            assert_eq!(words.fault, *fault, "{fault:?} has no row");
            for text in [words.wrong, words.hint, words.ask] {
                assert!(text.ends_with('.') && text.len() > 12, "{fault:?}: {text}");
                assert!(!text.contains("  "), "{fault:?}: {text}");
            }
        }
        let rows = way::ROWS.len() + site::ROWS.len();
        assert_eq!(rows, Fault::ALL.len(), "no fault has two rows");
    }
}
