package import Charts
package import Planning
package import Syntax
package import Tables

/// What a pipeline gives: a table, a chart, a value or a model, its named parts, and what is known about it.
package struct Answer: Sendable {
  package enum Content: Sendable {
    case table(Relation)
    case chart(ChartAnswer)
    case scalar(Scalar)
    case model(any FittedModel)
  }
  package var content: Content
  /// Named parts of the last verb, in the order of its declaration.
  package var parts: [Part]
  /// Which columns play which part; they survive some relational verbs.
  package var roles: Roles
  /// The chart that `| chart` draws without a mark.
  package var naturalChart: NaturalChart?
  /// Method, rows used and dropped, engine: one line under the result.
  package var footer: String?
  /// The last verb, for messages about missing parts.
  package var verb: NameSyntax?
  /// Where the last verb stands: `line 3`, `cell 4, line 3`.
  package var place: String?
  /// Parts of the last verb that this answer lacks, and why.
  package var absentParts: [AbsentPart] = []
  /// Parts that verbs before the last one made, the latest first.
  package var lostParts: [LostParts] = []
  /// How a table is drawn, where it differs from the standard way.
  package var display: DisplayStyle
  /// What the run leaves in the registry, if it made a model, groups or forecasts.
  package var record: RunRecord?

  package init(
    _ content: Content, parts: [Part] = [], roles: Roles = Roles(),
    naturalChart: NaturalChart? = nil, footer: String? = nil, verb: NameSyntax? = nil,
    display: DisplayStyle = .table
  ) {
    self.content = content
    self.parts = parts
    self.roles = roles
    self.naturalChart = naturalChart
    self.footer = footer
    self.verb = verb
    self.display = display
  }

  /// An answer that is just a table.
  package init(_ relation: Relation) { self.init(.table(relation)) }

  /// The table, if the answer is one.
  package var relation: Relation? {
    if case .table(let relation) = content { relation } else { nil }
  }

  /// The table that a verb asks for.
  package func table(for verb: String) throws(Diagnostic) -> Relation {
    guard let relation else {
      throw Diagnostic("E312", "`\(verb)` needs a table, and this is not one", at: nil)
    }
    return relation
  }
}

/// A table or scalar that belongs to an answer under a name: `segments.profile`.
package struct Part: Sendable {
  package var name: String
  package var answer: Answer

  package init(_ name: String, _ answer: Answer) {
    self.name = name
    self.answer = answer
  }
}

/// A part that a verb makes in other cases: what was missing, and how to get it.
package struct AbsentPart: Hashable, Sendable {
  package var name: String
  /// Such as `nothing was tried on the past`.
  package var reason: String
  /// Such as `add  backtest: 3`.
  package var advice: String

  package init(_ name: String, reason: String, advice: String) {
    self.name = name
    self.reason = reason
    self.advice = advice
  }
}

/// Parts that are no part of an answer any more, because a verb came after the one that made them.
package struct LostParts: Hashable, Sendable {
  package var names: [String]
  package var verb: String
  /// Where that verb stands: `line 3`, `cell 4, line 3`.
  package var place: String?

  package init(names: [String], verb: String, place: String?) {
    self.names = names
    self.verb = verb
    self.place = place
  }
}

/// How a table is drawn.
package enum DisplayStyle: Hashable, Sendable {
  /// All columns.
  case table
  /// The profile of `describe`: its telling columns, with a small picture of each column's values.
  case profile(ProfileDisplay)
}

/// A scalar, a list or a record of scalars.
package indirect enum Scalar: Hashable, Sendable {
  case value(Value, DataType)
  /// A step such as `1mo`, which has no fixed length.
  case step(DurationSyntax)
  /// A year, quarter or month.
  case period(PeriodSyntax)
  case record([Field])

  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: Scalar

    package init(_ name: String, _ value: Scalar) {
      self.name = name
      self.value = value
    }
  }
}

/// A chart with the data that a later `layer` inherits.
package struct ChartAnswer: Sendable {
  package var chart: Chart
  /// The table of the base chart.
  package var data: Relation
  /// The channels of the base chart as they were written.
  package var channels: [OptionSyntax]

  package init(chart: Chart, data: Relation, channels: [OptionSyntax]) {
    self.chart = chart
    self.data = data
    self.channels = channels
  }
}

/// Draws the chart that fits an answer.
package struct NaturalChart: Sendable {
  /// What it is called in help: `treemap`.
  package var mark: String
  /// Other charts of the same answer, drawn when their mark is asked for alone: `| chart point`.
  package var others: [NaturalChart]
  package var draw: @Sendable (Answer, RunContext) throws -> Chart

  package init(
    _ mark: String, others: [NaturalChart] = [],
    draw: @escaping @Sendable (Answer, RunContext) throws -> Chart
  ) {
    self.mark = mark
    self.others = others
    self.draw = draw
  }

  /// The chart that a mark alone stands for.
  package func drawing(_ mark: String) -> NaturalChart? {
    self.mark == mark ? self : others.first { $0.mark == mark }
  }
}
