//! A story with every form a body can take, for whoever checks what a site or an editor makes of
//! them.

use crate::picture::{Format, Picture, Role, Words};
use crate::story::{Kind, Story, StoryId};
use jiff::Timestamp;
use uuid::Uuid;

/// Every block once, nested where it can be, with the characters that are dangerous in HTML,
/// WordPress comments and shortcodes.
pub const BODY: &str = r#"The council's plan, "on hold" since 2021 & now <b>back</b>, costs less than £5m -- or so they say... See [the *full* plan](https://council.example/plan?a=1&b=2 "Plan") or write to desk@courier.example.

## What is *planned*

1. A new roof
2. Two reading rooms:
   - one for **children**
     1. with low shelves
   - one for ~~silence~~ study

   and a lift
3. The café

Seventh in the list[^count] is the garden[^garden].

7. A garden
8. A gate

### What people say

> "It was about time."
>
> - Jo, 34
>
> > Nobody asked me.

![](roof.jpg)

| Year | Cost | Who paid |
|:-----|-----:|:--------:|
| 2021 | £4m  | `A & B`  |
| 2022 | £5m  | [gallery ids="1"] |

```
if a < b && c[0] { "<!-- wp:html -->" }
```

First line  
second line, where ![](steps.jpg) stands inside.

---

Last words --> with an end.

[^count]: Counted *twice*.
[^garden]: Behind the wall.

    It has a pond.
"#;

/// The story: its headline, its body and the pictures `lead.jpg`, `roof.jpg` and `steps.jpg`.
pub fn story() -> Story {
    let mut story = Story::new(StoryId(Uuid::nil()), Timestamp::UNIX_EPOCH);
    story.kind = Kind::AdvertisementFeature;
    story.section = "Advertisement Features".into();
    story.copy.headline = "Library's <grand> plan & more".into();
    story.copy.standfirst = "What it costs, and who pays.".into();
    story.copy.byline = "Jo Smith".into();
    story.copy.dateline = Some("Marlbridge".into());
    story.copy.body = BODY.into();
    story.pictures = vec![
        picture("lead.jpg", Role::Lead, "The reading room"),
        picture("roof.jpg", Role::Inline, "The roof <old> & [new]"),
        picture("steps.jpg", Role::Inline, ""),
    ];
    story
}

fn picture(name: &str, role: Role, caption: &str) -> Picture {
    Picture {
        name: name.into(),
        sha256: format!("{:0>64}", name.len()),
        format: Format::Jpeg,
        width: 1600,
        height: 1067,
        role,
        words: Words {
            caption: caption.into(),
            credit: "Jo Smith / \"Courier\"".into(),
            alt: "Slates & \"lead\" > tin".into(),
            ..Words::default()
        },
        ..Picture::default()
    }
}
