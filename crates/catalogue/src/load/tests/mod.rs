//! The loader, on the catalogues that lie in the repository and on broken ones.

mod bundled;
