#include "CVectors.h"

#include <math.h>
#include <stdatomic.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#pragma clang fp contract(off)
// Vectors pass only between functions that are always inlined.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double Doubles __attribute__((ext_vector_type(8)));
typedef float Floats __attribute__((ext_vector_type(16)));
typedef int64_t Longs __attribute__((ext_vector_type(8)));

#define BODY static inline __attribute__((always_inline))

BODY Doubles lesser(Doubles a, Doubles b) { return a < b ? a : b; }

BODY double leastOf(Doubles v) {
  double least = v[0];
  for (int lane = 1; lane < 8; lane++) least = v[lane] < least ? v[lane] : least;
  return least;
}

BODY Doubles blockSquares(const double *columns, intptr_t stride, intptr_t dimensions,
                          const double *point) {
  Doubles sum = 0;
  for (intptr_t j = 0; j < dimensions; j++) {
    Doubles difference = *(const Doubles *)(columns + j * stride) - (Doubles)(point[j]);
    sum += difference * difference;
  }
  return sum;
}

BODY double squaresBody(const double *columns, intptr_t stride, intptr_t dimensions,
                        intptr_t count, const double *point, double *out) {
  Doubles least = INFINITY;
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles squares = blockSquares(columns + i, stride, dimensions, point);
    *(Doubles *)(out + i) = squares;
    least = lesser(squares, least);
  }
  return leastOf(least);
}

BODY void distancesBody(const double *columns, intptr_t stride, intptr_t dimensions,
                        intptr_t count, const double *point, double *out) {
  for (intptr_t i = 0; i < count; i += 8) {
    *(Doubles *)(out + i) =
        __builtin_elementwise_sqrt(blockSquares(columns + i, stride, dimensions, point));
  }
}

BODY double lowerBody(double *known, const double *values, intptr_t count) {
  Doubles least = INFINITY;
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles now = lesser(*(const Doubles *)(values + i), *(Doubles *)(known + i));
    *(Doubles *)(known + i) = now;
    least = lesser(now, least);
  }
  return leastOf(least);
}

BODY float leastFloatBody(const float *values, const float *penalties, intptr_t count) {
  Floats least = INFINITY;
  for (intptr_t i = 0; i < count; i += 16) {
    Floats sum = *(const Floats *)(values + i) + *(const Floats *)(penalties + i);
    least = sum < least ? sum : least;
  }
  float result = least[0];
  for (int lane = 1; lane < 16; lane++) result = least[lane] < result ? least[lane] : result;
  return result;
}

BODY double leastDoubleBody(const double *values, const double *penalties, intptr_t count) {
  Doubles least = INFINITY;
  for (intptr_t i = 0; i < count; i += 8) {
    least = lesser(*(const Doubles *)(values + i) + *(const Doubles *)(penalties + i), least);
  }
  return leastOf(least);
}

BODY void raiseFloatBody(float *into, const float *other, intptr_t count) {
  for (intptr_t i = 0; i < count; i += 16) {
    Floats a = *(Floats *)(into + i), b = *(const Floats *)(other + i);
    *(Floats *)(into + i) = a < b ? b : a;
  }
}

BODY void raiseDoubleBody(double *into, const double *other, intptr_t count) {
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles a = *(Doubles *)(into + i), b = *(const Doubles *)(other + i);
    *(Doubles *)(into + i) = a < b ? b : a;
  }
}

BODY void meanFloatBody(float *into, const float *other, double a, double b, intptr_t count) {
  typedef float Half __attribute__((ext_vector_type(8)));
  double total = a + b;
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles x = __builtin_convertvector(*(Half *)(into + i), Doubles);
    Doubles y = __builtin_convertvector(*(const Half *)(other + i), Doubles);
    *(Half *)(into + i) = __builtin_convertvector((x * a + y * b) / total, Half);
  }
}

BODY void meanDoubleBody(double *into, const double *other, double a, double b, intptr_t count) {
  double total = a + b;
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles x = *(Doubles *)(into + i), y = *(const Doubles *)(other + i);
    *(Doubles *)(into + i) = (x * a + y * b) / total;
  }
}

BODY double addBody(double *into, const double *values, intptr_t count) {
  Doubles sum = 0;
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles v = *(const Doubles *)(values + i);
    *(Doubles *)(into + i) += v;
    sum += v;
  }
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

