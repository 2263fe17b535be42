use super::*;
use crate::picture::Words;
use crate::picture::prepare::{Limits, prepare};

const URL: &str = "https://news.example/up/room.jpg";

fn photograph(name: &str) -> Vec<u8> {
    let file = format!("{}/samples/library-reopens/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(file).unwrap()
}

fn picture(caption: &str, credit: &str) -> Picture {
    Picture {
        name: "room.jpg".into(),
        words: Words {
            caption: caption.into(),
            credit: credit.into(),
            alt: "Desks".into(),
            ..Words::default()
        },
        ..Picture::default()
    }
}

fn sent(picture: &Picture) -> Vec<u8> {
    let limits = Limits { long_edge: 600, ..Limits::default() };
    prepare(&photograph("reading-room.jpg"), picture, &limits).unwrap().bytes
}

/// The report on a page, where every file but `files` is what was sent.
fn report(html: &str, picture: &Picture, files: &[(&str, &[u8])]) -> PictureReport {
    seen(html, picture, files).report
}

fn seen(html: &str, picture: &Picture, files: &[(&str, &[u8])]) -> Seen {
    let bytes = sent(picture);
    let mut fetch = |at: &str| match files.iter().find(|(held, _)| at.ends_with(held)) {
        Some((_, [])) => Err(Error::new(Code::Refused, "It is not there.", "")),
        Some((_, other)) => Ok(other.to_vec()),
        None => Ok(bytes.clone()),
    };
    let address = Url::parse("https://news.example/story/").unwrap();
    let line = format!("{} (Image - {})", picture.words.caption, picture.words.credit);
    let expected = Expected { picture, line: &line, id: "7", url: URL, sent: &bytes };
    let page = PublicPage::read(html, &address, &mut fetch).unwrap();
    Reader::new(&page, &mut fetch).look(&expected)
}

fn figure(caption: &str) -> String {
    format!(
        "<figure><img src='/up/room.jpg' alt='Desks'><figcaption>{caption}</figcaption></figure>"
    )
}

#[test]
fn a_name_in_the_caption_is_no_credit() {
    let picture = picture("Jo Smith opens the room", "Jo Smith");
    let light = report(&figure("Jo Smith opens the room"), &picture, &[]).visible;
    assert_eq!(light.note, "The caption is on the page but the credit is not.");
    let light =
        report(&figure("Jo Smith opens the room <cite>Photo: Jo Smith</cite>"), &picture, &[]);
    assert_eq!(light.visible.outcome, Outcome::Survived);
    let beside = figure("Jo Smith opens the room") + "<p>Jo Smith said it was time.</p>";
    assert_eq!(report(&beside, &picture, &[]).visible.outcome, Outcome::Missing);
}

#[test]
fn the_credit_of_a_featured_image_stands_where_our_posts_say_it() {
    let html = "<img src='/up/room.jpg' alt='Desks'><p>By Jo</p><div><p class='lead-credit'>Main picture: The \
                room (Image - Jo)</p></div>";
    let mut picture = picture("The room", "Jo");
    assert_eq!(report(html, &picture, &[]).visible.outcome, Outcome::Missing);
    picture.role = Role::Lead;
    assert_eq!(report(html, &picture, &[]).visible.outcome, Outcome::Survived);
}

#[test]
fn a_picture_is_found_by_number_and_by_looks() {
    let picture = picture("The room", "Jo");
    let other = photograph("roof.jpg");
    let files: &[(&str, &[u8])] = &[("logo.png", &other)];
    for html in [
        "<figure><img src='/x/1.webp' class='wp-image-7' alt=Desks><figcaption>The room Jo",
        "<img src='/logo.png'><figure><img src='/x?id=9' alt=Desks><figcaption>The room – Jo",
    ] {
        let report = report(html, &picture, files);
        assert_eq!(
            (report.visible.outcome, report.alt.outcome),
            (Outcome::Survived, Outcome::Survived)
        );
    }
    let none = report("<img src='/logo.png' alt='Desks'>", &picture, files);
    assert_eq!(none.visible.note, DROPPED);
}

#[test]
fn an_older_file_of_the_picture_is_not_the_one_that_was_sent() {
    let (old, new) = (picture("The room", "Jo"), picture("The room", "Jo / Lantern"));
    let older = sent(&old);
    let page = figure("The room (Image - Jo)");
    assert!(seen(&page, &new, &[]).there);
    let aside = page.replace("/up/room.jpg", "/old/8f3.jpg");
    assert!(seen(&aside, &new, &[]).there, "another address, and the very bytes");
    assert!(!seen(&aside, &new, &[("/old/8f3.jpg", &older)]).there, "it only looks the same");
    assert!(!seen("<p>Nothing", &new, &[]).there);

    let address = Url::parse("https://news.example/story/").unwrap();
    let page = PublicPage::read(&page, &address, &mut |_| Ok(Vec::new())).unwrap();
    assert!(page.leads_to(URL) && page.leads_to("https://news.example/up/room-300x200.jpg"));
    assert!(!page.leads_to("https://news.example/up/roof.jpg"));
}

#[test]
fn a_copy_that_shows_another_picture_is_a_swap() {
    let picture = picture("The room", "Jo");
    let srcset = "srcset='/up/room.jpg 3000w, /b-2000x1.jpg 2000w, /c.jpg 1w' alt=";
    let html = figure("The room (Image - Jo)").replace("alt=", srcset);
    let other = photograph("roof.jpg");
    let swapped = report(&html, &picture, &[("/b-2000x1.jpg", &other)]);
    assert!(swapped.lights().iter().all(|(_, light)| light.note == SWAPPED), "{swapped:?}");
    let unknown = report(&html, &picture, &[("/b-2000x1.jpg", &[])]);
    assert_eq!(unknown.embedded.outcome, Outcome::NotChecked);
    assert_eq!(unknown.visible.outcome, Outcome::Survived);
}

#[test]
fn the_licence_is_read_in_the_structured_data() {
    let mut picture = picture("The room", "Jo");
    picture.words.web_statement = "https://terms.example/by".into();
    let page = |license: &str| {
        let data = format!(
            "{{\"@graph\":[{{\"@type\":[\"ImageObject\"],\"contentUrl\":\"{URL}\",\"caption\":\"The \
             room\",\"creditText\":\"Jo\"{license}}}]}}"
        );
        let script = format!("<script type='application/ld+json'>{data}</script>");
        report(&(figure("The room (Image - Jo)") + &script), &picture, &[]).structured
    };
    assert_eq!(page(",\"license\":\"https://terms.example/by/\"").outcome, Outcome::Survived);
    assert_eq!(page("").note, "The structured data leave out the licence.");
    assert_eq!(page(",\"license\":\"https://terms.example/nc\"").outcome, Outcome::Changed);
}

#[test]
fn data_about_a_picture_of_the_same_name_in_another_format_are_not_about_this_one() {
    let picture = picture("The room", "Jo");
    let object = |at: &str, credit: &str| {
        format!(
            "{{\"@type\":\"ImageObject\",\"contentUrl\":\"{at}\",\"caption\":\"The room\",\
             \"creditText\":\"{credit}\"}}"
        )
    };
    let data = format!("[{},{}]", object("/up/room.png", "Bo"), object(URL, "Jo"));
    let script = format!("<script type='application/ld+json'>{data}</script>");
    let light = report(&(figure("The room (Image - Jo)") + &script), &picture, &[]).structured;
    assert_eq!(light.outcome, Outcome::Survived, "{light:?}");
}

#[test]
fn a_caption_that_looks_like_a_file_name_is_read_back_all_the_same() {
    for caption in ["The hall's plan is plan.jpg", "Roof.jpg", "IMG_2041"] {
        let light = report(&figure(caption), &picture(caption, "Jo"), &[]).embedded;
        assert_eq!(light.outcome, Outcome::Survived, "{caption}: {light:?}");
    }
}

#[test]
fn decoration_wants_an_empty_alt_text() {
    let mut picture = picture("The room", "Jo");
    picture.words.decorative = true;
    let with =
        |alt: &str| report(&figure("x").replace("alt='Desks'", alt), &picture, &[]).alt.outcome;
    assert_eq!(with("alt=''"), Outcome::Survived);
    assert_eq!(with("alt='Desks'"), Outcome::Changed);
    assert_eq!(with(""), Outcome::Missing);
}

#[test]
fn a_page_made_to_hurt_does_no_harm() {
    let picture = picture("The room", "Jo");
    let address = Url::parse("https://news.example/story/").unwrap();
    let mut fetch = |_: &str| Ok(Vec::new());
    let deep = "<DIV>".repeat(1_000_000);
    assert!(PublicPage::read(&deep, &address, &mut fetch).is_err());
    let page = "<div>".repeat(500) + &"<p><img src=x>".repeat(9) + &figure("The room (Image - Jo)");
    assert_eq!(report(&page, &picture, &[]).alt.outcome, Outcome::Survived);
}
