package import Language
package import Planning
package import Syntax
import Tables

/// Fills missing values.
package struct Impute: RelationalVerb {
  package enum Method: String, CaseIterable, Sendable {
    case median, mean, zero
    case mostFrequent = "most_frequent"
    case forward
  }
  var by: [NamedExpression] = []
  var sort: [SortKey] = []
  var columns: [ColumnName] = []
  var method = Method.median
  /// Columns of ints whose medians are whole, so that they stay ints.
  var whole: Set<String> = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "impute",
    family: .prepare,
    summary: "Fills missing values of columns; how many is said below the table.",
    discussion: "Numbers get the median (or mean, zero, the commonest value); texts the commonest "
      + "value. `forward` repeats the last value before, in the order of `sort`. Without columns "
      + "all that fit are filled.",
    parameters: [
      .by(\.by, "Fill from the values of the same group.", named: false),
      .sort(\.sort, "The order for `method: forward`."),
      .columns(\.columns, "The columns to fill."),
      .word(\.method, "method", "What a missing value becomes.", default: .median),
      .wholeMedians(\.whole),
    ],
    examples: [
      Example("supermarket | impute age, total_spend by region", "Medians of the region.")
    ],
    asksRows: true)

  /// The columns that are filled.
  private func filled(in schema: Schema) -> [Field] {
    if !columns.isEmpty { return columns.compactMap { schema[$0.name] } }
    let keys = Set(by.map(\.name))
    return schema.fields.filter {
      !keys.contains($0.name) && ($0.type.isNumeric || $0.type == .text)
    }
  }

  /// The columns of ints that medians fill.
  fileprivate func medianInts(in schema: Schema) -> [Field] {
    method == .median ? filled(in: schema).filter { $0.type == .int } : []
  }

  package func plan(on input: Plan) throws(Diagnostic) -> Plan {
    var items: [NamedExpression] = []
    for field in filled(in: input.schema) {
      items.append(NamedExpression(field.name, try expression(for: field, in: input)))
    }
    return input.derived(items)
  }

  private func expression(for field: Field, in input: Plan) throws(Diagnostic) -> Expression {
    let value = Expression.column(field.name, field.type)
    let partition = by.map(\.expression)
    func window(_ function: AggregateFunction, _ type: DataType) -> Expression {
      .window(WindowCall(.aggregate(function), [value], partition: partition, type: type))
    }
    let span = columns.first { $0.name == field.name }?.span
    var filler: Expression
    switch method {
    case .mostFrequent: filler = window(.mode, field.type)
    case .forward: filler = try lastBefore(value, in: input, at: span)
    case .median, .mean, .zero:
      guard field.type.isNumeric else {
        if field.type == .text {
          filler = window(.mode, field.type)
          break
        }
        throw Diagnostic(
          "E401", "`\(field.name)` is \(field.type.described) and cannot be filled so", at: span,
          label: "write `method: most_frequent` or `method: forward`")
      }
      if method == .zero {
        filler = Expression.literal(.int(0), .int).widened(to: field.type)
      } else {
        filler = window(method == .mean ? .mean : .median, .number)
        if whole.contains(field.name) { filler = .call(.convert, [filler], .int) }
      }
    }
    let type = field.type.widened(with: filler.type) ?? field.type
    return .call(.coalesce, [value.widened(to: type), filler.widened(to: type)], type)
  }

  /// The last value that is there before a row: the values since then form a run of one value.
  private func lastBefore(_ value: Expression, in input: Plan, at span: SourceSpan?)
    throws(Diagnostic) -> Expression
  {
    let order = sort.isEmpty ? input.writtenOrder : sort
    guard !order.isEmpty else {
      throw Diagnostic(
        "E405", "`method: forward` needs an order", at: span, label: "add  sort date")
    }
    let partition = by.map(\.expression)
    let isThere = Expression.branches(
      [.init(when: .call(.isNotNull, [value], .bool), then: .literal(.int(1), .int))],
      otherwise: .literal(.int(0), .int), .int)
    let run = Expression.window(
      WindowCall(.cumulativeSum, [isThere], partition: partition, order: order, type: .int))
    return .window(
      WindowCall(.aggregate(.max), [value], partition: partition + [run], type: value.type))
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let output = Relation(try plan(on: input.plan), in: input.engine)
    let fields = filled(in: input.schema)
    let before = try missing(fields, in: input)
    let after = try missing(fields, in: output)
    let counts = zip(fields, zip(before, after)).compactMap { field, counts -> String? in
      let (before, after) = counts
      guard before > 0 else { return nil }
      return "\(field.name) \((before - after).grouped)"
        + (after > 0 ? " of \(before.grouped)" : "")
    }
    let words =
      counts.isEmpty
      ? "nothing was missing" : "filled \(counts.joined(separator: ", "))"
    return Answer(
      .table(output), footer: "\(method.rawValue)\(by.isEmpty ? "" : " by group") · \(words)")
  }

  /// How many values of each column are null.
  private func missing(_ fields: [Field], in relation: Relation) throws -> [Int] {
    guard !fields.isEmpty else { return [] }
    let counts = try relation.map { plan in
      plan.aggregated(
        keys: [],
        aggregates: fields.map { field in
          let isNull = Expression.call(.isNull, [.column(field.name, field.type)], .bool)
          return NamedExpression(
            field.name, .aggregate(AggregateCall(.count, [], where: isNull, type: .int)))
        })
    }.collect()
    return counts.row(0).map { Int($0.asNumber ?? 0) }
  }
}

extension VerbParameter<Impute> {
  /// Not written: asks which columns of ints have whole medians.
  fileprivate static func wholeMedians(_ property: Property<Impute, Set<String>>) -> Self {
    .asked { (verb: inout Impute, binder: inout StageBinder) throws(Diagnostic) in
      let input = binder.input.plan
      let fields = verb.medianInts(in: input.schema)
      guard !fields.isEmpty else { return }
      let medians = input.aggregated(
        keys: verb.by,
        aggregates: fields.map { field in
          let value = Expression.column(field.name, .int)
          return NamedExpression(
            field.name, .aggregate(AggregateCall(.median, [value], type: .number)))
        })
      guard let table = try binder.environment.rows(of: medians, at: binder.verbSpan) else {
        return
      }
      for field in fields {
        let values = table[field.name]?.values.compactMap(\.asNumber) ?? []
        if values.allSatisfy({ $0 == $0.rounded() }) {
          verb[keyPath: property].insert(field.name)
        }
      }
    }
  }
}