BODY double nearestTwoBody(const double *columns, intptr_t stride, intptr_t dimensions,
                           intptr_t count, const double *centres, intptr_t clusters, double *near,
                           double *far, int32_t *labels) {
  typedef int32_t Ints __attribute__((ext_vector_type(8)));
  Doubles sum = 0;
  for (intptr_t i = 0; i < count; i += 8) {
    Doubles best = blockSquares(columns + i, stride, dimensions, centres);
    Doubles second = INFINITY;
    Longs label = 0;
    for (intptr_t k = 1; k < clusters; k++) {
      Doubles now = blockSquares(columns + i, stride, dimensions, centres + k * dimensions);
      Longs isNearer = now < best;
      second = isNearer ? best : lesser(now, second);
      best = isNearer ? now : best;
      label = isNearer ? (Longs)k : label;
    }
    for (intptr_t lane = count - i; lane < 8; lane++) best[lane] = 0;
    sum += best;
    *(Doubles *)(near + i) = __builtin_elementwise_sqrt(best);
    *(Doubles *)(far + i) = __builtin_elementwise_sqrt(second);
    *(Ints *)(labels + i) = __builtin_convertvector(label, Ints);
  }
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

intptr_t cvectors_relabel(int32_t *known, const int32_t *labels, intptr_t count) {
  intptr_t changed = 0;
  for (intptr_t i = 0; i < count; i++) {
    changed += known[i] != labels[i];
    known[i] = labels[i];
  }
  return changed;
}

BODY intptr_t loosenBody(double *upper, double *lower, const int32_t *labels, intptr_t start,
                         intptr_t count, const double *moved, const double *others,
                         const double *half, int32_t *places, intptr_t found) {
  for (intptr_t i = start; i < count; i++) {
    int32_t label = labels[i];
    double near = upper[i] + moved[label], far = lower[i] - others[label];
    upper[i] = near;
    lower[i] = far;
    double bound = far > half[label] ? far : half[label];
    places[found] = (int32_t)i;
    // Bounds must be clear of each other by more than what rounding adds up to.
    found += !(near * (1 + 1e-12) < bound);
  }
  return found;
}

#if defined(__x86_64__)
// Sixteen numbers in two registers, looked up by eight labels at once.
#define TABLE(name)                                                                                \
  __m512d name##Low = _mm512_maskz_loadu_pd((__mmask8)(known & 255), name);                        \
  __m512d name##High = _mm512_maskz_loadu_pd((__mmask8)(known >> 8), name + 8);
#define LOOKED_UP(name) _mm512_permutex2var_pd(name##Low, label, name##High)

/// The same for no more than sixteen centres, eight points at once.
__attribute__((target("avx512f"))) static intptr_t
loosenFew(double *upper, double *lower, const int32_t *labels, intptr_t count, const double *moved,
          const double *others, const double *half, intptr_t clusters, int32_t *places) {
  unsigned known = (1u << clusters) - 1;
  TABLE(moved)
  TABLE(others)
  TABLE(half)
  __m512d room = _mm512_set1_pd(1 + 1e-12);
  __m512i eight = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  intptr_t found = 0, i = 0;
  for (; i + 8 <= count; i += 8) {
    __m512i label = _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)(labels + i)));
    __m512d near = _mm512_add_pd(_mm512_loadu_pd(upper + i), LOOKED_UP(moved));
    __m512d far = _mm512_sub_pd(_mm512_loadu_pd(lower + i), LOOKED_UP(others));
    _mm512_storeu_pd(upper + i, near);
    _mm512_storeu_pd(lower + i, far);
    __m512d bound = _mm512_max_pd(far, LOOKED_UP(half));
    __mmask8 isClear = _mm512_cmp_pd_mask(_mm512_mul_pd(near, room), bound, _CMP_LT_OQ);
    unsigned open = (unsigned)(~isClear & 255);
    __m512i place = _mm512_add_epi32(eight, _mm512_set1_epi32((int)i));
    _mm512_storeu_si512(places + found, _mm512_maskz_compress_epi32((__mmask16)open, place));
    found += __builtin_popcount(open);
  }
  return loosenBody(upper, lower, labels, i, count, moved, others, half, places, found);
}
#endif

intptr_t cvectors_settle(double *upper, double *lower, const int32_t *known, const int32_t *places,
                         intptr_t count, const double *near, const double *far,
                         const int32_t *labels, int32_t *changed) {
  intptr_t found = 0;
  for (intptr_t i = 0; i < count; i++) {
    int32_t row = places[i];
    upper[row] = near[i];
    lower[row] = far[i];
    changed[found] = (int32_t)i;
    found += known[row] != labels[i];
  }
  return found;
}

intptr_t cvectors_differing(const int32_t *a, const int32_t *b, intptr_t count, int32_t *places) {
  intptr_t found = 0;
  for (intptr_t i = 0; i < count; i++) {
    places[found] = (int32_t)i;
    found += a[i] != b[i];
  }
  return found;
}

