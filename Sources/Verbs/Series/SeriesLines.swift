import Charts
import Language
import Planning
import Tables

extension NaturalChart {
  /// A line per series over its dates: few groups by colour, more as small charts, several measures
  /// below each other.
  static func lines(date: String, values: [String], keys: [String]) -> NaturalChart {
    NaturalChart("line") { answer, context in
      guard let relation = answer.relation, relation.schema[date] != nil else {
        return Chart(layers: [])
      }
      let measures = Array(
        values.filter { relation.schema[$0]?.type.isNumeric ?? false }.prefix(4))
      guard let first = measures.first else { return Chart(layers: []) }
      guard measures.count == 1 else {
        let groups = try SeriesGroups(
          of: relation, date: date, values: measures, keys: keys, most: SeriesGroups.mostColors)
        return groups.panels(of: measures, name: "value")
      }
      let groups = try SeriesGroups(
        of: relation, date: date, values: measures, keys: keys, most: SeriesGroups.mostFacets)
      return groups.lines(of: first)
    }
  }
}

/// The rows of the series that a picture shows: the largest ones, if there are many.
struct SeriesGroups {
  /// Lines that colours can tell apart.
  static let mostColors = 6
  /// Small charts in one picture.
  static let mostFacets = 12

  /// The date, the measures and the name of the group, ordered by group and date.
  let table: Table
  /// The date across, and the group as colour or small chart.
  private(set) var encodings: [ChannelName: Encoding] = [:]
  /// What was left out.
  let notes: [String]

  init(of relation: Relation, date: String, values: [String], keys: [String], most: Int) throws {
    let schema = relation.schema
    let keys = keys.filter { schema[$0] != nil }
    let fields = keys.compactMap { schema[$0] }
    var plan = relation.plan
    var total = 0
    if !fields.isEmpty {
      (plan, total) = try Self.largest(
        most, of: relation, keys: fields,
        by: schema[values[0]] ?? Field(values[0], .number))
    }
    let sort = fields + [schema[date]].compactMap(\.self)
    let columns = sort + values.compactMap { schema[$0] }
    let table = try Relation(
      plan.selected(columns.map(\.name)).sorted(by: sort.map { SortKey(Expression($0)) }),
      in: relation.engine
    ).collect()
    self.table = table
    notes =
      total > most
      ? ["the \(most) largest of \(total.grouped) by \(keys.joined(separator: ", "))"] : []
    if let column = table[date] { encodings[.x] = .column(EncodedColumn(date, column)) }
    guard let names = Self.names(fields, in: table) else { return }
    let shown = min(total, most)
    encodings[shown <= Self.mostColors ? .color : .facet] = .column(
      EncodedColumn(
        keys.joined(separator: " · "), names, isDiscrete: true, order: .data))
  }

  /// The rows of the groups with the largest sums, and how many groups there are in all.
  static func largest(_ most: Int, of relation: Relation, keys: [Field], by value: Field) throws
    -> (plan: Plan, total: Int)
  {
    let sizes = relation.plan.aggregated(
      keys: keys.map { NamedExpression($0.name, Expression($0)) },
      aggregates: [
        NamedExpression(
          "\u{1}size", .aggregate(AggregateCall(.sum, [Expression(value)], type: value.type)))
      ])
    let total = try Relation(sizes, in: relation.engine).count()
    guard total > most else { return (relation.plan, total) }
    let order = SortKey(.column("\u{1}size", value.type), descending: true)
    let largest = try Relation(sizes.sorted(by: [order]).limited(to: most), in: relation.engine)
      .collect()
    return (relation.plan.filtered(by: condition(keys, largest)), total)
  }

  /// A line per group.
  func lines(of measure: String) -> Chart {
    var encodings = encodings
    if let column = table[measure] {
      encodings[.y] = .column(EncodedColumn(measure, column))
    }
    return Chart(
      layers: [ChartLayer(.line, encodings, rowCount: table.rowCount)], subtitleNotes: notes)
  }

  /// A panel per measure, below each other.
  func panels(of measures: [String], name: String) -> Chart {
    let rows = table.rowCount
    // Every panel goes over the same dates and groups.
    let repeated = measures.flatMap { _ in 0..<rows }
    var encodings = encodings.mapValues { encoding -> Encoding in
      guard case .column(var column) = encoding else { return encoding }
      column.column = column.column.rows(repeated)
      return .column(column)
    }
    let values = measures.flatMap { table[$0]?.values ?? [] }.map { value -> Value in
      value.asNumber.map(Value.number) ?? .null
    }
    let names = measures.flatMap { [Value](repeating: .text($0), count: rows) }
    encodings[.y] = .column(EncodedColumn(name, Column(values, type: .number)))
    encodings[.facet] = .column(
      EncodedColumn("measure", Column(names, type: .text), order: .data))
    var chart = Chart(
      layers: [ChartLayer(.line, encodings, rowCount: repeated.count)], subtitleNotes: notes)
    chart.title = measures.joined(separator: ", ")
    chart.facetLayout = .stacked(comparesAmounts: false)
    return chart
  }

  /// Whether a row belongs to one of the groups.
  private static func condition(_ keys: [Field], _ groups: Table) -> Expression {
    let matches = (0..<groups.rowCount).map { row -> Expression in
      let parts = keys.map { key -> Expression in
        let value = groups[key.name]?[row] ?? .null
        return value.isNull
          ? .call(.isNull, [Expression(key)], .bool)
          : .call(.equal, [Expression(key), .literal(value, key.type)], .bool)
      }
      return parts.dropFirst().reduce(parts[0]) { .call(.and, [$0, $1], .bool) }
    }
    guard let first = matches.first else { return .literal(.bool(true), .bool) }
    return matches.dropFirst().reduce(first) { .call(.or, [$0, $1], .bool) }
  }

  /// One column of keys as it is, several as one text; nil without keys.
  static func names(_ keys: [Field], in table: Table) -> Column? {
    let columns = keys.compactMap { table[$0.name] }
    if columns.count < 2 { return columns.first }
    return Column(
      (0..<table.rowCount).map { row in
        .text(columns.map { $0[row].columnName }.joined(separator: " · "))
      }, type: .text)
  }
}
