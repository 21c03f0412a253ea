// The part of DuckDB's C API that is used here, as a table of functions that is filled from a
// library loaded at run time. Nothing links against DuckDB.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t DuckDBCount;
typedef int32_t DuckDBState; // 0 is success

typedef enum DuckDBType : uint32_t {
  DuckDBTypeInvalid = 0,
  DuckDBTypeBoolean = 1,
  DuckDBTypeTinyInt = 2,
  DuckDBTypeSmallInt = 3,
  DuckDBTypeInteger = 4,
  DuckDBTypeBigInt = 5,
  DuckDBTypeUTinyInt = 6,
  DuckDBTypeUSmallInt = 7,
  DuckDBTypeUInteger = 8,
  DuckDBTypeUBigInt = 9,
  DuckDBTypeFloat = 10,
  DuckDBTypeDouble = 11,
  DuckDBTypeTimestamp = 12,
  DuckDBTypeDate = 13,
  DuckDBTypeTime = 14,
  DuckDBTypeInterval = 15,
  DuckDBTypeHugeInt = 16,
  DuckDBTypeVarchar = 17,
  DuckDBTypeBlob = 18,
  DuckDBTypeDecimal = 19,
  DuckDBTypeTimestampS = 20,
  DuckDBTypeTimestampMS = 21,
  DuckDBTypeTimestampNS = 22,
  DuckDBTypeEnum = 23,
  DuckDBTypeList = 24,
  DuckDBTypeStruct = 25,
  DuckDBTypeMap = 26,
  DuckDBTypeUUID = 27,
  DuckDBTypeUnion = 28,
  DuckDBTypeBit = 29,
  DuckDBTypeTimeTZ = 30,
  DuckDBTypeTimestampTZ = 31,
  DuckDBTypeUHugeInt = 32,
  DuckDBTypeArray = 33,
  DuckDBTypeSQLNull = 36,
  DuckDBTypeTimeNS = 39,
} DuckDBType;

typedef struct {
  uint64_t lower;
  int64_t upper;
} DuckDBHugeInt;

typedef struct {
  int32_t months;
  int32_t days;
  int64_t micros;
} DuckDBInterval;

typedef struct {
  uint64_t offset;
  uint64_t length;
} DuckDBListEntry;

// Up to 12 bytes stand in place, longer text stands behind the pointer.
typedef struct {
  uint32_t length;
  char prefix[4];
  union {
    const char *_Nullable pointer;
    char rest[8];
  };
} DuckDBString;

// All but the last field are leftovers of an older API; the size counts, since it is passed by value.
typedef struct {
  DuckDBCount unusedCounts[3];
  void *_Nullable unusedPointers[2];
  void *_Nullable internal;
} DuckDBResult;

#pragma clang assume_nonnull begin

typedef void *DuckDBDatabase;
typedef void *DuckDBConnectionHandle;
typedef void *DuckDBConfig;
typedef void *DuckDBStatement;
typedef void *DuckDBLogicalType;
typedef void *DuckDBChunk;
typedef void *DuckDBVector;
typedef void *DuckDBAppender;

