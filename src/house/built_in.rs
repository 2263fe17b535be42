//! The pack for desks without one of their own: a paper nobody will mistake for a real one.

use super::House;
use std::sync::LazyLock;

/// The pack's text; also the example a newsroom starts its own from.
pub const TEXT: &str = include_str!("built_in.toml");

static PACK: LazyLock<House> = LazyLock::new(|| {
    House::parse(TEXT, "built_in.toml").unwrap_or_else(|e| panic!("the built-in house pack: {e}"))
});

/// The built-in pack, read once.
pub fn pack() -> &'static House {
    &PACK
}
