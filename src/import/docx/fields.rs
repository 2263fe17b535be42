//! Fields: places whose words a program makes, such as links.

use super::body::{Field, Reading};

impl Reading<'_> {
    /// A field begins, shows what it stands for, or ends.
    pub fn field_sign(&mut self, kind: Option<&str>) {
        match kind {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }
}

/// Where a field leads, if it is a link: `HYPERLINK "https://…" \o "tip"`.
pub fn link_of(order: &str) -> Option<String> {
    let rest = order.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    // `\l` goes to a place of the document itself.
    (!address.is_empty() && !address.starts_with('\\')).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::link_of;

    #[test]
    fn a_link_is_known_by_its_order() {
        let cases = [
            (" HYPERLINK \"https://town.example/a\" \\o \"tip\" ", Some("https://town.example/a")),
            ("HYPERLINK https://town.example/a", Some("https://town.example/a")),
            ("HYPERLINK \\l \"_Toc1\"", None),
            ("PAGE", None),
        ];
        for (order, expected) in cases {
            assert_eq!(link_of(order).as_deref(), expected, "{order}");
        }
    }
}
