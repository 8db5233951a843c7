//! People: links, accounts, sessions, and what is kept of them.

mod accounts;
mod erased;
mod invitations;
mod kept;
mod links;
mod managers;
mod sessions;
mod sign_in;
