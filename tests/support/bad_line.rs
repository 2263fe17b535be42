//! A line between the desk and a site that goes bad in a chosen way at a chosen request, and that can
//! tell the site's clock wrong.

// Each test program that takes this file in uses a part of it.
#![allow(dead_code)]

use crate::line::{self, Passing};
use jiff::SignedDuration;
use jiff::fmt::rfc2822;
use std::io::{self, Write};
use std::net::Shutdown;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The site does what it is asked; nobody hears the answer.
    AnswerLost,
    /// Half the answer arrives.
    AnswerCut,
    /// The connection ends in the middle of the request.
    RequestCut,
    /// The connection is refused by a reset before a byte is read.
    Reset,
    /// Nothing comes for a while, then the connection ends; the site never hears of it.
    Stalled,
    /// As before, and the site hears of it after the desk has given up.
    Late,
    /// Something between answers for the site.
    Instead(u16),
    /// The site does what it is asked; something between answers for it.
    Hidden(u16),
    /// A page of somebody else's with status 200.
    Rubbish,
    /// The site does what it is asked; the answer is a page of somebody else's.
    RubbishAfter,
}

/// Those after which the site has done what it was asked, and the desk does not know.
pub const UNHEARD: [Fault; 7] = [
    Fault::AnswerLost,
    Fault::Late,
    Fault::Hidden(502),
    Fault::RubbishAfter,
    Fault::AnswerCut,
    Fault::Hidden(500),
    Fault::Hidden(503),
];
/// Those of which the site never hears.
pub const UNSAID: [Fault; 8] = [
    Fault::RequestCut,
    Fault::Reset,
    Fault::Stalled,
    Fault::Instead(502),
    Fault::Instead(429),
    Fault::Instead(413),
    Fault::Rubbish,
    Fault::Instead(503),
];

/// How long a stalled request is held, and after how long a late one arrives.
const STALL: Duration = Duration::from_millis(300);
/// Everything that was late has arrived after so long.
pub const ALL_IN: Duration = Duration::from_millis(700);

/// Told whenever the site may have changed.
type Watch = Arc<dyn Fn() + Send + Sync>;

#[derive(Default)]
struct Plan {
    faults: Vec<(usize, Fault)>,
    /// Requests since the plan was made.
    count: usize,
    /// Faults that came to pass.
    met: usize,
    watch: Option<Watch>,
    /// Whether the answer to whatever changes something is lost.
    losing: bool,
    /// How far the site's clock seems to be ahead.
    ahead: SignedDuration,
    /// Whether no answer tells a time.
    timeless: bool,
    /// The most bytes of a request that are let through, as a web server's limit for uploads.
    most: Option<usize>,
}

impl Plan {
    /// The fault of the next request.
    fn next(&mut self) -> Option<Fault> {
        let number = self.count;
        self.count += 1;
        let fault = self.faults.iter().find(|(at, _)| *at == number).map(|(_, fault)| *fault);
        self.met += usize::from(fault.is_some());
        fault
    }
}

/// The line; it ends with the test's process.
pub struct BadLine {
    url: String,
    plan: Arc<Mutex<Plan>>,
}

impl BadLine {
    /// A line to the server at `url`, which is `http://127.0.0.1:PORT`; good until told otherwise.
    pub fn to(url: &str) -> Self {
        let plan = Arc::new(Mutex::new(Plan::default()));
        let shared = Arc::clone(&plan);
        Self { url: line::open(url, move |passing| carry(passing, &shared)), plan }
    }

    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// From now on the requests with these numbers meet these faults; `watch` is told after every
    /// request that may have changed something.
    pub fn plan(&self, faults: &[(usize, Fault)], watch: impl Fn() + Send + Sync + 'static) {
        let watch: Watch = Arc::new(watch);
        *self.plan.lock().expect("the plan") =
            Plan { faults: faults.to_vec(), watch: Some(watch), ..Plan::default() };
    }

    /// The line is good again; how many faults came to pass, and how many requests there were.
    pub fn mend(&self) -> (usize, usize) {
        let mut plan = self.plan.lock().expect("the plan");
        plan.faults.clear();
        // Who watches holds the site, which ends with the last who does; the line never ends.
        plan.watch = None;
        (plan.met, plan.count)
    }

    /// From now on answers to what changes something are lost, or come through again.
    pub fn lose_answers(&self, losing: bool) {
        self.plan.lock().expect("the plan").losing = losing;
    }

