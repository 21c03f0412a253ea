// The part of LightGBM's C API that is used here, as a table of functions that is filled from a
// library loaded at run time. Nothing links against LightGBM.
#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct LightGBMOpaqueDataset *LightGBMDataset;
typedef struct LightGBMOpaqueBooster *LightGBMBooster;

enum { LightGBMFloat32 = 0, LightGBMFloat64 = 1, LightGBMInt32 = 2 };

/// What a prediction gives.
enum { LightGBMValue = 0, LightGBMRaw = 1, LightGBMContributions = 3 };

/// How the importance of features is counted.
enum { LightGBMSplits = 0, LightGBMGain = 1 };

/// All functions give 0 for success; after another number, `last_error` tells why.
typedef struct {
  const char *_Nonnull (*_Nonnull last_error)(void);
  int (*register_log_callback)(void (*)(const char *));
  int (*dataset_create)(const void *values, int kind, int32_t rows, int32_t columns, int isRowMajor,
                        const char *parameters, LightGBMDataset _Nullable reference,
                        LightGBMDataset _Nullable *_Nonnull dataset);
  int (*dataset_set_field)(LightGBMDataset, const char *name, const void *values, int count,
                           int kind);
  int (*dataset_set_feature_names)(LightGBMDataset, const char *_Nonnull const *_Nonnull names,
                                   int count);
  int (*dataset_free)(LightGBMDataset);
  int (*booster_create)(LightGBMDataset, const char *parameters,
                        LightGBMBooster _Nullable *_Nonnull booster);
  int (*booster_load_text)(const char *text, int *iterations,
                           LightGBMBooster _Nullable *_Nonnull booster);
  int (*booster_add_validation)(LightGBMBooster, LightGBMDataset);
  int (*booster_update)(LightGBMBooster, int *isFinished);
  int (*booster_iteration)(LightGBMBooster, int *iteration);
  int (*booster_evaluate)(LightGBMBooster, int data, int *count, double *results);
  int (*booster_evaluation_count)(LightGBMBooster, int *count);
  int (*booster_class_count)(LightGBMBooster, int *count);
  int (*booster_predict)(LightGBMBooster, const void *values, int kind, int32_t rows,
                         int32_t columns, int isRowMajor, int prediction, int start,
                         int iterations, const char *parameters, int64_t *count, double *results);
  int (*booster_importance)(LightGBMBooster, int iterations, int kind, double *results);
  int (*booster_save_text)(LightGBMBooster, int start, int iterations, int kind, int64_t room,
                           int64_t *length, char *text);
  int (*booster_free)(LightGBMBooster);
} LightGBMFunctions;

/// Fills the table from a loaded library; gives the name of the first function that is not there,
/// or NULL when all are.
const char *_Nullable clightgbm_load(void *library, LightGBMFunctions *functions);

/// Keeps the library from printing on this thread.
void clightgbm_hush(const LightGBMFunctions *functions);

#pragma clang assume_nonnull end
