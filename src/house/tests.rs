use super::*;

/// The smallest pack that is right.
const SMALL: &str =
    "sections = [\"News\"]\ntime_zone = \"Europe/London\"\n[masthead]\nname = \"X\"\n";

fn message(text: &str) -> String {
    let error = House::parse(text, "house.toml").expect_err(text);
    assert_eq!(error.code, Code::HousePack);
    error.message
}

#[test]
fn the_built_in_pack_is_right_and_prints_dates_and_credits_as_the_paper_does() {
    let house = House::built_in();
    assert_eq!(house.masthead.name, "The Marlbridge Courier");
    assert_eq!(house.date_line("2024-01-11T12:00:00Z".parse().unwrap()), "11th Jan 2024");
    let words =
        Words { caption: " The roof ".into(), credit: "Jo Smith".into(), ..Words::default() };
    assert_eq!(house.caption_line(&words), "The roof (Image - Jo Smith)");
    assert_eq!(house.pictures.long_edge, 2560);
    assert_eq!(House::parse(built_in::TEXT, "x").as_ref(), Ok(house));
}

#[test]
fn a_small_pack_is_enough() {
    let house = House::parse(SMALL, "house.toml").unwrap();
    assert_eq!(house.credit.format, "{caption} (Image - {credit})");
    assert!(house.required.is_empty());
}

#[test]
fn a_day_is_the_day_in_the_papers_zone() {
    let house = House::built_in();
    let late_in_summer = "2024-06-30T23:30:00Z".parse().unwrap();
    assert_eq!(house.date_line(late_in_summer), "1st Jul 2024");
}

#[test]
fn a_byline_is_set_once() {
    let house = House::built_in();
    assert_eq!(house.byline_for("Jo Smith"), "By Jo Smith");
    assert_eq!(house.byline_for("By Jo Smith"), "By Jo Smith");
    assert_eq!(house.byline_for(" "), "");
    for byline in ["Jo Smith", "By Jo Smith", " By Jo Smith "] {
        assert_eq!(house.name_in(byline), "Jo Smith");
    }
    assert_eq!(house.dateline_for("Marlbridge"), "MARLBRIDGE — ");
}

#[test]
fn a_wrong_pack_is_refused_with_file_line_and_reason() {
    let cases = [
        ("sections = [", "line 1", ""),
        ("colour = 1\nsections = [\"N\"]", "line 1", "no field called “colour”"),
        ("sections = []\n", "line 1", "at least one section"),
        ("# a\nsections = [\"A\", \"A\"]\n", "line 2", "named twice"),
        ("sections = \"News\"\n", "line 1", "a list is wanted"),
        ("sections = [\"N\"]\ntime_zone = \"Europe/Lundon\"\n", "line 2", "Europe/Lundon"),
        ("masthead = 3\n", "line 1", "the number 3 stands where a group of fields is wanted"),
        ("required = [\n\"headline\",\n\"hedline\"]\n", "line 3", "hedline"),
    ];
    for (text, line, reason) in cases {
        let message = message(text);
        assert!(message.starts_with(&format!("house.toml, {line}:")), "{message}");
        assert!(message.contains(reason), "{message}");
    }
    for (extra, line, reason) in [
        ("[credit]\nformat = \"{caption}\"\n", 6, "{credit}"),
        ("[byline]\npattern = \"By\"\n", 6, "{name}"),
        ("[date]\nformat = \"{dya} {year}\"\n", 6, "{dya}"),
        ("[pictures]\nquality = 300\n", 6, "300"),
        ("[pictures]\nlong_edge = 10\n", 6, "320 to 16000"),
        ("[pictures]\ncrops = [\"16:9\", \"wide\"]\n", 6, "“wide” is no shape"),
        ("[pictures]\ncrops = [\"0:9\"]\n", 6, "“0:9” is no shape"),
        ("[[pictures.rights]]\nlabel = \"Staff\"\n", 5, "terms"),
        ("[[pictures.rights]]\nlabel = \" \"\nterms = \"x\"\n", 6, "empty"),
        ("[[pictures.rights]]\nlabel = \"A\"\nterms = \"x\"\nlink = \"ftp:x\"\n", 8, "ftp:x"),
        ("[furniture]\nfollow = [{label = \"X\", url = \"javascript:x\"}]\n", 6, "javascript:x"),
        ("[history]\nkeep = \"a while\"\n", 6, "“a while” is no time to keep history"),
        ("[history]\nkeep = \"0 days\"\n", 6, "“0 days” is no time"),
        ("[advertisement]\nsection = \"Ads\"\n", 5, "Ads"),
    ] {
        let message = message(&format!("{SMALL}{extra}"));
        assert!(message.starts_with(&format!("house.toml, line {line}:")), "{message}");
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn a_house_has_its_own_crops_and_rights_or_the_usual_ones() {
    let usual = House::parse(SMALL, "x").unwrap().pictures;
    assert_eq!(usual.crops.len(), 3);
    assert!(usual.rights.iter().any(|one| one.label == "Staff" && one.link.is_none()));
    assert!(usual.rights.iter().any(|one| one.label == "CC BY" && one.link.is_some()));
    let own = "[pictures]\ncrops = [\"3:2\"]\n[[pictures.rights]]\nlabel = \"Club\"\nterms = \"For match reports\"\n";
    let own = House::parse(&format!("{SMALL}{own}"), "x").unwrap().pictures;
    assert_eq!(own.crops.iter().copied().map(String::from).collect::<Vec<_>>(), ["3:2"]);
    assert_eq!((own.rights.len(), own.rights[0].label.as_str()), (1, "Club"));
}

#[test]
fn history_is_kept_for_good_or_for_days() {
    let now = "2024-01-11T12:00:00Z".parse().unwrap();
    let since = |extra: &str| {
        let house = House::parse(&format!("{SMALL}{extra}"), "x").unwrap();
        house.history.keep.since(now).map(|at| at.to_string())
    };
    assert_eq!(since(""), None);
    assert_eq!(since("[history]\nkeep = \"for good\"\n"), None);
    let days = since("[history]\nkeep = \"10 days\"\n");
    assert_eq!(days.as_deref(), Some("2024-01-01T12:00:00Z"));
    assert_eq!(since("[history]\nkeep = \"4000000000 days\"\n"), None);
    assert_eq!(String::from(Keep::default()), "for good");
}

#[test]
fn the_words_of_required_are_those_serde_writes() {
    for required in Required::ALL {
        assert_eq!(serde_json::to_value(required).unwrap(), required.word());
    }
}
