import DynamicLibraries
import FoundationEssentials

/// Makes the names of Python known that DuckDB's Python package refers to.
///
/// The package is a module of Python: before it can be loaded, the interpreter's symbols must be
/// there. They are never called, since no Python is started.
enum PythonSymbols {
  /// Loads the interpreter's shared library for the module at `path`, or a library of empty names
  /// where there is none; tells which one, or nil when none is needed.
  static func load(
    for path: String, environment: String?, looksForPython: Bool = true
  ) throws(DynamicLibraryError) -> String? {
    let module = Paths.name(of: path)
    if module.hasPrefix("libduckdb") { return nil }
    if looksForPython, let version = version(ofModule: module) {
      let name = "libpython\(version).so.1.0"
      let places = folders(around: environment).map { "\($0)/\(name)" }.filter(Paths.isFile)
      for place in places + [name]
      where (try? DynamicLibrary(place, visibility: .global)) != nil { return place }
    }
    try PythonStandIn.load(for: path)
    return "a stand-in for Python's library, which is not installed"
  }

  /// `3.11` out of `_duckdb.cpython-311-x86_64-linux-gnu.so`; nil for other names.
  private static func version(ofModule name: String) -> String? {
    guard let mark = name.firstRange(of: "cpython-") else { return nil }
    let digits = name[mark.upperBound...].prefix { $0.isNumber }
    guard digits.count > 1, let major = digits.first else { return nil }
    return "\(major).\(digits.dropFirst())"
  }

  /// Where the interpreter of an environment keeps its shared library.
  private static func folders(around environment: String?) -> [String] {
    guard let environment else { return [] }
    var folders = ["\(environment)/lib"]
    if let data = FileManager.default.contents(atPath: "\(environment)/pyvenv.cfg") {
      for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].filter({ $0 != " " }) == "home" else { continue }
        let home = String(parts[1].drop { $0 == " " })
        folders.append("\(Paths.parent(of: home))/lib")
      }
    }
    return folders + ["/usr/lib/\(LibraryLocator.triplet)", "/usr/lib", "/usr/local/lib"]
  }
}
