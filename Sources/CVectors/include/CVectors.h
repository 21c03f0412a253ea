// The inner loops over distances, in vectors as wide as the processor has.
//
// Each lane computes what a plain loop would, without fused or reordered steps, so the results are
// the same on every processor. Counts are whole blocks of 16, memory is aligned to 64 bytes, and
// points lie column by column, `stride` apart. What is no point is infinite, never a NaN.
#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Squared distances of `count` points to `point`; gives the least of them.
double cvectors_squares(const double *columns, intptr_t stride, intptr_t dimensions, intptr_t count,
                        const double *point, double *out);
/// Distances of `count` points to `point`.
void cvectors_distances(const double *columns, intptr_t stride, intptr_t dimensions, intptr_t count,
                        const double *point, double *out);
/// Lowers `known` to `values` where these are less; gives the least of all.
double cvectors_lower(double *known, const double *values, intptr_t count);
/// The least of `values[i] + penalties[i]`.
float cvectors_least_float(const float *values, const float *penalties, intptr_t count);
double cvectors_least_double(const double *values, const double *penalties, intptr_t count);
/// Raises `into` to `other` where that is more.
void cvectors_raise_float(float *into, const float *other, intptr_t count);
void cvectors_raise_double(double *into, const double *other, intptr_t count);
/// Sets `into` to the mean of both with the weights `a` of `into` and `b` of `other`.
void cvectors_mean_float(float *into, const float *other, double a, double b, intptr_t count);
void cvectors_mean_double(double *into, const double *other, double a, double b, intptr_t count);
/// Adds `values` to `into`, and gives their sum, by eight partial sums.
double cvectors_add(double *into, const double *values, intptr_t count);
/// Writes `values`, any number of them, less `mean`.
void cvectors_shifted(const double *values, intptr_t count, double mean, double *out);
/// The nearest of `centres` (one after the other) for each of `count` points, and how far it and the
/// second nearest are; gives the sum of the squared distances to the nearest. `count` may be any
/// number; whole blocks of 8 are read and written.
double cvectors_nearest_two(const double *columns, intptr_t stride, intptr_t dimensions,
                            intptr_t count, const double *centres, intptr_t clusters, double *near,
                            double *far, int32_t *labels);
/// Writes `labels` over `known`, of any count; gives how many differ.
intptr_t cvectors_relabel(int32_t *known, const int32_t *labels, intptr_t count);
/// Loosens the bounds of any count of points after their centres moved: `upper` by how far its own
/// moved, `lower` by the farthest of the others. Writes the places of points that may belong to
/// another centre, as `upper` is less than neither `lower` nor `half` the way to the next centre;
/// gives their number. `places` has room for 16 more.
intptr_t cvectors_loosen(double *upper, double *lower, const int32_t *labels, intptr_t count,
                         const double *moved, const double *others, const double *half,
                         intptr_t clusters, int32_t *places);
/// Keeps the distances that were found for points at `places` as their bounds. Writes which of them
/// got another label than is `known`; gives their number.
intptr_t cvectors_settle(double *upper, double *lower, const int32_t *known, const int32_t *places,
                         intptr_t count, const double *near, const double *far,
                         const int32_t *labels, int32_t *changed);
/// Writes where two lists of labels differ; gives how often.
intptr_t cvectors_differing(const int32_t *a, const int32_t *b, intptr_t count, int32_t *places);
/// The sum of the squared distances of any count of points to the centres of their labels: to the
/// bit what `cvectors_nearest_two` gives where these are the nearest.
double cvectors_own_squares(const double *columns, intptr_t stride, intptr_t dimensions,
                            intptr_t count, const double *centres, const int32_t *labels);
/// Copies points of any count by their places, `length` apart from column to column.
void cvectors_gather(const double *columns, intptr_t stride, intptr_t dimensions,
                     const int32_t *places, intptr_t count, double *out, intptr_t length);
/// The sum of `values`, by eight partial sums.
double cvectors_sum(const double *values, intptr_t count);
/// Adds each point, of any count, to the sums of its label: `sums[label * dimensions + dimension]`.
/// `scratch` holds four numbers for each of `clusters`.
void cvectors_sum_by_label(const double *columns, intptr_t stride, intptr_t dimensions,
                           intptr_t count, const int32_t *labels, intptr_t clusters,
                           double *scratch, double *sums);

#pragma clang assume_nonnull end
