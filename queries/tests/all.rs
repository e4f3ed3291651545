//! Everything that is tested on a small hand-written world, in one program so that the world is linked once.

#[path = "all/answers.rs"]
mod answers;
#[path = "all/catalogue.rs"]
mod catalogue;
#[path = "all/explore.rs"]
mod explore;
#[path = "all/values.rs"]
mod values;
#[path = "all/views.rs"]
mod views;
#[path = "all/world.rs"]
mod world;
