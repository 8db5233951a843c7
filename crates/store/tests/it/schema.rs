//! The tables are the same on both databases.

use std::collections::BTreeSet;

use crate::support::{self, run};

/// Each column: table, name, type, whether it may be empty, whether it is part of the key.
const SQLITE_COLUMNS: &str = "SELECT m.name || ' ' || c.name || ' ' || lower(c.type) || ' ' || \
    CASE WHEN c.\"notnull\" = 1 THEN 'filled' ELSE 'may be empty' END || CASE WHEN c.pk > 0 THEN ' key' ELSE '' END \
    FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
const POSTGRES_COLUMNS: &str = "SELECT c.table_name || ' ' || c.column_name || ' ' || c.data_type || ' ' || \
    CASE WHEN c.is_nullable = 'NO' THEN 'filled' ELSE 'may be empty' END || \
    CASE WHEN k.column_name IS NOT NULL THEN ' key' ELSE '' END FROM information_schema.columns c \
    LEFT JOIN information_schema.table_constraints t ON t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY' \
    LEFT JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name AND k.column_name = c.column_name \
    WHERE c.table_schema = 'public'";

/// Each foreign key: from which table to which.
const SQLITE_REFERENCES: &str = "SELECT m.name || ' ' || f.\"from\" || ' ' || f.\"table\" \
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
const POSTGRES_REFERENCES: &str = "SELECT c.conrelid::regclass || ' ' || a.attname || ' ' || c.confrelid::regclass \
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f'";

/// Each set of columns that no two rows share or that is looked up: table and columns.
const SQLITE_INDEXES: &str = "SELECT m.name || ' ' || i.\"unique\" || ' ' || (SELECT group_concat(x.name, ',') \
    FROM pragma_index_info(i.name) x) FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table'";
const POSTGRES_INDEXES: &str = "SELECT t.relname || ' ' || CASE WHEN i.indisunique THEN 1 ELSE 0 END || ' ' || \
    (SELECT string_agg(a.attname, ',' ORDER BY array_position(i.indkey::int2[], a.attnum)) FROM pg_attribute a \
    WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey::int2[])) FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid \
    JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = 'public'";

#[test]
fn the_tables_are_the_same_on_both_databases() {
    run(support::sqlite(), async |sqlite| {
        let postgres = support::postgres();
        sqlite.open().await.close().await;
        postgres.open().await.close().await;
        for (what, on_sqlite, on_postgres, least) in [
            ("columns", SQLITE_COLUMNS, POSTGRES_COLUMNS, 80),
            ("references", SQLITE_REFERENCES, POSTGRES_REFERENCES, 13),
            ("indexes", SQLITE_INDEXES, POSTGRES_INDEXES, 20),
        ] {
            let here: BTreeSet<String> = sqlite.texts(on_sqlite).await.expect("read").into_iter().collect();
            let there: BTreeSet<String> =
                postgres.texts(on_postgres).await.expect("read").into_iter().collect();
            assert_eq!(here, there, "{what}");
            assert!(here.len() >= least, "{what}: only {}", here.len());
        }
    });
}

#[test]
fn every_table_is_exported_save_what_follows_from_others() {
    run(support::sqlite(), async |place| {
        let store = place.open().await;
        let mut lines = Vec::new();
        let counts = store.export(&mut lines).await.expect("it is written");
        let mut known: BTreeSet<String> = counts.into_keys().collect();
        known.extend(
            ["head", "migration", "session", "attempt", "attempt_key", "invitation", "known_address"]
                .map(str::to_owned),
        );
        let tables = place.texts("SELECT name FROM sqlite_master WHERE type = 'table'").await.expect("read");
        assert_eq!(known, tables.into_iter().collect());
    });
}
