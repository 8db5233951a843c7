//! One publication model, and everything published rendered from it.
//!
//! The model has two layers. *Cubes* ([`model::Cube`]) hold figures with their code lists: what data formats
//! are made from. *Blocks* ([`model::Block`]) – headings, paragraphs, table views of cubes, cards – are what
//! every document is made of. A renderer knows cubes or blocks, nothing else. Who reads is decided when the
//! model is built: a model for the public does not contain what the public may not see.

pub mod build;
pub mod folder;
pub mod manifest;
pub mod model;
pub mod questionnaire;
pub mod shelf;
pub mod text;
pub mod xlsx;
