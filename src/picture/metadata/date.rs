//! When a picture was made, as ISO 8601, EXIF and IIM write it: each as exact as it is known.

/// A moment taken apart; what is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM` or `HH:MM:SS`.
    pub time: String,
    /// Digits behind the seconds.
    pub fraction: String,
    /// `Z`, `+HH:MM` or `-HH:MM`.
    pub zone: String,
}

impl Moment {
    /// Reads ISO 8601, in the extended form that XMP uses, and its kin with colons and a blank that
    /// EXIF uses; none if it is no date.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let cut = text.find(['T', ' ']).unwrap_or(text.len());
        let day = day(&text[..cut].replace(':', "-"))?;
        let rest = text[cut..].trim_start_matches(['T', ' ']);
        if rest.is_empty() || day.len() < 10 {
            return Some(Self { day, ..Self::default() });
        }
        let zone_at = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
        let zone = zone(&rest[zone_at..])?;
        let (time, fraction) =
            rest[..zone_at].trim().split_once('.').unwrap_or((rest[..zone_at].trim(), ""));
        is_time(time).then_some(())?;
        let fraction = fraction.trim_end_matches(|c: char| !c.is_ascii_digit());
        fraction.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        Some(Self { day, time: time.to_owned(), fraction: fraction.to_owned(), zone })
    }

    /// EXIF's three fields: date and time, digits behind the seconds, offset.
    pub fn from_exif(stamp: &str, fraction: &str, zone: &str) -> Option<Self> {
        let mut moment = Self::parse(stamp)?;
        if moment.time.len() == 8 {
            let fraction = fraction.trim();
            let digits = fraction.bytes().all(|b| b.is_ascii_digit());
            moment.fraction = if digits { fraction.to_owned() } else { String::new() };
            moment.zone = self::zone(zone.trim()).unwrap_or_default();
        }
        Some(moment)
    }

    /// IIM's two fields, `CCYYMMDD` with noughts for what is unknown and `HHMMSS±HHMM`.
    pub fn from_iim(date: &str, time: &str) -> Option<Self> {
        let date: String = date.chars().filter(char::is_ascii_digit).collect();
        let parts =
            [date.get(..4)?, date.get(4..6).unwrap_or("00"), date.get(6..8).unwrap_or("00")];
        let known = parts.iter().position(|part| part.trim_matches('0').is_empty()).unwrap_or(3);
        let day = day(&parts[..known].join("-"))?;
        let time: String =
            time.chars().filter(|c| c.is_ascii_digit() || "+-".contains(*c)).collect();
        let (Some(clock), 10) = (time.get(..6).filter(|t| !t.contains(['+', '-'])), day.len())
        else {
            return Some(Self { day, ..Self::default() });
        };
        let clock = format!("{}:{}:{}", &clock[..2], &clock[2..4], &clock[4..]);
        if !is_time(&clock) {
            return Some(Self { day, ..Self::default() });
        }
        let zone = time.get(6..11).map(|z| format!("{}:{}", &z[..3], &z[3..]));
        let zone = zone.and_then(|z| self::zone(&z)).unwrap_or_default();
        Some(Self { day, time: clock, fraction: String::new(), zone })
    }

    /// As ISO 8601.
    pub fn iso(&self) -> String {
        let mut out = self.day.clone();
        if !self.time.is_empty() {
            out = format!("{out}T{}", self.time);
            if !self.fraction.is_empty() {
                out = format!("{out}.{}", self.fraction);
            }
            out.push_str(&self.zone);
        }
        out
    }

    /// EXIF's date and time, which has to be known to the second.
    pub fn exif_stamp(&self) -> Option<String> {
        let known = self.day.len() == 10 && self.time.len() == 8;
        known.then(|| format!("{} {}", self.day.replace('-', ":"), self.time))
    }

    /// EXIF's offset: it knows no `Z`.
    pub fn exif_zone(&self) -> String {
        if self.zone == "Z" { "+00:00".to_owned() } else { self.zone.clone() }
    }

    /// IIM's date and time; a date has to be whole, the time may be missing.
    pub fn iim(&self) -> Option<(String, Option<String>)> {
        (self.day.len() == 10).then_some(())?;
        let time = (!self.time.is_empty()).then(|| {
            let seconds = if self.time.len() == 5 { ":00" } else { "" };
            format!("{}{seconds}{}", self.time, self.exif_zone()).replace(':', "")
        });
        Some((self.day.replace('-', ""), time))
    }

    /// Whether both may mean the same: what one of them leaves open, the other may know.
    pub fn agrees(&self, other: &Self) -> bool {
        let open = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
        let noughts = |a: &Self| a.fraction.trim_end_matches('0').to_owned();
        open(&self.day, &other.day)
            && open(&self.time, &other.time)
            && open(&noughts(self), &noughts(other))
            && open(&self.exif_zone(), &other.exif_zone())
    }
}

