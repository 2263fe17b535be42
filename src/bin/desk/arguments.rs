//! What can be typed after `desk`.

use crate::putting_back::PutBackCommand;
use crate::reviewing::ReviewCommand;
use crate::settling::SettleCommand;
use crate::suggesting::SuggestCommand;
use clap::{Args, Parser, Subcommand, ValueEnum};
use copydesk::picture::{Focus, Shape};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "desk",
    version,
    about = "Copydesk without a screen: write, check and publish stories",
    after_help = "A story's id may be shortened to its last letters, four at least. The exit code is 0 only if \
                  everything was done that was asked for; where a text came in and two texts are left to be \
                  settled it is 1."
)]
pub struct Arguments {
    /// Print one JSON object instead of words.
    #[arg(long, global = true)]
    pub json: bool,
    /// The data folder (also COPYDESK_DATA; otherwise the platform's).
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A house pack in place of the data folder's own.
    #[arg(long, global = true, value_name = "FILE")]
    pub house: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// The demonstration makes its own data folder unless one is named.
    pub fn is_demo(&self) -> bool {
        matches!(self.command, Command::Demo { .. })
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a new story.
    New {
        /// The headline.
        words: Vec<String>,
        /// The headline, if you like to name it.
        #[arg(long, conflicts_with = "words")]
        headline: Option<String>,
        /// The byline; without it the one you began with, or the name of `desk me`.
        #[arg(long)]
        byline: Option<String>,
    },
    /// Make stories from Markdown files with the pictures beside them, from packets (.story), from what
    /// other writing apps made (.textbundle, .textpack), and from Word documents (.docx), web pages
    /// (.html) and plain text (.txt). What was kept, changed and left out is told. Fails if one could not
    /// come, or two texts are left to be settled.
    Import {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The sender's key is this: its fingerprint, or the thirty digits they read out to you.
        #[arg(long, value_name = "KEY")]
        trust: Option<String>,
        /// Make what another app changed of a story one with the story here.
        #[arg(long)]
        merge: bool,
    },
    /// Write a story into one file for somebody else: a packet with all of it (.story), or for other
    /// writing apps (.textbundle, .textpack).
    Export { id: String, file: PathBuf },
    /// People whose keys were seen on packets, and the key you sign with.
    People {
        /// Say that this key, which was seen here, is its person's.
        #[arg(long, value_name = "KEY")]
        trust: Option<String>,
    },
    /// Add lines from standard input to a story's body, saving each before the next is read.
    Append { id: String },
    /// List the stories, and what is to be done next with each that waits for you.
    List,
    /// Show a story, which counts as read in the inbox from then on.
    Show {
        id: String,
        #[arg(long = "as", value_enum, default_value_t = Form::Markdown)]
        form: Form,
    },
    /// Work with a story's pictures.
    #[command(subcommand)]
    Picture(PictureCommand),
    /// Ask what a good news editor would ask, of a story or of a file.
    Check { story: String },
    /// List the words of your dictionary, or of the house's, that every check takes for right.
    Words {
        /// The house's: house-words.txt beside the house pack.
        #[arg(long)]
        for_house: bool,
        #[arg(long, value_name = "WORD")]
        add: Vec<String>,
        #[arg(long, value_name = "WORD")]
        forget: Vec<String>,
    },
    /// Work with sites.
    #[command(subcommand)]
    Site(SiteCommand),
    /// Send a story to a site: public if your account may publish, else in for review.
    Publish {
        id: String,
        /// Once for each site it goes to.
        #[arg(long = "site", value_name = "SITE", required = true)]
        sites: Vec<String>,
        /// Not public before this moment: 2026-11-26 06:00 in the newsroom's zone, or with an offset.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// Stay until it is delivered, needs somebody or waits for its moment.
        #[arg(long)]
        wait: bool,
        /// Create it anew where it was deleted on the site for good.
        #[arg(long)]
        anew: bool,
    },
    /// Set a dated note under a story and bring it, put right, to every site that shows it.
    Correct {
        id: String,
        /// What is put right, in a sentence for readers.
        note: String,
        /// Stay until it is delivered or needs somebody.
        #[arg(long)]
        wait: bool,
    },
    /// Take a story off every site that shows it, or off one.
    Withdraw {
        id: String,
        #[arg(long)]
        site: Option<String>,
        /// Stay until it is gone or needs somebody.
        #[arg(long)]
        wait: bool,
    },
    /// What somebody changed of a story on a site, beside what was changed here.
    Compare {
        id: String,
        #[arg(long)]
        site: String,
    },
    /// Get what waits on the sites and send what is owed there; fails if a site did not answer, or two texts
    /// are left to be settled. With a story: take over what somebody changed of it on a site.
    Pull {
        #[arg(requires = "site")]
        id: Option<String>,
        #[arg(long)]
        site: Option<String>,
        /// Which text goes on; where both changed the same, mine stands in a merged one.
        #[arg(long, value_enum, default_value_t = Take::Merged, requires = "id")]
        take: Take,
        /// Publish it there at once.
        #[arg(long, requires = "id")]
        send: bool,
    },
    /// Take in an article that waits for an editor on a site, as `desk pull` lists it; fails if two texts are
    /// left to be settled.
    TakeIn {
        /// The site's id for it.
        remote: String,
        #[arg(long)]
        site: String,
    },
    /// What waits at this desk: from whom, since when, who has it in hand, and what is to be done next.
    Inbox,
    /// Lock a story until a moment, or lift the lock with `none`.
    Embargo {
        id: String,
        /// 2026-11-26 06:00 in the newsroom's zone, with an offset, or none.
        until: String,
    },
    /// Every site that holds a story, and how public it is there.
    Places { id: String },
    #[command(flatten)]
    Review(ReviewCommand),
    #[command(flatten)]
    Suggest(SuggestCommand),
    #[command(flatten)]
    Settle(SettleCommand),
    #[command(flatten)]
    PutBack(PutBackCommand),
    /// Show what is on its way; `run` works on it now.
    Outbox {
        #[command(subcommand)]
        command: Option<OutboxCommand>,
    },
    /// Find stories that hold all the words.
    Search {
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Run the practice site until it is interrupted.
    PracticeSite {
        #[arg(long)]
        port: Option<u16>,
    },
    /// The whole main job on a sample story, against a practice site it starts itself, in a new
    /// folder unless --data or COPYDESK_DATA names one.
    Demo {
        /// Leave the practice site running until interrupted.
        #[arg(long)]
        keep: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum PictureCommand {
    /// Add a picture to a story.
    Add {
        id: String,
        file: PathBuf,
        #[command(flatten)]
        said: Box<Said>,
        /// Make it the lead picture.
        #[arg(long)]
        lead: bool,
    },
    /// Where a picture is used: every story and every live page that carries it.
    Where {
        /// The original file, or a copy from a page; or a story's id and the picture's name in it.
        #[arg(required = true, num_args = 1..=2, value_names = ["FILE or ID", "NAME"])]
        picture: Vec<String>,
    },
}

/// What is said about a picture.
#[derive(Debug, Args)]
pub struct Said {
    #[arg(long)]
    pub caption: Option<String>,
    /// Whom it is from: the name that stands beside it.
    #[arg(long)]
    pub credit: Option<String>,
    #[arg(long)]
    pub alt: Option<String>,
    /// Who made it.
    #[arg(long)]
    pub creator: Option<String>,
    #[arg(long)]
    pub copyright: Option<String>,
    /// One of the house's rights, such as Staff, or terms in your own words.
    #[arg(long)]
    pub usage_terms: Option<String>,
    /// The address of the licence.
    #[arg(long)]
    pub licence_link: Option<String>,
    /// The address where a licence can be had.
    #[arg(long)]
    pub licensor: Option<String>,
    /// Who supplied it.
    #[arg(long)]
    pub source: Option<String>,
    /// The shape it is cut to, such as 16:9.
    #[arg(long, value_name = "W:H", value_parser = shape)]
    pub crop: Option<Shape>,
    /// The point every crop keeps, from the left and from the top, such as 0.5,0.3.
    #[arg(long, value_name = "X,Y", value_parser = focus)]
    pub focus: Option<Focus>,
}

fn shape(text: &str) -> Result<Shape, String> {
    text.to_owned().try_into()
}

fn focus(text: &str) -> Result<Focus, String> {
    let part = |text: &str| text.trim().parse().ok().filter(|part| (0.0..=1.0).contains(part));
    let parts = text.split_once(',').and_then(|(x, y)| part(x).zip(part(y)));
    let (x, y) = parts.ok_or("two numbers from 0 to 1, such as 0.5,0.3")?;
    Ok(Focus { x, y })
}

#[derive(Debug, Subcommand)]
pub enum SiteCommand {
    /// Connect a site. The secret comes from COPYDESK_SECRET_<NAME>, never from an argument.
    Add {
        name: String,
        #[arg(long, value_enum)]
        kind: SiteKind,
        #[arg(long)]
        url: String,
        #[arg(long)]
        user: Option<String>,
        /// Trust the certificate with this SHA-256 fingerprint, and no other. Compare it with
        /// whoever runs the site first.
        #[arg(long, value_name = "HEX")]
        trust_fingerprint: Option<String>,
    },
    /// Look at the connection to a site, from its address to its clock: what is wrong, whose job it
    /// is, and a paragraph to forward. Fails unless all is well.
    Doctor {
        /// A connected site; with --url the name whose COPYDESK_SECRET_<NAME> is used.
        #[arg(required_unless_present = "url")]
        name: Option<String>,
        /// The address of a site that is not connected.
        #[arg(long, requires = "kind")]
        url: Option<String>,
        #[arg(long, value_enum, requires = "url")]
        kind: Option<SiteKind>,
        #[arg(long, requires = "url")]
        user: Option<String>,
        #[arg(long, value_name = "HEX", requires = "url")]
        trust_fingerprint: Option<String>,
    },
    /// Sign in to a connected site with a new secret, from COPYDESK_SECRET_<NAME>.
    SignIn { name: String },
    /// List the connected sites.
    List,
    /// Forget a site and its secret.
    Remove { name: String },
}

#[derive(Debug, Subcommand)]
pub enum OutboxCommand {
    /// Send all that waits, now; fails if anything is left.
    Run,
    /// Stop a delivery until it is tried again; one being sent, before its next step.
    Pause { delivery: String },
    /// Try a waiting or paused delivery now.
    Retry { delivery: String },
    /// End a delivery that has not gone out; one being sent, before its next step.
    Cancel { delivery: String },
}

/// Which text goes on after somebody changed a story on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Take {
    Merged,
    Mine,
    Theirs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SiteKind {
    Own,
    Wordpress,
    Ghost,
}

impl From<SiteKind> for copydesk::site::Kind {
    fn from(kind: SiteKind) -> Self {
        match kind {
            SiteKind::Own => Self::Own,
            SiteKind::Wordpress => Self::Wordpress,
            SiteKind::Ghost => Self::Ghost,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Markdown,
    Html,
    Wordpress,
    Ghost,
    /// The International Press Telecommunications Council's news in JSON.
    Ninjs,
    Json,
}
