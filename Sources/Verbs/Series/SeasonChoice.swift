import Language
import Planning
import Series
import Syntax
import Tables
import Tasks

/// The seasons that a verb over time is told to look for.
enum SeasonChoice: Hashable, Sendable {
  /// The one that the series shows.
  case auto
  /// Not any.
  case off(SourceSpan)
  /// Given lengths, each under the word that names its column.
  case lengths([Length], SourceSpan)

  /// A length and its word: steps as they are written, times in days.
  struct Length: Hashable, Sendable {
    var season: SeasonLength
    var word: String
  }

  /// Whether there is to be none.
  var isOff: Bool { if case .off = self { true } else { false } }

  /// Where it was written; nil for `auto`.
  var span: SourceSpan? {
    switch self {
    case .auto: nil
    case .off(let span), .lengths(_, let span): span
    }
  }

  /// The columns of the seasons: `season`, or `season_7` and `season_365` if there are several.
  var columns: [String] {
    guard case .lengths(let lengths, _) = self, lengths.count > 1 else { return ["season"] }
    return lengths.map { "season_\($0.word)" }
  }
}

/// The seasons of a table's series in steps, and how they were found.
struct ChosenSeasons {
  /// The steps of each season, in the order in which they were given.
  let periods: [Int]
  /// What the footer says of the choice.
  let note: String

  /// More series than this are not asked for their season.
  private static let mostAsked = 100

  /// Resolves a choice for the series of `values`.
  init(
    _ choice: SeasonChoice, of values: [[Double]], frequency: Frequency, several: Bool = false,
    context: RunContext
  ) throws {
    switch choice {
    case .lengths(let lengths, let span):
      var periods: [Int] = []
      for length in lengths {
        guard let period = frequency.steps(in: length.season) else {
          throw Diagnostic(
            "E304", "a season has at least two steps, and a step is \(frequency.described)",
            at: span, label: "write a longer season, or a number of steps")
        }
        guard !periods.contains(period) else {
          throw Diagnostic("E304", "two seasons of \(period) steps are the same", at: span)
        }
        periods.append(period)
      }
      self.periods = periods
      note = "season \(periods.map(\.grouped).joined(separator: ", "))"
    case .off:
      periods = []
      note = "no season"
    case .auto:
      let longest = values.lazy.map(\.count).max() ?? 0
      let usual = frequency.usualPeriods
      let candidates = usual.filter { 2 * $0 <= longest }
      if several && candidates.isEmpty {
        periods = []
        note = "no season"
        return
      }
      guard let shortest = candidates.min() else {
        guard let needed = usual.min() else {
          throw Diagnostic(
            "E732", "steps of \(frequency.described) have no usual season", at: context.span,
            label: "name it: season: 12")
        }
        throw Self.tooShort(longest, period: needed, at: context.span)
      }
      let stride = max(1, values.count / Self.mostAsked)
      let asked = values.indices.filter { $0 % stride == 0 }
      let found = try parallelMap(asked.count) { index in
        try context.cancellation.check()
        let series = values[asked[index]]
        return several
          ? SeasonalPeriod.clear(series, candidates: candidates)
          : [SeasonalPeriod.guess(series, candidates: candidates)].compactMap(\.self)
      }
      var counts: [Int: Int] = [:]
      for period in found.joined() { counts[period, default: 0] += 1 }
      if several {
        let clear = counts.filter { 2 * $0.value > asked.count }.keys.sorted()
        periods = clear
        note =
          clear.isEmpty
          ? "no clear season" : "season \(clear.map(\.grouped).joined(separator: ", "))"
      } else if let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
        periods = [best.key]
        note = "season \(best.key.grouped) (auto)"
      } else {
        periods = [shortest]
        note = "season \(shortest.grouped) (none is clear)"
      }
    }
  }

  /// The error of series that are shorter than two periods.
  static func tooShort(_ longest: Int, period: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "E732",
      "a season of \(period.grouped) steps needs \((2 * period).grouped) values, and "
        + (longest == 0 ? "there are none" : "the longest series has \(longest.grouped)"),
      at: span, label: "take a shorter season, or more of the past")
  }
}

extension Frequency {
  /// The step in words.
  var described: String {
    switch self {
    case .weekdays: "one weekday"
    case .irregular: "no fixed length"
    default: stepText ?? ""
    }
  }
}

extension VerbParameter {
  /// `season: auto`, one length or a list of them: `7`, `7d`, `[7d, 1y]`; `season: none` where a verb
  /// can do without.
  static func season(
    _ property: Property<V, SeasonChoice>, _ summary: String, orNone: Bool = false
  ) -> Self {
    let description = ParameterDescription(
      "season", summary, place: .option, accepts: .values, defaultText: "auto", notation: "season:")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option("season") else { return }
      let syntax = try option.expression(named: "season")
      switch syntax.kind {
      case .column(let path) where path.count == 1 && path[0].text == "auto": return
      case .literal(.text("auto")): return
      case .column(let path) where orNone && path.count == 1 && path[0].text == "none":
        verb[keyPath: property] = .off(syntax.span)
        return
      case .literal(.text("none")) where orNone:
        verb[keyPath: property] = .off(syntax.span)
        return
      case .column:
        throw Diagnostic(
          "E305",
          "`season:` is `auto`\(orNone ? ", `none`" : ""), a length such as 7d, or a list of them",
          at: syntax.span)
      default: break
      }
      var lengths: [SeasonChoice.Length] = []
      if case .list(let elements) = syntax.kind {
        for element in elements {
          lengths += try seasons(try binder.scalar(element), at: element.span)
        }
      } else {
        lengths = try seasons(try binder.scalar(syntax), at: syntax.span)
      }
      guard !lengths.isEmpty, lengths.count <= 5 else {
        throw Diagnostic("E304", "`season:` takes one to five lengths", at: syntax.span)
      }
      guard Set(lengths.map(\.word)).count == lengths.count else {
        throw Diagnostic(
          "E304", "`season:` has the same length twice", at: syntax.span, label: "leave one out")
      }
      verb[keyPath: property] = .lengths(lengths, syntax.span)
    }
  }

  private static func seasons(_ scalar: Scalar, at span: SourceSpan) throws(Diagnostic)
    -> [SeasonChoice.Length]
  {
    switch scalar {
    case .value(.list(let values), .list(let type)):
      var lengths: [SeasonChoice.Length] = []
      for value in values { lengths += try seasons(.value(value, type), at: span) }
      return lengths
    case .value(.int(let steps), _) where steps >= 2 && steps <= 1_000_000:
      return [.init(season: .steps(Int(steps)), word: String(steps))]
    case .value(.duration(let length), _) where length > 0:
      let day: Int64 = 86_400_000_000
      let word =
        length % day == 0
        ? String(length / day) : Frequency.every(microseconds: length).stepText ?? "\(length)us"
      return [.init(season: .microseconds(length), word: word)]
    case .step(let step):
      guard let unit = step.unit.months, let amount = Int(exactly: step.amount), amount > 0,
        amount <= 1_200
      else { fallthrough }
      let months = unit * amount
      let days = Int((365 * Double(months) / 12).rounded())
      return [.init(season: .months(months), word: String(days))]
    default:
      throw Diagnostic(
        "E304", "a season is a whole number of steps from 2, or a length of time", at: span,
        label: "such as 7, 7d or 1y")
    }
  }
}
