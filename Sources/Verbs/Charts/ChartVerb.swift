import Charts
package import Language
package import Planning
package import Syntax
package import Tables

/// Draws a table.
package struct ChartVerb: Verb {
  var markName: String?
  var data: TableArgument?
  var channels: [BoundChannel] = []
  var title: String?
  var width = 640
  var height: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "chart",
    family: .chart,
    summary: "Draws the table before it: a mark, and what each channel shows.",
    discussion: "Without a mark the result's natural chart is drawn, or one that suits the columns. "
      + "A channel is a column, an expression, or a constant: `color: \"grey\"`.",
    parameters: [
      .form(\.markName, markNames, "The kind of drawing."),
      .tableOption(\.data, "data", "Another table than the one before."),
      .channels(
        \.channels, plan: { verb, binder in verb.dataPlan ?? binder.input.plan },
        options: { _, binder in binder.syntax.options }),
      .channel(.y, "The vertical position."),
      .channel(.color, "The colour, one per category or by value."),
      .channel(.size, "The size."),
      .channel(.label, "A text at the mark."),
      .channel(.facet, "One small chart per value."),
      .channel(.low, "The lower edge."),
      .channel(.high, "The upper edge."),
      .channel(.cut, "Where a tree is cut."),
      .option(\.title, "title", "The title."),
      .option(\.width, "width", "The width in pixels.", in: 240...1_600, default: 640),
      .option(\.height, "height", "The height in pixels; without it what the content needs."),
    ],
    examples: [
      Example(
        "orders | summarize units = sum(quantity) by month = bin(order_date, 1mo) "
          + "| chart line x: month, y: units", "Units by month."),
      Example(
        "orders | summarize units = sum(quantity) by region | chart bar x: units, y: region",
        "Units by region."),
    ])

  private var dataPlan: Plan? { data?.answer.relation?.plan }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { Schema() }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    guard input.kind == .table else {
      throw Diagnostic(
        "E312", "`chart` needs a table, and this is not one", at: nil,
        label: input.kind == .chart ? "add marks with `| layer`" : "bind the table first")
    }
    if let mark = try mark(named: markName, at: data?.span ?? SourceSpan(0, 0)) {
      try checkChannels(channels, of: mark, at: channels.first?.span ?? SourceSpan(0, 0))
    }
    return Shape(
      .chart, plan: .placeholder(Schema()), roles: input.roles, channels: channels.map(\.syntax),
      chartPlan: dataPlan ?? input.plan)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    try apply(to: Answer(input), in: context)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    guard let relation = data?.answer.relation ?? input.relation else {
      throw Diagnostic("E312", "`chart` needs a table, and this is not one", at: context.span)
    }
    var chart = try drawn(relation, of: input, in: context)
    if let title { chart.title = title }
    chart.width = width
    if let height { chart.height = height }
    return Answer(
      .chart(ChartAnswer(chart: chart, data: relation, channels: channels.map(\.syntax))),
      roles: input.roles, footer: input.footer)
  }

  private func drawn(_ relation: Relation, of input: Answer, in context: RunContext) throws
    -> Chart
  {
    let mark = try mark(named: markName, at: context.span)
    if channels.isEmpty && mark == nil {
      if let natural = input.naturalChart { return try natural.draw(input, context) }
      return try automatic(relation, in: context)
    }
    let builder = LayerBuilder(relation: relation, roles: input.roles, context: context)
    let layer = try builder.layer(mark, channels)
    if mark == nil { try checkChannels(channels, of: layer.mark, at: context.span) }
    return Chart(layers: [layer])
  }

  /// A chart chosen by the types of the columns.
  private func automatic(_ relation: Relation, in context: RunContext) throws -> Chart {
    let table = try relation.map { $0.limited(to: 100_000) }.collect()
    let order: CategoryOrder = relation.plan.writtenOrder.isEmpty ? .automatic : .data
    let chart = Chart.automatic(
      for: table, encode: { EncodedColumn($0.name, $1, order: order) })
    guard let chart else {
      throw Diagnostic(
        "E420", "no column here can be drawn by itself", at: context.span,
        label: "name a mark and its channels: | chart bar x: …, y: …")
    }
    return chart
  }
}
