import Planning

extension Plan {
  /// The plans that this one reads, each with the columns that stand in it unchanged: the name here
  /// by the name there.
  func origins(of names: [String: String]) -> [(plan: Plan, names: [String: String])] {
    switch self {
    case .scan, .query: return []
    case .filter(let input, _), .sort(let input, _), .limit(let input, _): return [(input, names)]
    case .project(let input, let items): return [(input, Self.passed(names, items))]
    case .aggregate(let input, let keys, _): return [(input, Self.passed(names, keys))]
    case .union(let plans): return plans.prefix(1).map { ($0, names) }
    case .unpivot(let input, let columns, let variable, let value, _):
      let made = Set(columns + [variable, value])
      return [(input, names.filter { !made.contains($0.value) })]
    case .calendar(let calendar):
      return [(calendar.input, names.filter { calendar.keys.contains($0.value) })]
    case .join(let join):
      var left: [String: String] = [:]
      var right: [String: String] = [:]
      for (name, here) in names {
        guard let output = join.outputs.first(where: { $0.name == here }) else { continue }
        if output.side == .right { right[name] = output.column } else { left[name] = output.column }
      }
      return [(join.left, left), (join.right, right)]
    }
  }

  private static func passed(_ names: [String: String], _ items: [NamedExpression])
    -> [String: String]
  {
    var columns: [String: String] = [:]
    for item in items {
      if case .column(let column, _) = item.expression { columns[item.name] = column }
    }
    return names.compactMapValues { columns[$0] }
  }
}
