import Glibc
import NumericalMethods

/// Where the search for a smoothing model begins.
struct SmoothingStart {
  /// The season of each place in a period; empty for none.
  let season: [Double]
  let form: SmoothingForm
  let level: Double
  let slope: Double
  private let period: Int

  /// Finds the season by decomposition, and level and slope by a line through the first values.
  init?(_ values: [Double], form: SmoothingForm, period: Int) {
    self.form = form
    self.period = period
    var adjusted = values
    if let joining = form.season {
      let kind: SeasonalAdjustment.Kind = joining == .additive ? .additive : .multiplicative
      if values.count >= 3 * period {
        guard let parts = SeasonalAdjustment(values, period: period, kind: kind) else { return nil }
        season = kind == .additive ? parts.indices : parts.indices.map { max($0, 0.01) }
      } else {
        guard let wave = Self.wave(values, period: period, joining) else { return nil }
        season = wave
      }
      for place in values.indices {
        let own = season[place % period]
        if joining == .additive { adjusted[place] -= own } else { adjusted[place] /= own }
      }
    } else {
      season = []
    }
    let head = adjusted.prefix(max(10, 2 * period))
    let line = StraightLine(head)
    let mean = head.reduce(0, +) / Double(head.count)
    slope = form.trend == .none ? 0 : line.slope
    // The line's value one step before the first.
    var level = form.trend == .none ? mean : line.intercept - line.slope
    if form.error == .multiplicative, level + slope <= 0 { level = max(mean, 1e-3) }
    self.level = level
  }

  /// One wave a period, for fewer than three periods: as many numbers as short series bear.
  private static func wave(
    _ values: [Double], period: Int, _ joining: SmoothingForm.Joining
  ) -> [Double]? {
    let line = StraightLine(values[...])
    var (cosines, sines) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
      let rest =
        joining == .additive
        ? value - line.value(at: Double(place)) : value / line.value(at: Double(place)) - 1
      guard rest.isFinite else { return nil }
      let angle = 2 * Double.pi * Double(place % period) / Double(period)
      cosines += rest * cos(angle)
      sines += rest * sin(angle)
    }
    let share = 2 / Double(values.count)
    let wave = (0..<period).map { place in
      let angle = 2 * Double.pi * Double(place) / Double(period)
      return share * (cosines * cos(angle) + sines * sin(angle))
    }
    return joining == .additive ? wave : wave.map { max(1 + $0, 0.05) }
  }

  /// The parameters that the search begins with.
  var parameters: SmoothingParameters { parameters(box.start) }

  /// The numbers that the search moves, with their bounds.
  ///
  /// The smoothing of slope and season are shares of what they may be at most, so that no point of
  /// the box breaks a rule.
  private var box: (start: [Double], lower: [Double], upper: [Double], steps: [Double]) {
    var start = [1e-4 + 0.2 * 0.9998 / Double(max(1, period)), level]
    var lower = [1e-4, -1e10]
    var upper = [0.9999, 1e10]
    func add(_ value: Double, _ least: Double, _ most: Double) {
      start.append(value)
      lower.append(least)
      upper.append(most)
    }
    if form.trend != .none {
      // A slope that follows every turn forecasts badly, so it takes 15 % of the level's at most.
      add(0.1, 1e-4, 0.15)
      add(slope, -1e10, 1e10)
    }
    if form.trend == .damped { add(0.978, 0.8, 0.98) }
    if form.season != nil { add(0.05, 1e-4, 1) }
    // Small steps: a walk that stays near the usual smoothing forecasts better than the far maximum.
    var steps = start.map { max(0.05 * abs($0), 1e-4) }
    if form.trend == .damped { steps[4] = -0.02 }
    return (start, lower, upper, steps)
  }

  private func parameters(_ point: [Double]) -> SmoothingParameters {
    let alpha = point[0]
    let hasSlope = form.trend != .none
    return SmoothingParameters(
      alpha: alpha, beta: hasSlope ? max(1e-4, point[2] * alpha) : 0,
      gamma: form.season != nil ? point[point.count - 1] * (1 - alpha) : 0,
      damping: form.trend == .damped ? point[4] : 1, level: point[1],
      slope: hasSlope ? point[3] : 0)
  }

  /// The parameters with the greatest likelihood; nil where they cannot be expected to come near the
  /// deviance of a `rival` any more.
  func search(
    _ recursion: SmoothingRecursion, rival: Double?
  ) -> (parameters: SmoothingParameters, deviance: Double, recursion: SmoothingRecursion)? {
    var box = box
    var memory = recursion.seasonStart
    var best = (point: box.start, value: Double.infinity)
    // A second walk from where the first ended frees a simplex that became flat.
    for round in 0..<2 {
      var pace = Pace(rival: rival)
      let found = NelderMead(maximumEvaluations: round == 0 ? 400 : 300, tolerance: 1e-7).minimize(
        from: best.point, steps: box.steps, lower: box.lower, upper: box.upper,
        isHopeless: rival == nil ? nil : { pace.isHopeless(after: $0, least: $1) }
      ) { recursion.deviance(parameters($0), season: &memory) }
      let gain = best.value - found.value
      if found.value < best.value { best = (found.point, found.value) }
      if let rival, pace.wasHopeless || best.value - rival > Hopeless.end { return nil }
      if round == 0 { box.steps = box.steps.map { $0 * 0.5 } }
      if gain < 1e-3, round > 0 { break }
    }
    return (parameters(best.point), best.value, recursion)
  }

  /// When a walk is given up for a rival.
  ///
  /// Lags are between criteria, and a form weighs exp(-lag / 2) of the best: what is left out would
  /// weigh next to nothing in the mean of all forms.
  private enum Hopeless {
    /// At the end of a walk: e⁻⁷·⁵, less than a thousandth, and a second walk seldom gains so much.
    static let end = 15.0
    /// On the way, where a walk still gains: e⁻¹⁰.
    static let lag = 20.0
    /// How often a walk must gain what it gained in the last stretch to come level: walks slow down.
    static let stretches = 5.0
    /// The evaluations of a stretch: slow walks begin to gain after some 150, so the first judgement
    /// comes after two.
    static let evaluations = 90
  }

  /// How fast a walk gains on a rival.
  private struct Pace {
    let rival: Double?
    private(set) var wasHopeless = false
    private var mark: (evaluations: Int, least: Double)?

    init(rival: Double?) { self.rival = rival }

    /// Whether a walk lies behind by far more than it gained of late.
    mutating func isHopeless(after evaluations: Int, least: Double) -> Bool {
      guard let rival else { return false }
      guard let mark else {
        if evaluations >= Hopeless.evaluations { self.mark = (evaluations, least) }
        return false
      }
      guard evaluations >= mark.evaluations + Hopeless.evaluations else { return false }
      let lag = least - rival
      wasHopeless = lag > Hopeless.lag && lag > Hopeless.stretches * (mark.least - least)
      self.mark = (evaluations, least)
      return wasHopeless
    }
  }
}
