//! Answers and outcomes from files.
