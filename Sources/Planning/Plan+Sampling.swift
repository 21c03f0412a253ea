import Tables

extension Plan {
  /// How many rows a sample has.
  package enum SampleSize: Hashable, Sendable {
    case rows(Int)
    /// A share of the rows, rounded.
    case fraction(Double)
  }

  /// Rows chosen by `seed`, the same ones on every engine; of each group when there are keys.
  ///
  /// They keep the order of their source, else they are ordered by all columns; `keys` come first.
  package func sampled(_ size: SampleSize, seed: Int64, by keys: [Expression] = []) -> Plan {
    let place = seededPlace(seed: seed, by: keys)
    let count: Expression
    switch size {
    case .rows(let rows):
      count = .literal(.int(Int64(rows)), .int)
    case .fraction(let fraction):
      let all = Expression.window(WindowCall(.aggregate(.count), [], partition: keys, type: .int))
      let exact = Expression.call(
        .multiply, [.call(.convert, [all], .number), .literal(.number(fraction), .number)], .number)
      count = .call(.round, [exact, .literal(.int(0), .int)], .number)
    }
    let chosen = filtered(by: .call(.lessOrEqual, [place, count], .bool))
    guard !keys.isEmpty else { return chosen }
    let rows = chosen.rowColumns.map { SortKey(.column($0, .int)) }
    return chosen.sorted(by: keys.map { SortKey($0) } + (chosen.sortKeys ?? rows))
  }

  /// The place (from 1) of each row, of its group when there are keys, in the random order that
  /// `seed` gives: the md5 of the seed, the row's values and its number among equal rows.
  package func seededPlace(seed: Int64, by keys: [Expression] = []) -> Expression {
    let fields = schema.fields
    let number = Expression.window(
      WindowCall(.rowNumber, [], partition: fields.map { Expression($0) }, type: .int))
    let separator = Expression.literal(.text("|"), .text)
    var parts: [Expression] = [.literal(.text(String(seed)), .text)]
    for field in fields {
      let text = Expression.call(.convert, [Expression(field)], .text)
      parts += [separator, .call(.coalesce, [text, .literal(.text("null"), .text)], .text)]
    }
    parts += [separator, .call(.convert, [number], .text)]
    let digest = Expression.call(.md5, [.call(.concatenate, parts, .text)], .text)
    return .window(
      WindowCall(.rowNumber, [], partition: keys, order: [SortKey(digest)], type: .int))
  }
}
