package import Planning
package import Syntax
package import Tables

/// What is known of a stage's input before anything runs: enough to bind the stage.
package struct Shape: Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case table, chart, scalar, model, nothing
  }
  package var kind: Kind
  /// The plan so far; behind a verb that has not run yet, a placeholder with its schema.
  package var plan: Plan
  package var roles: Roles
  /// Columns that an earlier stage dropped, and that stage's verb: for better messages.
  package var dropped: [String: NameSyntax]
  /// For a chart: the channels that a layer inherits.
  package var channels: [OptionSyntax]
  /// For a chart: the shape of its table.
  package var chartPlan: Plan?

  package init(
    _ kind: Kind = .table, plan: Plan, roles: Roles = Roles(),
    dropped: [String: NameSyntax] = [:], channels: [OptionSyntax] = [], chartPlan: Plan? = nil
  ) {
    self.kind = kind
    self.plan = plan
    self.roles = roles
    self.dropped = dropped
    self.channels = channels
    self.chartPlan = chartPlan
  }

  /// The shape of an answer that is there.
  package init(of answer: Answer) {
    switch answer.content {
    case .table(let relation):
      self.init(plan: relation.plan, roles: answer.roles)
    case .chart(let chart):
      self.init(
        .chart, plan: .placeholder(Schema()), roles: answer.roles, channels: chart.channels,
        chartPlan: chart.data.plan)
    case .scalar:
      self.init(.scalar, plan: .placeholder(Schema()))
    case .model:
      self.init(.model, plan: .placeholder(Schema()))
    }
  }

  package var schema: Schema { plan.schema }
}

extension Plan {
  /// A plan that only carries a schema, for binding what comes after a verb that has not run.
  package static func placeholder(_ schema: Schema) -> Plan {
    .scan(Scan(relation: "", name: "", schema: schema, isOrdered: true))
  }

  /// The keys of an earlier `sort` that still order the rows, empty if none does.
  ///
  /// A summary's rows are ordered by their keys too, but windows do not lean on that.
  package var writtenOrder: [SortKey] { isSortedByUser ? sortKeys ?? [] : [] }

  private var isSortedByUser: Bool {
    switch self {
    case .sort, .calendar: true
    case .filter(let input, _), .limit(let input, _), .project(let input, _): input.isSortedByUser
    case .scan, .query, .aggregate, .join, .union, .unpivot: false
    }
  }
}
