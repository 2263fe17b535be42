//! The system's own notifications: said once, beside the screen.

/// Shows a notification. Where the system has no place for them nobody is told, and nothing is lost:
/// whatever it is about stands on the screen too.
pub fn show(title: &str, body: &str) {
    let mut notice = notify_rust::Notification::new();
    notice.appname("Copydesk").summary(title).body(&shown(body)).icon("copydesk");
    let _ = notice.show();
}

/// On Linux a body may hold markup, and a headline is none.
fn shown(body: &str) -> String {
    if cfg!(target_os = "linux") {
        body.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        body.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_headline_is_no_markup() {
        let wanted =
            if cfg!(target_os = "linux") { "Fish &amp; &lt;b&gt;chips" } else { "Fish & <b>chips" };
        assert_eq!(super::shown("Fish & <b>chips"), wanted);
    }
}
