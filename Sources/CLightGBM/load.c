#include "CLightGBM.h"

#include <dlfcn.h>
#include <string.h>

const char *clightgbm_load(void *library, LightGBMFunctions *functions) {
// A pointer to a function is copied as bytes, since C does not convert it from a data pointer.
#define LOAD(member, name)                                                                         \
  do {                                                                                             \
    void *symbol = dlsym(library, "LGBM_" #name);                                                  \
    if (!symbol) return "LGBM_" #name;                                                             \
    memcpy(&functions->member, &symbol, sizeof symbol);                                            \
  } while (0)

  LOAD(last_error, GetLastError);
  LOAD(register_log_callback, RegisterLogCallback);
  LOAD(dataset_create, DatasetCreateFromMat);
  LOAD(dataset_set_field, DatasetSetField);
  LOAD(dataset_set_feature_names, DatasetSetFeatureNames);
  LOAD(dataset_free, DatasetFree);
  LOAD(booster_create, BoosterCreate);
  LOAD(booster_load_text, BoosterLoadModelFromString);
  LOAD(booster_add_validation, BoosterAddValidData);
  LOAD(booster_update, BoosterUpdateOneIter);
  LOAD(booster_iteration, BoosterGetCurrentIteration);
  LOAD(booster_evaluate, BoosterGetEval);
  LOAD(booster_evaluation_count, BoosterGetEvalCounts);
  LOAD(booster_class_count, BoosterGetNumClasses);
  LOAD(booster_predict, BoosterPredictForMat);
  LOAD(booster_importance, BoosterFeatureImportance);
  LOAD(booster_save_text, BoosterSaveModelToString);
  LOAD(booster_free, BoosterFree);
  return NULL;
}

static void ignore(const char *message) { (void)message; }

void clightgbm_hush(const LightGBMFunctions *functions) { functions->register_log_callback(ignore); }