typedef struct {
  const char *_Nonnull (*_Nonnull version)(void);
  DuckDBCount (*vector_size)(void);
  void (*free)(void *);

  DuckDBState (*create_config)(DuckDBConfig _Nullable *_Nonnull);
  DuckDBState (*set_config)(DuckDBConfig, const char *, const char *);
  void (*destroy_config)(DuckDBConfig _Nullable *_Nonnull);
  DuckDBState (*open_ext)(const char *_Nullable, DuckDBDatabase _Nullable *_Nonnull,
                          DuckDBConfig _Nullable, char *_Nullable *_Nullable);
  void (*close)(DuckDBDatabase _Nullable *_Nonnull);
  DuckDBState (*connect)(DuckDBDatabase, DuckDBConnectionHandle _Nullable *_Nonnull);
  void (*disconnect)(DuckDBConnectionHandle _Nullable *_Nonnull);
  void (*interrupt)(DuckDBConnectionHandle);

  DuckDBState (*query)(DuckDBConnectionHandle, const char *, DuckDBResult *);
  void (*destroy_result)(DuckDBResult *);
  const char *_Nullable (*_Nonnull result_error)(DuckDBResult *);
  DuckDBCount (*column_count)(DuckDBResult *);
  const char *_Nullable (*_Nonnull column_name)(DuckDBResult *, DuckDBCount);
  DuckDBLogicalType _Nullable (*_Nonnull column_logical_type)(DuckDBResult *, DuckDBCount);
  DuckDBCount (*row_count)(DuckDBResult *);
  DuckDBChunk _Nullable (*_Nonnull fetch_chunk)(DuckDBResult);

  DuckDBState (*prepare)(DuckDBConnectionHandle, const char *,
                         DuckDBStatement _Nullable *_Nonnull);
  DuckDBState (*execute_prepared_streaming)(DuckDBStatement, DuckDBResult *);
  void (*destroy_prepare)(DuckDBStatement _Nullable *_Nonnull);
  const char *_Nullable (*_Nonnull prepare_error)(DuckDBStatement);
  DuckDBCount (*prepared_statement_column_count)(DuckDBStatement);
  const char *_Nullable (*_Nonnull prepared_statement_column_name)(DuckDBStatement, DuckDBCount);
  DuckDBLogicalType _Nullable (*_Nonnull prepared_statement_column_logical_type)(DuckDBStatement,
                                                                                DuckDBCount);

  uint32_t (*get_type_id)(DuckDBLogicalType);
  uint32_t (*decimal_internal_type)(DuckDBLogicalType);
  uint8_t (*decimal_scale)(DuckDBLogicalType);
  uint32_t (*enum_internal_type)(DuckDBLogicalType);
  uint32_t (*enum_dictionary_size)(DuckDBLogicalType);
  char *_Nullable (*_Nonnull enum_dictionary_value)(DuckDBLogicalType, DuckDBCount);
  DuckDBLogicalType _Nullable (*_Nonnull list_type_child_type)(DuckDBLogicalType);
  DuckDBLogicalType _Nullable (*_Nonnull array_type_child_type)(DuckDBLogicalType);
  DuckDBCount (*array_type_array_size)(DuckDBLogicalType);
  DuckDBLogicalType _Nonnull (*_Nonnull create_logical_type)(uint32_t);
  DuckDBLogicalType _Nonnull (*_Nonnull create_list_type)(DuckDBLogicalType);
  void (*destroy_logical_type)(DuckDBLogicalType _Nullable *_Nonnull);

  DuckDBChunk _Nullable (*_Nonnull create_data_chunk)(DuckDBLogicalType _Nullable *_Nonnull,
                                                     DuckDBCount);
  void (*destroy_data_chunk)(DuckDBChunk _Nullable *_Nonnull);
  void (*data_chunk_reset)(DuckDBChunk);
  DuckDBCount (*data_chunk_get_size)(DuckDBChunk);
  void (*data_chunk_set_size)(DuckDBChunk, DuckDBCount);
  DuckDBVector _Nonnull (*_Nonnull data_chunk_get_vector)(DuckDBChunk, DuckDBCount);
  void *_Nonnull (*_Nonnull vector_get_data)(DuckDBVector);
  uint64_t *_Nullable (*_Nonnull vector_get_validity)(DuckDBVector);
  void (*vector_ensure_validity_writable)(DuckDBVector);
  void (*unsafe_vector_assign_string_element_len)(DuckDBVector, DuckDBCount, const char *, DuckDBCount);
  DuckDBVector _Nonnull (*_Nonnull list_vector_get_child)(DuckDBVector);
  DuckDBVector _Nonnull (*_Nonnull array_vector_get_child)(DuckDBVector);
  DuckDBState (*list_vector_reserve)(DuckDBVector, DuckDBCount);
  DuckDBState (*list_vector_set_size)(DuckDBVector, DuckDBCount);

  DuckDBState (*appender_create)(DuckDBConnectionHandle, const char *_Nullable, const char *,
                                 DuckDBAppender _Nullable *_Nonnull);
  DuckDBState (*append_data_chunk)(DuckDBAppender, DuckDBChunk);
  DuckDBState (*appender_close)(DuckDBAppender);
  const char *_Nullable (*_Nonnull appender_error)(DuckDBAppender);
  DuckDBState (*appender_destroy)(DuckDBAppender _Nullable *_Nonnull);
} DuckDBFunctions;

/// Fills the table from a loaded library; gives the name of the first function that is not there,
/// or NULL when all are.
const char *_Nullable cduckdb_load(void *library, DuckDBFunctions *functions);

#pragma clang assume_nonnull end
