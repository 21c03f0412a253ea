import FoundationEssentials
import Testing

@Suite("The house keeps its walls")
struct ImportTests {
  /// What each target may import; with it comes what that one may import.
  static let allowed: [String: Set<String>] = [
    "teff": ["Kernel", "GradientBoosting"],
    "Kernel": ["JupyterServer", "Verbs", "Language", "Rendering", "DuckDBEngine", "Registry"],
    "Verbs": [
      "Language", "Planning", "Charts", "Rendering", "NumericalMethods", "TeachingSets",
      "Exploration", "Series", "Segmentation", "Forecasting", "Recommendation", "TextAnalysis",
      "Registry",
    ],
    "Language": ["Syntax", "Planning", "Tables", "Tasks", "Charts", "Series", "JSONText"],
    "Rendering": ["Tables", "Syntax", "Charts"],
    "DuckDBEngine": [
      "Planning", "Tables", "Tasks", "DynamicLibraries", "CDuckDB", "Spreadsheets", "Downloads",
    ],
    "JupyterServer": ["JupyterProtocol", "Tasks", "CZeroMQ"],
    "Planning": ["Tables", "Tasks"],
    "TeachingSets": ["Tables", "NumericalMethods"],
    "Registry": ["Tables", "CSQLite"],
    "TextAnalysis": ["NumericalMethods", "Tasks"],
    "Recommendation": ["TextAnalysis", "NumericalMethods", "GradientBoosting", "Tasks"],
    "Forecasting": ["Tables", "NumericalMethods", "Series", "Tasks"],
    "Exploration": ["Tables", "NumericalMethods", "Tasks"],
    "Segmentation": ["Tables", "NumericalMethods", "Tasks", "CVectors"],
    "Charts": ["Tables"],
    "NumericalMethods": ["Tasks", "DynamicLibraries", "COpenBLAS"],
    "GradientBoosting": ["Tasks", "DynamicLibraries", "CLightGBM"],
    "Series": ["Tables", "Tasks"],
    "JupyterProtocol": ["JSONText", "CCrypto"],
    "Spreadsheets": ["Tables", "CZlib", "CExpat"],
    "Downloads": ["DynamicLibraries", "CCurl"],
    "Tables": [], "Syntax": [], "Tasks": [], "DynamicLibraries": [], "JSONText": [],
    "CDuckDB": [], "COpenBLAS": [], "CLightGBM": [], "CVectors": [], "CZeroMQ": [], "CCrypto": [],
    "CSQLite": [],
    "CZlib": [], "CExpat": [], "CCurl": [],
  ]

  /// What the toolchain brings.
  static let toolchain: Set<String> = [
    "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
  ]

  @Test("A target imports only what its row of the table names", arguments: SourceTree.targets)
  func layers(target: String) throws {
    let row = try #require(Self.allowed[target], "\(target) has no row in the table")
    var reachable = row
    var waiting = Array(row)
    while let next = waiting.popLast() {
      for name in Self.allowed[next] ?? [] where reachable.insert(name).inserted {
        waiting.append(name)
      }
    }
    for file in SourceTree.files(in: "Sources/\(target)") {
      for name in file.imports where !Self.toolchain.contains(name) {
        #expect(reachable.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  @Test("The table names no target that is gone")
  func rows() {
    #expect(Set(Self.allowed.keys).subtracting(SourceTree.targets) == [])
  }

  @Test("Foundation stays out: it costs 12 ms at every start")
  func foundation() {
    for file in SourceTree.files(in: "Sources") + SourceTree.files(in: "Tests") {
      #expect(!file.imports.contains("Foundation"), "\(file.path)")
    }
  }

  @Test("Tests see what other targets see")
  func testable() {
    let word = "@" + "testable"
    for file in SourceTree.files(in: "Tests") {
      #expect(!file.lines.contains { $0.hasPrefix(word) }, "\(file.path)")
    }
  }

  @Test("A module holds no type of its own name", arguments: SourceTree.targets)
  func names(target: String) throws {
    let declaration = try Regex(
      #"^\s*(?:\w+ )*(?:struct|class|enum|actor|protocol|typealias) (\w+)"#,
      as: (Substring, Substring).self)
    for file in SourceTree.files(in: "Sources/\(target)") {
      for line in file.lines {
        guard let match = line.firstMatch(of: declaration) else { continue }
        #expect(match.1 != target, "\(file.path)")
      }
    }
  }

  @Test("No file grows past 450 lines")
  func length() {
    for file in SourceTree.files(in: "Sources") + SourceTree.files(in: "Tests") {
      #expect(file.lines.count <= 450, "\(file.path) has \(file.lines.count) lines")
    }
  }
}
