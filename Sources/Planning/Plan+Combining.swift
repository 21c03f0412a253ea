package import Tables

extension Plan {
  /// Two tables side by side.
  ///
  /// Key columns appear once, under the left name; a column of the right table that the left one has
  /// too is called `rightName_column`; semi and anti joins add nothing.
  package func joined(
    with right: Plan, kind: Join.Kind, on keys: [Join.Key], rightName: String,
    matchesNulls: Bool = false
  ) -> Plan {
    let left = schema
    let rightKeys = Dictionary(keys.map { ($0.left, $0.right) }, uniquingKeysWith: { a, _ in a })
    var outputs = left.fields.map { field -> Join.Output in
      guard let other = rightKeys[field.name], kind == .right || kind == .full else {
        return Join.Output(.left, field.name, as: field.name)
      }
      return Join.Output(.key(right: other), field.name, as: field.name)
    }
    if kind != .semi && kind != .anti {
      let joinedOn = Set(keys.map(\.right))
      for field in right.schema.fields where !joinedOn.contains(field.name) {
        let name = left.contains(field.name) ? "\(rightName)_\(field.name)" : field.name
        outputs.append(Join.Output(.right, field.name, as: name))
      }
    }
    let join = Join(
      self, right, kind: kind, keys: keys, outputs: outputs, matchesNulls: matchesNulls)
    return kind == .semi || kind == .anti ? keepingOrder(of: join) : .join(join)
  }

  /// Adds the columns of `outputs` from `right`, which has at most one row per key; rows stay as many
  /// and keep their order.
  package func lookedUp(in right: Plan, on keys: [Join.Key], adding outputs: [Join.Output]) -> Plan
  {
    let all = schema.fields.map { Join.Output(.left, $0.name, as: $0.name) } + outputs
    return keepingOrder(of: Join(self, right, kind: .left, keys: keys, outputs: all))
  }

  /// The rows of this plan, then those of the others; columns go by this plan's names and order, and
  /// each plan must have them all.
  package func appended(_ others: [Plan]) -> Plan {
    let names = schema.names
    let all = [self] + others
    // An engine keeps the order of sources by itself; any other order is numbered.
    let isNumbered =
      all.contains { $0.sortKeys != nil || !$0.rowColumns.isEmpty }
      && all.allSatisfy { $0.sortKeys != nil || $0.isOrdered }
    guard isNumbered else {
      return .union(all.map { $0.schema.names == names ? $0 : $0.selected(names) })
    }
    return .union(all.enumerated().map { $0.element.numbered(as: $0.offset, names) })
  }

  /// The columns called `names`, the plan's place among others, and the place of each row.
  private func numbered(as place: Int, _ names: [String]) -> Plan {
    let schema = self.schema
    let items = names.compactMap { schema[$0] }.map(NamedExpression.init)
    let row = Expression.window(WindowCall(.rowNumber, [], order: outputOrder ?? [], type: .int))
    let first = HiddenColumn.fresh("row", besides: [])
    let second = HiddenColumn.fresh("row", besides: [Field(first, .int)])
    return .project(
      self,
      items + [
        NamedExpression(first, .literal(.int(Int64(place)), .int)), NamedExpression(second, row),
      ])
  }

  /// One row per row and column of `columns`: the other columns, the column's name, its value.
  package func unpivoted(
    _ columns: [String], name: String = "variable", value: String = "value", type: DataType
  ) -> Plan {
    let numbered = placed
    let unpivot = Plan.unpivot(numbered, columns: columns, name: name, value: value, type: type)
    guard let keys = numbered.sortKeys,
      keys.allSatisfy({ $0.expression.columnNames.isDisjoint(with: columns) })
    else { return unpivot }
    return .sort(unpivot, keys + unpivot.rowColumns.map { SortKey(.column($0, .int)) })
  }

  /// The plan with a hidden number of each row in the order in which rows leave it.
  private var placed: Plan {
    let numbered = numberingRows()
    guard numbered.rowColumns.isEmpty else { return numbered }
    let row = Expression.window(
      WindowCall(.rowNumber, [], order: outputOrder ?? completed([]), type: .int))
    let items = columns.map(NamedExpression.init)
    return .project(self, items + [NamedExpression(nextRowColumn, row)])
  }

  /// A join after which the rows of its left side stand in the same order.
  private func keepingOrder(of join: Join) -> Plan {
    var join = join
    join.left = numberingRows()
    let hidden = join.left.carriedColumns
    join.outputs += hidden.map { Join.Output(.left, $0.name, as: $0.name) }
    return sortKeys.map { .sort(.join(join), $0) } ?? .join(join)
  }

  /// The hidden columns that the order of the rows needs.
  private var carriedColumns: [Field] {
    let read = (sortKeys ?? []).reduce(into: Set<String>()) {
      $0.formUnion($1.expression.columnNames)
    }
    return columns.filter {
      HiddenColumn.isHidden($0.name) && (read.contains($0.name) || HiddenColumn.isRow($0.name))
    }
  }
}
