//! Misspelt words are underlined while they are typed.

use crate::data::Data;
use crate::desktop::run;
use crate::window::Window;
use crate::{SOON, until};

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn a_misspelt_word_is_underlined_and_a_british_one_is_not() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    let bare = reddish(&window).await;
    window.write("body", "The colour of the harbour is grey. ").await;
    let right = reddish(&window).await;
    assert!(right < bare + 20, "British spelling is marked: {bare}, then {right} reddish pixels");
    window.write_at_caret("The wrod is speled wrongly. ").await;
    let marked = async || (reddish(&window).await > right + 40).then_some(());
    until("two misspelt words underlined", SOON, marked).await;
    window.close().await;
}

/// The pixels of the screen that are more red than anything else, in either theme: the button that
/// publishes, always alike, and what the checker draws.
async fn reddish(window: &Window) -> usize {
    window.activate().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("screen.png");
    // What the web view photographs of itself has no underlines.
    run("scrot", &["--silent", file.to_str().unwrap()]);
    let pixels = image::open(&file).unwrap().to_rgb8();
    let red = |pixel: &&image::Rgb<u8>| {
        let [red, green, blue] = pixel.0.map(u32::from);
        red > 120 && 2 * green < red && 2 * blue < red
    };
    pixels.pixels().filter(red).count()
}
