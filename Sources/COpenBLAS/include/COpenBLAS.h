// The part of BLAS and LAPACK that is used here, out of an OpenBLAS that is loaded at run time.
// Nothing links against it. Matrices lie column by column.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef int32_t BLASCount; // the builds of Debian count with 32 bits

/// Finds all functions in a loaded library; gives the name of the first that is not there, or NULL
/// when all are. No other function may be called before this one gave NULL.
const char *_Nullable copenblas_load(void *library);

void copenblas_set_num_threads(int count);
const char *copenblas_corename(void);

void copenblas_dgemm(char transA, char transB, BLASCount m, BLASCount n, BLASCount k, double alpha,
                     const double *a, BLASCount lda, const double *b, BLASCount ldb, double beta,
                     double *c, BLASCount ldc);
void copenblas_sgemm(char transA, char transB, BLASCount m, BLASCount n, BLASCount k, float alpha,
                     const float *a, BLASCount lda, const float *b, BLASCount ldb, float beta,
                     float *c, BLASCount ldc);
void copenblas_dsyrk(char uplo, char trans, BLASCount n, BLASCount k, double alpha,
                     const double *a, BLASCount lda, double beta, double *c, BLASCount ldc);
void copenblas_ssyrk(char uplo, char trans, BLASCount n, BLASCount k, float alpha, const float *a,
                     BLASCount lda, float beta, float *c, BLASCount ldc);

// These give LAPACK's `info`: 0 is success.
BLASCount copenblas_dpotrf(char uplo, BLASCount n, double *a, BLASCount lda);
BLASCount copenblas_spotrf(char uplo, BLASCount n, float *a, BLASCount lda);
BLASCount copenblas_dpotrs(char uplo, BLASCount n, BLASCount sides, const double *a, BLASCount lda,
                           double *b, BLASCount ldb);
BLASCount copenblas_spotrs(char uplo, BLASCount n, BLASCount sides, const float *a, BLASCount lda,
                           float *b, BLASCount ldb);
BLASCount copenblas_dpotri(char uplo, BLASCount n, double *a, BLASCount lda);
BLASCount copenblas_spotri(char uplo, BLASCount n, float *a, BLASCount lda);
/// With -1 for both lengths, writes the best lengths to the first places of the work arrays.
BLASCount copenblas_dsyevd(char jobz, char uplo, BLASCount n, double *a, BLASCount lda, double *w,
                           double *work, BLASCount workLength, BLASCount *integers,
                           BLASCount integersLength);

#pragma clang assume_nonnull end
