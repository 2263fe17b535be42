//! The doctor before a real WordPress with something wrong, one thing after another.

use crate::wordpress::Wordpress;
use crate::{address, diagnose, found, seen};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use copydesk::desk::{Desk, Opening};
use copydesk::site::doctor::{Fault, Question, RungState, Whose};
use copydesk::site::{Address, Kind};
use jiff::Timestamp;

fn of(site: &Wordpress, user: &str) -> Address {
    Address { user: Some(user.to_owned()), ..address(Kind::Wordpress, &site.url) }
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn each_fault_of_a_real_wordpress_is_found() {
    let site = Wordpress::start(&[]);
    let edith = of(&site, "edith");
    let password = site.password("edith");
    let report = diagnose(&edith, password);
    assert!(report.is_well(), "{report:#?}");
    assert_eq!(seen(&report, Question::TimeZone).1, "Europe/London.");

    use Whose::{Administrator, You};
    for (name, secret, question, fault, whose) in [
        ("passwords-off", password, Question::Passwords, Fault::PasswordsNeedHttps, Administrator),
        ("junk", password, Question::Api, Fault::Junk, Administrator),
        ("accounts-hidden", password, Question::Account, Fault::AccountsHidden, Administrator),
        (
            "asks-early",
            "wxyz EFGH ijkl MNOP qrst 1234",
            Question::Authorization,
            Fault::WrongPassword,
            You,
        ),
    ] {
        site.fault(name, true);
        let report = diagnose(&edith, secret);
        assert_eq!(found(&report), Some((question, fault, whose)), "{name}: {report:#?}");
        site.fault(name, false);
    }

    site.fault("closed", true);
    let report = diagnose(&edith, password);
    assert!(report.is_well(), "closed to strangers only: {report:#?}");
    assert!(seen(&report, Question::Api).1.contains("closed to strangers"));
    site.fault("closed", false);

    site.maintenance(true);
    let report = diagnose(&edith, password);
    let expected = (Question::Answer, Fault::Maintenance, Administrator);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
    site.maintenance(false);

    let report = diagnose(&edith, "wxyz EFGH ijkl MNOP qrst 1234");
    assert_eq!(found(&report), Some((Question::Authorization, Fault::Stranger, You)));
    let report = diagnose(&edith, "the usual password");
    let expected = (Question::Authorization, Fault::NotAnApplicationPassword, You);
    assert_eq!(found(&report), Some(expected));
    for (user, question, fault) in [
        ("conrad", Question::Pictures, Fault::MayNotSendPictures),
        ("susan", Question::Rights, Fault::MayNotWrite),
    ] {
        let report = diagnose(&of(&site, user), site.password(user));
        assert_eq!(found(&report), Some((question, fault, Administrator)), "{report:#?}");
    }
    assert!(diagnose(&of(&site, "gustav"), site.password("gustav")).is_well());
    assert!(site.media().is_empty(), "the doctor left something behind");

    let report = diagnose(&address(Kind::Own, &site.url), password);
    assert_eq!(found(&report), Some((Question::Kind, Fault::OtherKind, You)), "{report:#?}");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_real_wordpress_off_https_says_why_it_takes_no_passwords() {
    let site = Wordpress::start(&[("WP_ENV_TYPE", "production")]);
    let report = diagnose(&of(&site, "edith"), site.password("edith"));
    let expected = (Question::Passwords, Fault::PasswordsNeedHttps, Whose::Administrator);
    assert_eq!(found(&report), Some(expected), "{report:#?}");
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn a_real_wordpress_in_a_subfolder_with_plain_permalinks_is_well() {
    let site = Wordpress::start(&[("WP_SUBDIR", "/blog"), ("WP_PERMALINKS", "plain")]);
    let edith = of(&site, "edith");
    let report = diagnose(&edith, site.password("edith"));
    assert!(report.is_well(), "{report:#?}");
    assert!(seen(&report, Question::Api).1.contains("plain permalinks"));
    let root = Address { url: site.url.replace("/blog", ""), ..edith };
    let report = diagnose(&root, site.password("edith"));
    let (question, fault, whose) = found(&report).expect("there is nothing at the root");
    assert_eq!((question, fault), (Question::Kind, Fault::NotThisKind), "{report:#?}");
    assert_eq!((whose, seen(&report, Question::Api).0), (Whose::You, RungState::Skipped));
}

#[test]
#[ignore = "starts a real WordPress: make test runs it"]
fn the_authorise_page_of_a_real_wordpress_signs_in() {
    let site = Wordpress::start(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let opening = Opening { folder: folder.path(), house: None, environment: |_| None };
    let desk = Desk::open(&opening).expect("a desk");
    let page = desk.authorise("Town", &site.url, None, Timestamp::now()).expect("a page");
    let link = site.say_yes("conrad", &page);
    assert!(link.starts_with("copydesk://authorised"), "it leads back here");
    let view = desk.authorised(&link, Timestamp::now()).expect("signed in");
    assert_eq!((view.name.as_str(), view.user.as_deref()), ("Town", Some("conrad")));
    assert!(!view.account.expect("it was asked").can_publish, "as conrad, a contributor");
    let password = link.split("password=").nth(1).expect("a password");
    let kept = std::fs::read(folder.path().join("copydesk.db")).expect("the database");
    for form in [password.to_owned(), password.replace("%20", " "), STANDARD.encode(password)] {
        assert!(!kept.windows(form.len()).any(|part| part == form.as_bytes()), "it is on disk");
    }
    assert!(desk.authorised(&link, Timestamp::now()).is_err(), "the link counts once");
}
