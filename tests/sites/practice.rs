//! The practice site, started on loopback and ended with the test.

use crate::wordpress::free_port;
use copydesk::house::House;
use copydesk::samples;
use jiff::Timestamp;
use practice_site::{Server, Settings};

/// The practice site in a thread of this process.
pub struct PracticeSite {
    _server: Server,
    _folder: tempfile::TempDir,
    pub url: String,
    pub editor: String,
    pub writer: String,
}

impl PracticeSite {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let furniture = samples::furniture(House::built_in(), Timestamp::now()).expect("samples");
        let settings =
            Settings { folder: folder.path().to_owned(), port: Some(free_port()), furniture };
        let server = Server::start(settings).expect("it starts");
        Self {
            url: server.url().to_owned(),
            editor: server.tokens().editor.clone(),
            writer: server.tokens().writer.clone(),
            _server: server,
            _folder: folder,
        }
    }
}
