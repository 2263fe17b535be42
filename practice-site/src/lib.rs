//! A small newspaper site to publish to.
