import Charts
import Exploration
import Language
import Tables

/// The strengths of all pairs as a square: the part `matrix`, and its picture.
struct CorrelationSquare: Sendable {
  private let names: [String]
  private let method: String
  /// By row and column; nil where a pair has no strength.
  private let strengths: [[Double?]]

  init(_ pairs: [Association], names: [String], method: String) {
    self.names = names
    self.method = method
    var strengths = [[Double?]](
      repeating: [Double?](repeating: nil, count: names.count), count: names.count)
    for pair in pairs {
      strengths[pair.a][pair.b] = pair.strength
      strengths[pair.b][pair.a] = pair.strength
      // A column that varies in some pair goes with itself.
      if pair.strength != nil { (strengths[pair.a][pair.a], strengths[pair.b][pair.b]) = (1, 1) }
    }
    self.strengths = strengths
  }

  /// One row and one column of numbers per column.
  var table: Table {
    var taken: Set<String> = ["column"]
    let unique = names.map { name -> String in
      var number = 2
      var unique = name
      while !taken.insert(unique).inserted {
        unique = "\(name)_\(number)"
        number += 1
      }
      return unique
    }
    let columns = unique.indices.map { place in
      (unique[place], Column(strengths.map { Value($0[place]) }, type: .number))
    }
    return Table([("column", Column(names.map(Value.text), type: .text))] + columns)
  }

  /// The lower triangle with its diagonal, as a heatmap.
  var chart: NaturalChart {
    let square = self
    return NaturalChart("heatmap") { _, _ in square.drawn }
  }

  /// More columns could not be told apart.
  private static let most = 40

  /// The columns that are drawn, in their order: those that take part in the strongest pairs.
  private var shown: [Int] {
    guard names.count > Self.most else { return Array(names.indices) }
    let strongest = names.indices.map { row in
      strengths[row].enumerated().reduce(0) {
        $1.offset == row ? $0 : max($0, abs($1.element ?? 0))
      }
    }
    return names.indices.sorted { (strongest[$1], $0) < (strongest[$0], $1) }
      .prefix(Self.most).sorted()
  }

  private var drawn: Chart {
    var cells: [(a: Value, b: Value, strength: Value)] = []
    let shown = shown
    for (row, name) in shown.enumerated() {
      // The diagonal holds the ramp at -1 to 1: a shade means the same in every picture.
      for other in 0...row {
        cells.append(
          (.text(names[shown[other]]), .text(names[name]), Value(strengths[name][shown[other]])))
      }
    }
    func encoded(_ name: String, _ values: [Value], _ type: DataType) -> Encoding {
      .column(EncodedColumn(name, Column(values, type: type), order: .data, style: .number))
    }
    var chart = Chart(
      layers: [
        ChartLayer(
          .heatmap,
          [
            .x: encoded("a", cells.map(\.a), .text), .y: encoded("b", cells.map(\.b), .text),
            .color: encoded("correlation", cells.map(\.strength), .number),
          ], rowCount: cells.count)
      ], title: "Correlations of \(names.count.counted("column"))")
    chart.subtitleNotes = [method]
    if shown.count < names.count {
      chart.subtitleNotes.append("\(shown.count) of them, those with the strongest pairs")
    }
    return chart
  }
}
