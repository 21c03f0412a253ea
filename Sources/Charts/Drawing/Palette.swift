/// A colour by its components, 0 to 255.
struct RGB: Hashable {
  var red: Double
  var green: Double
  var blue: Double

  init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(_ hex: UInt32) {
    self.init(Double(hex >> 16 & 255), Double(hex >> 8 & 255), Double(hex & 255))
  }

  /// "#rrggbb".
  var hex: String {
    let digits = Array("0123456789abcdef")
    var text = "#"
    for component in [red, green, blue] {
      let byte = Int(min(255, max(0, component.rounded())))
      text.append(digits[byte / 16])
      text.append(digits[byte % 16])
    }
    return text
  }

  /// Relative luminance (WCAG 2).
  var luminance: Double {
    let (r, g, b) = linear
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  /// The contrast ratio with `other` (WCAG 2).
  func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  func mixed(with other: RGB, _ share: Double) -> RGB {
    RGB(
      red + (other.red - red) * share, green + (other.green - green) * share,
      blue + (other.blue - blue) * share)
  }

  /// The same hue, darker or lighter until text in it can be read on `paper`.
  func readable(on paper: RGB) -> RGB {
    let far = paper.luminance > 0.5 ? RGB(0x000000) : RGB(0xffffff)
    var step = 0
    while step < 50 {
      // What is written is the rounded colour, so that is what has to be readable.
      let color = mixed(with: far, Double(step) * 0.02)
      if color.rounded.contrast(with: paper) >= 4.5 { return color }
      step += 1
    }
    return far
  }

  /// White where it can be read on this colour, else black.
  var textOnTop: RGB {
    contrast(with: RGB(0xffffff)) >= 4.5 ? RGB(0xffffff) : RGB(0x000000)
  }

  private var rounded: RGB { RGB(red.rounded(), green.rounded(), blue.rounded()) }

  var linear: (Double, Double, Double) {
    func linear(_ component: Double) -> Double {
      let c = component / 255
      return c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055, 2.4)
    }
    return (linear(red), linear(green), linear(blue))
  }
}

/// A colour of the charts' palette that follows the theme.
enum ColorToken: Hashable {
  /// A categorical colour, 0 to 9.
  case series(Int)
  /// The readable twin of a categorical colour, for text.
  case seriesText(Int)
  /// Text on a categorical colour.
  case onSeries(Int)
  /// A step of the sequential ramp, 0 (little) to 8.
  case sequential(Int)
  /// Text on a step of the sequential ramp.
  case sequentialText(Int)
  /// A step of the diverging ramp, 0 to 10, 5 neutral.
  case diverging(Int)
  /// Text on a step of the diverging ramp.
  case divergingText(Int)
  /// A step of the diverging ramp for points and lines, which must be seen in its middle too.
  case divergingMark(Int)
  /// What raises a total, or lowers it.
  case sign(raises: Bool)
  /// The readable twin of a sign's colour, for text.
  case signText(raises: Bool)
  /// What stands for all the rest.
  case grey
  /// Readable text for what is grey.
  case greyText
  /// Text on grey.
  case onGrey
  /// The ground under the chart.
  case paper

  /// The letters that name the class: filled, then stroked.
  var names: (fill: String, stroke: String) {
    switch self {
    case .series(let i): ("c\(i)", "k\(i)")
    case .seriesText(let i): ("t\(i)", "v\(i)")
    case .onSeries(let i): ("o\(i)", "p\(i)")
    case .sequential(let i): ("s\(i)", "l\(i)")
    case .sequentialText(let i): ("u\(i)", "w\(i)")
    case .diverging(let i): ("d\(i)", "g\(i)")
    case .divergingText(let i): ("e\(i)", "f\(i)")
    case .divergingMark(let i): ("m\(i)", "n\(i)")
    case .sign(let raises): raises ? ("pos", "kpos") : ("neg", "kneg")
    case .signText(let raises): raises ? ("tpos", "vpos") : ("tneg", "vneg")
    case .grey: ("grey", "kgrey")
    case .greyText: ("tgrey", "vgrey")
    case .onGrey: ("ogrey", "pgrey")
    case .paper: ("paper", "edge")
    }
  }

