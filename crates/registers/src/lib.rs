//! Individual-level registers (*registerdata*): tables become register measures.
//!
//! The room is empty so far but for its tests, which need what will live here – the engine that reads SQL.
//! Rules are evaluated twice, by the evaluator that can explain itself and, mechanically translated, by
//! DataFusion; both must say the same of every rule and every answer (`tests/it`). Only this crate links
//! DataFusion.
