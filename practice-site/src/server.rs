//! Starting and stopping the site.

use crate::folder::{Folder, Tokens, address};
use crate::furniture::Furniture;
use crate::site::Site;
use crate::starter::{self, StarterError};
use crate::store::{Store, StoreError};
use crate::{api, pages};
use axum::Router;
use jiff::tz::TimeZone;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use std::{fmt, io};
use tokio::sync::oneshot;

/// Ports tried for a new site: below those that systems lend to outgoing connections, so that a
/// kept port is still free at the next start.
const PORTS: std::ops::Range<u16> = 8400..8500;

/// How long requests under way may take when the server is stopped.
const LAST_CALL: Duration = Duration::from_secs(3);

/// Which site to serve, and where.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the site's data is kept; made if it is not there.
    pub folder: PathBuf,
    /// `None`: the port of the last start, or a free one, which is then kept.
    pub port: Option<u16>,
    pub furniture: Furniture,
}

/// Why a site could not be started.
#[derive(Debug)]
pub enum StartError {
    /// Another server serves this folder; [`crate::running`] tells where.
    AlreadyRunning,
    /// The port asked for is in use.
    PortTaken(u16),
    /// The furniture's time zone is no IANA name.
    TimeZone(String),
    /// A picture of the starter stories is missing or damaged.
    StarterPicture(String),
    /// The data could not be opened.
    Data(String),
    Io(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyRunning => f.write_str(
                "The practice site is running already, started by another program. Nothing was \
                 changed. Use that one, or stop it first.",
            ),
            Self::PortTaken(port) => write!(
                f,
                "Another program uses port {port}. Nothing was changed. Choose another port."
            ),
            Self::TimeZone(name) => {
                write!(f, "“{name}” is no time zone. Write a name such as Europe/London.")
            }
            Self::StarterPicture(id) => {
                write!(f, "The picture {id} of the starter stories is missing or damaged.")
            }
            Self::Data(why) => write!(f, "The practice site's data could not be opened: {why}."),
            Self::Io(error) => write!(f, "The practice site could not be started: {error}."),
        }
    }
}

impl std::error::Error for StartError {}

impl From<io::Error> for StartError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Data(error.to_string())
    }
}

impl From<StarterError> for StartError {
    fn from(error: StarterError) -> Self {
        match error {
            StarterError::Store(error) => error.into(),
            StarterError::Picture(id) => Self::StarterPicture(id),
        }
    }
}

/// A site being served, until this is stopped or dropped.
#[derive(Debug)]
pub struct Server {
    url: String,
    tokens: Tokens,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Held as long as the server lives; see [`Folder::lock`].
    _lock: File,
}

impl Server {
    /// Opens the folder and listens on 127.0.0.1; requests are answered when this returns.
    pub fn start(settings: Settings) -> Result<Self, StartError> {
        let zone_name = &settings.furniture.time_zone;
        let zone = TimeZone::get(zone_name).map_err(|_| StartError::TimeZone(zone_name.clone()))?;
        let folder = Folder::open(&settings.folder)?;
        let lock = folder.lock()?.ok_or(StartError::AlreadyRunning)?;
        let store = Store::open(folder.path())?;
        let tokens = folder.tokens()?;
        let listener = listen(&folder, settings.port)?;
        let url = address(listener.local_addr()?.port());
        let site = Site::new(store, settings.furniture, zone, url.clone(), &tokens);
        starter::publish(&site)?;
        let (stop, stopped) = oneshot::channel();
        let thread = serve(listener, router(site), stopped)?;
        Ok(Self { url, tokens, stop: Some(stop), thread: Some(thread), _lock: lock })
    }

    /// The site's address without a slash at the end, `http://127.0.0.1:8400`.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Finishes the requests under way, for at most three seconds, and ends.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn router(site: Site) -> Router {
    let site = Arc::new(site);
    Router::new().nest("/api", api::router()).merge(pages::router()).with_state(site)
}

/// The port asked for, or the kept one, or a new one; whichever it is, it is kept.
fn listen(folder: &Folder, wish: Option<u16>) -> Result<TcpListener, StartError> {
    let listener = match wish {
        Some(port) => bind(port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken(port),
            _ => error.into(),
        })?,
        None => {
            let kept = folder.kept_port();
            match kept.into_iter().chain(PORTS).find_map(|port| bind(port).ok()) {
                Some(listener) => listener,
                None => bind(0)?,
            }
        }
    };
    folder.keep_port(listener.local_addr()?.port())?;
    Ok(listener)
}

fn bind(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn serve(
    listener: TcpListener,
    router: Router,
    stopped: oneshot::Receiver<()>,
) -> io::Result<JoinHandle<()>> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    std::thread::Builder::new().name("practice-site".into()).spawn(move || {
        runtime.block_on(until_stopped(listener, router, stopped));
        runtime.shutdown_timeout(LAST_CALL);
    })
}

async fn until_stopped(
    listener: tokio::net::TcpListener,
    router: Router,
    stopped: oneshot::Receiver<()>,
) {
    let (finish, finishing) = oneshot::channel::<()>();
    let mut server = tokio::spawn(
        axum::serve(listener, router)
            .with_graceful_shutdown(async {
                let _ = finishing.await;
            })
            .into_future(),
    );
    // A dropped sender stops the server as well as a message does.
    let _ = stopped.await;
    let _ = finish.send(());
    if tokio::time::timeout(LAST_CALL, &mut server).await.is_err() {
        server.abort();
    }
}
