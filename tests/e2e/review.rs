//! A story between two people who each have a data folder and a window: written, filed, fetched,
//! suggested on, returned, decided, filed again, approved and published; by each of the ways it can travel.

use crate::data::{Data, fetch, sample};
use crate::news_site::{NAME, NewsSite};
use crate::window::Window;
use crate::wordpress_site::{Wordpress, free_port};
use std::path::PathBuf;
use std::process::Stdio;

const HEADLINE: &str = "Library reopens after two-year repair";
const WRITER: &str = "Nell Farrow";
const EDITOR: &str = "Edith Marsh";
/// What the editor suggests that the writer takes, and what the writer does not take.
const TAKEN: (&str, &str) = ("More than 600", "About 650");
const LEFT: (&str, &str) = ("hurt", "harmed");
/// Made up for these tests.
const EDITORS_KEY: &str = "6d61726c6272696467652065646974682064657369676e2074657374206b6579";
const NOTE: &str = "Who counted the visitors?";
const REASONS: &str = "Please look at the figures.";

/// Both desks.
struct Two {
    writers: Data,
    editors: Data,
    writer: Window,
    editor: Window,
}

impl Two {
    async fn sit_down() -> Self {
        let (writers, editors) = (Data::new(), Data::new());
        let story = sample("library-reopens/library-reopens.md");
        writers.desk(&["import", story.to_str().unwrap()]);
        // The editor's first: the writer's is in front then, and news has to be announced.
        // On one computer both have one keychain, and would have one key.
        let key = [("COPYDESK_SIGNING_KEY", EDITORS_KEY)];
        let editor = Window::open_with(editors.path(), &key).await;
        editor.introduce(EDITOR).await;
        let writer = Window::open(writers.path()).await;
        writer.introduce(WRITER).await;
        Self { writers, editors, writer, editor }
    }

    /// What the editor does with it.
    async fn edit(&self) {
        self.editor.suggest(&[TAKEN, LEFT]).await;
        assert!(self.editor.body().await.contains(TAKEN.0), "the text is still the writer's");
        self.editor.note(NOTE).await;
        self.editor.send_back(REASONS).await;
    }

    /// What the writer does with it then.
    async fn decide(&self) {
        self.writer.says("main", REASONS).await;
        self.writer.tab("Notes").await;
        self.writer.says("section[aria-label='Notes']", NOTE).await;
        self.writer.decide("Accept", TAKEN.1).await;
        self.writer.decide("Reject", LEFT.1).await;
        let body = self.writer.body().await;
        assert!(body.contains(TAKEN.1) && body.contains(LEFT.0), "{body}");
        self.writers
            .stored("the accepted words", |story| {
                let body = story["copy"]["body"].as_str().unwrap();
                body.contains(TAKEN.1) && !body.contains(LEFT.1)
            })
            .await;
    }

    /// Approved by the editor, published, and as readers get it.
    async fn publish(&self) {
        self.editors
            .stored("what the writer made of it", |story| {
                story["copy"]["body"].as_str().unwrap().contains(TAKEN.1)
            })
            .await;
        self.editor.approve().await;
        let page = fetch(&self.editor.publish().await);
        for words in [HEADLINE, TAKEN.1, LEFT.0, "(Image - Tessa Arkwright)"] {
            assert!(
                page.contains(words) || page.contains(&words.replace('-', "&#8211;")),
                "{words}"
            );
        }
        for words in [TAKEN.0, LEFT.1, NOTE, REASONS] {
            assert!(!page.contains(words), "“{words}” is public");
        }
        let id = self.editors.story()["id"].as_str().unwrap().to_owned();
        self.editors.desk(&["verify", &id]);
        self.writers.desk(&["verify", &id]);
    }

