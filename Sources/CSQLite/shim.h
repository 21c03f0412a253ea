#include <sqlite3.h>

/* The constant that asks SQLite to copy a text is a cast, which Swift does not see. */
static inline int teff_bind_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
  return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/* The same for bytes; no bytes are an empty blob and not a null. */
static inline int teff_bind_bytes(
    sqlite3_stmt *statement, int index, const void *bytes, unsigned long long count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}
