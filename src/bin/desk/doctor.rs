//! The connection doctor on a terminal.

use copydesk::site::doctor::{Report, RungState};

/// The ladder and the diagnosis, for people.
pub fn words(report: &Report) -> String {
    let mut text = String::new();
    for rung in &report.rungs {
        let state = match rung.state {
            RungState::Passed => "ok",
            RungState::Failed => "WRONG",
            RungState::Skipped => "–",
        };
        text.push_str(&format!("{state:<6} {:<24} {}\n", rung.label, rung.seen));
    }
    let Some(diagnosis) = &report.diagnosis else {
        return format!("{text}\nAll is well.");
    };
    text.push_str(&format!(
        "\n{} This is a job for {}.\n",
        diagnosis.wrong,
        diagnosis.whose.words()
    ));
    text.push_str(&format!("{}\n", diagnosis.hint));
    if let Some(better) = &report.better_address {
        text.push_str(&format!("The address is probably {better}\n"));
    }
    if let Some(fingerprint) = &report.fingerprint {
        text.push_str(&format!(
            "Once it is confirmed: desk site add … --trust-fingerprint {fingerprint}\n"
        ));
    }
    text.push_str(&format!("\nTo forward:\n{}", diagnosis.paragraph));
    text
}
