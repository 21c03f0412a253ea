// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// One Swift library target with the project's settings.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target, which mirror its sources.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    swiftSettings: strict)
}

let package = Package(
  name: "teff",
  products: [.executable(name: "teff", targets: ["teff"])],
  targets: [
    // Layer 0: what everything stands on.
    .systemLibrary(
      name: "CZeroMQ", pkgConfig: "libzmq", providers: [.apt(["libzmq3-dev"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "CDuckDB", publicHeadersPath: "include"),
    .target(name: "COpenBLAS", publicHeadersPath: "include"),
    .target(name: "CLightGBM", publicHeadersPath: "include"),
    .target(name: "CVectors", publicHeadersPath: "include"),
    .target(name: "CCurl", publicHeadersPath: "include"),
    library("DynamicLibraries"),
    library("JSONText"),
    library("Tasks"),

    // Layer 1: data, syntax, messages.
    library("Tables"),
    library("Syntax"),
    library("NumericalMethods", ["Tasks", "DynamicLibraries", "COpenBLAS"]),
    library("GradientBoosting", ["Tasks", "DynamicLibraries", "CLightGBM"]),
    library("Series", ["Tables", "Tasks"]),
    library("JupyterProtocol", ["JSONText", "CCrypto"]),
    library("Spreadsheets", ["Tables", "CZlib", "CExpat"]),
    library("Downloads", ["DynamicLibraries", "CCurl"]),

    // Layer 2: plans and pictures.
    library("Planning", ["Tables", "Tasks"]),
    library("Charts", ["Tables"]),
    library("TeachingSets", ["Tables", "NumericalMethods"]),
    library("Registry", ["Tables", "CSQLite"]),
    library("Exploration", ["Tables", "NumericalMethods", "Tasks"]),
    library("Segmentation", ["Tables", "NumericalMethods", "Tasks", "CVectors"]),
    library("TextAnalysis", ["NumericalMethods", "Tasks"]),
    library("Recommendation", ["TextAnalysis", "NumericalMethods", "GradientBoosting", "Tasks"]),
    library("Forecasting", ["Tables", "NumericalMethods", "Series", "Tasks"]),

    // Layer 3: engines and sockets.
    library(
      "DuckDBEngine",
      [
        "Planning", "Tables", "Tasks", "DynamicLibraries", "CDuckDB", "Spreadsheets", "Downloads",
      ]),
    library("JupyterServer", ["JupyterProtocol", "JSONText", "Tasks", "CZeroMQ"]),

    // Layer 4: the language and what it shows.
    library("Language", ["Syntax", "Planning", "Tables", "Tasks", "Charts", "Series", "JSONText"]),
    library("Rendering", ["Tables", "Syntax", "Charts"]),

    // Layer 5 to 7: verbs, the session, the program.
    library(
      "Verbs",
      [
        "Language", "Planning", "Charts", "Rendering", "Syntax", "Tables", "Tasks", "TeachingSets",
        "JSONText", "Exploration", "Series", "Segmentation", "Forecasting", "Recommendation",
        "TextAnalysis", "NumericalMethods", "GradientBoosting", "Registry",
      ]),
    library(
      "Kernel",
      [
        "JupyterServer", "JupyterProtocol", "Verbs", "Language", "Rendering", "DuckDBEngine",
        "Registry",
        "Syntax", "Planning", "Tables", "Tasks", "Charts", "JSONText",
      ]),
    .executableTarget(
      name: "teff",
      dependencies: [
        "Kernel", "Verbs", "Language", "Rendering", "JupyterServer", "JupyterProtocol",
        "DuckDBEngine", "GradientBoosting", "NumericalMethods", "DynamicLibraries", "Syntax",
        "Planning", "Charts", "Tables", "Tasks", "JSONText",
      ],
      resources: [
        .embedInCode("Kernelspec/kernel.json"), .embedInCode("Kernelspec/logo-svg.svg"),
        .embedInCode("Kernelspec/logo-32x32.png"), .embedInCode("Kernelspec/logo-64x64.png"),
      ],
      swiftSettings: strict),

    tests("JSONText"),
    tests("JupyterProtocol", ["JSONText"]),
    tests(
      "JupyterServer",
      ["JupyterProtocol", "JSONText", "EchoKernel", "CZeroMQ", "DuckDBEngine"]),
    tests("Tables"),
    tests("Tasks"),
    tests("NumericalMethods"),
    tests("GradientBoosting", ["DynamicLibraries", "Tasks"]),
    tests("Series", ["Tables", "Tasks"]),
    tests("Spreadsheets", ["Tables"]),
    tests("Downloads"),
    tests("Exploration", ["Tables", "Tasks", "NumericalMethods", "DuckDBEngine"]),
    tests("Segmentation", ["Tables", "Tasks", "NumericalMethods"]),
    tests("TextAnalysis"),
    tests("Recommendation", ["TextAnalysis", "NumericalMethods", "GradientBoosting", "Tasks"]),
    tests("Forecasting", ["Tables", "NumericalMethods", "Series", "Tasks"]),
    tests("TeachingSets", ["Tables"]),
    tests("Registry", ["Tables"]),
    tests("Charts", ["Tables"]),
    tests("Planning", ["Tables", "DuckDBEngine"]),
    tests("Syntax"),
    tests("Language", ["Syntax", "Planning", "Tables", "DuckDBEngine"]),
    tests("DuckDBEngine", ["Planning", "Tables", "Tasks", "DynamicLibraries", "Downloads"]),
    tests("Rendering", ["Tables", "Syntax", "Charts"]),
    tests(
      "Verbs",
      [
        "Kernel", "Language", "Charts", "Rendering", "DuckDBEngine", "Syntax", "Planning", "Tables",
        "Tasks", "NumericalMethods", "JupyterProtocol", "JSONText",
      ]),
    tests(
      "Kernel",
      [
        "DuckDBEngine", "JupyterServer", "JupyterProtocol", "Verbs", "Language", "Rendering",
        "Registry", "Syntax", "Tasks", "Tables", "JSONText",
      ]),
    tests("teff", ["DuckDBEngine", "Registry", "JupyterProtocol", "JSONText", "Fuzz"]),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .executableTarget(
      name: "EchoKernel", dependencies: ["JupyterServer", "JupyterProtocol", "JSONText", "Tasks"],
      path: "Tests/EchoKernel", swiftSettings: strict),
    .executableTarget(
      name: "SegmentationBench",
      dependencies: ["Segmentation", "Charts", "NumericalMethods", "Tables"],
      path: "Scripts/benchmarks/SegmentationBench", swiftSettings: strict),
    .executableTarget(
      name: "RecommendationBench", dependencies: ["Recommendation"],
      path: "Scripts/benchmarks/RecommendationBench", swiftSettings: strict),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "JSONText", "JupyterProtocol", "Syntax", "Language", "Verbs", "NumericalMethods",
        "Spreadsheets", "Tables", "TestSupport",
      ],
      path: "Tests/Fuzz", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["JupyterProtocol", "JSONText", "CZeroMQ", "Tasks"],
      path: "Tests/TestSupport", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
