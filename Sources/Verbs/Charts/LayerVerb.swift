import Charts
package import Language
package import Planning
package import Syntax
package import Tables

/// Adds a mark to a chart.
package struct LayerVerb: Verb {
  var markName: NameSyntax?
  var data: TableArgument?
  var channels: [BoundChannel] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "layer",
    family: .chart,
    summary: "Adds a mark to the chart before it; data and channels are inherited unless given.",
    parameters: [
      .form(\.markName, markNames, "The kind of drawing.", required: true),
      .tableOption(\.data, "data", "Another table than the chart's."),
      .channels(
        \.channels, plan: { verb, binder in verb.plan(in: binder) },
        options: { verb, binder in verb.options(in: binder) }, mark: \.markName),
      .channel(.y, "The vertical position."),
      .channel(.color, "The colour, one per category or by value."),
      .channel(.size, "The size."),
      .channel(.label, "A text at the mark."),
      .channel(.facet, "One small chart per value, on shared axes."),
      .channel(.low, "The lower edge, or where steps start."),
      .channel(.high, "The upper edge, or where steps end."),
      .channel(.cut, "The number of clusters of a tree; the partial cells of a heatmap."),
    ],
    examples: [
      Example(
        "orders | summarize units = sum(quantity) by month = bin(order_date, 1mo) "
          + "| chart line x: month, y: units | layer point label: units",
        "A line with its points and their values.")
    ],
    keepsRoles: true, takes: [.chart])

  private func plan(in binder: StageBinder) -> Plan {
    data?.answer.relation?.plan ?? binder.input.chartPlan ?? binder.input.plan
  }

  /// The channels of this layer: its own, and those of the chart that it can take over.
  private func options(in binder: StageBinder) -> [OptionSyntax] {
    let own = binder.syntax.options.filter { ChannelName(rawValue: $0.name.text) != nil }
    let mark = markName.flatMap { Mark.named($0.text) }
    let plan = plan(in: binder)
    let inherited = binder.input.channels.filter { option in
      guard let name = ChannelName(rawValue: option.name.text),
        !own.contains(where: { $0.name.text == option.name.text }),
        mark?.channel(name) != nil || (name == .facet && mark != .rule)
      else { return false }
      // With data of its own, a layer takes over only what that table has.
      return data == nil || (try? binder.channels([option], over: plan)) != nil
    }
    return own + inherited
  }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { Schema() }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    if let markName, let mark = try mark(named: markName) {
      try checkChannels(channels, of: mark, at: markName.span)
    }
    return input
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    throw Diagnostic("E312", "`layer` adds to a chart, and this is not one", at: context.span)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    guard case .chart(var chart) = input.content else {
      return try run(on: Relation(.placeholder(Schema()), in: context.embedded), in: context)
    }
    guard chart.chart.members.isEmpty else {
      throw Diagnostic(
        "E312", "`layer` adds to one chart, and this is a grid", at: context.span,
        label: "add the layer to its chart, before `grid`")
    }
    let relation = data?.answer.relation ?? chart.data
    let builder = LayerBuilder(relation: relation, roles: input.roles, context: context)
    chart.chart.layers.append(
      try builder.layer(try mark(named: markName), channels))
    try chart.chart.check(channels, at: context.span)
    var answer = input
    answer.content = .chart(chart)
    return answer
  }
}
