import Charts
import Language
import Planning
import Syntax
import Tables

/// Fetches the columns that a layer shows and makes the layer.
struct LayerBuilder {
  let relation: Relation
  let roles: Roles
  let context: RunContext

  /// More rows than this are not pulled for a picture.
  private static let mostRows = 2_000_000

  /// The layer of `mark` (chosen by the channels' types when nil).
  func layer(_ mark: Mark?, _ channels: [BoundChannel]) throws -> ChartLayer {
    var items: [NamedExpression] = []
    for channel in channels {
      if case .column(let expression) = channel.content {
        items.append(NamedExpression(channel.name.rawValue, expression))
      }
    }
    let columns = mark?.columns.compactMap { relation.schema[$0.name] } ?? []
    // A channel's name holds no space, so these are never mixed up.
    items += columns.map { NamedExpression("column " + $0.name, .column($0.name, $0.type)) }
    let table = items.isEmpty ? nil : try fetch(items)
    var encodings: [ChannelName: Encoding] = [:]
    for channel in channels {
      switch channel.content {
      case .constant(let value): encodings[channel.name] = .constant(value)
      case .column(let expression):
        guard let column = table?[channel.name.rawValue] else { continue }
        encodings[channel.name] = .column(
          encoded(channel, expression, column, isPosition: mark?.isOverNumbers ?? false))
      }
    }
    var named: [String: EncodedColumn] = [:]
    for field in columns {
      guard let column = table?["column " + field.name] else { continue }
      named[field.name] = EncodedColumn(field.name, column)
    }
    return ChartLayer(
      mark ?? .automatic(for: encodings), encodings, columns: named,
      rowCount: table?.rowCount ?? 1)
  }

  private func fetch(_ items: [NamedExpression]) throws -> Table {
    let selected = relation.map { $0.projected(items) }
    let table = try selected.map { $0.limited(to: Self.mostRows + 1) }.collect()
    guard table.rowCount <= Self.mostRows else {
      throw Diagnostic(
        "E420", "a chart takes at most \(Self.mostRows.grouped) rows", at: context.span,
        label: "summarize first, or `| sample 100000`")
    }
    return table
  }

  private func encoded(
    _ channel: BoundChannel, _ expression: Expression, _ column: Column, isPosition: Bool
  ) -> EncodedColumn {
    var name: String?
    if case .column(let column, _) = expression { name = column }
    return EncodedColumn(
      channel.label, column,
      isDiscrete: isCategory(name, column, channel.name, isPosition) ? true : nil,
      order: relation.plan.writtenOrder.isEmpty ? .automatic : .data)
  }

  /// Clusters, segments, keys and keys of `by` are categories although they may be ints;
  /// on the axes of lines and points their numbers still count.
  private func isCategory(
    _ name: String?, _ column: Column, _ channel: ChannelName, _ isPosition: Bool
  ) -> Bool {
    guard let name, column.type == .int else { return false }
    if roles[.cluster] == name || roles[.segment] == name { return true }
    if isPosition && (channel == .x || channel == .y) { return false }
    return relation.plan.groupKeys.contains(name)
  }
}

extension Mark {
  /// Whether the mark stands between numbers, so that an int on its axes stays a number.
  fileprivate var isOverNumbers: Bool { self == .line || self == .area || self == .point }
}

extension Plan {
  /// The columns that were keys of the summary behind this plan.
  fileprivate var groupKeys: Set<String> {
    switch self {
    case .aggregate(_, let keys, _): return Set(keys.map(\.name))
    case .calendar(let calendar): return Set(calendar.keys + [calendar.date])
    case .filter(let input, _), .sort(let input, _), .limit(let input, _): return input.groupKeys
    case .project(let input, let items):
      let keys = input.groupKeys
      return Set(
        items.compactMap { item in
          if case .column(let name, _) = item.expression, keys.contains(name) {
            item.name
          } else {
            nil
          }
        })
    case .scan, .query, .join, .union, .unpivot: return []
    }
  }
}

/// Finds the mark that a stage names, or says why it cannot be drawn.
func mark(named name: NameSyntax?) throws(Diagnostic) -> Mark? {
  guard let name else { return nil }
  guard let mark = Mark.named(name.text) else {
    throw Diagnostic("E311", "the mark `\(name.text)` comes in a later release", at: name.span)
  }
  return mark
}

/// The marks of the language, those that come later included, so that they parse.
let markNames = [
  "line", "area", "bar", "point", "band", "histogram", "box", "heatmap", "treemap", "dendrogram",
  "network", "waterfall", "beeswarm", "rule", "text",
]

extension Chart {
  /// Makes sure that the chart can be drawn; an error stands at the channel at fault.
  func check(_ channels: [BoundChannel], at span: SourceSpan) throws(Diagnostic) {
    do throws(ChartError) { try checkDrawing() } catch {
      let isOwn = error.layer == layers.count - 1
      let channel = channels.first { isOwn && $0.name == error.channel }
      throw Diagnostic("E430", error.message, at: channel?.span ?? span, label: error.hint ?? "")
    }
  }
}

/// Asks for the columns that a mark reads by name.
func checkColumns(of mark: Mark, in schema: Schema, at span: SourceSpan?) throws(Diagnostic) {
  for column in mark.columns where column.isRequired && !schema.contains(column.name) {
    throw Diagnostic(
      "E302", "`\(mark.name)` needs a column `\(column.name)`", at: span, label: mark.origin ?? "")
  }
}

/// Refuses channels that a mark does not have, and asks for those that it needs.
func checkChannels(_ channels: [BoundChannel], of mark: Mark, at span: SourceSpan)
  throws(Diagnostic)
{
  for channel in channels where mark.channel(channel.name) == nil && channel.name != .facet {
    throw Diagnostic(
      "E303", "`\(mark.name)` has no channel `\(channel.name.rawValue):`", at: channel.span,
      label: "channels of \(mark.name): "
        + mark.channels.map { "\($0.name.rawValue):" }.joined(separator: " "))
  }
  for channel in mark.channels
  where channel.isRequired && !channels.contains(where: { $0.name == channel.name }) {
    throw Diagnostic(
      "E302", "`\(mark.name)` needs `\(channel.name.rawValue):`, \(channel.summary.asClause)",
      at: span,
      label: "add \(channel.name.rawValue): column")
  }
}
