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
      return try RegistryFile(registryPath).use(body)
    } catch let refusal as RegistryRefusal {
      throw Diagnostic(
        "E717", "the registry cannot be used: \(refusal.reason)", at: span, label: refusal.advice)
    }
  }

  /// Reads the registry; without a file there is nothing in it, and none is made.
  func readRegistry<Result>(_ empty: Result, _ body: (RegistryStore) throws -> Result) throws
    -> Result
  {
    guard registryPath.isEmpty || !RegistryFile(registryPath).isAbsent else { return empty }
    return try withRegistry(body)
  }

  /// Says why a registry that is not there cannot come to be.
  func tellRegistryObstacle() {
    let file = RegistryFile(registryPath)
    guard !registryPath.isEmpty, file.isAbsent, let obstacle = file.obstacle else { return }
    notice("the registry is empty, and nothing can be kept in it: \(obstacle)")
  }
}
