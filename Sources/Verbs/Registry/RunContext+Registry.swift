import FoundationEssentials
import Language
import Registry
import Syntax

extension RunContext {
  /// Works with the project's registry; its file is made if it is not there.
  func withRegistry<Result>(_ body: (RegistryStore) throws -> Result) throws -> Result {
    guard !registryPath.isEmpty else {
      throw Diagnostic(
        "E717", "the registry cannot be used: TEFF_REGISTRY is off", at: span,
        label: "start the kernel without TEFF_REGISTRY, or let it name a file")
    }
    do {
      let folder = registryPath.lastIndex(of: "/").map { registryPath[..<$0] } ?? ""
      return try body(
        RegistryStore(path: registryPath, ownsFolder: folder.hasSuffix("/.teff")))
    } catch let error as DatabaseError {
      throw Diagnostic(
        "E717", "the registry cannot be used: \(error)", at: span,
        label: error.isFull || error.isDiskError
          ? "make room on the disk, or name another file in TEFF_REGISTRY"
          : error.isBusy
            ? "another notebook is writing; run the cell again"
            : "name another file in TEFF_REGISTRY, or move \(fileName) away")
    } catch let error as PrivateFileError {
      throw Diagnostic(
        "E717", "the registry cannot be used: \(error)", at: span,
        label: "name another file in TEFF_REGISTRY")
    }
  }

  /// Reads the registry; without a file there is nothing in it, and none is made.
  func readRegistry<Result>(_ empty: Result, _ body: (RegistryStore) throws -> Result) throws
    -> Result
  {
    guard registryPath.isEmpty || FileManager.default.fileExists(atPath: registryPath) else {
      return empty
    }
    return try withRegistry(body)
  }

  private var fileName: String {
    String(
      registryPath[
        (registryPath.lastIndex(of: "/").map(registryPath.index(after:))
          ?? registryPath.startIndex)...])
  }
}
