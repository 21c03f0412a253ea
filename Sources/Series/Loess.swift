import Tasks

/// Local straight lines with tricube weights through the nearest `window` points of a series.
struct Loess {
  /// How many points a line goes through; more than there are widen the weights.
  let window: Int
  /// Whether lines keep their slope; else they are flat: local means.
  var isSloped = true

  /// The value of the line at each point; a point whose neighbours have no weight keeps its own.
  func smoothed(
    _ values: [Double], _ weights: [Double]?, _ cancellation: Cancellation
  ) throws -> [Double] {
    let count = values.count
    guard count > 1 else { return values }
    var smoothed = [Double](repeating: 0, count: count)
    var first = 0
    var last = min(window, count) - 1
    for place in values.indices {
      if place & 0x3FF == 0 { try cancellation.check() }
      // The window follows its middle until it meets the end.
      if window < count, place + 1 > (window + 1) / 2, last < count - 1 {
        first += 1
        last += 1
      }
      smoothed[place] =
        estimate(values, weights, at: place, from: first, to: last) ?? values[place]
    }
    return smoothed
  }

  /// The value at a place of the line through the points from `first` to `last`; nil without weight.
  func estimate(
    _ values: [Double], _ weights: [Double]?, at place: Int, from first: Int, to last: Int
  ) -> Double? {
    let count = values.count
    var reach = Double(max(place - first, last - place))
    if window > count { reach += Double((window - count) / 2) }
    return values.withUnsafeBufferPointer { values in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: last - first + 1) { shares in
        var sum = 0.0
        for index in first...last {
          let distance = Double(abs(index - place))
          var share = 0.0
          if distance <= 0.999 * reach {
            let ratio = distance / reach
            let rest = 1 - ratio * ratio * ratio
            share = distance <= 0.001 * reach ? 1 : rest * rest * rest
            if let weights { share *= weights[index] }
          }
          shares[index - first] = share
          sum += share
        }
        guard sum > 0 else { return nil }
        var centre = 0.0
        for index in first...last {
          shares[index - first] /= sum
          centre += shares[index - first] * Double(index)
        }
        var spread = 0.0
        for index in first...last {
          let distance = Double(index) - centre
          spread += shares[index - first] * distance * distance
        }
        // Points too near to each other give no slope.
        let slope =
          isSloped && reach > 0 && spread.squareRoot() > 0.001 * Double(count - 1)
          ? (Double(place) - centre) / spread : 0
        var value = 0.0
        for index in first...last {
          value += shares[index - first] * (slope * (Double(index) - centre) + 1) * values[index]
        }
        return value
      }
    }
  }
}