    /// Sets the site's clock, as its answers tell it, so far ahead.
    pub fn set_clock(&self, ahead: SignedDuration) {
        let mut plan = self.plan.lock().expect("the plan");
        (plan.ahead, plan.timeless) = (ahead, false);
    }

    /// From now on what is larger than this is answered with 413 and not passed on.
    pub fn let_through(&self, most: Option<usize>) {
        self.plan.lock().expect("the plan").most = most;
    }

    /// From now on no answer tells a time.
    pub fn take_clock_away(&self) {
        self.plan.lock().expect("the plan").timeless = true;
    }
}

/// One request and its answer.
fn carry(mut passing: Passing, plan: &Mutex<Plan>) -> io::Result<()> {
    if !passing.begins()? {
        return Ok(());
    }
    let (fault, watch, losing, ahead, most) = {
        let mut plan = plan.lock().expect("the plan");
        let ahead = (!plan.timeless).then_some(plan.ahead);
        (plan.next(), plan.watch.clone(), plan.losing, ahead, plan.most)
    };
    if fault == Some(Fault::Reset) {
        return passing.hang_up();
    }
    let asked = passing.request()?;
    if most.is_some_and(|most| asked.len() > most) {
        return passing.tell(&said(413));
    }
    let changes = !(asked.starts_with(b"GET ") || asked.starts_with(b"HEAD "));
    let forward = |passing: &Passing| -> io::Result<Vec<u8>> {
        let answer = passing.ask(&asked)?;
        if let Some(watch) = watch.as_ref().filter(|_| changes) {
            watch();
        }
        Ok(dated(&answer, ahead))
    };
    let fault = fault.or((losing && changes).then_some(Fault::AnswerLost));
    let answer = match fault {
        None => forward(&passing)?,
        Some(Fault::AnswerLost) => return forward(&passing).and_then(|_| passing.hang_up()),
        Some(Fault::AnswerCut) => {
            let answer = forward(&passing)?;
            return passing.tell(&answer[..answer.len() / 2]);
        }
        Some(Fault::RequestCut) => {
            let mut server = passing.server()?;
            server.write_all(&asked[..asked.len() - asked.len() / 3])?;
            server.shutdown(Shutdown::Both)?;
            return passing.hang_up();
        }
        Some(Fault::Stalled) => {
            std::thread::sleep(STALL);
            return passing.hang_up();
        }
        Some(Fault::Late) => {
            passing.hang_up()?;
            std::thread::sleep(STALL);
            return forward(&passing).map(|_| ());
        }
        Some(Fault::Instead(status)) => said(status),
        Some(Fault::Hidden(status)) => forward(&passing).map(|_| said(status))?,
        Some(Fault::Rubbish) => page(),
        Some(Fault::RubbishAfter) => forward(&passing).map(|_| page())?,
        Some(Fault::Reset) => unreachable!("the connection is gone by now"),
    };
    passing.tell(&answer)
}

/// The answer as a server sends it whose clock is so far ahead, or that has none.
fn dated(answer: &[u8], ahead: Option<SignedDuration>) -> Vec<u8> {
    if ahead == Some(SignedDuration::ZERO) {
        return answer.to_vec();
    }
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
    let head = String::from_utf8_lossy(&answer[..end]);
    let moved = |line: &str| match line.split_once(": ") {
        Some((name, told)) if name.eq_ignore_ascii_case("date") => {
            let told = rfc2822::parse(told).expect("a date").timestamp() + ahead?;
            Some(format!("{name}: {}", told.strftime("%a, %d %b %Y %H:%M:%S GMT")))
        }
        _ => Some(line.to_owned()),
    };
    let lines: Vec<String> = head.split("\r\n").filter_map(moved).collect();
    [lines.join("\r\n").as_bytes(), &answer[end..]].concat()
}

fn said(status: u16) -> Vec<u8> {
    let body = "<html><body><h1>Something is between us</h1></body></html>";
    let wait = if status == 429 { "Retry-After: 2\r\n" } else { "" };
    let length = body.len();
    format!(
        "HTTP/1.1 {status} No\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n{wait}Connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn page() -> Vec<u8> {
    let body = "<!doctype html><html><body><h1>Welcome to the hotel’s Wi-Fi</h1></body></html>";
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}
