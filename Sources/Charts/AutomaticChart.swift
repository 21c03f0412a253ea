public import Tables

extension Mark {
  /// The mark that suits the types of the given channels, when none is named.
  public static func automatic(for encodings: [ChannelName: Encoding]) -> Mark {
    if encodings[.size] != nil && encodings[.label] != nil && encodings[.x] == nil {
      return treemap
    }
    switch (kind(encodings[.x]), kind(encodings[.y])) {
    case (.quantity?, nil), (nil, .quantity?): return histogram
    case (.time?, .quantity?): return line
    case (.category?, .quantity?), (.quantity?, .category?), (.time?, nil): return bar
    default: return point
    }
  }

  private static func kind(_ encoding: Encoding?) -> ChannelKind? {
    guard case .column(let column)? = encoding else { return nil }
    return column.kind
  }
}

extension Chart {
  /// A chart of `table` chosen by the types of its columns: a date and a number as a line, a text
  /// and a number as bars, two numbers as points, one number as a histogram; nil when no column
  /// can be drawn.
  public static func automatic(
    for table: Table, encode: (Field, Column) -> EncodedColumn = { EncodedColumn($0.name, $1) }
  ) -> Chart? {
    let columns = zip(table.schema.fields, table.columns).map { encode($0, $1) }
    guard let encodings = automaticEncodings(columns) else { return nil }
    return Chart(
      layers: [ChartLayer(.automatic(for: encodings), encodings, rowCount: table.rowCount)])
  }

  private static func automaticEncodings(_ columns: [EncodedColumn]) -> [ChannelName: Encoding]? {
    func first(_ kind: ChannelKind, besides: String? = nil) -> EncodedColumn? {
      columns.first { $0.kind == kind && $0.name != besides }
    }
    if let time = first(.time), let number = first(.quantity) {
      var encodings: [ChannelName: Encoding] = [.x: .column(time), .y: .column(number)]
      if let group = columns.first(where: { $0.kind == .category && $0.hasFewValues }) {
        encodings[.color] = .column(group)
      }
      return encodings
    }
    if let category = first(.category), let number = first(.quantity) {
      return [.x: .column(category), .y: .column(number)]
    }
    if let x = first(.quantity) {
      guard let y = first(.quantity, besides: x.name) else { return [.x: .column(x)] }
      return [.x: .column(x), .y: .column(y)]
    }
    return nil
  }
}

/// How a channel's values are read.
enum ChannelKind: Hashable, Sendable {
  case quantity, time, category
}

extension EncodedColumn {
  /// Whether the column has no more values than lines can be told apart.
  fileprivate var hasFewValues: Bool {
    var values: Set<Value> = []
    for row in 0..<column.count where values.insert(column[row]).inserted && values.count > 8 {
      return false
    }
    return true
  }

  /// Whether the column is read as amounts, moments or categories.
  var kind: ChannelKind {
    if let isDiscrete, isDiscrete { return .category }
    switch column.type {
    case .int, .number, .duration, .null: return .quantity
    case .date, .datetime: return .time
    case .text, .list: return .category
    case .bool: return isDiscrete == false ? .quantity : .category
    }
  }
}
