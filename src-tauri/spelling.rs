//! The system's spelling checker in the page, in British English. Linux only: elsewhere the web
//! view follows the system by itself.

use tauri::WebviewWindow;
use webkit2gtk::{WebContextExt, WebViewExt};

/// The dictionary; `hunspell-en-gb` has it.
const LANGUAGE: &str = "en_GB";

/// Switches the spelling checker on.
///
/// # Errors
/// If the window has no web view any more.
pub fn start(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_spell_checking_languages(&[LANGUAGE]);
            context.set_spell_checking_enabled(true);
        }
    })
}
