//! People: links, accounts, sessions, and what is kept of them.

mod accounts;
mod kept;
mod links;
mod offers;
mod sessions;
mod sign_in;
