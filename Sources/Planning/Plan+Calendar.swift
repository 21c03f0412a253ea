package import Tables

extension Plan {
  /// The rows of a summary and, between them, one for each bin without rows.
  package struct Calendar: Hashable, Sendable {
    /// What an aggregate holds in a bin without rows.
    package enum Fill: Hashable, Sendable {
      case value(Value)
      /// What it held in the bin before.
      case forward
    }
    /// Where a group's bins end.
    package enum End: String, Hashable, Sendable, CaseIterable {
      /// At the last bin of all groups.
      case table
      /// At its own last bin.
      case own
    }
    /// One row per group and bin.
    package var input: Plan
    /// The columns of the group.
    package var keys: [String]
    /// The column of the bin's start; a type of `step`.
    package var date: String
    package var step: BinStep
    /// How to fill the other columns; null where nothing is said.
    package var fills: [String: Fill]
    package var end: End

    /// Whether any column is filled with something.
    package var isFilled: Bool { fills.values.contains { $0 != .value(.null) } }
  }

  /// Aggregates per group and bin of the calendar, without gaps: from each group's first bin to the
  /// last one of all groups, or to its own, ordered by keys and date.
  ///
  /// Rows without a date are left out. `date` is a column of the result, too: its name is kept, its
  /// type is that of the step.
  package func series(
    _ aggregates: [NamedExpression], on date: Field, by keys: [NamedExpression],
    every step: BinStep, fills: [String: Calendar.Fill] = [:], to end: Calendar.End = .table
  ) -> Plan {
    let bin = NamedExpression(date.name, step.bin(Expression(date)))
    let summary = filtered(by: .call(.isNotNull, [Expression(date)], .bool))
      .aggregated(keys: keys + [bin], aggregates: aggregates)
    return .calendar(
      Calendar(
        input: summary, keys: keys.map(\.name), date: date.name, step: step, fills: fills, end: end)
    )
  }

  /// One row: how many rows `series` would give (`rows`), for how many groups (`groups`) of how many
  /// bins in all (`bins`), and how many rows have no date (`dateless`).
  package func seriesSize(
    on date: Field, by keys: [NamedExpression], every step: BinStep, to end: Calendar.End
  ) -> Plan {
    func aggregate(
      _ function: AggregateFunction, _ arguments: [Expression], where condition: Expression? = nil,
      _ type: DataType
    ) -> Expression {
      .aggregate(AggregateCall(function, arguments, where: condition, type: type))
    }
    let moment = Expression(date)
    let groups = aggregated(
      keys: keys.enumerated().map { NamedExpression("k\($0.offset)", $0.element.expression) },
      aggregates: [
        NamedExpression("first", aggregate(.min, [moment], date.type)),
        NamedExpression("last", aggregate(.max, [moment], date.type)),
        NamedExpression(
          "dateless", aggregate(.count, [], where: .call(.isNull, [moment], .bool), .int)),
      ])
    let (first, last) = (
      Expression.column("first", step.type), Expression.column("last", step.type)
    )
    func overall(_ function: AggregateFunction, _ bound: Expression) -> Expression {
      .window(WindowCall(.aggregate(function), [bound], type: step.type))
    }
    func count(_ from: Expression, _ to: Expression) -> Expression {
      .call(.add, [step.bins(from: from, to: to), .literal(.int(1), .int)], .int)
    }
    let tableLast = overall(.max, last)
    let binned = groups.derived([
      NamedExpression("first", step.bin(.column("first", date.type))),
      NamedExpression("last", step.bin(.column("last", date.type))),
    ])
    let counted = binned.projected([
      NamedExpression("own", count(first, end == .own ? last : tableLast)),
      NamedExpression("all", count(overall(.min, first), tableLast)),
      NamedExpression("dateless", .column("dateless", .int)),
    ])
    let own = Expression.column("own", .int)
    return counted.aggregated(
      keys: [],
      aggregates: [
        NamedExpression("rows", aggregate(.sum, [.call(.convert, [own], .number)], .number)),
        NamedExpression("groups", aggregate(.count, [own], .int)),
        NamedExpression("bins", aggregate(.max, [.column("all", .int)], .int)),
        NamedExpression("dateless", aggregate(.sum, [.column("dateless", .int)], .int)),
      ])
  }
}

extension Plan.Calendar {
  /// A hidden column: how many bins a row of the input stands for, its own and the empty ones after.
  var width: String { HiddenColumn.fresh("bins", besides: input.columns) }

  /// The input with that column.
  var measured: Plan {
    let types = Schema(input.columns)
    let start = Expression.column(date, step.type)
    let order = keys.compactMap { types[$0] }.map { SortKey(Expression($0)) } + [SortKey(start)]
    let next = Expression.window(
      WindowCall(
        .lead(1), [start], partition: keys.compactMap { types[$0] }.map { Expression($0) },
        order: order, type: step.type))
    let one = Expression.literal(.int(1), .int)
    let rest: Expression
    switch end {
    case .own: rest = one
    case .table:
      let last = Expression.window(WindowCall(.aggregate(.max), [start], type: step.type))
      rest = .call(.add, [step.bins(from: start, to: last), one], .int)
    }
    let bins = Expression.call(.coalesce, [step.bins(from: start, to: next), rest], .int)
    return input.derived([NamedExpression(width, bins)])
  }

  /// The columns of the result over a row `l` of the measured input and the number `u` of a bin.
  func items(row: (String) -> String, number: Expression) -> [NamedExpression] {
    input.columns.map { field in
      let own = Expression.column(row(field.name), field.type)
      if field.name == date { return NamedExpression(date, step.start(number, after: own)) }
      if keys.contains(field.name) || fills[field.name] == .forward {
        return NamedExpression(field.name, own)
      }
      let isFirst = Expression.call(.equal, [number, .literal(.int(0), .int)], .bool)
      let filler: Expression? =
        if case .value(let value)? = fills[field.name], !value.isNull {
          .literal(value, field.type)
        } else {
          nil
        }
      return NamedExpression(
        field.name,
        .branches([.init(when: isFirst, then: own)], otherwise: filler, field.type))
    }
  }
}
