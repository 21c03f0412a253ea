import DuckDBEngine
import DynamicLibraries
import FoundationEssentials
import Planning
import Tables
import Testing

struct DuckDBLocatorTests {
  let files: Files

  init() throws { files = try Files() }

  private func locator(_ variables: [String: String], from folder: String = "/") -> DuckDBLocator {
    DuckDBLocator(
      variables: variables.merging(["XDG_CONFIG_HOME": files.folder]) { given, _ in given },
      workingFolder: folder, program: nil)
  }

  /// Makes an environment with an empty library in the place of DuckDB's.
  private func environment(_ name: String, python: String = "python3.11") throws -> (
    folder: String, file: String
  ) {
    let packages = "\(files.folder)/\(name)/lib/\(python)/site-packages"
    try FileManager.default.createDirectory(atPath: packages, withIntermediateDirectories: true)
    let library = "\(packages)/_duckdb.cpython-311-x86_64-linux-gnu.so"
    try Data().write(to: URL(filePath: library))
    return ("\(files.folder)/\(name)", library)
  }

  @Test("TEFF_DUCKDB is the only place when it is set")
  func variable() throws {
    let (folder, library) = try environment("env")
    for value in [folder, library] {
      let found = locator(["TEFF_DUCKDB": value, "VIRTUAL_ENV": "/other"]).candidates()
      #expect(found.map(\.path) == [library])
      #expect(found.first?.isFound == true)
      #expect(found.first?.environment == folder)
    }
    let missing = locator(["TEFF_DUCKDB": "/nowhere/libduckdb.so"]).candidates()
    #expect(missing.map(\.isFound) == [false])
  }

  @Test("The places come in their order, each once")
  func order() throws {
    let active = try environment("active")
    let near = try environment("project/.venv")
    let onPath = try environment("python")
    try FileManager.default.createDirectory(
      atPath: "\(onPath.folder)/bin", withIntermediateDirectories: true)
    try files.write("python/bin/python3", "")
    let found = locator(
      ["VIRTUAL_ENV": active.folder, "PATH": "/nowhere:\(onPath.folder)/bin"],
      from: "\(files.folder)/project"
    ).candidates().filter(\.isFound)
    #expect(
      found.prefix(3).map(\.path) == [active.file, near.file, onPath.file])
    #expect(
      found.prefix(3).map(\.origin)
        == ["VIRTUAL_ENV", ".venv above the working folder", "python3 on PATH"])
  }

  @Test("A program that came as a Python package takes the DuckDB that came with it")
  func ownEnvironment() throws {
    let own = try environment("own")
    let active = try environment("active")
    let located = DuckDBLocator(
      variables: ["VIRTUAL_ENV": active.folder, "XDG_CONFIG_HOME": files.folder],
      workingFolder: "/", program: "\(own.folder)/share/jupyter/kernels/teff/bin/teff")
    #expect(located.programEnvironment == own.folder)
    let found = located.candidates().filter(\.isFound)
    #expect(found.prefix(2).map(\.path) == [own.file, active.file])
    #expect(found.first?.origin == "installed with teff")

    let elsewhere = DuckDBLocator(
      variables: [:], workingFolder: "/", program: "\(own.folder)/bin/teff")
    #expect(elsewhere.programEnvironment == nil)
  }

  @Test("What is recorded is found from anywhere")
  func recording() throws {
    let active = try environment("active")
    #expect(try locator(["VIRTUAL_ENV": active.folder]).record() == active.file)
    let found = locator([:]).candidates()
    #expect(found.first?.path == active.file)
    #expect(found.first?.origin == "recorded by teff install")
  }

  @Test("A file that is no library says so in the system's words")
  func damagedLibrary() throws {
    let (_, library) = try environment("env")
    let found = locator(["TEFF_DUCKDB": library]).candidates()
    let candidate = try #require(found.first)
    guard case .failure(let error) = DuckDBLibrary.attempt(candidate) else {
      Issue.record("an empty file was loaded")
      return
    }
    #expect(error.path == library)
    #expect(!error.reason.isEmpty)
  }

  @Test("DuckDB works without Python's library")
  func standIn() async {
    await #expect(processExitsWith: .success) {
      let found = DuckDBLocator().candidates().filter(\.isFound)
      let candidate = try #require(found.first)
      let library = try DuckDBLibrary.attempt(candidate, looksForPython: false).get()
      #expect(library.python?.hasPrefix("a stand-in") == true)
      DuckDBLibrary.use(library)
      let table = try DuckDB().collect("SELECT sum(i)::BIGINT AS s FROM range(1000) r(i)")
      #expect(table["s"]?[0] == .int(499_500))
    }
  }

  @Test("Without DuckDB a statement says how to get it")
  func missing() async {
    await #expect(processExitsWith: .success) {
      let nowhere = DuckDBLocator(
        variables: ["TEFF_DUCKDB": "/nowhere/libduckdb.so"], workingFolder: "/", program: nil)
      let error = #expect(throws: EngineError.self) {
        try DuckDB(locator: nowhere).collect("SELECT 1")
      }
      #expect(error?.kind == .missingEngine)
      #expect(error?.message == "DuckDB was not found")
      #expect(error?.hint?.contains("pip install duckdb") == true)
    }
  }
}