/// `text` if it is a day, month or year that can be.
fn day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    let fits = |(part, (length, from, to)): (&&str, (usize, u32, u32))| {
        part.len() == length
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse().is_ok_and(|n: u32| (from..=to).contains(&n))
    };
    let bounds = [(4, 1, 9999), (2, 1, 12), (2, 1, 31)];
    (parts.len() <= 3 && parts.iter().zip(bounds).all(fits)).then(|| text.to_owned())
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let fits =
        |(part, most): (&&str, u32)| part.len() == 2 && part.parse().is_ok_and(|n: u32| n <= most);
    (2..=3).contains(&parts.len())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b':')
        && parts.iter().zip([23, 59, 60]).all(fits)
}

/// A zone as it stands in a [`Moment`]; empty for none, `None` for nonsense.
fn zone(text: &str) -> Option<String> {
    match text {
        "" | "Z" => Some(text.to_owned()),
        _ => {
            let clock = text.strip_prefix(['+', '-'])?;
            (clock.len() == 5 && is_time(clock)).then(|| text.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read_as_exact_as_it_is() {
        let iso = |moment: Option<Moment>| moment.map(|moment| moment.iso());
        for text in ["2024", "2024-01", "2024-01-11", "2024-01-11T10:30", "2024-01-11T10:30:05.25Z"]
        {
            assert_eq!(iso(Moment::parse(text)).as_deref(), Some(text));
        }
        let exif = Moment::from_exif("2024:01:11 10:30:05", "25 ", "+01:00");
        assert_eq!(iso(exif).unwrap(), "2024-01-11T10:30:05.25+01:00");
        let iim = iso(Moment::from_iim("20240111", "103005-0500"));
        assert_eq!(iim.unwrap(), "2024-01-11T10:30:05-05:00");
        assert_eq!(iso(Moment::from_iim("20240100", "")).unwrap(), "2024-01");
        assert_eq!(iso(Moment::from_iim("20240111", "nonsense")).unwrap(), "2024-01-11");
        for nonsense in ["", "yesterday", "2024-13", "    :  :     :  :  ", "0000:00:00 00:00:00"] {
            assert_eq!(Moment::parse(nonsense), None, "{nonsense}");
        }
        assert_eq!(Moment::from_iim("é0240111é", "é"), Moment::from_iim("0240111", ""));
    }

    #[test]
    fn each_form_is_written() {
        let moment = Moment::parse("2024-01-11T10:30:05.25Z").unwrap();
        assert_eq!(moment.exif_stamp().unwrap(), "2024:01:11 10:30:05");
        assert_eq!(moment.exif_zone(), "+00:00");
        assert_eq!(moment.iim().unwrap(), ("20240111".into(), Some("103005+0000".into())));
        let day = Moment::parse("2024-01-11").unwrap();
        assert_eq!((day.exif_stamp(), day.iim()), (None, Some(("20240111".into(), None))));
        assert_eq!(Moment::parse("2024-01").unwrap().iim(), None);
    }

    #[test]
    fn what_is_left_open_is_no_contradiction() {
        let agree = |a, b| Moment::parse(a).unwrap().agrees(&Moment::parse(b).unwrap());
        assert!(agree("2024-01-11T10:30:05.250+00:00", "2024-01-11T10:30:05.25Z"));
        assert!(agree("2024-01-11T10:30:05", "2024-01-11"));
        assert!(agree("2024-01-11T10:30:05", "2024-01-11T10:30+01:00"));
        assert!(!agree("2024-01-11T10:30:05+02:00", "2024-01-11T10:30:05+01:00"));
        assert!(!agree("2024-01-11", "2024-01-12T10:30:05"));
    }
}
