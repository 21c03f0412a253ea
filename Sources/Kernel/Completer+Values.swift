import JupyterProtocol
import Language
import Planning
import Syntax
import Tables

/// What can stand in quotes, and values that a column is compared with.
extension Completer {
  /// Inside quotes: known values of the compared column, teaching sets, files.
  var texts: [Completion.Match] {
    if context.comparedColumn != nil {
      return frequencies.compactMap { value, rows in
        guard case .text(let text) = value else { return nil }
        return Completion.Match(escaped(text), type: "text", signature: rows)
      }
    }
    if let call = context.call, let function = session.functions[call.name.text] {
      let named = call.option.map { option in function.parameters.first { $0.name == option } }
      let parameter =
        named
        ?? (call.argument < function.parameters.count ? function.parameters[call.argument] : nil)
      if case .word(let list)? = parameter?.accepts { return words(list) }
      return []
    }
    if case .optionValue(let name) = context.position {
      let parameter = view.entry?.parameters.first { $0.name == name }
      if case .words(let list)? = parameter?.accepts { return words(list) }
      return []
    }
    guard let verb = context.verb?.text, verb == "load" || verb == "save",
      context.position == .item(0), context.form?.text != "table"
    else { return [] }
    if context.form?.text == "sample" {
      return session.teachingSets.map { Completion.Match($0, type: "dataset") }
    }
    return FileCandidates(folder: session.workingFolder).matching(context.partial)
      .stablyPartitioned { $0.isLoadable }
      .map { Completion.Match($0, type: "path") }
  }

  /// The values that the compared column has most often, written as the language writes them.
  var values: [Completion.Match] {
    frequencies.prefix(20).compactMap { value, rows in
      guard let text = value.written else { return nil }
      return Completion.Match(text, type: value.isText ? "text" : "value", signature: rows)
    }
  }

  /// Values of the compared column with what is said of each, the most frequent first.
  private var frequencies: [(value: Value, rows: String)] {
    guard let path = context.comparedColumn, path.count == 1 else { return [] }
    if let column = view.column(path[0]), let profile = column.profile,
      let known = column.column, !known.top.isEmpty
    {
      return known.top.map { frequency in
        guard !profile.isPart || column.isOwn, profile.rows > 0, !isFromSource(column) else {
          return (frequency.value, "")
        }
        return (frequency.value, frequency.rows.counted("row"))
      }
    }
    return (view.shape?.roles.knownValues[path[0]] ?? []).map { (.text($0), "") }
  }

  /// Whether the values come from the head of a source, whose counts would say nothing.
  private func isFromSource(_ column: ColumnView) -> Bool {
    column.profile?.isPart == true && column.source == nil
  }

  /// A text as it stands between the quotes at the cursor.
  private func escaped(_ text: String) -> String {
    let quote = byte(at: context.span.start - 1)
    let isRaw = byte(at: context.span.start - 2) == UInt8(ascii: "r")
    guard let quote, !isRaw else { return text }
    return text.escaped(in: Unicode.Scalar(quote))
  }
}

extension String {
  /// The text as it stands between two quotes.
  fileprivate func escaped(in quote: Unicode.Scalar) -> String {
    var escaped = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\t": escaped += "\\t"
      case quote: escaped += "\\" + String(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Whether `load` reads files that end so; folders are on the way to them.
  fileprivate var isLoadable: Bool {
    let ends = [
      "/", ".csv", ".tsv", ".txt", ".parquet", ".json", ".jsonl", ".ndjson", ".gz",
    ]
    return ends.contains { lowercased().hasSuffix($0) }
  }
}

extension Value {
  fileprivate var isText: Bool { if case .text = self { true } else { false } }

  /// The value as a cell writes it; nil for values without a literal.
  fileprivate var written: String? {
    switch self {
    case .text(let text): "\"\(text.escaped(in: "\""))\""
    case .int(let value): String(value)
    case .bool(let value): value ? "true" : "false"
    case .date(let day): "@" + CivilDate(daysSince1970: Int(day)).text
    default: nil
    }
  }
}