  /// The colours on white and on dark ground.
  var colors: (light: String, dark: String) {
    switch self {
    case .series(let i): Palette.series[i]
    case .seriesText(let i): Palette.seriesText[i]
    case .onSeries(let i): Palette.onSeries[i]
    case .sequential(let i): Palette.sequential[i]
    case .sequentialText(let i): Palette.sequentialText[i]
    case .diverging(let i): Palette.diverging[i]
    case .divergingText(let i): Palette.divergingText[i]
    case .divergingMark(let i): Palette.divergingMark[i]
    case .sign(let raises): raises ? Palette.raising : Palette.series[0]
    case .signText(let raises): raises ? Palette.raisingText : Palette.seriesText[0]
    case .grey: ("#c9ccd1", "#4a4d52")
    case .greyText: ("#6b6f75", "#9a9ea5")
    case .onGrey: ("#000000", "#ffffff")
    case .paper: ("#fff", "var(--jp-layout-color0,var(--vscode-editor-background,#111))")
    }
  }
}

/// The colours behind the tokens.
enum Palette {
  typealias Pair = (light: String, dark: String)

  static let ink = "#1b1e23"

  private static let light: [RGB] = [
    0x4269d0, 0xefb118, 0xff725c, 0x6cc5b0, 0x3ca951, 0xff8ab7, 0xa463f2, 0x97bbf5, 0x9c6b4e,
    0x9498a0,
  ].map(RGB.init)

  private static let dark: [RGB] = light.map { color in
    switch color.hex {
    case "#4269d0": RGB(0x6788e8)
    case "#a463f2": RGB(0xb17cf5)
    case "#9c6b4e": RGB(0xb5835f)
    default: color
    }
  }

  static let series: [Pair] = zip(light, dark).map { ($0.hex, $1.hex) }

  static let seriesText: [Pair] = zip(light, dark).map {
    ($0.readable(on: RGB(0xffffff)).hex, $1.readable(on: RGB(0x111111)).hex)
  }

  static let onSeries: [Pair] = zip(light, dark).map { ($0.textOnTop.hex, $1.textOnTop.hex) }

  private static let sequentialLight = OKLab.ramp([0xe4f3ef, 0x4ba8a9, 0x0d3b54], steps: 9)
  private static let sequentialDark = OKLab.ramp([0x173038, 0x2f8c90, 0xd2f4e9], steps: 9)
  private static let divergingLight = OKLab.ramp(
    [0x2c5fb3, 0x8fb0dd, 0xf0f0ed, 0xeba56f, 0xb04a07], steps: 11)
  private static let divergingDark = OKLab.ramp(
    [0x86b3ff, 0x4a6da6, 0x2a2c30, 0xa56230, 0xffab6b], steps: 11)

  static let sequential: [Pair] = zip(sequentialLight, sequentialDark).map { ($0.hex, $1.hex) }
  static let sequentialText: [Pair] = zip(sequentialLight, sequentialDark).map {
    ($0.textOnTop.hex, $1.textOnTop.hex)
  }
  static let diverging: [Pair] = zip(divergingLight, divergingDark).map { ($0.hex, $1.hex) }
  static let divergingText: [Pair] = zip(divergingLight, divergingDark).map {
    ($0.textOnTop.hex, $1.textOnTop.hex)
  }

  static let divergingMark: [Pair] = zip(
    OKLab.ramp([0x2c5fb3, 0x8b8f98, 0xc8590f], steps: 11),
    OKLab.ramp([0x86b3ff, 0x8b8f98, 0xffab6b], steps: 11)
  ).map { ($0.hex, $1.hex) }

  static let raising: Pair = ("#e0701c", "#f08a3c")
  static let raisingText: Pair = (
    RGB(0xe0701c).readable(on: RGB(0xffffff)).hex, RGB(0xf08a3c).readable(on: RGB(0x111111)).hex
  )

  /// Colours that have a name in the language, as places of the palette; grey stands apart.
  static let names: [String: Int] = [
    "blue": 0, "yellow": 1, "orange": 1, "red": 2, "teal": 3, "green": 4, "pink": 5, "purple": 6,
    "lightblue": 7, "brown": 8,
  ]
}
