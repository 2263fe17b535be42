//! Words compared as a reader would: sites turn quotes, dashes and blanks into others.

/// The words of a text: runs of letters and digits in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Self(words.map(str::to_lowercase).collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the words of `part` stand here, one after the other. No words stand anywhere.
    pub fn contain(&self, part: &Self) -> bool {
        self.without(part).is_some()
    }

    /// What is left once the first place of `part` is taken out; `None` if it is not here.
    pub fn without(&self, part: &Self) -> Option<Self> {
        let at = self.0.windows(part.len().max(1)).position(|words| words == part.0)?;
        let (before, rest) = self.0.split_at(at);
        // Something between, so that what stood apart does not become one.
        let gap = std::iter::once(String::new());
        let after = rest[part.len()..].iter().cloned();
        Some(Self(before.iter().cloned().chain(gap).chain(after).collect()))
    }
}

/// Whether two texts say the same; those without letters or digits, sign by sign.
pub fn same(one: &str, other: &str) -> bool {
    let (words, others) = (Words::of(one), Words::of(other));
    if words.is_empty() { one.trim() == other.trim() } else { words == others }
}

/// “a”, “a and b”, “a, b and c”.
pub fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_do_not_count_and_words_are_whole() {
        let text = Words::of("“Don’t”, said Jo Smith – twice");
        assert!(text.contain(&Words::of("\"Don't\" said")));
        assert!(!text.contain(&Words::of("Jo Smit")));
        assert!(!text.contain(&Words::of("")));
        assert!(same("10 < 5", "10 <5") && same("?", " ? ") && !same("?", "!"));
    }

    #[test]
    fn what_is_taken_out_joins_nothing() {
        let left = Words::of("Jo the cat Smith").without(&Words::of("the cat")).unwrap();
        assert!(!left.contain(&Words::of("Jo Smith")));
    }
}
