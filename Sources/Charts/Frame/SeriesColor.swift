import Tables

/// The colour of one series or category.
enum SeriesColor: Hashable {
  case palette(Int)
  case grey
  case ink
  case literal(String)

  var paint: Ink {
    switch self {
    case .palette(let i): .token(.series(i))
    case .grey: .token(.grey)
    case .ink: .full
    case .literal(let hex): .literal(hex)
    }
  }

  /// The twin that can be read as text.
  var text: Ink {
    switch self {
    case .palette(let i): .token(.seriesText(i))
    case .grey: .token(.greyText)
    case .ink, .literal: .full
    }
  }

  /// Text on top of the colour.
  var textOnTop: Ink {
    switch self {
    case .palette(let i): .token(.onSeries(i))
    case .grey: .token(.onGrey)
    case .ink: .token(.paper)
    case .literal(let hex):
      .literal(UInt32(hex.dropFirst(), radix: 16).map { RGB($0).textOnTop.hex } ?? "#000000")
    }
  }

  /// Reads a constant colour: a name of the palette, `grey`, `black` or #rrggbb.
  init?(named name: String) {
    let word = name.lowercased()
    if word == "grey" || word == "gray" {
      self = .grey
    } else if word == "black" || word == "ink" {
      self = .ink
    } else if let place = Palette.names[word] {
      self = .palette(place)
    } else if word.utf8.count == 7, word.first == "#", word.dropFirst().allSatisfy(\.isHexDigit) {
      self = .literal(word)
    } else {
      return nil
    }
  }
}

/// How the rows of a layer are coloured.
enum LayerColors {
  /// All rows alike.
  case single(SeriesColor)
  /// By category; a colour and a name for every code of the colour channel.
  case categories([SeriesColor], ChannelData)
  /// By amount.
  case ramp(ColorRamp, ChannelData)

  /// The colour of a row's series; ramps have none.
  func series(_ row: Int) -> SeriesColor {
    switch self {
    case .single(let color): return color
    case .categories(let colors, let channel):
      let code = channel.values[row]
      return code.isNaN ? .grey : colors[Int(code)]
    case .ramp: return .palette(0)
    }
  }

  /// The paint of a row.
  func paint(_ row: Int) -> Ink {
    if case .ramp(let ramp, let channel) = self { return ramp.paint(channel.values[row]) }
    return series(row).paint
  }
}

/// Classes of a numeric colour channel.
struct ColorRamp {
  /// The limits between classes.
  let edges: [Double]
  let isDiverging: Bool
  let format: ValueFormat
  let name: String
  /// What stands at both ends where classes are not named one by one.
  var ends: (first: String, last: String)?

  var classCount: Int { edges.count + 1 }

  /// Counts in classes that double: 1, 2, 4, … and 256 or more.
  init(countsOf name: String) {
    edges = (1...8).map { Double(1 << $0) }
    isDiverging = false
    format = ValueFormat(.number(decimals: 0))
    self.name = name
    ends = ("1", "256+")
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
    if isDiverging { return .diverging(place) }
    if classCount == 1 { return .sequential(4) }
    return .sequential(Int((Double(place) * 8 / Double(classCount - 1)).rounded()))
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
    let texts = edges.map(format.short)
    guard isDiverging else {
      return ["<" + format.short(first)] + texts.dropLast() + [format.short(last) + "+"]
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
