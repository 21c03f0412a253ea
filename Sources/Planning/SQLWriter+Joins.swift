import Tables

extension SQLWriter {
  /// Two statements side by side; their columns are told apart by `l` and `r`.
  func joined(_ join: Plan.Join, needed: Set<String>) -> SelectStatement {
    let used = join.outputs.filter { needed.contains($0.name) }
    var leftNames = Set(join.keys.map(\.left))
    var rightNames = Set(join.keys.map(\.right))
    for output in used {
      switch output.side {
      case .left: leftNames.insert(output.column)
      case .right: rightNames.insert(output.column)
      case .key(let right):
        leftNames.insert(output.column)
        rightNames.insert(right)
      }
    }
    let left = side(join.left, "l", leftNames)
    let right = side(join.right, "r", rightNames)
    let types = Schema(join.left.columns)
    let matches = join.keys.map { key in
      let (a, b) = (left.columns[key.left] ?? "", right.columns[key.right] ?? "")
      return join.matchesNulls
        ? dialect.matchesKey(a, b, type: types[key.left]?.type ?? .null) : "\(a) = \(b)"
    }
    var columns: [String: String] = [:]
    for (name, text) in left.columns { columns["l." + name] = text }
    for (name, text) in right.columns { columns["r." + name] = text }
    var statement = SelectStatement(source: .text([]), columns: columns, items: [])
    statement.items = zip(used, fields(used, of: join)).map { output, field in
      let own = Expression.column("l." + output.column, field.type)
      switch output.side {
      case .left: return NamedExpression(output.name, own)
      case .right: return NamedExpression(output.name, .column("r." + output.column, field.type))
      case .key(let other):
        let both = [own, .column("r." + other, field.type)]
        return NamedExpression(output.name, .call(.coalesce, both, field.type))
      }
    }
    switch join.kind {
    case .semi, .anti:
      let exists = ["EXISTS ("] + indented(["SELECT 1"] + right.lines("FROM"))
      let test = exists + indented(["WHERE " + matches.joined(separator: " AND ")]) + [")"]
      let text = test.joined(separator: "\n")
      statement.source = .text(left.lines("FROM"))
      statement.writtenConditions = [join.kind == .anti ? "NOT " + text : text]
    case .cross:
      statement.source = .text(left.lines("FROM") + right.lines("CROSS JOIN"))
    case .inner, .left, .right, .full:
      let word = join.kind == .inner ? "JOIN" : join.kind.rawValue.uppercased() + " JOIN"
      let on = "ON " + matches.joined(separator: "\nAND ").replacingText("\n", with: "\n    ")
      statement.source = .text(left.lines("FROM") + right.lines(word) + indented([on]))
    }
    return statement
  }

  /// One side of a join.
  struct Side {
    /// The columns, with the alias before them.
    let columns: [String: String]
    private let text: [String]
    private let alias: String

    init(columns: [String: String], text: [String], alias: String) {
      self.columns = columns
      self.text = text
      self.alias = alias
    }

    /// The side as a clause that begins with `word`.
    func lines(_ word: String) -> [String] {
      var lines = text
      lines[0] = word + " " + lines[0]
      lines[lines.count - 1] += " AS " + alias
      return lines
    }
  }

  func side(_ plan: Plan, _ alias: String, _ names: Set<String>) -> Side {
    let quotedAlias = dialect.identifier(alias)
    let statement = statement(plan, needed: names)
    if let relation = statement.plainRelation(in: dialect) {
      let columns = statement.columns.mapValues { "\(quotedAlias).\($0)" }
      return Side(columns: columns, text: [relation], alias: quotedAlias)
    }
    let identifiers = columnNames(statement.items.map(\.name))
    return Side(
      columns: identifiers.mapValues { "\(quotedAlias).\(dialect.identifier($0))" },
      text: ["("] + indented(lines(of: statement)) + [")"], alias: quotedAlias)
  }

  private func fields(_ outputs: [Plan.Join.Output], of join: Plan.Join) -> [Field] {
    let all = Schema(Plan.join(join).columns)
    return outputs.map { all[$0.name] ?? Field($0.name, .null) }
  }

  /// The rows of all inputs, column by column in the order of the first.
  func united(_ plan: Plan, _ inputs: [Plan], _ needed: Set<String>) -> SelectStatement {
    let fields = plan.columns.filter { needed.contains($0.name) }
    let names = fields.map(\.name)
    let branches = inputs.map { input -> SelectStatement in
      let types = Schema(input.columns)
      let items = fields.map { field -> NamedExpression in
        let own = types[field.name] ?? Field(field.name, .null)
        let column = Expression(own)
        return own.type == field.type
          ? NamedExpression(field)
          : NamedExpression(field.name, .call(.convert, [column], field.type))
      }
      var branch = statement(.project(input, items), needed: Set(names))
      branch.keep(names)
      return branch
    }
    return SelectStatement(
      source: .union(branches), columns: columnNames(names).mapValues(dialect.identifier),
      items: fields.map(NamedExpression.init))
  }

  /// Each row once per column, numbered by the column's place.
  func unpivoted(
    _ plan: Plan, _ input: Plan, _ columns: [String], _ name: String, _ value: String,
    _ type: DataType
  ) -> SelectStatement {
    let all = input.columns
    let left = side(input, "l", Set(all.map(\.name)))
    let types = Schema(all)
    let place = dialect.identifier("u") + "." + dialect.identifier("place")
    let title = dialect.identifier("u") + "." + dialect.identifier("name")
    let rows = columns.enumerated().map {
      "(\($0.offset + 1), \(dialect.literal(.text($0.element), type: .text)))"
    }
    let alias =
      "\(dialect.identifier("u")) (\(dialect.identifier("place")), \(dialect.identifier("name")))"
    var names: [String: String] = [:]
    for (column, text) in left.columns { names["l." + column] = text }
    names["u.place"] = place
    names["u.name"] = title
    let placeColumn = Expression.column("u.place", .int)
    let branches = columns.enumerated().map { index, column -> Expression.Branch in
      let own = types[column]?.type ?? .null
      let source = Expression.column("l." + column, own)
      return Expression.Branch(
        when: .call(.equal, [placeColumn, .literal(.int(Int64(index + 1)), .int)], .bool),
        then: own == type ? source : .call(.convert, [source], type))
    }
    let kept = all.filter { !columns.contains($0.name) }
    let items =
      kept.map { NamedExpression($0.name, .column("l." + $0.name, $0.type)) } + [
        NamedExpression(name, .column("u.name", .text)),
        NamedExpression(value, .branches(branches, otherwise: nil, type)),
        NamedExpression(input.nextRowColumn, .call(.convert, [placeColumn], .int)),
      ]
    let values = "CROSS JOIN (VALUES \(rows.joined(separator: ", "))) AS \(alias)"
    return SelectStatement(
      source: .text(left.lines("FROM") + [values]), columns: names, items: items)
  }
}
