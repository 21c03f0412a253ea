package import Language
import Planning
import Syntax
import Tables

/// Which names the segments get.
package enum SegmentChoice: Sendable {
  /// The eleven of the published map.
  case standard
  case none
  /// Those of a model that was stored.
  case known
  /// Rows of ranges or of codes; the first that fits wins.
  case table(TableArgument)
}

/// The rows of a table of segments: a name with ranges of scores, or with one code.
struct SegmentRules {
  struct Rule {
    var name: String
    var code: String?
    var ranges: [(score: String, low: Int64?, high: Int64?)]
  }
  private(set) var rules: [Rule] = []

  /// More rows are no map of segments.
  private static let most = 2_000

  /// The columns by which a table names segments.
  static func check(_ table: TableArgument) throws(Diagnostic) {
    let schema = table.schema
    func refusal(_ message: String) -> Diagnostic {
      Diagnostic(
        "E304", message, at: table.span,
        label: "columns are `segment` with `rfm` (a code such as 545), "
          + "or with `r_low`, `r_high`, `f_low` … `m_high`")
    }
    guard schema["segment"]?.type == .text else {
      throw refusal("the table of segments has no text column `segment`")
    }
    if let code = schema["rfm"] {
      guard code.type == .text || code.type == .int else {
        throw refusal("`rfm` of the table of segments is a code of scores")
      }
      return
    }
    let limits = limitNames.filter { schema.contains($0) }
    guard !limits.isEmpty else { throw refusal("the table of segments says no scores") }
    for name in limits where schema[name]?.type != .int {
      throw refusal("`\(name)` of the table of segments is a whole number")
    }
  }

  static let limitNames = ["r", "f", "m"].flatMap { ["\($0)_low", "\($0)_high"] }

  /// Reads the rows.
  init(_ table: Table, at span: SourceSpan) throws(Diagnostic) {
    guard table.rowCount > 0, table.rowCount <= Self.most else {
      throw Diagnostic(
        "E304", "the table of segments has \(table.rowCount.grouped) rows", at: span,
        label: "give one row for each segment or code, at most \(Self.most.grouped)")
    }
    func number(_ name: String, _ row: Int) -> Int64? {
      if case .int(let value)? = table[name]?[row] { value } else { nil }
    }
    for row in 0..<table.rowCount {
      guard case .text(let name)? = table["segment"]?[row] else { continue }
      var code: String?
      switch table["rfm"]?[row] {
      case .text(let text): code = text
      case .int(let digits): code = String(digits)
      default: break
      }
      rules.append(
        Rule(
          name: name, code: code,
          ranges: ["r", "f", "m"].map { ($0, number("\($0)_low", row), number("\($0)_high", row)) })
      )
    }
  }

  /// The names, in the order of the table.
  var names: [String] {
    var seen: Set<String> = []
    return rules.map(\.name).filter { seen.insert($0).inserted }
  }

  /// The segment of a customer; nil if no rule fits.
  func name(of scores: (r: Int64, f: Int64, m: Int64), code: String) -> String? {
    rules.first { rule in
      if let wanted = rule.code { return wanted == code }
      return zip(rule.ranges, [scores.r, scores.f, scores.m]).allSatisfy { range, score in
        score >= range.low ?? .min && score <= range.high ?? .max
      }
    }?.name
  }

  /// The segment of a row with the columns `r`, `f`, `m` and `rfm`; null if no rule fits.
  var expression: Expression {
    let branches = rules.map { rule in
      Expression.Branch(when: condition(rule), then: .literal(.text(rule.name), .text))
    }
    return .branches(branches, otherwise: nil, .text)
  }

  private func condition(_ rule: Rule) -> Expression {
    if let code = rule.code {
      return .call(.equal, [.column("rfm", .text), .literal(.text(code), .text)], .bool)
    }
    var condition = Expression.literal(.bool(true), .bool)
    for range in rule.ranges {
      let limits: [(Planning.Operation, Int64?)] = [
        (.greaterOrEqual, range.low), (.lessOrEqual, range.high),
      ]
      for case (let comparison, let limit?) in limits {
        let test = Expression.call(
          comparison, [.column(range.score, .int), .literal(.int(limit), .int)], .bool)
        condition = .call(.and, [condition, test], .bool)
      }
    }
    return condition
  }
}

extension VerbParameter {
  /// `segments:`: a word, or a table that names them.
  static func segments(_ property: Property<V, SegmentChoice>, _ name: String, _ summary: String)
    -> Self
  {
    let words = ["standard", "none"]
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .words(words), defaultText: "standard",
      notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      if case .expression(let syntax) = option.value {
        switch syntax.kind {
        case .column(let path) where path.count > 1 || !words.contains(path[0].text): break
        default:
          let word = try binder.word(option.value, among: words, for: name)
          verb[keyPath: property] = word == "none" ? .none : .standard
          return
        }
      }
      let table = try binder.table(option, name)
      try SegmentRules.check(table)
      verb[keyPath: property] = .table(table)
    }
  }
}
