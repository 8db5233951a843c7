//! Catalogue files become the model.
