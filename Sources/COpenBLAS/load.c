#include "COpenBLAS.h"

#include <dlfcn.h>
#include <string.h>

#define TRIANGLE const char *, const BLASCount *

// The Fortran names, which every build exports: arguments by address, and the length of each text
// argument behind the others.
typedef struct {
  void (*set_num_threads)(int);
  char *(*corename)(void);
  void (*dgemm)(const char *, const char *, const BLASCount *, const BLASCount *,
                const BLASCount *, const double *, const double *, const BLASCount *,
                const double *, const BLASCount *, const double *, double *, const BLASCount *,
                size_t, size_t);
  void (*sgemm)(const char *, const char *, const BLASCount *, const BLASCount *,
                const BLASCount *, const float *, const float *, const BLASCount *, const float *,
                const BLASCount *, const float *, float *, const BLASCount *, size_t, size_t);
  void (*dsyrk)(const char *, const char *, const BLASCount *, const BLASCount *, const double *,
                const double *, const BLASCount *, const double *, double *, const BLASCount *,
                size_t, size_t);
  void (*ssyrk)(const char *, const char *, const BLASCount *, const BLASCount *, const float *,
                const float *, const BLASCount *, const float *, float *, const BLASCount *,
                size_t, size_t);
  void (*dpotrf)(TRIANGLE, double *, const BLASCount *, BLASCount *, size_t);
  void (*spotrf)(TRIANGLE, float *, const BLASCount *, BLASCount *, size_t);
  void (*dpotrs)(TRIANGLE, const BLASCount *, const double *, const BLASCount *, double *,
                 const BLASCount *, BLASCount *, size_t);
  void (*spotrs)(TRIANGLE, const BLASCount *, const float *, const BLASCount *, float *,
                 const BLASCount *, BLASCount *, size_t);
  void (*dpotri)(TRIANGLE, double *, const BLASCount *, BLASCount *, size_t);
  void (*spotri)(TRIANGLE, float *, const BLASCount *, BLASCount *, size_t);
  void (*dsyevd)(const char *, const char *, const BLASCount *, double *, const BLASCount *,
                 double *, double *, const BLASCount *, BLASCount *, const BLASCount *,
                 BLASCount *, size_t, size_t);
} Functions;

// Written once, before anybody calls.
static Functions blas;

const char *copenblas_load(void *library) {
  Functions found;
// A pointer to a function is copied as bytes, since C does not convert it from a data pointer.
#define LOAD(member, name)                                                                         \
  do {                                                                                             \
    void *symbol = dlsym(library, name);                                                           \
    if (!symbol) return name;                                                                      \
    memcpy(&found.member, &symbol, sizeof symbol);                                                 \
  } while (0)

  LOAD(set_num_threads, "openblas_set_num_threads");
  LOAD(corename, "openblas_get_corename");
  LOAD(dgemm, "dgemm_");
  LOAD(sgemm, "sgemm_");
  LOAD(dsyrk, "dsyrk_");
  LOAD(ssyrk, "ssyrk_");
  LOAD(dpotrf, "dpotrf_");
  LOAD(spotrf, "spotrf_");
  LOAD(dpotrs, "dpotrs_");
  LOAD(spotrs, "spotrs_");
  LOAD(dpotri, "dpotri_");
  LOAD(spotri, "spotri_");
  LOAD(dsyevd, "dsyevd_");
  blas = found;
  return NULL;
}

void copenblas_set_num_threads(int count) { blas.set_num_threads(count); }

const char *copenblas_corename(void) { return blas.corename(); }

void copenblas_dgemm(char transA, char transB, BLASCount m, BLASCount n, BLASCount k, double alpha,
                     const double *a, BLASCount lda, const double *b, BLASCount ldb, double beta,
                     double *c, BLASCount ldc) {
  blas.dgemm(&transA, &transB, &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c, &ldc, 1, 1);
}

void copenblas_sgemm(char transA, char transB, BLASCount m, BLASCount n, BLASCount k, float alpha,
                     const float *a, BLASCount lda, const float *b, BLASCount ldb, float beta,
                     float *c, BLASCount ldc) {
  blas.sgemm(&transA, &transB, &m, &n, &k, &alpha, a, &lda, b, &ldb, &beta, c, &ldc, 1, 1);
}

void copenblas_dsyrk(char uplo, char trans, BLASCount n, BLASCount k, double alpha,
                     const double *a, BLASCount lda, double beta, double *c, BLASCount ldc) {
  blas.dsyrk(&uplo, &trans, &n, &k, &alpha, a, &lda, &beta, c, &ldc, 1, 1);
}

void copenblas_ssyrk(char uplo, char trans, BLASCount n, BLASCount k, float alpha, const float *a,
                     BLASCount lda, float beta, float *c, BLASCount ldc) {
  blas.ssyrk(&uplo, &trans, &n, &k, &alpha, a, &lda, &beta, c, &ldc, 1, 1);
}

BLASCount copenblas_dpotrf(char uplo, BLASCount n, double *a, BLASCount lda) {
  BLASCount info = 0;
  blas.dpotrf(&uplo, &n, a, &lda, &info, 1);
  return info;
}

BLASCount copenblas_spotrf(char uplo, BLASCount n, float *a, BLASCount lda) {
  BLASCount info = 0;
  blas.spotrf(&uplo, &n, a, &lda, &info, 1);
  return info;
}

BLASCount copenblas_dpotrs(char uplo, BLASCount n, BLASCount sides, const double *a, BLASCount lda,
                           double *b, BLASCount ldb) {
  BLASCount info = 0;
  blas.dpotrs(&uplo, &n, &sides, a, &lda, b, &ldb, &info, 1);
  return info;
}

BLASCount copenblas_spotrs(char uplo, BLASCount n, BLASCount sides, const float *a, BLASCount lda,
                           float *b, BLASCount ldb) {
  BLASCount info = 0;
  blas.spotrs(&uplo, &n, &sides, a, &lda, b, &ldb, &info, 1);
  return info;
}

BLASCount copenblas_dpotri(char uplo, BLASCount n, double *a, BLASCount lda) {
  BLASCount info = 0;
  blas.dpotri(&uplo, &n, a, &lda, &info, 1);
  return info;
}

BLASCount copenblas_spotri(char uplo, BLASCount n, float *a, BLASCount lda) {
  BLASCount info = 0;
  blas.spotri(&uplo, &n, a, &lda, &info, 1);
  return info;
}

BLASCount copenblas_dsyevd(char jobz, char uplo, BLASCount n, double *a, BLASCount lda, double *w,
                           double *work, BLASCount workLength, BLASCount *integers,
                           BLASCount integersLength) {
  BLASCount info = 0;
  blas.dsyevd(&jobz, &uplo, &n, a, &lda, w, work, &workLength, integers, &integersLength, &info,
              1, 1);
  return info;
}
