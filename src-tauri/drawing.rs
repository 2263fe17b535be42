//! Who draws the page: the graphics device, or the processor where there is none; how wide it is before
//! it is seen; and how long a caret stands in it between two blinks.

use gtk::prelude::{GtkSettingsExt, WidgetExt};
use std::fs;
use tauri::WebviewWindow;

/// Have WebKitGTK show the page from memory, and paint it by the processor itself.
const PLAIN: [&str; 2] = ["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_SKIA_ENABLE_CPU_RENDERING"];

/// Milliseconds that nobody waits for.
const NEVER: i32 = 24 * 60 * 60 * 1000;

/// Where Linux lists the graphics devices that programs may draw with, as `renderD128`.
const DEVICES: &str = "/dev/dri";

/// Chooses before anything of the window is there.
///
/// WebKitGTK draws by OpenGL. On a computer without a graphics device a program plays one: that holds
/// up the first page by a third of a second and every key, takes memory, and a processor for every
/// animation. Such a computer is quicker without. Whoever set a variable is heard, whatever it says.
pub fn choose() {
    if has_device() {
        return;
    }
    for variable in PLAIN.iter().filter(|name| std::env::var_os(name).is_none()) {
        // SAFETY: this is the first line of the program; no other thread is there to read the
        // environment.
        unsafe { std::env::set_var(variable, "1") };
    }
}

/// Has carets blink as the system's do, or stand still. WebKitGTK's own goes on for ever, also where the
/// editor's covers it, and each time wakes three processes. A longer time, not the setting that switches
/// blinking off: with that WebKitGTK draws a page at rest without end.
pub fn blink(on: bool) {
    let Some(settings) = gtk::Settings::default() else { return };
    if on {
        settings.reset_property("gtk-cursor-blink-time");
    } else {
        settings.set_gtk_cursor_blink_time(NEVER);
    }
}

/// Has the page of a window that is not shown yet be laid out as it will be seen. GTK gives what nobody
/// sees no place, and in a page without width every letter is a line of its own: laying that out, and
/// then all anew, was a twelfth of the time until the first page was painted.
pub fn lay_out(window: &WebviewWindow, (width, height): (u16, u16)) -> tauri::Result<()> {
    window.with_webview(move |page| {
        let place = gtk::Allocation::new(0, 0, width.into(), height.into());
        page.inner().size_allocate(&place);
    })
}

fn has_device() -> bool {
    let Ok(devices) = fs::read_dir(DEVICES) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
