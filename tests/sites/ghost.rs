//! A real Ghost: the contract, what each role may do, and what is never overwritten.

use crate::ghost_server::Ghost;
use crate::{
    address, connect, contract, lost_answers, offline_and_elsewhere, publish, send_pictures, story,
};
use copydesk::error::Code;
use copydesk::house::House;
use copydesk::site::{Address, Kind, Outgoing, Release, Site, Stage};
use copydesk::story::Story;

fn at(site: &Ghost) -> Address {
    address(Kind::Ghost, &site.url, None)
}

#[test]
#[ignore = "starts a real Ghost: make test runs it"]
fn a_real_ghost_keeps_the_contract() {
    let site = Ghost::start(&[]);
    contract(&at(&site), site.token("edith"));
    lost_answers(&at(&site), site.token("edith"));
    offline_and_elsewhere(Kind::Ghost, None);
    assert_eq!(site.pictures().len(), 4, "two stories with two pictures each, none twice");
    let tags = site.sql("select name from tags order by name");
    assert_eq!(tags, ["Local News", "News"], "no twin of a tag, and none renamed");
}
