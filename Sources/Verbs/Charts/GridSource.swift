import Charts
package import Language
import Planning
import Syntax
import Tables

/// Several charts beside each other.
package struct GridSource: SourceVerb {
  var charts: [ChartAnswer] = []
  var columns = 2
  var title: String?
  var width = 960
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "grid",
    family: .chart,
    summary: "Puts charts that have names beside each other, as one picture.",
    discussion: "Each chart is laid out for the width of its column.",
    parameters: [
      .charts(\.charts, "The charts, by their names."),
      .option(\.columns, "columns", "How many stand in a row.", in: 1...4, default: 2),
      .option(\.title, "title", "A title for all of them."),
      .option(\.width, "width", "The width in pixels.", in: 240...1_600, default: 960),
    ],
    examples: [
      Example(
        """
        by_region = orders | summarize units = sum(quantity) by region | chart bar x: units, y: region
        prices = orders | chart histogram x: unit_price
        grid by_region, prices
        """, "Two charts side by side.")
    ])

  package func open(in context: RunContext) throws -> Answer {
    guard let first = charts.first else {
      throw Diagnostic("E302", "`grid` needs charts", at: context.span)
    }
    let grid = Chart(grid: charts.map(\.chart), columns: columns, title: title, width: width)
    return Answer(.chart(ChartAnswer(chart: grid, data: first.data, channels: [])))
  }
}

extension VerbParameter {
  /// Charts by their names.
  static func charts(_ property: Property<V, [ChartAnswer]>, _ summary: String) -> Self {
    let description = ParameterDescription(
      "charts", summary, place: .items, accepts: .table, required: true, notation: "c1, c2, …")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      if binder.syntax.items.isEmpty { throw binder.missing(description) }
      if binder.syntax.items.count > most {
        throw Diagnostic(
          "E306", "`grid` takes at most \(most) charts", at: binder.syntax.items[most].span,
          label: "show the others in a grid of their own")
      }
      var charts: [ChartAnswer] = []
      for item in binder.syntax.items {
        guard item.name == nil, case .column(let path) = item.expression.kind else {
          throw Diagnostic(
            "E304", "`grid` takes the names of charts", at: item.span,
            label: "bind the chart first: c1 = … | chart …")
        }
        guard case .chart(let chart) = try binder.environment.answer(path).content else {
          throw Diagnostic(
            "E312", "`grid` takes charts, and `\(path.map(\.text).joined(separator: "."))` is none",
            at: item.span, label: "bind the chart first: c1 = … | chart …")
        }
        charts.append(chart)
      }
      verb[keyPath: property] = charts
    }
  }

  /// More would be a page, not a picture.
  private static var most: Int { 12 }
}
