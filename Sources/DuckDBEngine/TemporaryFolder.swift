import DynamicLibraries
import FoundationEssentials
import Glibc

/// A folder for what does not fit in memory; it goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    let base = Self.base
    let prefix = "teff-\(getpid())-"
    path = "\(base)/\(prefix)\(UInt32.random(in: 0...UInt32.max))"
    Self.removeLeftovers(in: base)
  }

  deinit { remove() }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private static var base: String {
    let name = ProcessInfo.processInfo.environment["TMPDIR"] ?? ""
    return name.isEmpty ? "/tmp" : name.hasSuffix("/") ? String(name.dropLast()) : name
  }

  /// Removes folders of processes that were killed before they could.
  private static func removeLeftovers(in base: String) {
    for name in Paths.names(in: base) where name.hasPrefix("teff-") {
      let parts = name.split(separator: "-")
      guard parts.count == 3, let process = pid_t(parts[1]), UInt32(parts[2]) != nil else {
        continue
      }
      if kill(process, 0) != 0 && errno == ESRCH {
        try? FileManager.default.removeItem(atPath: "\(base)/\(name)")
      }
    }
  }
}
