import Language
import Planning
import Rendering
import Syntax
import Tables

/// Finds the stage whose values failed: an engine runs a pipeline as one query and does not tell.
extension CellRunner {
  /// Codes of errors that values cause.
  private static let causedByValues: Set<String> = ["E701", "E704", "E710"]
  /// Rows that are shown of those that cannot be read, and columns of each.
  private static let shownRows = 3
  private static let shownColumns = 6
  /// How long is searched until the place stays as wide as it is.
  private static let patience = Duration.seconds(2)

  /// The error at the stage that causes it, with some of its rows; as it is when none is found.
  ///
  /// The search runs queries that may take as long as the cell did: its time is limited, and what
  /// interrupts the cell ends it.
  func located(_ error: Diagnostic, in pipeline: PipelineSyntax) -> Diagnostic {
    guard mode == .running, Self.causedByValues.contains(error.code),
      let source = openedSources[pipeline.source.span]
    else { return error }
    mode = .checking
    defer { mode = .running }
    let engine = surroundings.embedded
    let limit = TimeLimit(Self.patience, within: surroundings.cancellation, in: engine)
    defer { limit.end() }
    return engine.work(for: limit.cancellation, timeZone: settings.timezone) {
      located(error, in: pipeline, from: source, limit)
    }
  }

  private func located(
    _ error: Diagnostic, in pipeline: PipelineSyntax, from source: Answer, _ limit: TimeLimit
  ) -> Diagnostic {
    var progression = Progression(answer: source, shape: Shape(of: source))
    var located = error
    guard !fails(progression.shape.plan) else {
      located.span = pipeline.source.span
      located.notes += unreadableRows(of: progression.shape.plan, limit)
      return located
    }
    for stage in pipeline.stages where !limit.isOver {
      isBlind = false
      do throws(Diagnostic) { try bind(stage, to: &progression) } catch { break }
      let plan = progression.shape.plan
      guard !isBlind, progression.shape.kind == .table, plan.isReady else { break }
      guard fails(plan) else { continue }
      located.span = stage.ownSpan
      located.notes += unreadableRows(of: plan, limit)
      return located
    }
    return error
  }

  /// Whether the values of a plan's columns cannot be worked out.
  private func fails(_ plan: Plan) -> Bool {
    // A count does not need a value, a maximum does.
    let values = plan.schema.fields.enumerated().map { index, field in
      let hasOrder = [.int, .number, .text, .date, .datetime].contains(field.type)
      return NamedExpression(
        "c\(index)",
        .aggregate(
          AggregateCall(
            hasOrder ? .max : .count, [Expression(field)], type: hasOrder ? field.type : .int)))
    }
    do {
      _ = try Relation(plan.aggregated(keys: [], aggregates: values), in: surroundings.embedded)
        .collect()
      return false
    } catch let error as EngineError {
      return error.kind != .interrupted
    } catch {
      return false
    }
  }

  /// The first rows whose texts the last step of the plan that reads some cannot read.
  private func unreadableRows(of plan: Plan, _ limit: TimeLimit) -> [String] {
    guard !limit.isOver, let (input, expressions) = plan.lastStep else { return [] }
    guard !fails(input) else { return unreadableRows(of: input, limit) }
    for expression in expressions {
      for (reading, text) in expression.readings where !limit.isOver {
        let condition = Expression.call(
          .and,
          [.call(.isNotNull, [text], .bool), .call(.isNull, [reading], .bool)], .bool)
        let rows = Relation(
          input.filtered(by: condition).limited(to: Self.shownRows), in: surroundings.embedded)
        guard let table = try? rows.collect(), table.rowCount > 0 else { continue }
        let first = text.columnNames
        let names =
          table.schema.names.filter(first.contains)
          + table.schema.names.filter { !first.contains($0) }
        return (0..<table.rowCount).map { row in
          let values = names.prefix(Self.shownColumns).map { name in
            "\(name.asName): \(table[name].map { ValueText.quoted($0[row]) } ?? "–")"
          }
          let more = names.count > Self.shownColumns ? ", …" : ""
          return "such a row: \(values.joined(separator: ", "))\(more)"
        }
      }
    }
    return []
  }
}

extension StageSyntax {
  /// The place of the stage without the pipe sign before it.
  fileprivate var ownSpan: SourceSpan { if case .verb(let verb) = kind { verb.span } else { span } }
}

extension Plan {
  /// The plan before the last step, and the expressions of that step.
  fileprivate var lastStep: (input: Plan, expressions: [Expression])? {
    switch self {
    case .filter(let input, let condition): (input, [condition])
    case .project(let input, let items): (input, items.map(\.expression))
    case .aggregate(let input, let keys, let aggregates):
      (input, (keys + aggregates).map(\.expression))
    case .sort(let input, let keys): (input, keys.map(\.expression))
    default: nil
    }
  }
}

extension Expression {
  /// What reads a text inside the expression: in the form that gives null, with the text.
  fileprivate var readings: [(reading: Expression, text: Expression)] {
    let inner = children.flatMap(\.readings)
    guard case .call(let operation, let arguments, let type) = self, let text = arguments.first
    else { return inner }
    switch operation {
    case .parse: return inner + [(.call(.parseOrNull, arguments, type), text)]
    case .parseDate: return inner + [(.call(.parseDateOrNull, arguments, type), text)]
    default: return inner
    }
  }
}

extension ValueText {
  /// The value as it is written in a cell, cut when it is long.
  fileprivate static func quoted(_ value: Value) -> String {
    guard case .text(let text) = value else { return plain(value) }
    return "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
  }
}
