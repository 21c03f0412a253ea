import Glibc
import Tables

/// Bins of one number or date, with the tail that would squeeze all others left out.
struct HistogramBins {
  /// The limits of the bins, ascending.
  private(set) var edges: [Double] = []
  /// The width of a bin in words: "50", "a month".
  private(set) var width = ""
  /// The rows below the first and above the last edge.
  private(set) var below = 0
  private(set) var above = 0
  private(set) var median = Double.nan
  private(set) var least = Double.nan
  private(set) var most = Double.nan
  private(set) var count = 0

  private static let mostBins = 60.0

  /// Bins for a channel, with the edges that suit `whole`: all rows of a chart with facets.
  init(_ channel: ChannelData, whole: ChannelData? = nil) {
    let values = channel.values.filter { !$0.isNaN }.sorted()
    count = values.count
    guard let low = values.first, let high = values.last else { return }
    (least, most) = (low, high)
    median =
      values.count % 2 == 1
      ? values[values.count / 2] : (values[values.count / 2 - 1] + values[values.count / 2]) / 2
    if let whole {
      let bins = HistogramBins(whole)
      (edges, width) = (bins.edges, bins.width)
    } else if channel.kind == .time {
      calendar(low, high)
    } else {
      numbers(values, channel)
    }
    guard let first = edges.first, let last = edges.last else { return }
    below = values.count { $0 < first }
    above = values.count { $0 > last || ($0 == last && channel.isWhole && last > high) }
  }

  /// Bins whose rows are counted already.
  init(low: [Double], high: [Double], counts: [Double]) {
    let rows = low.indices.filter { low[$0] < high[$0] && counts[$0] > 0 && counts[$0] < 1e15 }
    edges = Set(rows.flatMap { [low[$0], high[$0]] }).sorted()
    count = rows.reduce(0) { $0 + Int(counts[$1]) }
    least = edges.first ?? .nan
    most = edges.last ?? .nan
  }

  /// The bin of a value; the last edge belongs to the last bin.
  func bin(of value: Double) -> Int? {
    guard let first = edges.first, let last = edges.last, value >= first, value <= last else {
      return nil
    }
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  // MARK: Numbers

  private mutating func numbers(_ values: [Double], _ channel: ChannelData) {
    func quantile(_ share: Double) -> Double {
      values[min(values.count - 1, Int((share * Double(values.count - 1)).rounded()))]
    }
    var (low, high) = (values[0], values[values.count - 1])
    let (near, far) = (quantile(0.04), quantile(0.96))
    if values.count >= 50 {
      // A tail that is longer than all the rest is cut at a round number.
      if high - far > 1.5 * (far - low), far > low { high = roundedUp(far, from: low) }
      if near - low > 1.5 * (high - near), high > near { low = -roundedUp(-near, from: -high) }
    }
    if channel.isWhole && high - low <= 40 {
      // Whole numbers of a small range have a bar each.
      edges = Array(stride(from: low - 0.5, through: high + 0.6, by: 1))
      width = "1"
      return
    }
    guard high > low else {
      let room = max(0.5, low.magnitude * 0.05)
      edges = [low - room, low + room]
      width = channel.format.short(2 * room)
      return
    }
    let step = step(values, low, high, isWhole: channel.isWhole)
    let (from, to) = RoundSteps.widened(low, high, to: step)
    let bins = max(1, Int(((to - from) / step).rounded()))
    edges = (0...bins).map { from + Double($0) * step }
    width = channel.format.round(step)
  }

  /// Freedman and Diaconis's width, rounded up to 1, 2, 2.5 or 5 times a power of ten.
  private func step(_ values: [Double], _ low: Double, _ high: Double, isWhole: Bool) -> Double {
    let count = Double(values.count)
    let spread = values[Int(0.75 * (count - 1))] - values[Int(0.25 * (count - 1))]
    let wished = spread > 0 ? 2 * spread / cbrt(count) : (high - low) / (log2(count) + 1)
    let raw = max(wished, (high - low) / Self.mostBins, isWhole ? 1 : 0)
    let base = pow(10, Double(NumberFormat.exponent(raw)))
    for factor in [1, 2, 2.5, 5, 10, 20] {
      let step = factor * base
      if isWhole && step != step.rounded() { continue }
      if step >= raw * (1 - 1e-9), (high - low) / step <= Self.mostBins { return step }
    }
    return 50 * base
  }

  private func roundedUp(_ limit: Double, from low: Double) -> Double {
    let base = pow(10, Double(NumberFormat.exponent(max((limit - low).magnitude, 1e-300))))
    return (limit / (base / 2)).rounded(.up) * (base / 2)
  }

  // MARK: Dates

  private mutating func calendar(_ low: Double, _ high: Double) {
    let first = Int((low / 86_400).rounded(.down))
    let last = Int((high / 86_400).rounded(.down))
    let days = last - first + 1
    if days <= 60 {
      width = "a day"
      edges = (first...(last + 1)).map { Double($0) * 86_400 }
    } else if days <= 400 {
      width = "a week"
      var day = (first - 4).dividedDown(by: 7).quotient * 7 + 4
      while day <= last + 6 {
        edges.append(Double(day) * 86_400)
        day += 7
      }
    } else {
      let from = CivilDate(daysSince1970: first)
      let to = CivilDate(daysSince1970: last)
      let months = (to.year - from.year) * 12 + to.month - from.month + 1
      let step = [1, 3, 12, 60, 120, 600, 1200].first { months / $0 <= 60 } ?? 12_000
      width =
        step == 1
        ? "a month" : step == 3 ? "a quarter" : step == 12 ? "a year" : "\(step / 12) years"
      var month = (from.year * 12 + from.month - 1).dividedDown(by: step).quotient * step
      let end = to.year * 12 + to.month - 1
      while true {
        edges.append(Double(CivilDate(firstOfMonth: month).daysSince1970) * 86_400)
        if month > end { break }
        month += step
      }
    }
  }
}
