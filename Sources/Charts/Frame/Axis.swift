import Glibc

/// One axis of a frame: where values stand, and what is written beside it.
struct Axis {
  struct Tick: Hashable {
    var value: Double
    var label: String
    /// A second line: the year, the day.
    var context: String?
  }

  let kind: ChannelKind
  let format: ValueFormat
  let categories: [String]
  let places: [String: Int]
  /// Categories whose names are written in a way of their own.
  let labels: [String: RowLabel]
  var scale: Scale
  var ticks: [Tick]

  /// The pixels that one category takes.
  var band: Double { scale.unit }

  /// The pixel of every row of a channel, NaN where it has none.
  func pixels(of channel: ChannelData) -> [Double] {
    if kind == .category {
      guard channel.kind == .category else { return channel.values.map { _ in .nan } }
      let byCode = channel.categories.map { name in
        places[name].map { scale(Double($0)) } ?? .nan
      }
      return channel.values.map { $0.isNaN ? .nan : byCode[Int($0)] }
    }
    return channel.values.map { $0.isNaN ? .nan : scale($0) }
  }

  /// The pixel of one row of a channel.
  func pixel(of channel: ChannelData, _ row: Int) -> Double {
    let value = channel.values[row]
    guard kind == .category, channel.kind == .category, !value.isNaN else { return scale(value) }
    return places[channel.categories[Int(value)]].map { scale(Double($0)) } ?? .nan
  }

  /// An axis over the asked domain from pixel `start` to pixel `end`.
  init(_ request: AxisRequest, from start: Double, to end: Double, isVertical: Bool) {
    kind = request.kind ?? .quantity
    format = request.format ?? ValueFormat(.number(decimals: 0))
    categories = request.categories
    places = request.places
    labels = request.labels
    let direction: Double = end >= start ? 1 : -1
    scale = Scale(
      lower: 0, upper: 1, start: start + direction * request.insets.low,
      end: end - direction * request.insets.high)
    ticks = []
    switch kind {
    case .category:
      scale.lower = -0.5
      scale.upper = Double(max(1, categories.count)) - 0.5
      if isVertical { swap(&scale.start, &scale.end) }
      ticks = categories.enumerated().map { Tick(value: Double($0), label: $1) }
    case .time:
      guard request.lower <= request.upper else { return }
      (scale.lower, scale.upper) = (request.lower, request.upper)
      let found = TimeTicks(
        request.lower, request.upper, pixels: scale.pixels, finest: request.precision)
      ticks = found.ticks.map { Tick(value: $0.moment, label: $0.label, context: $0.context) }
    case .quantity:
      guard request.lower <= request.upper else { return }
      if request.isLogarithmic {
        logarithmic(request)
      } else {
        linear(request, isVertical: isVertical)
      }
    }
  }

  private mutating func linear(_ request: AxisRequest, isVertical: Bool) {
    var (lower, upper) = (request.lower, request.upper)
    let includesZero =
      switch request.zero {
      case .always: true
      case .never: false
      case .whenNear: (lower >= 0 && lower < upper / 3) || (upper <= 0 && upper > lower / 3)
      }
    if includesZero { (lower, upper) = (min(0, lower), max(0, upper)) }
    if upper - lower <= max(upper.magnitude, lower.magnitude) * 1e-12 {
      let room = request.isWhole ? 1 : max(upper.magnitude * 0.1, upper == 0 ? 1 : 0)
      if includesZero && upper == 0 {
        upper = 1
      } else {
        (lower, upper) = (lower - room, upper + room)
      }
    }
    let distance = isVertical ? 50.0 : 90.0
    let step = RoundSteps.step(
      lower, upper, pixels: scale.pixels, distance: distance, isWhole: request.isWhole)
    if request.readers == 0 || request.isTight {
      (scale.lower, scale.upper) = (lower, upper)
    } else {
      (scale.lower, scale.upper) = RoundSteps.widened(lower, upper, to: step)
    }
    guard request.readers > 0 else { return }
    let values = RoundSteps.ticks(scale.lower, scale.upper, step: step)
    ticks = zip(values, format.ticks(values, step: step)).map { Tick(value: $0, label: $1) }
  }

  private mutating func logarithmic(_ request: AxisRequest) {
    scale.isLogarithmic = true
    (scale.lower, scale.upper) = (request.lower * 0.8, request.upper * 1.2)
    let first = Int(log10(request.lower).rounded(.up))
    let last = Int(log10(scale.upper).rounded(.down))
    guard first <= last else { return }
    ticks = (first...last).map { exponent in
      let value = power(10, Double(exponent))
      return Tick(value: value, label: format.ticks([value], step: value)[0])
    }
  }

  /// The widest label of the ticks.
  var widestLabel: Double {
    ticks.map { labels[$0.label]?.width ?? TextWidth.of($0.label) }.max() ?? 0
  }
}
