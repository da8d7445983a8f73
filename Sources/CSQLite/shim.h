#include <sqlite3.h>

// sqlite3_config and sqlite3_db_config are variadic, which Swift cannot call.

/// Lets in-memory databases grow to `bytes`; SQLite's own ceiling is 1 GiB. Before the first connection only.
static inline int csqlite_config_memdb_max_size(sqlite3_int64 bytes) {
    return sqlite3_config(SQLITE_CONFIG_MEMDB_MAXSIZE, bytes);
}

/// Turns on defensive mode: no writes to the schema or to shadow tables by SQL.
static inline int csqlite_db_config_defensive(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

/// Forbids the schema to call functions that are not marked innocuous.
static inline int csqlite_db_config_untrusted_schema(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}
