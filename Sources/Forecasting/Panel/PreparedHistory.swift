/// A series made ready for methods that need a value at each step.
public struct PreparedHistory: Hashable, Sendable {
  /// The values from the first known one on, gaps filled.
  public let values: [Double]
  /// How many values were filled in.
  public let filledCount: Int
  /// How many steps at the start had no value.
  public let leadingCount: Int

  /// Trims what is missing at the start and fills the other gaps: each with the straight line
  /// between its neighbours, above the usual season of its place where history has two seasons.
  ///
  /// Gaps at the end take the last level.
  public init(_ values: [Double], season: Int) {
    let first = values.firstIndex(where: \.isFinite) ?? values.count
    leadingCount = first
    var own = Array(values[first...])
    let missing = own.count { !$0.isFinite }
    filledCount = missing
    guard missing > 0 else {
      self.values = own
      return
    }
    let profile = Self.profile(own, season: own.count >= 2 * season ? season : 1)
    for place in own.indices { own[place] -= profile[place % profile.count] }
    var last: Int?
    for place in own.indices where own[place].isFinite {
      if let last, place - last > 1 {
        let step = (own[place] - own[last]) / Double(place - last)
        for gap in (last + 1)..<place { own[gap] = own[last] + step * Double(gap - last) }
      }
      last = place
    }
    if let last { for place in (last + 1)..<max(last + 1, own.count) { own[place] = own[last] } }
    let isNonNegative = !values.contains { $0 < 0 }
    self.values = own.indices.map { place in
      if values[first + place].isFinite { return values[first + place] }
      let filled = own[place] + profile[place % profile.count]
      return isNonNegative ? max(0, filled) : filled
    }
  }

  /// Where a series that starts with zeros begins to tell something; 0 where its zeros count.
  ///
  /// What was not sold yet waits longer for its first sale than ever for a later one, and sells
  /// often since; zeros before rare demand tell how rare it is.
  public static func launch(_ values: [Double], season: Int) -> Int {
    guard let first = values.firstIndex(where: { $0.isFinite && $0 != 0 }) else { return 0 }
    let waited = values[..<first].count(where: \.isFinite)
    var (run, longest, sales) = (0, 0, 0)
    for value in values[first...] where value.isFinite {
      run = value == 0 ? run + 1 : 0
      longest = max(longest, run)
      sales += value == 0 ? 0 : 1
    }
    let isLaunch = waited > longest && sales >= max(8, 2 * season)
    return isLaunch && !values.contains { $0 < 0 } && !SeriesLadder.isRare(values[first...])
      ? first : 0
  }

  /// The mean of each place in the season, around zero.
  private static func profile(_ values: [Double], season: Int) -> [Double] {
    let season = max(1, season)
    guard season > 1 else { return [0] }
    var sums = [Double](repeating: 0, count: season)
    var counts = sums
    for (place, value) in values.enumerated() where value.isFinite {
      sums[place % season] += value
      counts[place % season] += 1
    }
    guard counts.allSatisfy({ $0 > 0 }) else { return [0] }
    let means = zip(sums, counts).map { $0 / $1 }
    let mean = means.reduce(0, +) / Double(season)
    return means.map { $0 - mean }
  }
}