    async fn leave(self) {
        self.writer.close().await;
        self.editor.close().await;
    }
}

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_story_goes_to_and_fro_through_an_own_site() {
    let newsroom = Data::new();
    let site = NewsSite::start(&newsroom, free_port());
    let two = Two::sit_down().await;
    site.add_as(&two.editor, "Newsroom", &site.editor).await;
    site.add_to(&two.writer, &site.writer).await;
    let news = std::process::Command::new("dbus-monitor")
        .args(["--session", "interface='org.freedesktop.Notifications'"])
        .stdout(Stdio::piped())
        .spawn();
    let mut news = crate::desktop::Running(news.unwrap());

    two.writer.read_story(HEADLINE).await;
    two.writer.file_to(NAME).await;
    two.editor.has_come(HEADLINE).await;
    announced(&mut news).await;
    two.editor.read_story(HEADLINE).await;
    assert!(!fetch(&site.url).contains(HEADLINE), "it is public");
    assert!(two.editors.story()["pictures"][0]["credit"] == "Tessa Arkwright");

    two.edit().await;
    two.editor.run("Fetch what waits now").await;
    two.editor.closed_dialog().await;
    two.writer.run("Fetch what waits now").await;
    two.writer.says("main header", "Returned").await;
    two.decide().await;
    two.writer.file_to(NAME).await;
    two.editor.fetch(HEADLINE).await;
    two.publish().await;
    two.leave().await;
}

/// Waits until the system was asked to say that a story came.
async fn announced(news: &mut crate::desktop::Running) {
    use std::io::{BufRead, BufReader};
    let heard = BufReader::new(news.0.stdout.take().unwrap());
    let told = tokio::task::spawn_blocking(move || {
        heard.lines().map_while(Result::ok).find(|line| line.contains(HEADLINE))
    });
    let told = tokio::time::timeout(2 * crate::SOON, told).await;
    assert!(matches!(told, Ok(Ok(Some(_)))), "nothing was announced");
}

#[tokio::test]
#[ignore = "needs a desktop and a real WordPress: scripts/e2e.sh"]
async fn a_story_goes_to_and_fro_through_wordpress_and_its_notes_by_packet() {
    let wordpress = Wordpress::start(&[]);
    let two = Two::sit_down().await;
    let folder = tempfile::tempdir().unwrap();
    let packet = |name: &str| -> PathBuf { folder.path().join(name) };
    crate::wordpress::sign_in(&two.editor, &wordpress, ("Newsroom", "edith")).await;
    crate::wordpress::sign_in(&two.writer, &wordpress, ("The Test Courier", "gustav")).await;

    two.writer.read_story(HEADLINE).await;
    // WordPress has no place for what is said, for originals and earlier texts: a packet goes beside it.
    two.writer.file_with_packet("The Test Courier", &packet("filed.story")).await;
    assert_eq!(wordpress.posts(HEADLINE)[0]["status"], "pending");
    two.editor.read_packet(&packet("filed.story"), None).await;
    two.editor.take_in("not fetched yet").await;
    two.edit().await;
    two.editor.write_packet(&packet("back.story")).await;
    two.writer.read_packet(&packet("back.story"), Some(EDITOR)).await;
    two.decide().await;
    two.writer.file_with_packet("The Test Courier", &packet("again.story")).await;
    two.editor.read_packet(&packet("again.story"), None).await;
    two.editor.take_in("Changed on The Test Courier").await;
    two.publish().await;
    let posts = wordpress.posts(HEADLINE);
    assert_eq!((posts.len(), &posts[0]["status"]), (1, &"publish".into()));
    assert_eq!(wordpress.media().len(), 3, "one copy of each picture");
    two.leave().await;
}

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_story_goes_to_and_fro_by_packets_alone() {
    let two = Two::sit_down().await;
    let folder = tempfile::tempdir().unwrap();
    let packet = |name: &str| -> PathBuf { folder.path().join(name) };

    two.writer.read_story(HEADLINE).await;
    two.writer.file_as_packet(&packet("filed.story")).await;
    two.editor.read_packet(&packet("filed.story"), None).await;
    two.editors.stored("a story that was filed", |story| story["status"] == "filed").await;
    two.edit().await;
    two.editor.write_packet(&packet("back.story")).await;
    two.writer.read_packet(&packet("back.story"), Some(EDITOR)).await;
    two.decide().await;
    two.writer.file_as_packet(&packet("again.story")).await;
    two.editor.read_packet(&packet("again.story"), None).await;
    two.publish().await;
    two.leave().await;
}
