import JSONText
import Language
import Syntax
import Tables

/// Turns a JSON text, an array of objects, into a table.
///
/// A column has the narrowest type that holds its values; what an object lacks is null; objects and
/// arrays inside stay JSON texts. All is bounded, because the text may come from a stranger.
struct JSONRows {
  static let mostBytes = 16 << 20
  static let mostRows = 100_000
  static let mostColumns = 1_000
  static let mostCells = 5_000_000

  private let document: Given<String>
  /// Columns that are there whatever the text says; they come first.
  private let declared: [Field]
  private var names: [String] = []
  private var places: [String: Int] = [:]
  private var types: [DataType] = []
  private var rows: [[JSON]] = []

  init(_ document: Given<String>, types declared: [Field]) {
    self.document = document
    self.declared = declared
    for field in declared {
      places[field.name] = names.count
      names.append(field.name)
      types.append(.null)
    }
  }

  /// The table of the text.
  static func table(_ document: Given<String>, types: [Field]) throws(Diagnostic) -> Table {
    var reader = JSONRows(document, types: types)
    for object in try reader.objects() { try reader.add(object) }
    return try reader.table()
  }

  private func objects() throws(Diagnostic) -> [JSON] {
    guard document.value.utf8.count <= Self.mostBytes else {
      throw tooMany("this text has more than \(Self.mostBytes >> 20) MiB")
    }
    let json: JSON
    do { json = try JSON(parsing: document.value) } catch {
      throw Diagnostic(
        "E710", "this text is not JSON: \(error)", at: document.span,
        label: "`rows` takes an array of objects: [{\"a\": 1}]")
    }
    guard let objects = json.array else {
      throw Diagnostic(
        "E304", "`rows` takes an array of objects, and this is \(json.described)",
        at: document.span)
    }
    guard objects.count <= Self.mostRows else {
      throw tooMany("this array has \(objects.count.counted("item"))")
    }
    return objects
  }

  private func tooMany(_ sentence: String) -> Diagnostic {
    Diagnostic(
      "E529", sentence, at: document.span,
      label: "`rows` takes up to \(Self.mostBytes >> 20) MiB, "
        + "\(Self.mostRows.grouped) rows and \(Self.mostColumns.grouped) columns")
  }

  private mutating func add(_ object: JSON) throws(Diagnostic) {
    guard let members = object.object else {
      throw Diagnostic(
        "E304", "row \(rows.count + 1) is \(object.described), not an object", at: document.span)
    }
    var row = [JSON](repeating: .null, count: names.count)
    for member in members {
      let place = try place(of: member.key)
      if place == row.count { row.append(member.value) } else { row[place] = member.value }
    }
    for (place, value) in row.enumerated() {
      guard let type = types[place].widened(with: value.ownType) else {
        if place < declared.count { continue }
        throw Diagnostic(
          "E415",
          "`\(names[place])` is \(value.ownType.described) in row \(rows.count + 1) "
            + "and \(types[place].described) before", at: document.span,
          label: "say what it should be: types: {\(names[place].asName): text}")
      }
      types[place] = type
    }
    rows.append(row)
    guard names.count * rows.count <= Self.mostCells else {
      throw tooMany("this array has more than \(Self.mostCells.grouped) values")
    }
  }

  private mutating func place(of name: String) throws(Diagnostic) -> Int {
    if let place = places[name] { return place }
    guard !name.isEmpty, !name.unicodeScalars.contains("\0") else {
      throw Diagnostic(
        "E304", "row \(rows.count + 1) has a key that names no column", at: document.span)
    }
    guard names.count < Self.mostColumns else {
      throw tooMany("this array has more than \(Self.mostColumns.grouped) columns")
    }
    places[name] = names.count
    names.append(name)
    types.append(.null)
    return names.count - 1
  }

  private mutating func table() throws(Diagnostic) -> Table {
    for (place, field) in declared.enumerated() { types[place] = field.type }
    guard !names.isEmpty else {
      throw Diagnostic(
        "E302", "this array has no columns", at: document.span,
        label: "say which there are: types: {a: int}")
    }
    let fields = zip(names, types).map { Field($0, $1 == .null ? .text : $1) }
    var columns: [(name: String, column: Column)] = []
    for (place, field) in fields.enumerated() {
      var values: [Value] = []
      values.reserveCapacity(rows.count)
      for (number, row) in rows.enumerated() {
        let json = place < row.count ? row[place] : .null
        values.append(try value(json, of: field, inRow: number + 1))
      }
      columns.append((field.name, Column(values, type: field.type)))
    }
    return Table(columns)
  }

  private func value(_ json: JSON, of field: Field, inRow row: Int) throws(Diagnostic) -> Value {
    if json == .null { return .null }
    if let value = json.value(as: field.type) { return value }
    throw Diagnostic(
      "E710",
      "`\(field.name)` in row \(row) is \(json.described), not \(field.type.described)",
      at: document.span, label: "leave its type out, or say one that all rows have")
  }
}
