import Charts
import Language
import NumericalMethods
import Planning
import Segmentation
import Tables

/// Rows along the two directions in which they differ most, and what pulls them there.
struct Biplot: Sendable {
  let space: FeatureSpace
  let components: PrincipalComponents

  /// The most points that a map shows.
  static let mostPoints = 3_000

  /// The points of `table`'s rows, coloured by a column of it if one is named.
  func chart(of table: Table, color: String?, title: String) throws -> Chart {
    let (shown, notes) = Self.thinned(table)
    let scores = try components.scores(of: space.points(of: shown))
    let names = (0..<2).map { "pc\($0 + 1), \(Self.percent(components.shares[$0])) of variance" }
    var channels: [ChannelName: Encoding] = [:]
    for (index, channel) in [ChannelName.x, .y].enumerated() {
      channels[channel] = .column(
        EncodedColumn(names[index], Column(.number(Array(scores[column: index]))), style: .number))
    }
    if let color, let column = shown[color] {
      channels[.color] = .column(EncodedColumn(color, column, isDiscrete: true))
    }
    let loadings = components.loadings
    let arrows: [ChannelName: Encoding] = [
      .x: .column(EncodedColumn(names[0], Column(.number(Array(loadings[column: 0]))))),
      .y: .column(EncodedColumn(names[1], Column(.number(Array(loadings[column: 1]))))),
      .label: .column(
        EncodedColumn(
          "column", Column(.text(TextColumn(Self.shortened(space.features.map(\.name))))),
          order: .data)),
    ]
    var chart = Chart(
      layers: [
        ChartLayer(.point, channels, rowCount: shown.rowCount),
        ChartLayer(.arrow, arrows, rowCount: space.features.count),
      ], title: title)
    chart.subtitleNotes = notes + ["arrows: loadings, scaled to fit"]
    return chart
  }

  /// One in so many rows, so that no more than a picture's points are left.
  static func thinned(_ table: Table) -> (table: Table, notes: [String]) {
    let step = (table.rowCount + mostPoints - 1) / mostPoints
    guard step > 1 else { return (table, []) }
    return (
      table.rows(Array(stride(from: 0, to: table.rowCount, by: step))),
      ["one in \(step.grouped) of \(table.rowCount.counted("row"))"]
    )
  }

  /// Levels without the name of their column, where that leaves all names different.
  static func shortened(_ names: [String]) -> [String] {
    let short = names.map { name in
      name.firstRange(of: " = ").map { String(name[$0.upperBound...]) } ?? name
    }
    return Set(short).count == Set(names).count ? short : names
  }

  static func percent(_ share: Double) -> String {
    DecimalNumber(share * 100).rounded(decimals: 1).text(decimals: 1, grouped: false) + " %"
  }
}

extension Table {
  /// The columns that are there as channels, in the order of their rows.
  func channels(_ names: [(ChannelName, String)]) -> [ChannelName: Encoding] {
    var channels: [ChannelName: Encoding] = [:]
    for (channel, name) in names {
      if let column = self[name] {
        channels[channel] = .column(EncodedColumn(name, column, order: .data))
      }
    }
    return channels
  }
}
