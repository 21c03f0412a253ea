import Exploration
package import Language
package import Planning
package import Syntax
package import Tables

/// Whether a column differs between groups, by how much, and how sure that is.
package struct TestVerb: Verb {
  package enum Method: String, CaseIterable, Sendable {
    case auto, welch
    case equalVariance = "equal_variance"
    case rank
    case chiSquare = "chi_square"
    case fisher, proportion
  }
  var by: [NamedExpression] = []
  var value = ColumnName.unset
  var method = Method.auto
  var level = 0.95
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "test",
    family: .explore,
    summary: "Tests whether a column differs between groups: the effect with its interval first.",
    discussion:
      "Chosen by type and size: numbers of two groups by Welch's t test, of more by Welch's "
      + "analysis of variance, texts and truth values by chi-squared (Fisher's exact test for two "
      + "by two with few rows). `rank` is Mann-Whitney or Kruskal-Wallis, `equal_variance` "
      + "Student's t or the classic analysis of variance, `proportion` the z test of two shares. "
      + "Rows without the value or the group are left out and counted.",
    parameters: [
      .by(\.by, "The groups.", named: true),
      .columnItem(
        \.value, "x", "What may differ.", of: .int, .number, .text, .bool, .date, .datetime,
        .duration),
      .word(\.method, "method", "Which test.", default: .auto),
      .option(
        \.level, "level", "The level of the interval.", in: 0.5...0.999, default: 0.95,
        asShare: true),
    ],
    parts: [.table("groups", "Rows, mean, sd and median of each group.")],
    chart: "box",
    examples: [
      Example(
        "supermarket | test total_spend by gender", "Whether the means of two groups differ."),
      Example("orders | test channel by region", "Whether categories hang together."),
    ])

  private static let fields = [
    Field("method", .text), Field("statistic", .number), Field("df", .number),
    Field("p_value", .number), Field("effect", .number), Field("effect_name", .text),
    Field("low", .number), Field("high", .number), Field("level", .number), Field("rows", .int),
    Field("conclusion", .text),
  ]

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    guard let group = by.first else {
      throw Diagnostic(
        "E302", "`test` needs `by`: the groups", at: value.span, label: "add  by group")
    }
    guard by.count == 1 else {
      throw Diagnostic(
        "E306", "`test` takes one column of groups", at: value.span,
        label:
          "join them first: | derive group = f\"{\(by[0].name.asName)} {\(by[1].name.asName)}\"")
    }
    guard group.expression != value.expression else {
      throw Diagnostic(
        "E306", "`\(value.name)` cannot be tested by itself", at: value.span,
        label: "name another column after `by`")
    }
    let isCategory = value.type == .text || value.type == .bool
    let needsNumber = method == .welch || method == .equalVariance || method == .rank
    if needsNumber, value.type == .text {
      throw Diagnostic(
        "E401", "`method: \(method.rawValue)` compares numbers, and `\(value.name)` is a text",
        at: value.span, label: "leave `method:` out, and categories are compared")
    }
    if !needsNumber, method != .auto, !isCategory {
      throw Diagnostic(
        "E401",
        "`method: \(method.rawValue)` counts categories, and `\(value.name)` is "
          + value.type.described, at: value.span,
        label:
          "leave `method:` out, or make classes first: | derive class = cut(\(value.name.asName), […])"
      )
    }
    return Schema(Self.fields)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    guard let group = by.first else { return Answer(input) }
    let pair = input.map {
      $0.projected([
        NamedExpression(value.name, value.expression),
        NamedExpression(Self.group, group.expression),
      ])
    }
    try checkGroups(pair, group, in: context)
    let table = try pair.collect()
    let test: HypothesisTest
    do {
      test = try HypothesisTest.between(
        isCount ? table.columns[0].withTruthFirst : table.columns[0].asNumbers,
        by: table.columns[1], approach: approach, level: level,
        cancellation: context.cancellation)
    } catch let refusal as TestRefusal {
      throw try refused(refusal, table, group.name, at: context.span)
    }
    let groups = try TestGroups(
      table.columns[0], by: table.columns[1], cancellation: context.cancellation)
    for doubt in test.doubts { context.notice(sentence(doubt)) }
    let wording = TestWording(test, of: value.name, by: group.name, groups: groups)
    let row: [Value] = [
      .text(test.method.title), Value(test.statistic), Value(test.degrees.last),
      Value(test.pValue), Value(test.effect.value), .text(test.effect.kind.title),
      Value(test.effect.low), Value(test.effect.high), .number(level), .int(Int64(test.rows)),
      .text(wording.conclusion),
    ]
    let part = try context.stored(
      [Field(group.name, group.expression.type)] + TestGroups.fields, groups.rows)
    var answer = Answer(
      .table(try context.stored(Self.fields, [row])), parts: [Part("groups", Answer(part))],
      naturalChart: .comparison(of: value.name, by: group.name, pair),
      footer: wording.conclusion + " · " + footer(test, all: table.rowCount, engine: input.engine))
    answer.record = RunRecord(
      rows: test.rows,
      metrics: [
        .init("method", test.method.title), .init(test.effect.kind.title, test.effect.value),
        .init("p_value", test.pValue),
      ])
    return answer
  }

  /// The name of the groups while they are read; the value may have the same one.
  static let group = "\u{1}group"

  private var approach: HypothesisTest.Approach {
    switch method {
    case .auto, .welch: .automatic
    case .equalVariance: .equalVariances
    case .rank: .ranks
    case .chiSquare: .chiSquared
    case .fisher: .fisher
    case .proportion: .proportions
    }
  }

  /// Whether a column of truth values is counted, not averaged.
  private var isCount: Bool { method != .welch && method != .equalVariance && method != .rank }

  // MARK: Refusals

  private static let mostNumberGroups = 20
  private static let mostGroups = 200

  /// Refuses what makes no groups, before all rows are read.
  private func checkGroups(_ pair: Relation, _ group: NamedExpression, in context: RunContext)
    throws
  {
    let type = group.expression.type
    let name = group.name.asName
    let isNumber = type.isNumeric || type.isTemporal || type == .duration
    let most = isNumber ? Self.mostNumberGroups : Self.mostGroups
    let isThere = Expression.call(.isNotNull, [.column(Self.group, type)], .bool)
    let distinct = try pair.map { $0.filtered(by: isThere).selected([Self.group]).distinct() }
      .count()
    guard distinct > most else {
      return try checkValues(pair, in: context)
    }
    let advice =
      switch type {
      case .int, .number: "make classes first: | derive \(name)_class = bin(\(name), 10)"
      case .date, .datetime: "make periods first: | derive period = bin(\(name), 1mo)"
      default: "keep those of interest first: | filter \(name) in […]"
      }
    throw Diagnostic(
      "E529", "`\(group.name)` makes \(distinct.grouped) groups, too many to compare",
      at: context.span, label: advice)
  }

  /// Refuses texts of which each stands once: they are no categories.
  private func checkValues(_ pair: Relation, in context: RunContext) throws {
    guard value.type == .text else { return }
    let present = pair.map {
      $0.filtered(by: .call(.isNotNull, [value.expression], .bool)).selected([value.name])
    }
    let rows = try present.count()
    guard rows > 2, try present.map({ $0.distinct() }).count() == rows else { return }
    throw Diagnostic(
      "E529", "every value of `\(value.name)` stands once, so that there are no categories",
      at: value.span, label: "an id has nothing to test; name another column")
  }

  private func refused(
    _ refusal: TestRefusal, _ table: Table, _ group: String, at span: SourceSpan
  ) throws -> Diagnostic {
    let both = table.rows(
      (0..<table.rowCount).filter {
        table.columns[0].validity[$0] && table.columns[1].validity[$0]
      })
    if both.rowCount == 0 {
      return Diagnostic(
        "E709", "no row has both `\(value.name)` and `\(group)`", at: span,
        label: "look at the columns with `| describe`")
    }
    let sizes = try TestGroups(both.columns[0], by: both.columns[1]).sizes
    let first = sizes.first?.key.quotedText ?? ""
    switch refusal {
    case .tooFewGroups:
      return Diagnostic(
        "E709", "all rows with a value belong to one group, \(first)", at: span,
        label: "a test compares two groups or more")
    case .notTwoGroups(let count):
      return Diagnostic(
        "E529",
        "`method: \(method.rawValue)` takes two groups and two values, and there are \(count)",
        at: span, label: "leave `method:` out, or keep two with `| filter`")
    case .tooFewRows:
      guard let small = sizes.first(where: { $0.rows < 2 }) else {
        return Diagnostic(
          "E709", "the numbers of `\(value.name)` are too large to have a variance", at: span,
          label: "divide them first, or take `method: rank`")
      }
      return Diagnostic(
        "E709", "the group \(small.key.quotedText) has too few rows (\(small.rows)) for this test",
        at: span, label: "leave it out: | filter \(group.asName) != \(small.key.literalText)")
    case .noSpread where both.columns[0].distinctCount(upTo: 2) < 2:
      return Diagnostic(
        "E709", "`\(value.name)` has one value, \(both.columns[0][0].quotedText), in all groups",
        at: span, label: "there is nothing that could differ")
    case .noSpread where sizes.count < 2:
      return Diagnostic(
        "E709", "all rows with a value belong to one group, \(first)", at: span,
        label: "a test compares two groups or more")
    case .noSpread:
      return Diagnostic(
        "E709", "`\(value.name)` does not vary within the groups", at: span,
        label: "without spread no test can be made; `method: rank` compares the order")
    case .wrongType:
      return Diagnostic(
        "E401", "`\(value.name)` is \(value.type.described) and cannot be tested", at: value.span)
    }
  }

  // MARK: Words

  private func sentence(_ doubt: HypothesisTest.Doubt) -> String {
    switch doubt {
    case .smallExpectedCounts(let least, _):
      "some pairs of values are rare (\(PlainNumber.text((least * 100).rounded() / 100)) rows "
        + "expected): chi-squared is rough here; merge rare values, or with two by two take "
        + "`method: fisher`"
    case .fewRows(let least):
      "a group has \(least.counted("row")) and a long tail: its mean says little; "
        + "`method: rank` does not lean on means"
    }
  }

  private func footer(_ test: HypothesisTest, all: Int, engine: any Engine) -> String {
    let choice = method == .auto ? ", chosen by type and size" : ""
    var parts = [
      test.method.title + choice, test.written, test.rows.counted("row"),
    ]
    if all > test.rows {
      parts.append("\((all - test.rows).grouped) without value or group left out")
    }
    return (parts + [engine.name]).joined(separator: " · ")
  }
}
