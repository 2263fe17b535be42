//! The one command of the page: a call of the desk or of the window, by name.

#[cfg(target_os = "linux")]
use crate::drawing;
use crate::{Opened, closing, files, links, login, now, opened, outbox};
use copydesk::api;
use copydesk::error::{Code, Error, Result};
use serde::Deserialize;
use serde_json::Value;
use tauri::{Manager, WebviewWindow};

/// Answers a call of the page, on a thread where it may wait for the disk.
///
/// # Errors
/// Whatever the call says, as an object the page understands.
#[tauri::command]
pub async fn call(window: WebviewWindow, name: String, args: Value) -> Result<Value> {
    let opened = opened(&window);
    tauri::async_runtime::spawn_blocking(move || answer(&window, &opened, &name, args))
        .await
        .map_err(|error| defect(&error.to_string()))?
}

fn answer(window: &WebviewWindow, opened: &Opened, name: &str, args: Value) -> Result<Value> {
    match name {
        "painted" => {
            window.show().map(|()| Value::Null).map_err(|error| defect(&error.to_string()))
        }
        "ready" => {
            outbox::begin(window.app_handle());
            if let Some(link) = window.state::<links::First>().take() {
                links::follow(window.app_handle(), link);
            }
            Ok(Value::Null)
        }
        "caret_blinks" => {
            #[derive(Deserialize)]
            struct Blinks {
                on: bool,
            }
            let Blinks { on } = given(args)?;
            #[cfg(target_os = "linux")]
            window
                .run_on_main_thread(move || drawing::blink(on))
                .map_err(|error| defect(&error.to_string()))?;
            // Elsewhere carets blink as the system has them.
            #[cfg(not(target_os = "linux"))]
            let _ = on;
            Ok(Value::Null)
        }
        "close_now" => {
            closing::close_now(window, opened.desk().ok(), given(args)?).map(|()| Value::Null)
        }
        "hold_open" => {
            closing::hold_open(window);
            Ok(Value::Null)
        }
        "choose_pictures" => Ok(files::choose_pictures(window)),
        "paste_picture" => {
            #[derive(Deserialize)]
            struct Into {
                id: copydesk::story::StoryId,
            }
            let Into { id } = given(args)?;
            files::paste_picture(opened.desk()?, id)
        }
        "choose_packet" => Ok(files::choose_packet(window)),
        "choose_document" => Ok(files::choose_document(window)),
        "save_packet_as" => {
            #[derive(Deserialize)]
            struct Offered {
                name: String,
            }
            let Offered { name } = given(args)?;
            Ok(files::save_packet_as(window, &name))
        }
        "login_start" => login::starts(opened.desk()?).map(Value::Bool),
        "login_start_set" => {
            #[derive(Deserialize)]
            struct Start {
                on: bool,
            }
            let Start { on } = given(args)?;
            login::set(opened.desk()?, on).map(Value::Bool)
        }
        "open_page" => {
            #[derive(Deserialize)]
            struct Page {
                url: String,
            }
            let Page { url } = given(args)?;
            files::open_page(&url).map(|()| Value::Null)
        }
        _ => api::dispatch(opened.desk()?, name, args, now()),
    }
}

fn given<T: serde::de::DeserializeOwned>(args: Value) -> Result<T> {
    serde_json::from_value(args).map_err(|error| defect(&error.to_string()))
}

/// Something that only a mistake of ours can cause.
pub fn defect(cause: &str) -> Error {
    Error::new(
        Code::Internal,
        format!("Something went wrong inside Copydesk: {cause}."),
        "Your saved text is safe. Try again; if it stays, restart Copydesk.",
    )
}
