/// Classes of a numeric colour channel.
struct ColorRamp {
  /// The limits between classes.
  let edges: [Double]
  let isDiverging: Bool
  let format: ValueFormat
  let name: String
  /// What stands at both ends where classes are not named one by one.
  var ends: (first: String, last: String)?
  /// Whether the shapes are so small that the palest steps could not be seen.
  var isForSmallShapes = false

  var classCount: Int { edges.count + 1 }

  /// Counts in classes that double: 1, 2, 4, … and 256 or more.
  init(countsOf name: String) {
    edges = (1...8).map { Double(1 << $0) }
    isDiverging = false
    format = ValueFormat(.number(decimals: 0))
    self.name = name
    ends = ("1", "256+")
  }

  /// Ranks from low to high in eleven classes, for points.
  init(ranksOf name: String) {
    edges = (0..<10).map { (Double($0) + 0.5) / 10 }
    isDiverging = true
    format = ValueFormat(.number(decimals: 1))
    self.name = name
    ends = ("low", "high")
    isForSmallShapes = true
  }

  init(_ channel: ChannelData) {
    format = channel.format
    name = channel.name
    let values = channel.values.filter { !$0.isNaN }.sorted()
    guard let low = values.first, let high = values.last, low < high else {
      edges = []
      isDiverging = false
      return
    }
    isDiverging = low < 0 && high > 0
    if isDiverging {
      let reach = max(-low, high)
      let step = ColorRamp.stepUp(reach / 5)
      edges = (0..<10).map { (Double($0) - 4.5) * step }
      return
    }
    let median = values[values.count / 2]
    if low >= 0 && median > 0 && high / median > 4 {
      edges = ColorRamp.roundNumbers(below: high, count: 5)
      return
    }
    let step = ColorRamp.stepUp((high - low) / 6)
    let first = ((low / step + 1e-9).rounded(.down) + 1) * step
    edges = (0..<8).map { first + Double($0) * step }.filter { $0 < high }
  }

  /// The class of `value`, as a step of the ramp.
  func token(_ value: Double) -> ColorToken {
    let place = edges.firstIndex { value < $0 } ?? edges.count
    return token(ofClass: place)
  }

  func token(ofClass place: Int) -> ColorToken {
    if isDiverging { return isForSmallShapes ? .divergingMark(place) : .diverging(place) }
    if classCount == 1 { return .sequential(4) }
    let first = isForSmallShapes ? 2.0 : 0
    let share = Double(place) / Double(classCount - 1)
    return .sequential(Int((first + share * (8 - first)).rounded()))
  }

  func paint(_ value: Double) -> Ink { value.isNaN ? .token(.grey) : .token(token(value)) }

  func text(_ value: Double) -> Ink {
    guard !value.isNaN else { return .full }
    switch token(value) {
    case .diverging(let step): return .token(.divergingText(step))
    case .sequential(let step): return .token(.sequentialText(step))
    default: return .full
    }
  }

  /// What the legend says about every class.
  var labels: [String] {
    guard let first = edges.first, let last = edges.last else { return [] }
    let texts = edges.map(format.round)
    guard isDiverging else {
      return ["<" + format.round(first)] + texts.dropLast() + [format.round(last) + "+"]
    }
    return texts
  }

  /// The first of 1, 2, 2.5, 5 times a power of ten that is at least `raw`.
  private static func stepUp(_ raw: Double) -> Double {
    let base = power(10, Double(NumberFormat.exponent(raw)))
    return [1, 2, 2.5, 5, 10].map { $0 * base }.first { $0 >= raw * (1 - 1e-9) } ?? raw
  }

  /// `count` numbers of the series 1, 2, 5, 10, … that end below `limit`.
  private static func roundNumbers(below limit: Double, count: Int) -> [Double] {
    var numbers: [Double] = []
    var exponent = NumberFormat.exponent(limit)
    while numbers.count < count {
      for factor in [5.0, 2, 1] where numbers.count < count {
        let number = factor * power(10, Double(exponent))
        if number < limit { numbers.append(number) }
      }
      exponent -= 1
    }
    return numbers.reversed()
  }
}
