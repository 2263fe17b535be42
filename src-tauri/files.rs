//! What comes from outside the page: pictures of the data folder, files, the clipboard, the browser.

use crate::rpc::defect;
use crate::{now, opened};
use copydesk::desk::Desk;
use copydesk::error::{Code, Error, Result};
use copydesk::story::StoryId;
use serde_json::{Value, json};
use std::path::PathBuf;
use tauri::http::{Request, Response, StatusCode, Uri, header};
use tauri::{UriSchemeContext, UriSchemeResponder, WebviewWindow, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

/// The longer edge of a picture for which the page names none, in pixels.
const EDGE: u32 = 1600;

/// Answers `picture://localhost/<sha256>?edge=<pixels>` from the data folder.
pub fn picture(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let opened = opened(context.app_handle());
    tauri::async_runtime::spawn_blocking(move || {
        let picture = asked_for(request.uri())
            .and_then(|(sha256, edge)| opened.desk().ok()?.picture_for_screen(&sha256, edge).ok());
        responder.respond(match picture {
            Some(bytes) => found(bytes),
            None => plain(StatusCode::NOT_FOUND),
        });
    });
}

/// The hash and the longer edge an address asks for; none if it is not a picture's.
fn asked_for(uri: &Uri) -> Option<(String, u32)> {
    let sha256 = uri.path().trim_start_matches('/');
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if sha256.len() != 64 || !sha256.bytes().all(hex) {
        return None;
    }
    let edge = uri.query().and_then(|query| query.strip_prefix("edge="));
    Some((sha256.to_owned(), edge.and_then(|edge| edge.parse().ok()).unwrap_or(EDGE)))
}

fn found(bytes: Vec<u8>) -> Response<Vec<u8>> {
    let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    Response::builder()
        .header(header::CONTENT_TYPE, kind)
        // The address is the hash of the bytes: what is behind it never changes.
        .header(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
        .body(bytes)
        .unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

fn plain(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

/// Asks for picture files with the system's dialog; an empty list if the person changed their mind.
pub fn choose_pictures(window: &WebviewWindow) -> Value {
    let chosen = window
        .dialog()
        .file()
        .set_title("Add pictures")
        .set_parent(window)
        .add_filter("Pictures", &["jpg", "jpeg", "png", "webp", "JPG", "JPEG", "PNG", "WEBP"])
        .blocking_pick_files()
        .unwrap_or_default();
    let paths: Vec<PathBuf> = chosen.into_iter().filter_map(|file| file.into_path().ok()).collect();
    json!(paths)
}

/// Asks for a packet with the system's dialog; `null` if the person changed their mind.
pub fn choose_packet(window: &WebviewWindow) -> Value {
    let chosen = packet_dialog(window, "Open a packet").blocking_pick_file();
    json!(chosen.and_then(|file| file.into_path().ok()))
}

/// Asks for a document of another program with the system's dialog; `null` if the person changed their
/// mind.
pub fn choose_document(window: &WebviewWindow) -> Value {
    let endings = ["docx", "html", "htm", "md", "txt", "textpack", "story"];
    let capitals = endings.map(str::to_uppercase);
    let mut all: Vec<&str> = endings.to_vec();
    all.extend(capitals.iter().map(String::as_str));
    let dialog = window.dialog().file().set_title("Import a document").set_parent(window);
    let chosen = dialog.add_filter("Documents", &all).blocking_pick_file();
    json!(chosen.and_then(|file| file.into_path().ok()))
}

/// Asks where a packet is to be kept, and offers `name`; `null` if the person changed their mind. A file
/// that is there already is asked about by the system.
pub fn save_packet_as(window: &WebviewWindow, name: &str) -> Value {
    let chosen = packet_dialog(window, "Send as a packet").set_file_name(name).blocking_save_file();
    json!(chosen.and_then(|file| file.into_path().ok()).map(named_story))
}

fn packet_dialog(window: &WebviewWindow, title: &str) -> FileDialogBuilder<Wry> {
    let dialog = window.dialog().file().set_title(title).set_parent(window);
    dialog.add_filter("Stories", &["story", "STORY"])
}

/// The name a packet is known by: not every system's dialog adds the ending.
fn named_story(path: PathBuf) -> PathBuf {
    let ends = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("story"));
    if ends {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".story");
    name.into()
}

/// Adds the picture on the clipboard, or the picture files copied there; `null` if there is neither.
///
/// # Errors
/// `Picture` if it cannot be used, `NotFound`, `Storage`.
pub fn paste_picture(desk: &Desk, id: StoryId) -> Result<Value> {
    let Ok(mut clipboard) = arboard::Clipboard::new() else { return Ok(Value::Null) };
    let added = if let Ok(image) = clipboard.get_image() {
        let (width, height) = (pixels(image.width), pixels(image.height));
        desk.paste_picture(id, width, height, &image.bytes, now())?
    } else if let Ok(paths) = clipboard.get().file_list() {
        desk.add_picture_files(id, &paths, now())?
    } else {
        return Ok(Value::Null);
    };
    serde_json::to_value(added).map_err(|error| defect(&error.to_string()))
}

/// No screen is as large as the numbers that do not fit.
fn pixels(edge: usize) -> u32 {
    u32::try_from(edge).unwrap_or(u32::MAX)
}

/// Shows a web page in the system's browser; nothing but `http` and `https`.
///
/// # Errors
/// `Invalid` for any other address, `Internal` if no browser answers.
pub fn open_page(url: &str) -> Result<()> {
    let web = url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !web {
        return Err(Error::new(
            Code::Invalid,
            format!("“{url}” is not the address of a web page."),
            "Copy the address and open it yourself if you trust it.",
        ));
    }
    tauri_plugin_opener::open_url(url, None::<&str>).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("No browser opened the page: {error}."),
            "Copy the address into your browser.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_is_a_pictures_address() {
        let hash = "0123456789abcdef".repeat(4);
        let asked = |address: String| asked_for(&address.parse().unwrap());
        assert_eq!(asked(format!("picture://localhost/{hash}")), Some((hash.clone(), EDGE)));
        assert_eq!(
            asked(format!("picture://localhost/{hash}?edge=320")),
            Some((hash.clone(), 320))
        );
        assert_eq!(asked(format!("picture://localhost/{}", hash.to_uppercase())), None);
        assert_eq!(asked("picture://localhost/../copydesk.db".into()), None);
    }

    #[test]
    fn a_packet_ends_as_one() {
        for (chosen, kept) in [("a.story", "a.story"), ("a.STORY", "a.STORY"), ("a.b", "a.b.story")]
        {
            assert_eq!(named_story(chosen.into()), PathBuf::from(kept));
        }
    }

    #[test]
    fn only_web_pages_are_opened() {
        for address in ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.example", "x"] {
            assert_eq!(open_page(address).unwrap_err().code, Code::Invalid, "{address}");
        }
    }
}
