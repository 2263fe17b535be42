//! Connecting sites, and signing in to them.

use crate::arguments::SiteCommand;
use crate::print;
use copydesk::desk::{Desk, SiteView};
use copydesk::error::{Code, Error, Result};
use copydesk::site::{Address, Credential};
use copydesk::vault::environment;
use jiff::Timestamp;
use serde_json::json;

/// Runs one of the commands about sites; whether it succeeded.
pub fn run(desk: &Desk, command: &SiteCommand, json: bool) -> Result<bool> {
    match command {
        SiteCommand::Add { name, kind, url, user } => {
            let address = Address {
                name: name.clone(),
                kind: (*kind).into(),
                url: url.clone(),
                user: user.clone(),
            };
            let view = desk.add_site(address, &secret(name)?, Timestamp::now())?;
            print::answer(json, &json!({ "sites": [view] }), || signed_in("Connected", &view))?;
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
