//! Connecting sites, and signing in to them.

use crate::arguments::SiteCommand;
use crate::{doctor, print};
use copydesk::desk::{Desk, SiteView};
use copydesk::error::{Code, Error, Result};
use copydesk::site::{Address, Credential};
use copydesk::vault::environment;
use jiff::Timestamp;
use serde_json::json;

/// Runs one of the commands about sites; whether it succeeded.
pub fn run(desk: &Desk, command: &SiteCommand, json: bool) -> Result<bool> {
    match command {
        SiteCommand::Add { name, kind, url, user, trust_fingerprint } => {
            let address = Address {
                name: name.clone(),
                kind: (*kind).into(),
                url: url.clone(),
                user: user.clone(),
                fingerprint: trust_fingerprint.clone(),
            };
            return add(desk, address, json);
        }
        SiteCommand::Doctor { name, url, kind, user, trust_fingerprint } => {
            let report = match (url, kind) {
                (Some(url), Some(kind)) => {
                    let secret = name.as_deref().map(secret).transpose()?;
                    let address = Address {
                        name: name.clone().unwrap_or_default(),
                        kind: (*kind).into(),
                        url: url.clone(),
                        user: user.clone(),
                        fingerprint: trust_fingerprint.clone(),
                    };
                    desk.diagnose(&address, secret.as_ref(), Timestamp::now())
                }
                _ => desk.diagnose_site(name.as_deref().unwrap_or_default(), Timestamp::now())?,
            };
            print::answer(json, &json!({ "doctor": report }), || doctor::words(&report))?;
            return Ok(report.is_well());
        }
        SiteCommand::SignIn { name } => {
            let view = desk.sign_in(name, &secret(name)?, Timestamp::now())?;
            print::answer(json, &json!({ "sites": [view] }), || signed_in("Signed in to", &view))?;
        }
        SiteCommand::List => {
            let sites = desk.sites()?;
            print::answer(json, &json!({ "sites": sites }), || {
                let lines: Vec<String> =
                    sites.iter().map(|site| format!("{}  {}", site.name, site.url)).collect();
                if lines.is_empty() { "No sites yet.".to_owned() } else { lines.join("\n") }
            })?;
        }
        SiteCommand::Remove { name } => {
            desk.remove_site(name, Timestamp::now())?;
            print::answer(json, &json!({ "removed": name }), || format!("Removed {name}."))?;
        }
    }
    Ok(true)
}

/// Connects a site, or says what keeps it from being connected and whose job that is.
fn add(desk: &Desk, address: Address, json: bool) -> Result<bool> {
    let secret = secret(&address.name)?;
    let now = Timestamp::now();
    match desk.add_site(address.clone(), &secret, now) {
        Ok(view) => {
            print::answer(json, &json!({ "sites": [view] }), || signed_in("Connected", &view))?;
            Ok(true)
        }
        // A name that is taken is nothing the site can be asked about.
        Err(error) if desk.name_is_free(&address.name).is_err() => Err(error),
        Err(error) => {
            let report = desk.diagnose(&address, Some(&secret), now);
            if json {
                print::note(&json!({ "error": error, "doctor": report }).to_string());
            } else {
                print::error(&error, false);
                print::note(&format!("\n{}", doctor::words(&report)));
            }
            Ok(false)
        }
    }
}

/// The secret for a site, from the environment only.
fn secret(name: &str) -> Result<Credential> {
    let variable = environment::variable(name);
    let secret = std::env::var(&variable).map_err(|_| {
        Error::new(
            Code::SignIn,
            format!("There is no secret for {name}."),
            format!("Put the password or token into {variable} and run this again."),
        )
    })?;
    Ok(Credential::new(&secret))
}

/// What was done, and what has become of the secret where no keychain took it.
fn signed_in(done: &str, site: &SiteView) -> String {
    let name = &site.name;
    if !site.this_run_only {
        return format!("{done} {name}.");
    }
    format!(
        "{done} {name}. No keychain took the secret, so it was not kept: set {} whenever `desk` is \
         to send there.",
        environment::variable(name)
    )
}
