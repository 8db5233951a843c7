//! The loader, on the catalogues that lie in the repository and on broken ones.

mod bundled;
mod comparison;
mod mistakes;
mod small;
mod whole_files;
