import FoundationEssentials

/// The whole cells in `Tests/Cells`.
enum Cells {
  static let names = ["eda", "rfm", "cluster", "forecast", "recommend", "churn"]

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: "\(name).teff"), encoding: .utf8)
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cells")
}
