import Exploration
import Language
import Rendering
import Tables

/// The tables of `describe`, out of a profile.
enum ProfileTables {
  /// Texts are cut here: a profile is read by people.
  static let longestText = 1_000

  /// The columns of `describe`, which other tools rely on.
  static let fields: [Field] = [
    Field("column", .text), Field("type", .text), Field("rows", .int), Field("missing", .int),
    Field("missing_share", .number), Field("distinct", .int), Field("mean", .number),
    Field("sd", .number), Field("min", .text), Field("q25", .number), Field("median", .number),
    Field("q75", .number), Field("max", .text), Field("top", .text), Field("top_count", .int),
    Field("skew", .number),
  ]

  /// The names that keys of groups cannot have.
  static let names = Set((fields + topFields + detailFields).map(\.name))

  static func rows(_ profile: TableProfile) -> [[Value]] {
    profile.columns.map { column in
      let numbers = column.numbers
      let top = column.top.first
      return [
        .text(column.name), .text(column.type.name), .count(column.rows), .count(column.missing),
        .number(column.missingShare), .count(column.distinct),
        .digits(numbers?.mean ?? column.trueShare),
        .digits(numbers?.sd), .words(column.minimum), .digits(numbers?.lowerQuartile),
        .digits(numbers?.median), .digits(numbers?.upperQuartile), .words(column.maximum),
        top.map { .words($0.value) } ?? .null, top.map { .count($0.rows) } ?? .null,
        .digits(numbers?.skew),
      ]
    }
  }

  static let topFields: [Field] = [
    Field("column", .text), Field("value", .text), Field("rows", .int), Field("share", .number),
  ]

  static func top(_ profile: TableProfile) -> [[Value]] {
    profile.columns.flatMap { column in
      column.top.map { value in
        [
          .text(column.name), .words(value.value), .count(value.rows),
          .number(Double(value.rows) / Double(max(1, column.rows))),
        ]
      }
    }
  }

  static let detailFields: [Field] = [
    Field("column", .text), Field("measure", .text), Field("value", .number), Field("note", .text),
  ]

  /// What the fixed columns have no room for, a row a measure.
  static func details(_ profile: TableProfile) -> [[Value]] {
    profile.columns.flatMap { column -> [[Value]] in
      var rows: [[Value]] = []
      func add(_ measure: String, _ value: Double?, _ note: String? = nil) {
        guard let value else { return }
        rows.append(
          [
            .text(column.name), .text(measure), .digits(value), note.map(Value.text) ?? .null,
          ])
      }
      func add(_ measure: String, _ count: Int) { add(measure, Double(count)) }
      if let numbers = column.numbers {
        add("zeros", numbers.zeros)
        add("negatives", numbers.negatives)
        add("mad", numbers.medianDeviation, "median distance from the median")
        add("kurtosis", numbers.kurtosis)
        add("beyond_fences", numbers.beyondFences)
      }
      if let times = column.times {
        add("span_days", times.spanInDays)
        if let start = times.gapStart, let end = times.gapEnd {
          add(
            "gap_days", times.largestGapInDays,
            "\(ValueText.plain(start)) to \(ValueText.plain(end))")
        }
      }
      if let texts = column.texts {
        add("shortest", texts.shortest)
        add("longest", texts.longest)
        add("blank", texts.blankRows)
        add("padded", texts.paddedRows)
      }
      return rows
    }
  }

  static let histogramFields: [Field] = [
    Field("column", .text), Field("low", .number), Field("high", .number), Field("rows", .int),
  ]

  static func histograms(_ profile: TableProfile) -> [[Value]] {
    profile.columns.filter(\.type.isNumeric).flatMap { column -> [[Value]] in
      guard let histogram = column.histogram else { return [] }
      return histogram.counts.enumerated().map { bin, count in
        [
          .text(column.name), .digits(histogram.edges[bin]), .digits(histogram.edges[bin + 1]),
          .count(count),
        ]
      }
    }
  }

  static let missingFields: [Field] = [
    Field("pattern", .text), Field("rows", .int), Field("share", .number),
  ]

  static func missing(_ profile: TableProfile) -> [[Value]] {
    profile.missing.map {
      [
        .words(.text($0.columns.joined(separator: ", "))), .count($0.rows), .number($0.share),
      ]
    }
  }
}

extension Value {
  fileprivate static func count(_ value: Int) -> Value { .int(Int64(value)) }

  /// A computed number with 12 significant digits, as aggregates have everywhere; null without one.
  fileprivate static func digits(_ value: Double?) -> Value {
    guard let value, value.isFinite else { return .null }
    let text = DecimalNumber(value).plainText(significant: 12)
    return .number(Double(text) ?? value)
  }

  /// A value as a text of bounded length, null as null.
  fileprivate static func words(_ value: Value) -> Value {
    if value.isNull { return .null }
    let text = ValueText.plain(value)
    guard text.utf8.count > ProfileTables.longestText else { return .text(text) }
    let start = text.prefix(ProfileTables.longestText)
    return .text(start.endIndex == text.endIndex ? text : start + "…")
  }
}
