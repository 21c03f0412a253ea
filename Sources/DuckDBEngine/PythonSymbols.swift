import DynamicLibraries
import FoundationEssentials

/// Makes the names of Python known that DuckDB's Python package refers to.
///
/// The package is a module of Python: before it can be loaded, the interpreter's symbols must be
/// there. They are never called, since no Python is started.
enum PythonSymbols {
  /// Loads the interpreter's shared library for the module at `path`; tells which one, or nil
  /// when none was found or needed.
  static func load(for path: String, environment: String?) throws(DynamicLibraryError) -> String? {
    guard let version = version(ofModule: Paths.name(of: path)) else { return nil }
    let name = "libpython\(version).so.1.0"
    for folder in folders(around: environment) where Paths.isFile("\(folder)/\(name)") {
      if (try? DynamicLibrary("\(folder)/\(name)", visibility: .global)) != nil {
        return "\(folder)/\(name)"
      }
    }
    _ = try DynamicLibrary(name, visibility: .global)
    return name
  }

  /// `3.11` out of `_duckdb.cpython-311-x86_64-linux-gnu.so`; nil for a plain library.
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
    return folders + ["/usr/lib/\(DuckDBLocator.triplet)", "/usr/lib", "/usr/local/lib"]
  }
}
