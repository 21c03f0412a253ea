extension UnsafeBufferPointer<Double> {
  /// Eight numbers from `index` on.
  @inline(__always)
  func vector(_ index: Int) -> SIMD8<Double> {
    SIMD8(
      self[index], self[index + 1], self[index + 2], self[index + 3], self[index + 4],
      self[index + 5], self[index + 6], self[index + 7])
  }
}
