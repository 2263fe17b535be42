//! Times as figures: percentiles, and whether a bound holds.

/// Milliseconds of many rounds.
#[derive(Debug, Clone, Default)]
pub struct Times(pub Vec<f64>);

impl Times {
    /// The time that so many of a hundred do not take longer than.
    pub fn at(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(!sorted.is_empty(), "nothing was measured");
        sorted[((sorted.len() * percent).div_ceil(100)).clamp(1, sorted.len()) - 1]
    }

    pub fn median(&self) -> f64 {
        self.at(50)
    }

    pub fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }
}

/// What was to hold, and how many of it did not.
#[derive(Default)]
pub struct Bounds {
    missed: usize,
}

impl Bounds {
    /// Prints a figure beside what it may be at most.
    pub fn hold(&mut self, what: &str, figure: f64, most: f64) {
        let held = figure <= most;
        self.missed += usize::from(!held);
        let verdict = if held { "" } else { "   MISSED" };
        println!("  {what:<44} {figure:>8.2}  at most {most}{verdict}");
    }

    /// # Panics
    /// If one did not hold.
    pub fn settle(self) {
        assert!(self.missed == 0, "{} bounds were missed: see above", self.missed);
    }
}
