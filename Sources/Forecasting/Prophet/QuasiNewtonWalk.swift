import Glibc
package import Tasks

/// A walk downhill by slopes that remembers a few steps.
///
/// D. C. Liu and J. Nocedal 1989. Step lengths obey the strong conditions of Wolfe (J. Nocedal and
/// S. Wright, Numerical Optimization, 2006, chapter 3). First lengths, tolerances and ends are those
/// of Stan, so that a walk ends where Stan's would: at a kink, that is before the bottom.
package struct QuasiNewtonWalk {
  /// A function that also writes its slopes.
  package typealias Function = (_ point: [Double], _ slopes: inout [Double]) -> Double

  /// A place on the walk.
  package struct Place: Hashable, Sendable {
    /// Where it is.
    package var point: [Double]
    /// The function's value there.
    package var value: Double
    /// The function's slopes there.
    package var slopes: [Double]
  }

  private static let memory = 5
  private static let firstLength = 1e-3
  private static let leastLength = 1e-12
  private static let epsilon = 0x1p-52
  private let function: Function

  /// Walks down `function`.
  package init(_ function: @escaping Function) { self.function = function }

  /// Walks from `start` for at most `limit` steps; nil where not even the steepest way leads down.
  ///
  /// Throws `CancellationRequested` if the work was asked to stop.
  package func end(
    from start: [Double], limit: Int = 10_000, cancellation: Cancellation = Cancellation()
  ) throws -> Place? {
    var here = place(start)
    guard here.value.isFinite else { return nil }
    var past: [(step: [Double], bend: [Double], inverse: Double)] = []
    var direction = here.slopes.map { -$0 }
    // The place before, the way from there and how far it was followed.
    var before: (place: Place, direction: [Double], length: Double)?
    for _ in 0..<limit {
      try cancellation.check()
      var isSteepest = before == nil
      var length = Self.firstLength
      if let before {
        let guess = Self.cubicMinimum(
          slope: Self.product(before.place.slopes, before.direction), at: before.length,
          rise: here.value - before.place.value,
          slopeThere: Self.product(here.slopes, before.direction))
        length = min(1, 1.01 * guess)
      }
      var step = search(here, direction, length)
      if step == nil, !isSteepest {
        isSteepest = true
        direction = here.slopes.map { -$0 }
        step = search(here, direction, Self.firstLength)
      }
      guard let (next, length) = step else { return nil }
      let move = zip(next.point, here.point).map { $0 - $1 }
      let bend = zip(next.slopes, here.slopes).map { $0 - $1 }
      let along = Self.product(bend, move)
      let bendSquares = Self.product(bend, bend)
      if isSteepest {
        past = []
        let scale = bendSquares / along
        before = (here, direction.map { $0 / scale }, length * scale)
      } else {
        before = (here, direction, length)
      }
      past.append((move, bend, 1 / along))
      if past.count > Self.memory { past.removeFirst() }
      let gain = abs(here.value - next.value)
      let size = max(abs(here.value), abs(next.value), 1)
      here = next
      direction = Self.direction(here.slopes, past, scale: along / bendSquares)
      let isFlat = -Self.product(direction, here.slopes) / max(abs(here.value), 1)
      if gain < 1e-12 || gain / size < 1e4 * Self.epsilon { break }
      if Self.product(here.slopes, here.slopes).squareRoot() < 1e-8 { break }
      if Self.product(move, move).squareRoot() < 1e-8 { break }
      if isFlat < 1e7 * Self.epsilon { break }
    }
    return here
  }

  private func place(_ point: [Double]) -> Place {
    var slopes = [Double](repeating: 0, count: point.count)
    let value = function(point, &slopes)
    return Place(point: point, value: value, slopes: slopes)
  }

  private func place(_ from: Place, _ direction: [Double], _ length: Double) -> Place {
    place(from.point.indices.map { from.point[$0] + length * direction[$0] })
  }

  private static func isSound(_ place: Place) -> Bool {
    place.value.isFinite && place.slopes.allSatisfy(\.isFinite)
  }

  /// A bound of the interval in which a good length lies.
  private struct Bound {
    var length: Double
    var value: Double
    var slope: Double
  }

  /// A place that is low enough and flat enough along a direction, first tried at `length`.
  private func search(
    _ from: Place, _ direction: [Double], _ length: Double
  ) -> (place: Place, length: Double)? {
    let slope = Self.product(from.slopes, direction)
    var lower = Bound(length: Self.leastLength, value: from.value, slope: slope)
    var trial = length
    var failures = 0
    var tries = 0
    while tries < 20 {
      let found = place(from, direction, trial)
      guard Self.isSound(found) else {
        failures += 1
        if failures > 10 { return nil }
        trial = 0.5 * (lower.length + trial)
        continue
      }
      failures = 0
      let own = Bound(
        length: trial, value: found.value, slope: Self.product(found.slopes, direction))
      // As Stan does, the first length decides how low is low enough.
      if found.value > from.value + 1e-4 * length * slope
        || (tries > 0 && found.value >= lower.value)
      {
        return narrow(from, direction, slope, lower, own)
      }
      if abs(own.slope) <= -0.9 * slope { return (found, trial) }
      if own.slope >= 0 { return narrow(from, direction, slope, own, lower) }
      lower = own
      trial *= 10
      tries += 1
    }
    return nil
  }

  /// Narrows an interval, whose low end is `low`, until a good length is found.
  ///
  /// Each round sets a bound on a length between both, and one in five halves the interval, so it
  /// ends: lengths from 0.5 on are farther apart than Stan's 1e-16, and at a kink the bounds become
  /// neighbours with no length between them.
  private func narrow(
    _ from: Place, _ direction: [Double], _ slope: Double, _ low: Bound, _ high: Bound
  ) -> (place: Place, length: Double)? {
    var (low, high) = (low, high)
    var round = 0
    while abs(low.length - high.length) >= 1e-16 {
      round += 1
      let (least, most) = (min(low.length, high.length), max(low.length, high.length))
      var trial = 0.5 * (low.length + high.length)
      if round % 5 != 0 {
        let span = high.length - low.length
        let first = low.slope + high.slope - 3 * (low.value - high.value) / -span
        let root = (first * first - low.slope * high.slope).squareRoot()
        let second = span < 0 ? -root : root
        let guess =
          high.length - span * (high.slope + second - first)
          / (high.slope - low.slope + 2 * second)
        let margin = 0.01 * (most - least)
        if guess.isFinite, guess >= least + margin, guess <= most - margin { trial = guess }
      }
      guard trial > least, trial < most else { return nil }
      var found = place(from, direction, trial)
      while !Self.isSound(found) {
        let nearer = 0.5 * (trial + least)
        if abs(least - nearer) < 1e-16 || nearer == trial { return nil }
        trial = nearer
        found = place(from, direction, trial)
      }
      let own = Bound(
        length: trial, value: found.value, slope: Self.product(found.slopes, direction))
      if found.value > from.value + 1e-4 * trial * slope || found.value >= low.value {
        high = own
      } else {
        if abs(own.slope) <= -0.9 * slope { return (found, trial) }
        if own.slope * (high.length - low.length) >= 0 { high = low }
        low = own
      }
    }
    return nil
  }

  /// Where, between almost nothing and 1, the cubic is least that has a slope at 0 and a rise and a
  /// slope at `length`.
  private static func cubicMinimum(
    slope: Double, at length: Double, rise: Double, slopeThere: Double
  ) -> Double {
    let third = (-12 * rise + 6 * length * (slope + slopeThere)) / (length * length * length)
    let second = -(4 * slope + 2 * slopeThere) / length + 6 * rise / (length * length)
    func value(_ x: Double) -> Double { x * (x * (x * third / 3 + second) / 2 + slope) }
    let root = (second * second - 2 * slope * third).squareRoot()
    var best = leastLength
    for candidate in [1, -(second + root) / third, -(second - root) / third]
    where candidate > leastLength && candidate <= 1 && value(candidate) < value(best) {
      best = candidate
    }
    return best
  }

  /// The way that the remembered steps make of the slopes.
  private static func direction(
    _ slopes: [Double], _ past: [(step: [Double], bend: [Double], inverse: Double)],
    scale: Double
  ) -> [Double] {
    var direction = slopes.map { -$0 }
    var shares: [Double] = []
    for (step, bend, inverse) in past.reversed() {
      let share = inverse * product(step, direction)
      for place in direction.indices { direction[place] -= share * bend[place] }
      shares.append(share)
    }
    for place in direction.indices { direction[place] *= scale }
    for ((step, bend, inverse), share) in zip(past, shares.reversed()) {
      let other = inverse * product(bend, direction)
      for place in direction.indices { direction[place] += (share - other) * step[place] }
    }
    return direction
  }

  private static func product(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for place in first.indices { sum += first[place] * second[place] }
    return sum
  }
}
