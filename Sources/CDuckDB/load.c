#include "CDuckDB.h"

#include <dlfcn.h>
#include <string.h>

const char *cduckdb_load(void *library, DuckDBFunctions *functions) {
// A pointer to a function is copied as bytes, since C does not convert it from a data pointer.
#define LOAD_AS(member, name)                                                                      \
  do {                                                                                             \
    void *symbol = dlsym(library, "duckdb_" #name);                                                \
    if (!symbol) return "duckdb_" #name;                                                           \
    memcpy(&functions->member, &symbol, sizeof symbol);                                            \
  } while (0)
#define LOAD(name) LOAD_AS(name, name)

  LOAD_AS(version, library_version);
  LOAD(vector_size);
  LOAD(free);
  LOAD(create_config);
  LOAD(set_config);
  LOAD(destroy_config);
  LOAD(open_ext);
  LOAD(close);
  LOAD(connect);
  LOAD(disconnect);
  LOAD(interrupt);
  LOAD(query);
  LOAD(destroy_result);
  LOAD(result_error);
  LOAD(column_count);
  LOAD(column_name);
  LOAD(column_logical_type);
  LOAD(row_count);
  LOAD(fetch_chunk);
  LOAD(prepare);
  LOAD(execute_prepared_streaming);
  LOAD(destroy_prepare);
  LOAD(prepare_error);
  LOAD(prepared_statement_column_count);
  LOAD(prepared_statement_column_name);
  LOAD(prepared_statement_column_logical_type);
  LOAD(get_type_id);
  LOAD(decimal_internal_type);
  LOAD(decimal_scale);
  LOAD(enum_internal_type);
  LOAD(enum_dictionary_size);
  LOAD(enum_dictionary_value);
  LOAD(list_type_child_type);
  LOAD(array_type_child_type);
  LOAD(array_type_array_size);
  LOAD(create_logical_type);
  LOAD(create_list_type);
  LOAD(destroy_logical_type);
  LOAD(create_data_chunk);
  LOAD(destroy_data_chunk);
  LOAD(data_chunk_reset);
  LOAD(data_chunk_get_size);
  LOAD(data_chunk_set_size);
  LOAD(data_chunk_get_vector);
  LOAD(vector_get_data);
  LOAD(vector_get_validity);
  LOAD(vector_ensure_validity_writable);
  LOAD(unsafe_vector_assign_string_element_len);
  LOAD(list_vector_get_child);
  LOAD(array_vector_get_child);
  LOAD(list_vector_reserve);
  LOAD(list_vector_set_size);
  LOAD(appender_create);
  LOAD(append_data_chunk);
  LOAD(appender_close);
  LOAD(appender_error);
  LOAD(appender_destroy);
  return NULL;
}
