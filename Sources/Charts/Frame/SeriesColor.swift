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

  /// The colours of some of the rows.
  func rows(_ rows: [Int]) -> LayerColors {
    switch self {
    case .single: self
    case .categories(let colors, let channel): .categories(colors, channel.rows(rows))
    case .ramp(let ramp, let channel): .ramp(ramp, channel.rows(rows))
    }
  }

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
