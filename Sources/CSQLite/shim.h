#include <sqlite3.h>

/* The constant that asks SQLite to copy a text is a cast, which Swift does not see. */
static inline int teff_bind_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
  return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}
