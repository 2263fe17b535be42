//! Who draws the page: the graphics device, or the processor where there is none.

use std::fs;

/// Have WebKitGTK show the page from memory, and paint it by the processor itself.
const PLAIN: [&str; 2] = ["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_SKIA_ENABLE_CPU_RENDERING"];

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

fn has_device() -> bool {
    let Ok(devices) = fs::read_dir(DEVICES) else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
