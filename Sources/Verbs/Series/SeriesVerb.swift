package import Language
package import Planning
package import Syntax
package import Tables

/// Aggregates by bins of a date, one row per group and bin, without gaps.
package struct SeriesVerb: RelationalVerb {
  var by: [NamedExpression] = []
  var date = ColumnName.unset
  var columns: [NamedExpression] = []
  var every = Given(BinStep(1, .day), SourceSpan(0, 0))
  var fills: [String: Plan.Calendar.Fill] = [:]
  var range = Plan.Calendar.End.table
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "series",
    family: .series,
    summary: "Makes one row per group and bin of a date, without gaps.",
    discussion: "Each group goes from its first bin to the last one of the table (`range: own`: to "
      + "its own). Bins are those of `bin`: weeks start on Monday. A bin without rows holds "
      + "`fill:`: null, a value, `forward` for what was there before, or a record by column. Rows "
      + "without a date are left out and counted.",
    parameters: [
      .by(\.by, "One series for each of these groups.", named: true),
      .on(\.date, "The date.", of: .date, .datetime, required: true),
      .aggregates(\.columns, "What to compute for each bin."),
      .every(\.every, "every", "The length of a bin, such as 1d, 1w, 1mo or 15min."),
      .fills(\.fills, of: \.columns, "fill", "What a bin without rows holds."),
      .word(\.range, "range", "Where the series of a group ends.", default: .table),
    ],
    chart: "line",
    examples: [
      Example(
        "orders | series units = sum(quantity) on order_date by region every: 1w, fill: 0",
        "Units by week and region, with the weeks in which nothing was sold.")
    ])

  /// More rows would be a slip, such as seconds over years.
  static let mostRows = 50_000_000

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    for name in by.map(\.name) + columns.map(\.name) where name == date.name {
      throw Diagnostic(
        "E522", "the result would have two columns `\(name)`", at: date.span,
        label: "give the new column another name")
    }
    guard every.value.isRegular else {
      throw Diagnostic(
        "E420", "bins of \(every.value.text) do not fill a day, so their distances would differ",
        at: every.span, label: "write a length that divides a day, such as 15min, 6h or 12h")
    }
    return input.series(
      columns, on: Field(date.name, date.type), by: by, every: every.value, fills: fills, to: range)
  }

  package func newName(of column: String, in output: Schema) -> String? { nil }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    var shape = input
    shape.plan = try plan(on: input.plan)
    shape.roles = roles
    return shape
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: Self.declaration.name)
    return try run(on: relation, in: context)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let size = try input.map {
      $0.seriesSize(on: Field(date.name, date.type), by: by, every: every.value, to: range)
    }.collect()
    let numbers =
      size.rowCount == 1 ? size.row(0).map { min($0.asNumber ?? 0, 9e18) } : [0, 0, 0, 0]
    let (rows, groups, bins, dateless) = (numbers[0], numbers[1], numbers[2], Int(numbers[3]))
    guard rows <= Double(Self.mostRows) else {
      let groupWords = by.isEmpty ? "" : "\(Int(groups).counted("group")) over "
      throw Diagnostic(
        "E730",
        "this would give \(Int(rows).grouped) rows: \(groupWords)\(Int(bins).counted("bin")) of "
          + every.value.text, at: context.span,
        label: "take a longer step\(by.isEmpty ? "" : ", fewer groups, or `range: own`")",
        notes: ["\(Self.mostRows.grouped) rows is the most"])
    }
    var words = ["\(Int(rows).counted("bin")) of \(every.value.text)"]
    if !by.isEmpty { words.append("\(Int(groups).grouped) series") }
    if dateless > 0 { words.append("\(dateless.counted("row")) without \(date.name) left out") }
    words.append(input.engine.name)
    return Answer(
      .table(Relation(try plan(on: input.plan), in: input.engine)), roles: roles,
      naturalChart: .lines(date: date.name, values: columns.map(\.name), keys: by.map(\.name)),
      footer: words.joined(separator: " · "))
  }

  private var roles: Roles {
    Roles([.date: date.name, .value: columns.first?.name ?? date.name])
  }
}

extension VerbParameter {
  /// The length of a bin.
  static func every(
    _ property: Property<V, Given<BinStep>>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .step, required: true, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { throw binder.missing(description) }
      let syntax = try option.expression(named: name)
      guard let step = BinStep(try binder.scalar(syntax)) else {
        throw BinStep.refusal(at: syntax.span)
      }
      verb[keyPath: property] = Given(step, syntax.span)
    }
  }

  /// What bins without rows hold: a value or `forward` for all columns, or a record by column.
  static func fills(
    _ property: Property<V, [String: Plan.Calendar.Fill]>,
    of columns: Property<V, [NamedExpression]>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .values, defaultText: "null", notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      let columns = verb[keyPath: columns]
      var given: [(column: NamedExpression, syntax: ExpressionSyntax)] = []
      if case .record(let fields) = syntax.kind {
        for field in fields {
          guard let column = columns.first(where: { $0.name == field.name.text }) else {
            throw Diagnostic(
              "E101", "`series` makes no column \(field.name.text.asCode)", at: field.name.span,
              notes: ["it makes \(columns.map(\.name).joined(separator: ", "))"])
          }
          given.append((column, field.value))
        }
      } else {
        given = columns.map { ($0, syntax) }
      }
      for (column, syntax) in given {
        verb[keyPath: property][column.name] = try fill(of: column, syntax, &binder)
      }
    }
  }

  private static func fill(
    of column: NamedExpression, _ syntax: ExpressionSyntax, _ binder: inout StageBinder
  ) throws(Diagnostic) -> Plan.Calendar.Fill {
    switch syntax.kind {
    case .column(let path) where path.count == 1 && path[0].text == "forward": return .forward
    case .literal(.text("forward")) where column.expression.type != .text: return .forward
    case .column(let path) where path.count == 1:
      throw Diagnostic(
        "E305", "`fill:` has no word `\(path[0].text)`", at: syntax.span,
        notes: ["it is null, a value, or `forward`"])
    default: break
    }
    let type = column.expression.type
    let scalar = try binder.scalar(syntax)
    guard case .value(let value, let found) = scalar, type.widened(with: found) == type else {
      throw Diagnostic(
        "E401", "`fill:` is \(scalar.described), and `\(column.name)` is \(type.described)",
        at: syntax.span, label: "give a record: fill: {\(column.name.asName): …}")
    }
    if type == .number, let number = value.asNumber { return .value(.number(number)) }
    return .value(value)
  }
}
