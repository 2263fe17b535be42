//! Pasting a real image: WebKitGTK tells the page nothing of it, so the window reads it itself.

use crate::data::{Data, picture};
use crate::desktop::{self, run};
use crate::window::Window;
use image::{Rgb, RgbImage};

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn an_image_on_the_clipboard_becomes_a_figure() {
    let data = Data::new();
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(data.path()).await;
    window.begin_story("Nell Farrow").await;
    window.write("body", "Above the picture.\n\n").await;

    for (width, height) in [(320, 200), (240, 240)] {
        let file = folder.path().join(format!("{width}.png"));
        RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 90])).save(&file).unwrap();
        let _held = desktop::copy_image(&file).await;
        window.activate().await;
        window.see("[data-field='body']").await.click().await.unwrap();
        window.script("const { view } = __copydesk; view.dispatch({ selection: { anchor: view.state.doc.length } })").await;
        run("xdotool", &["key", "--clearmodifiers", "ctrl+v"]);
        let pasted = data
            .stored("the pasted picture", |story| {
                let pictures = story["pictures"].as_array().unwrap();
                pictures.iter().any(|picture| picture["width"] == width)
            })
            .await;
        let pictures = pasted["pictures"].as_array().unwrap();
        let added = pictures.iter().find(|picture| picture["width"] == width).unwrap();
        assert_eq!(added["height"], height);
        let name = added["name"].as_str().unwrap();
        window.see(&format!("figure[data-picture='{name}'] img")).await;
        let shown = format!(
            "const image = document.querySelector(\"figure[data-picture='{name}'] img\"); return image.complete && image.naturalWidth === {width}"
        );
        window.holds("the picture is drawn", &shown).await;
        let hash = picture(&pasted, name)["sha256"].as_str().unwrap();
        // Renditions bear the hash too; the original's name is the hash alone.
        let original = data.files().into_iter().find(|file| file.ends_with(hash));
        let original = std::fs::read(original.expect("the original is on disk")).unwrap();
        let original = image::load_from_memory(&original).unwrap();
        assert_eq!(original.to_rgb8().get_pixel(10, 20), &Rgb([10, 20, 90]));
    }
    // The first leads the story; the second stands in the text, where the caret was.
    let story = data
        .stored("the second picture's line", |story| {
            story["copy"]["body"].as_str().unwrap().contains("![](")
        })
        .await;
    let inline = story["pictures"][1]["name"].as_str().unwrap();
    let body = story["copy"]["body"].as_str().unwrap();
    assert_eq!(body.trim_end(), format!("Above the picture.\n\n![]({inline})"));
    window.close().await;
}
