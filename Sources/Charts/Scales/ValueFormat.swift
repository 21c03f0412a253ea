import Tables

/// How the values of one column are written, everywhere in a chart.
struct ValueFormat: Hashable {
  enum Kind: Hashable {
    /// Amounts; `decimals` digits in the column's own format.
    case number(decimals: Int)
    /// Fractions as percentages.
    case percent(decimals: Int)
    /// Digits without separators: years, ids.
    case plain(decimals: Int)
    /// Lengths of time in a unit.
    case duration(unit: String)
    /// Moments.
    case moment(MomentPrecision)
  }

  let kind: Kind
  /// Whether all amounts are below 1,000, so that the column's own decimals suit labels too.
  var isSmall = false

  init(_ kind: Kind) { self.kind = kind }

  /// The format of a column of numbers or moments; lengths of time are changed to one unit.
  init(_ encoded: EncodedColumn, values: inout [Double]) {
    let present = values.lazy.filter { !$0.isNaN }
    switch encoded.column.type {
    case .date, .datetime:
      kind = .moment(MomentPrecision(of: present))
      return
    case .duration:
      let longest = present.map(\.magnitude).max() ?? 0
      let unit: (name: String, seconds: Double) =
        longest >= 172_800
        ? ("d", 86_400) : longest >= 7200 ? ("h", 3600) : longest >= 120 ? ("min", 60) : ("s", 1)
      for row in values.indices { values[row] /= unit.seconds }
      kind = .duration(unit: unit.name)
      return
    default: break
    }
    let style =
      encoded.style == .automatic ? ValueFormat.style(of: encoded, values: values) : encoded.style
    var isWhole = false
    if case .int = encoded.column.storage { isWhole = true }
    switch style {
    case .percent:
      kind = .percent(decimals: min(2, ValueFormat.decimals(of: present.map { $0 * 100 }, 3)))
    case .plain: kind = .plain(decimals: isWhole ? 0 : ValueFormat.decimals(of: present, 3))
    case .number, .automatic:
      kind = .number(decimals: isWhole ? 0 : ValueFormat.decimals(of: present, 3))
      isSmall = present.allSatisfy { $0.magnitude < 1000 && ($0 == 0 || $0.magnitude > 1e-4) }
    }
  }

  private static func style(of encoded: EncodedColumn, values: [Double]) -> NumberStyle {
    let name = encoded.name.lowercased()
    func ends(_ word: String) -> Bool {
      name == word || name.hasSuffix("_" + word) || name.hasSuffix(" " + word)
        || encoded.name.hasSuffix(word.prefix(1).uppercased() + word.dropFirst())
    }
    if case .int = encoded.column.storage {
      let isIdentifier = ends("year") || ends("id") || ends("no") || ends("code")
      return isIdentifier || encoded.name.hasSuffix("ID") ? .plain : .number
    }
    // An exchange rate of 1.37 is no percentage.
    let isShare = ends("share") || ends("rate")
    return isShare && values.allSatisfy({ $0.isNaN || $0.magnitude <= 1 }) ? .percent : .number
  }

  /// Decimals that show about `digits` significant digits of the median, and no more than the
  /// values have.
  private static func decimals(of values: some Sequence<Double>, _ digits: Int) -> Int {
    let sizes = values.map(\.magnitude).filter { $0 > 0 }.sorted()
    guard !sizes.isEmpty else { return 0 }
    let most = min(9, max(0, digits - 1 - NumberFormat.exponent(sizes[sizes.count / 2])))
    for decimals in 0..<most {
      let scale = power(10, Double(decimals))
      let isEnough = sizes.allSatisfy { size in
        let scaled = size * scale
        return (scaled - scaled.rounded()).magnitude <= 1e-9 * max(1, scaled)
      }
      if isEnough { return decimals }
    }
    return most
  }

  /// Three significant digits, for labels and summaries.
  func short(_ value: Double) -> String {
    switch kind {
    case .number: isSmall && value.magnitude < 1000 ? own(value) : NumberFormat.short(value)
    case .percent: own(value)
    case .plain(let decimals): NumberFormat.fixed(value, decimals: decimals, separators: false)
    case .duration(let unit): NumberFormat.short(value) + " " + unit
    case .moment(let precision): precision.text(value)
    }
  }

  /// The column's own format: the same decimals in every row.
  func own(_ value: Double) -> String {
    switch kind {
    case .number(let decimals):
      value.magnitude < 1e15
        ? NumberFormat.fixed(value, decimals: decimals)
        : NumberFormat.short(value)
    case .percent(let decimals): NumberFormat.percent(value, decimals: decimals)
    case .plain(let decimals): NumberFormat.fixed(value, decimals: decimals, separators: false)
    case .duration(let unit): NumberFormat.short(value) + " " + unit
    case .moment(let precision): precision.text(value)
    }
  }

  /// As many digits as a reader may want to know, for tips.
  func full(_ value: Double) -> String {
    guard !value.isNaN else { return "–" }
    switch kind {
    case .number: return NumberFormat.full(value)
    case .percent: return NumberFormat.percent(value, decimals: value.magnitude >= 0.1 ? 1 : 2)
    case .plain, .moment: return short(value)
    case .duration(let unit): return NumberFormat.full(value) + " " + unit
    }
  }

  /// A round number with no more digits than it has: limits of classes, widths of bins.
  func round(_ value: Double) -> String {
    func plain(_ value: Double) -> String {
      let decimals = (0...9).first { decimals in
        let scaled = value * power(10, Double(decimals))
        return (scaled - scaled.rounded()).magnitude <= 1e-6 * max(1, scaled.magnitude)
      }
      return NumberFormat.fixed(value, decimals: decimals ?? 9)
    }
    let size = value.magnitude
    var suffix = ""
    if case .duration(let unit) = kind { suffix = " " + unit }
    switch kind {
    case .number, .duration:
      guard size < 1e15, size >= 1e-6 else { return short(value) }
      if let unit = NumberFormat.units.first(where: { size >= $0.from }) {
        return plain(value / unit.value) + unit.suffix + suffix
      }
      return plain(value) + suffix
    case .percent: return plain(value * 100) + "%"
    case .plain, .moment: return short(value)
    }
  }

  /// Labels of ticks at distance `step`: the same unit and the same decimals for all.
  func ticks(_ values: [Double], step: Double) -> [String] {
    let largest = values.map(\.magnitude).max() ?? 0
    func isZero(_ value: Double) -> Bool { value.magnitude < step * 1e-6 }
    func places(_ step: Double) -> Int {
      min(9, max(0, -NumberFormat.exponent(step * (1 + 1e-9))))
    }
    switch kind {
    case .percent:
      return values.map {
        isZero($0) ? "0%" : NumberFormat.percent($0, decimals: places(step * 100))
      }
    case .plain:
      return values.map { NumberFormat.fixed($0, decimals: places(step), separators: false) }
    case .moment(let precision): return values.map(precision.text)
    case .number, .duration:
      if largest >= 1e15 || step < 1e-6 {
        return values.map { isZero($0) ? "0" : NumberFormat.scientific($0) }
      }
      let unit = NumberFormat.units.first { largest >= $0.from }
      let (divisor, suffix) = (unit?.value ?? 1, unit?.suffix ?? "")
      return values.map { value in
        isZero(value)
          ? "0" : NumberFormat.fixed(value / divisor, decimals: places(step / divisor)) + suffix
      }
    }
  }
}
