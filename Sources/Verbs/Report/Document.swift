import JSONText
package import Language
import Planning
package import Syntax
package import Tables

/// What `respond` writes: one UTF-8 text for a program, of bounded size.
package struct Document: Sendable {
  /// More rows than this are no answer.
  package static let mostRows = 100_000
  /// The bytes of an answer.
  package static let mostBytes = 16 << 20

  private enum Content: Sendable {
    case table(Table, Respond.Format)
    case scalar(Scalar, quoted: Bool)
  }
  private let content: Content

  /// A table as a document.
  package init(_ table: Table, as format: Respond.Format) { content = .table(table, format) }

  /// A value as a document; `quoted` texts are JSON.
  package init(_ scalar: Scalar, quoted: Bool) { content = .scalar(scalar, quoted: quoted) }

  /// The document; one that is too large is an error at `span`.
  package func text(at span: SourceSpan) throws(Diagnostic) -> String {
    var output: [UInt8] = []
    switch content {
    case .scalar(.value(.text(let text), _), quoted: false): output = Array(text.utf8)
    case .scalar(let scalar, quoted: false):
      let json = scalar.json
      output = Array((json.string ?? json.text).utf8)
    case .scalar(let scalar, quoted: true): scalar.json.write(to: &output)
    case .table(let table, let format):
      guard table.rowCount <= Self.mostRows else {
        throw tooLarge("more than \(Self.mostRows.grouped) rows", at: span)
      }
      switch format {
      case .json: try writeJSON(table, to: &output, at: span)
      case .csv: try writeCSV(table, to: &output, at: span)
      }
    }
    guard output.count <= Self.mostBytes else { throw tooManyBytes(at: span) }
    return String(decoding: output, as: UTF8.self)
  }

  private func tooManyBytes(at span: SourceSpan) -> Diagnostic {
    tooLarge("more than \(Self.mostBytes >> 20) MiB", at: span)
  }

  private func tooLarge(_ size: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "E529", "this answer has \(size)", at: span,
      label: "answer with less: | take 1000, or fewer columns")
  }

  private func writeJSON(_ table: Table, to output: inout [UInt8], at span: SourceSpan)
    throws(Diagnostic)
  {
    let keys = table.schema.names.enumerated().map { index, name in
      var key: [UInt8] = index > 0 ? [UInt8(ascii: ",")] : []
      JSON.write(name, to: &key)
      return key + [UInt8(ascii: ":")]
    }
    output.append(UInt8(ascii: "["))
    for row in 0..<table.rowCount {
      output.append(contentsOf: row > 0 ? ",{".utf8 : "{".utf8)
      for (key, column) in zip(keys, table.columns) {
        output.append(contentsOf: key)
        column[row].json.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
      if output.count > Self.mostBytes { throw tooManyBytes(at: span) }
    }
    output.append(UInt8(ascii: "]"))
  }

  private func writeCSV(_ table: Table, to output: inout [UInt8], at span: SourceSpan)
    throws(Diagnostic)
  {
    func line(_ fields: [String]) {
      output.append(contentsOf: fields.joined(separator: ",").utf8)
      output.append(UInt8(ascii: "\n"))
    }
    line(table.schema.names.map(\.csvField))
    for row in 0..<table.rowCount {
      line(table.columns.map { $0[row].csvField })
      if output.count > Self.mostBytes { throw tooManyBytes(at: span) }
    }
  }
}

extension Value {
  /// The value as JSON: dates as ISO 8601 texts.
  var json: JSON {
    switch self {
    case .null: .null
    case .int(let value): .int(Int(value))
    case .number(let value): .number(value)
    case .text(let value): .string(value)
    case .bool(let value): .bool(value)
    case .date(let day): .string(CivilDate(daysSince1970: Int(day)).text)
    case .datetime(let instant): .string(Self.isoText(instant))
    case .duration(let length): .string(Self.isoDuration(length))
    case .list(let values): .array(values.map(\.json))
    }
  }

  /// The value as a field of CSV; null is empty, an empty text is `""`.
  fileprivate var csvField: String {
    switch json {
    case .null: ""
    case .string(let text): text.csvField
    case .array(let items): JSON.array(items).text.csvField
    case let other: other.text
    }
  }

  /// `2011-12-09T08:26:00`, with a fraction of a second only where there is one.
  private static func isoText(_ instant: Int64) -> String {
    let moment = CivilMoment(microsecondsSince1970: instant)
    return moment.date.text + "T" + moment.time.text(.seconds)
      + fraction(moment.time.microseconds % 1_000_000)
  }

  /// `PT90.5S`: seconds are what every reader knows.
  private static func isoDuration(_ length: Int64) -> String {
    let size = length.magnitude
    return (length < 0 ? "-" : "") + "PT\(size / 1_000_000)"
      + fraction(Int64(size % 1_000_000)) + "S"
  }

  private static func fraction(_ microseconds: Int64) -> String {
    guard microseconds > 0 else { return "" }
    var digits = String(String(1_000_000 + microseconds).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }
}

extension Scalar {
  /// The scalar as JSON; periods and steps as they are written.
  fileprivate var json: JSON {
    switch self {
    case .value(let value, _): value.json
    case .step(let step): .string(step.spelling)
    case .period(let period): .string(period.spelling)
    case .record(let fields): .object(fields.map { .init($0.name, $0.value.json) })
    }
  }
}

extension String {
  /// The text as a field of CSV, in quotes where it needs them.
  fileprivate var csvField: String {
    let needsQuotes =
      isEmpty || utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? "\"\(replacingText("\"", with: "\"\""))\"" : self
  }
}
