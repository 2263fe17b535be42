//! What a declaration of a style sheet has to do with whether words are seen.

use cssparser::{Parser, Token};

/// A property that can hide words, or one without which another cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Property {
    Display,
    Visibility,
    Opacity,
    FontSize,
    Indent,
    Margin,
    Transform,
    ClipPath,
    Left,
    Right,
    Top,
    Bottom,
    /// Anything but `position: static`: only then do the four before count.
    Moved,
    Clip,
    /// `position: absolute` and `fixed`: only then does `clip` count.
    Lifted,
    Width,
    Height,
    MaxHeight,
    /// `overflow: hidden`: only then do the three before count.
    Overflow,
}

/// How many properties there are.
pub const PROPERTIES: usize = Property::Overflow as usize + 1;

/// What a declaration does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Hides,
    Shows,
    /// As around it.
    Inherits,
}

/// One declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub property: Property,
    pub effect: Effect,
    pub important: bool,
}

/// Pixels beyond which words are off every screen.
const FAR: f32 = 999.0;
/// Pixels of a box in which no word can be read.
const SPECK: f32 = 1.0;

/// What the declaration says; nothing where it has nothing to do with being seen.
pub fn read(name: &str, input: &mut Parser<'_>) -> Vec<Told> {
    let value = Value::read(input);
    let important = value.important;
    let hides = |hides: bool| match (value.word.as_str(), hides) {
        ("inherit" | "unset", _) => Effect::Inherits,
        (_, true) => Effect::Hides,
        (_, false) => Effect::Shows,
    };
    let word = value.word.as_str();
    let told = |property, effect| vec![Told { property, effect, important }];
    let far = value.lengths.iter().any(|length| *length <= -FAR);
    let small = value.lengths.first().is_some_and(|length| *length <= SPECK && *length >= 0.0);
    let specks = !value.lengths.is_empty() && value.lengths.iter().all(|length| *length <= SPECK);
    match name.to_ascii_lowercase().as_str() {
        "display" => told(Property::Display, hides(word == "none")),
        "content-visibility" if word == "hidden" => told(Property::Display, Effect::Hides),
        "visibility" => told(Property::Visibility, hides(matches!(word, "hidden" | "collapse"))),
        "opacity" => told(Property::Opacity, hides(value.number.is_some_and(|n| n < 0.01))),
        "font-size" => told(Property::FontSize, value.font_size()),
        "text-indent" => told(Property::Indent, hides(far)),
        "margin" | "margin-left" | "margin-top" | "margin-inline-start" => {
            told(Property::Margin, hides(far))
        }
        "transform" => told(
            Property::Transform,
            hides(far || value.function.starts_with("scale") && value.number == Some(0.0)),
        ),
        "clip-path" => told(Property::ClipPath, hides(value.cuts_all_off())),
        "left" | "inset-inline-start" => told(Property::Left, hides(far)),
        "right" | "inset-inline-end" => told(Property::Right, hides(far)),
        "top" | "inset-block-start" => told(Property::Top, hides(far)),
        "bottom" => told(Property::Bottom, hides(far)),
        "position" => {
            let lifted = matches!(word, "absolute" | "fixed");
            [
                told(Property::Moved, hides(lifted || matches!(word, "relative" | "sticky"))),
                told(Property::Lifted, hides(lifted)),
            ]
            .concat()
        }
        "clip" => told(Property::Clip, hides(value.function == "rect" && specks)),
        "width" | "inline-size" => told(Property::Width, hides(small)),
        "height" | "block-size" => told(Property::Height, hides(small)),
        "max-height" => told(Property::MaxHeight, hides(small)),
        "overflow" => told(Property::Overflow, hides(matches!(word, "hidden" | "clip"))),
        _ => Vec::new(),
    }
}

/// A value, as far as it matters here.
#[derive(Default)]
struct Value {
    /// The first word, in lower case.
    word: String,
    /// The first function's name.
    function: String,
    /// Lengths in pixels.
    lengths: Vec<f32>,
    /// The first number; a percentage as a part of one.
    number: Option<f32>,
    /// The size depends on the one around it.
    relative: bool,
    important: bool,
}

impl Value {
    fn read(input: &mut Parser<'_>) -> Self {
        let mut value = Self::default();
        value.take(input);
        value
    }

    fn take(&mut self, input: &mut Parser<'_>) {
        while let Ok(token) = input.next().cloned() {
            match token {
                Token::Ident(word) if word.eq_ignore_ascii_case("important") => {
                    self.important = true;
                }
                Token::Ident(word) if self.word.is_empty() => {
                    self.word = word.to_ascii_lowercase();
                }
                Token::Number { value, .. } => {
                    self.number.get_or_insert(value);
                    self.lengths.push(value);
                }
                Token::Percentage { unit_value, .. } => {
                    self.number.get_or_insert(unit_value);
                    self.relative = true;
                    // Of something about as wide as a window.
                    self.lengths.push(unit_value * FAR);
                }
                Token::Dimension { value, ref unit, .. } => {
                    self.number.get_or_insert(value);
                    self.relative |= unit.eq_ignore_ascii_case("em");
                    self.lengths.push(value * scale(unit));
                }
                Token::Function(ref name) => {
                    if self.function.is_empty() {
                        self.function = name.to_ascii_lowercase();
                    }
                    self.within(input);
                }
                _ => {}
            }
        }
    }

    fn within(&mut self, input: &mut Parser<'_>) {
        let _ = input.parse_nested_block(|input| {
            self.take(input);
            Ok::<(), cssparser::ParseError<()>>(())
        });
    }

    /// A size of nothing hides; a part of the size around it hides where that does.
    fn font_size(&self) -> Effect {
        match self.number {
            // What is worked out from several lengths (`calc`, `clamp`) may begin with nothing.
            Some(_) if !self.function.is_empty() => Effect::Shows,
            Some(0.0) => Effect::Hides,
            Some(_) if self.relative => Effect::Inherits,
            None if matches!(self.word.as_str(), "inherit" | "unset" | "smaller" | "larger") => {
                Effect::Inherits
            }
            _ => Effect::Shows,
        }
    }

    fn cuts_all_off(&self) -> bool {
        let first = self.number;
        match self.function.as_str() {
            "inset" => self.relative && first.is_some_and(|part| part >= 0.5),
            "circle" => first == Some(0.0),
            _ => false,
        }
    }
}

/// Pixels of a length's unit, near enough to tell far from near.
fn scale(unit: &str) -> f32 {
    match unit.to_ascii_lowercase().as_str() {
        "em" | "rem" | "ch" | "ex" => 16.0,
        "vw" | "vh" => 10.0,
        "cm" => 38.0,
        "in" => 96.0,
        _ => 1.0,
    }
}
