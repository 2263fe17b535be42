//! Dates as the paper prints them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `11th Jan 2024`, in the paper's own zone.
pub fn printed(moment: Timestamp, zone: &TimeZone) -> String {
    let date = moment.to_zoned_datetime(zone.clone());
    let day = date.day();
    format!("{day}{} {}", ordinal(day), date.strftime("%b %Y"))
}

/// `Thursday 11 January 2024`, for the line above the front page.
pub fn in_full(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned_datetime(zone.clone()).strftime("%A %-d %B %Y").to_string()
}

/// RFC 3339 with the zone's offset, for machines.
pub fn for_machines(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// As RSS wants it (RFC 2822).
pub fn for_feeds(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned_datetime(zone.clone()).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

fn ordinal(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_zones_own_day() {
        let london = TimeZone::get("Europe/London").unwrap();
        let cases = [
            ("2024-01-11T09:30:00Z", "11th Jan 2024", "2024-01-11T09:30:00+00:00"),
            // Half past midnight in summer time is still yesterday in UTC.
            ("2024-06-30T23:30:00Z", "1st Jul 2024", "2024-07-01T00:30:00+01:00"),
            ("2024-03-22T12:00:00Z", "22nd Mar 2024", "2024-03-22T12:00:00+00:00"),
            ("2024-05-13T12:00:00Z", "13th May 2024", "2024-05-13T13:00:00+01:00"),
        ];
        for (moment, print, machine) in cases {
            let moment: Timestamp = moment.parse().unwrap();
            assert_eq!(printed(moment, &london), print);
            assert_eq!(for_machines(moment, &london), machine);
        }
    }

    #[test]
    fn feeds_have_english_names_and_an_offset() {
        let moment: Timestamp = "2024-01-11T09:30:00Z".parse().unwrap();
        let date = for_feeds(moment, &TimeZone::UTC);
        assert_eq!(date, "Thu, 11 Jan 2024 09:30:00 +0000");
    }
}