double cvectors_own_squares(const double *columns, intptr_t stride, intptr_t dimensions,
                            intptr_t count, const double *centres, const int32_t *labels) {
  // Eight partial sums in the order of `nearestTwoBody`, so that both give the same.
  double sum[8] = {0};
  for (intptr_t i = 0; i < count; i++) {
    const double *centre = centres + labels[i] * dimensions;
    double squares = 0;
    for (intptr_t j = 0; j < dimensions; j++) {
      double difference = columns[i + j * stride] - centre[j];
      squares += difference * difference;
    }
    sum[i & 7] += squares;
  }
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

void cvectors_gather(const double *columns, intptr_t stride, intptr_t dimensions,
                     const int32_t *places, intptr_t count, double *out, intptr_t length) {
  for (intptr_t j = 0; j < dimensions; j++) {
    const double *column = columns + j * stride;
    for (intptr_t i = 0; i < count; i++) out[j * length + i] = column[places[i]];
  }
}

BODY void shiftedBody(const double *values, intptr_t count, double mean, double *out) {
  for (intptr_t i = 0; i < count; i++) out[i] = values[i] - mean;
}

BODY double sumBody(const double *values, intptr_t count) {
  Doubles sum = 0;
  for (intptr_t i = 0; i < count; i += 8) sum += *(const Doubles *)(values + i);
  return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

void cvectors_sum_by_label(const double *columns, intptr_t stride, intptr_t dimensions,
                           intptr_t count, const int32_t *labels, intptr_t clusters,
                           double *scratch, double *sums) {
  for (intptr_t j = 0; j < dimensions; j++) {
    const double *column = columns + j * stride;
    if (clusters > 64) {
      for (intptr_t i = 0; i < count; i++) sums[labels[i] * dimensions + j] += column[i];
      continue;
    }
    // Four sums a label: one addition need not wait for the one before it.
    for (intptr_t k = 0; k < 4 * clusters; k++) scratch[k] = 0;
    intptr_t i = 0;
    for (; i + 4 <= count; i += 4) {
      scratch[4 * labels[i]] += column[i];
      scratch[4 * labels[i + 1] + 1] += column[i + 1];
      scratch[4 * labels[i + 2] + 2] += column[i + 2];
      scratch[4 * labels[i + 3] + 3] += column[i + 3];
    }
    for (; i < count; i++) scratch[4 * labels[i]] += column[i];
    for (intptr_t k = 0; k < clusters; k++) {
      double *four = scratch + 4 * k;
      sums[k * dimensions + j] += (four[0] + four[1]) + (four[2] + four[3]);
    }
  }
}

// Each loop is compiled anew for the wider vectors that not every processor of the kind has.
#if defined(__x86_64__)
static int width(void) {
  static _Atomic int known = 0;
  int width = atomic_load_explicit(&known, memory_order_relaxed);
  if (width == 0) {
    width = __builtin_cpu_supports("avx512f") ? 8 : __builtin_cpu_supports("avx2") ? 4 : 2;
    atomic_store_explicit(&known, width, memory_order_relaxed);
  }
  return width;
}
#define EACH(result, name, body, parameters, arguments)                                            \
  __attribute__((target("avx2"))) static result name##_4 parameters { return body arguments; }     \
  __attribute__((target("avx512f"))) static result name##_8 parameters { return body arguments; }  \
  result cvectors_##name parameters {                                                              \
    switch (width()) {                                                                             \
    case 8: return name##_8 arguments;                                                             \
    case 4: return name##_4 arguments;                                                             \
    default: return body arguments;                                                                \
    }                                                                                              \
  }
#else
#define EACH(result, name, body, parameters, arguments)                                           \
  result cvectors_##name parameters { return body arguments; }
#endif

EACH(double, squares, squaresBody,
      (const double *columns, intptr_t stride, intptr_t dimensions, intptr_t count,
       const double *point, double *out),
      (columns, stride, dimensions, count, point, out))
EACH(void, distances, distancesBody,
      (const double *columns, intptr_t stride, intptr_t dimensions, intptr_t count,
       const double *point, double *out),
      (columns, stride, dimensions, count, point, out))
EACH(double, lower, lowerBody, (double *known, const double *values, intptr_t count),
      (known, values, count))
EACH(float, least_float, leastFloatBody,
      (const float *values, const float *penalties, intptr_t count), (values, penalties, count))
EACH(double, least_double, leastDoubleBody,
      (const double *values, const double *penalties, intptr_t count), (values, penalties, count))
EACH(void, raise_float, raiseFloatBody, (float *into, const float *other, intptr_t count),
      (into, other, count))
EACH(void, raise_double, raiseDoubleBody, (double *into, const double *other, intptr_t count),
      (into, other, count))
EACH(void, mean_float, meanFloatBody,
      (float *into, const float *other, double a, double b, intptr_t count),
      (into, other, a, b, count))
EACH(void, mean_double, meanDoubleBody,
      (double *into, const double *other, double a, double b, intptr_t count),
      (into, other, a, b, count))
EACH(double, add, addBody, (double *into, const double *values, intptr_t count),
      (into, values, count))
EACH(double, nearest_two, nearestTwoBody,
      (const double *columns, intptr_t stride, intptr_t dimensions, intptr_t count,
       const double *centres, intptr_t clusters, double *near, double *far, int32_t *labels),
      (columns, stride, dimensions, count, centres, clusters, near, far, labels))
intptr_t cvectors_loosen(double *upper, double *lower, const int32_t *labels, intptr_t count,
                         const double *moved, const double *others, const double *half,
                         intptr_t clusters, int32_t *places) {
#if defined(__x86_64__)
  if (clusters <= 16 && width() == 8) {
    return loosenFew(upper, lower, labels, count, moved, others, half, clusters, places);
  }
#endif
  return loosenBody(upper, lower, labels, 0, count, moved, others, half, places, 0);
}

EACH(void, shifted, shiftedBody, (const double *values, intptr_t count, double mean, double *out),
      (values, count, mean, out))
EACH(double, sum, sumBody, (const double *values, intptr_t count), (values, count))
