import CDuckDB
import Planning
import Tables

/// A column's type as DuckDB stores it, with what reading its values needs.
indirect enum EngineType: Hashable, Sendable {
  case bool
  /// Integers that fit 64 bits, by DuckDB's own type.
  case integer(DuckDBType)
  /// Unsigned 64-bit or 128-bit integers: most values fit 64 bits, others are an error.
  case wide(DuckDBType)
  case float, double
  /// Whole numbers of the type `storage`, to be divided by 10^scale.
  case decimal(storage: DuckDBType, scale: Int)
  case text
  /// Codes of the type `storage` into the words.
  case words([String], storage: DuckDBType)
  case date
  /// Ticks since 1970, so many in a microsecond (or the other way round), perhaps of a zone.
  case timestamp(DuckDBType)
  case time(DuckDBType)
  case interval
  case uuid
  /// A bare NULL.
  case null
  case list(EngineType)
  case array(EngineType, size: Int)
  /// Types without a place among ours: BLOB, STRUCT, MAP and rarer ones.
  case hidden(String)

  /// Our type for it, or nil for a hidden one.
  var dataType: DataType? {
    switch self {
    case .bool: .bool
    case .integer, .wide, .null: .int
    case .float, .double, .decimal: .number
    case .text, .words, .time, .uuid: .text
    case .date: .date
    case .timestamp: .datetime
    case .interval: .duration
    case .list(let element), .array(let element, _): element.dataType.map(DataType.list)
    case .hidden: nil
    }
  }

  /// Reads a type of DuckDB.
  init(_ type: DuckDBLogicalType, _ functions: DuckDBFunctions) {
    let id = DuckDBType(rawValue: functions.get_type_id(type))
    switch id {
    case DuckDBTypeBoolean: self = .bool
    case DuckDBTypeTinyInt, DuckDBTypeSmallInt, DuckDBTypeInteger, DuckDBTypeBigInt,
      DuckDBTypeUTinyInt, DuckDBTypeUSmallInt, DuckDBTypeUInteger:
      self = .integer(id)
    case DuckDBTypeUBigInt, DuckDBTypeHugeInt, DuckDBTypeUHugeInt: self = .wide(id)
    case DuckDBTypeFloat: self = .float
    case DuckDBTypeDouble: self = .double
    case DuckDBTypeDecimal:
      self = .decimal(
        storage: DuckDBType(rawValue: functions.decimal_internal_type(type)),
        scale: Int(functions.decimal_scale(type)))
    case DuckDBTypeVarchar: self = .text
    case DuckDBTypeEnum:
      let words = (0..<UInt64(functions.enum_dictionary_size(type))).map { index -> String in
        guard let word = functions.enum_dictionary_value(type, index) else { return "" }
        defer { functions.free(word) }
        return String(cString: word)
      }
      self = .words(words, storage: DuckDBType(rawValue: functions.enum_internal_type(type)))
    case DuckDBTypeDate: self = .date
    case DuckDBTypeTimestamp, DuckDBTypeTimestampS, DuckDBTypeTimestampMS, DuckDBTypeTimestampNS,
      DuckDBTypeTimestampTZ:
      self = .timestamp(id)
    case DuckDBTypeTime, DuckDBTypeTimeNS, DuckDBTypeTimeTZ: self = .time(id)
    case DuckDBTypeInterval: self = .interval
    case DuckDBTypeUUID: self = .uuid
    case DuckDBTypeSQLNull: self = .null
    case DuckDBTypeList:
      self = Self.nested(functions.list_type_child_type(type), functions) { .list($0) }
    case DuckDBTypeArray:
      let size = Int(functions.array_type_array_size(type))
      self = Self.nested(functions.array_type_child_type(type), functions) {
        .array($0, size: size)
      }
    case DuckDBTypeBlob: self = .hidden("BLOB")
    case DuckDBTypeStruct: self = .hidden("STRUCT")
    case DuckDBTypeMap: self = .hidden("MAP")
    case DuckDBTypeUnion: self = .hidden("UNION")
    case DuckDBTypeBit: self = .hidden("BIT")
    default: self = .hidden("a type of its own")
    }
  }

  private static func nested(
    _ child: DuckDBLogicalType?, _ functions: DuckDBFunctions, make: (EngineType) -> EngineType
  ) -> EngineType {
    guard var child else { return .hidden("LIST") }
    let element = EngineType(child, functions)
    withUnsafeMutablePointer(to: &child) { pointer in
      pointer.withMemoryRebound(to: DuckDBLogicalType?.self, capacity: 1) {
        functions.destroy_logical_type($0)
      }
    }
    guard element.dataType != nil else { return .hidden("LIST") }
    return make(element)
  }

  /// Whether a stored column of this type can be read by plans as it stands.
  var isCanonical: Bool {
    switch self {
    case .bool, .text, .date, .interval: true
    case .integer(let id): id == DuckDBTypeBigInt
    case .timestamp(let id): id == DuckDBTypeTimestamp
    case .list(let element): element.isCanonical
    default: false
    }
  }

  /// The DuckDB type that plans compute with, or nil for a hidden type.
  var canonicalName: String? { dataType.map(Self.name) }

  /// DuckDB's name of one of our types.
  static func name(of type: DataType) -> String {
    switch type {
    case .int, .null: "BIGINT"
    case .number: "DOUBLE"
    case .text: "VARCHAR"
    case .bool: "BOOLEAN"
    case .date: "DATE"
    case .datetime: "TIMESTAMP"
    case .duration: "INTERVAL"
    case .list(let element): "\(name(of: element))[]"
    }
  }

  /// The SQL that turns `column` into a value that plans compute with.
  func canonical(_ column: String) -> String? {
    guard let name = canonicalName else { return nil }
    if isCanonical { return column }
    switch self {
    case .float: return "CASE WHEN isfinite(\(column)) THEN CAST(\(column) AS DOUBLE) END"
    case .double: return "CASE WHEN isfinite(\(column)) THEN \(column) END"
    case .list(.double), .list(.float):
      return "list_transform(\(column), lambda x: CASE WHEN isfinite(x) THEN CAST(x AS DOUBLE) END)"
    default: return "CAST(\(column) AS \(name))"
    }
  }
}

/// Quoting of names and texts in DuckDB's SQL.
enum SQLText {
  static func identifier(_ name: String) -> String {
    "\"" + name.replacingText("\"", with: "\"\"") + "\""
  }

  static func literal(_ text: String) -> String {
    "'" + text.replacingText("'", with: "''") + "'"
  }
}
