import FoundationEssentials
import NumericalMethods

/// A value of the file of what scipy, scikit-learn and lifetimes computed.
enum Peer: Decodable, Sendable {
  case number(Double)
  case text(String)
  case list([Peer])
  case object([String: Peer])
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([Peer].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: Peer].self))
    }
  }

  /// All values of `Tests/Golden/Peers/segmentation.json`.
  static let all: Peer = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "Golden/Peers/segmentation.json")
    guard let data = try? Data(contentsOf: file),
      let values = try? JSONDecoder().decode(Peer.self, from: data)
    else { return .null }
    return values
  }()

  subscript(_ name: String) -> Peer {
    if case .object(let members) = self { members[name] ?? .null } else { .null }
  }

  subscript(_ index: Int) -> Peer {
    if case .list(let items) = self, items.indices.contains(index) { items[index] } else { .null }
  }

  var keys: [String] { if case .object(let members) = self { members.keys.sorted() } else { [] } }
  var items: [Peer] { if case .list(let items) = self { items } else { [] } }
  /// The number, or NaN, which equals nothing.
  var number: Double { if case .number(let number) = self { number } else { .nan } }
  var numbers: [Double] { items.map(\.number) }
  var matrix: Matrix { Matrix(rows: items.map(\.numbers)) }
}

/// Real data sets, in the folder that `TEFF_DATA` names.
enum RealData {
  static let isThere = ProcessInfo.processInfo.environment["TEFF_DATA"] != nil

  /// The cells of a file without quotes, with its header.
  static func cells(_ path: String) throws -> (header: [String], rows: [[String]]) {
    let folder = ProcessInfo.processInfo.environment["TEFF_DATA"] ?? ""
    let text = try String(contentsOf: URL(filePath: "\(folder)/\(path)"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return (lines[0], Array(lines.dropFirst()))
  }

  /// Columns of a file as numbers.
  static func matrix(_ path: String, _ columns: [String]) throws -> Matrix {
    let (header, rows) = try cells(path)
    let places = columns.compactMap { header.firstIndex(of: $0) }
    return Matrix(rows: rows.map { row in places.map { Double(row[$0]) ?? .nan } })
  }

  static func mall() throws -> Matrix {
    try matrix("customers/mall_customers.csv", ["Annual_Income", "Spending_Score"])
  }

  static func wholesale() throws -> Matrix {
    try matrix(
      "customers/wholesale_customers.csv",
      ["Fresh", "Milk", "Grocery", "Frozen", "Detergents_Paper", "Delicassen"])
  }
}

/// Points made from random numbers.
enum Sample {
  /// Clouds around `centres` random places, the same for the same seed.
  static func clouds(
    _ rows: Int, _ columns: Int, centres: Int = 4, spread: Double = 1, seed: UInt64 = 3
  ) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    let places = (0..<centres).map { _ in (0..<columns).map { _ in generator.normal(sd: 6) } }
    var matrix = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      let place = places[generator.uniform(below: centres)]
      for column in 0..<columns {
        matrix[row, column] = place[column] + generator.normal(sd: spread)
      }
    }
    return matrix
  }
}

/// Whether `a` and `b` agree to `tolerance`, relative to the larger of 1 and `b`.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  abs(a - b) <= tolerance * max(1, abs(b))
}

/// Whether all pairs agree.
func agree(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-9) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { agree($0, $1, tolerance) }
}
