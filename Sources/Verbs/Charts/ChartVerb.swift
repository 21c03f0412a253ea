import Charts
package import Language
package import Planning
package import Syntax
package import Tables

/// Draws a table.
package struct ChartVerb: Verb {
  var markName: NameSyntax?
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
    discussion:
      "Without a mark the result's natural chart is drawn, or one that suits the columns. "
      + "A channel is a column, an expression, or a constant: `color: \"grey\"`.",
    parameters: [
      .form(\.markName, markNames, "The kind of drawing."),
      .tableOption(\.data, "data", "Another table than the one before."),
      .channels(
        \.channels, plan: { verb, binder in verb.dataPlan ?? binder.input.plan },
        options: { _, binder in binder.syntax.options }, mark: \.markName),
      .channel(.y, "The vertical position."),
      .channel(.color, "The colour, one per category or by value."),
      .channel(.size, "The size."),
      .channel(.label, "A text at the mark."),
      .channel(.facet, "One small chart per value, on shared axes."),
      .channel(.low, "The lower edge, or where steps start."),
      .channel(.high, "The upper edge, or where steps end."),
      .channel(.cut, "The number of clusters of a tree; the partial cells of a heatmap."),
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

  private var isWidthGiven: Bool { width != Self().width }

  private var isMarkAlone: Bool { channels.isEmpty && data == nil }

  private var dataPlan: Plan? { data?.answer.relation?.plan }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { Schema() }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    // A mark alone may stand for a picture of the answer, which is not known before it is there.
    if let markName, let mark = try mark(named: markName),
      !isMarkAlone || input.roles.isEmpty
    {
      try checkChannels(channels, of: mark, at: markName.span)
    }
    return Shape(
      .chart, plan: .placeholder(Schema()), roles: input.roles, channels: channels.map(\.syntax),
      chartPlan: dataPlan ?? input.plan)
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    try apply(to: Answer(input), in: context)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    let relation = try data?.answer.relation ?? input.table(for: Self.declaration.name)
    var chart = try drawn(relation, of: input, in: context)
    if let title { chart.title = title }
    // A natural chart may be a grid, which is as wide as it needs unless told otherwise.
    if chart.members.isEmpty || isWidthGiven { chart.width = width }
    if let height { chart.height = height }
    try chart.check(channels, at: context.span)
    return Answer(
      .chart(ChartAnswer(chart: chart, data: relation, channels: channels.map(\.syntax))),
      roles: input.roles, footer: input.footer)
  }

  private func drawn(_ relation: Relation, of input: Answer, in context: RunContext) throws
    -> Chart
  {
    let mark = try mark(named: markName)
    if channels.isEmpty && mark == nil {
      // It draws nothing where a column that it needs is gone, or there are no rows.
      if let chart = try input.naturalChart?.draw(input, context),
        !chart.layers.isEmpty || !chart.members.isEmpty
      {
        return chart
      }
      return try automatic(relation, in: context)
    }
    if let mark {
      do throws(Diagnostic) {
        try checkColumns(of: mark, in: relation.schema, at: markName?.span)
        try checkChannels(channels, of: mark, at: markName?.span ?? context.span)
      } catch {
        guard let chart = try natural(mark, of: input, in: context) else { throw error }
        return chart
      }
    }
    let builder = LayerBuilder(relation: relation, roles: input.roles, context: context)
    let layer = try builder.layer(mark, channels)
    if mark == nil { try checkChannels(channels, of: layer.mark, at: context.span) }
    return Chart(layers: [layer])
  }

  /// The picture of an answer that a mark alone stands for.
  private func natural(_ mark: Mark, of input: Answer, in context: RunContext) throws -> Chart? {
    guard isMarkAlone, let natural = input.naturalChart?.drawing(mark.name) else { return nil }
    let chart = try natural.draw(input, context)
    return chart.layers.contains { $0.mark == mark } ? chart : nil
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
