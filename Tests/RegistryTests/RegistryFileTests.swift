import FoundationEssentials
import Glibc
import Registry
import TestSupport
import Testing

@Suite("The file of a registry")
struct RegistryFileTests {
  private let place: TestFolder
  private var folder: String { place.path }

  init() throws { place = try TestFolder() }

  @Test("A folder of ours loses the rights of others, another keeps its own")
  func folders() throws {
    for (name, rights) in [(".teff", 0o700), ("shared", 0o755)] {
      let place = "\(folder)/\(name)"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      chmod(place, 0o755)
      for file in ["registry.db", "other.db"] {
        try RegistryFile("\(place)/\(file)").use { _ in }
      }
      var status = stat()
      #expect(lstat(place, &status) == 0 && status.st_mode & 0o777 == mode_t(rights))
    }
  }

  @Test("A file that cannot be looked at is not absent, and the reason is told")
  func reasons() throws {
    let absent = RegistryFile("\(folder)/.teff/registry.db")
    #expect(absent.isAbsent && absent.obstacle == nil)
    try Data("x".utf8).write(to: URL(filePath: "\(folder)/text"))
    let behind = RegistryFile("\(folder)/text/registry.db")
    #expect(!behind.isAbsent)
    let refusal = #expect(throws: RegistryRefusal.self) { try behind.use { _ in } }
    #expect(refusal?.reason.contains("is not a folder") == true)
    #expect(refusal?.advice == "name another file in TEFF_REGISTRY")
    try Data("this is no database, only a text that is long enough".utf8).write(
      to: URL(filePath: "\(folder)/other.db"))
    let other = #expect(throws: RegistryRefusal.self) {
      try RegistryFile("\(folder)/other.db").use { _ in }
    }
    #expect(other?.advice == "name another file in TEFF_REGISTRY, or move other.db away")
  }

  /// A folder in which nothing can be made, by whoever runs the tests.
  private static let closed = (["/", "/sys", "/proc/sys"] as [String]).first {
    access($0, W_OK | X_OK) != 0
  }

  @Test("A file can be made below a folder that can be written, whatever its path begins with")
  func possible() {
    // Relative names are below the folder of the tests, which holds what they build.
    let own = ["teff-none.db", "teff-none/registry.db", "teff-none/b/registry.db"]
    for path in own + ["\(folder)/a/registry.db"] {
      let file = RegistryFile(path)
      #expect(file.isAbsent && file.obstacle == nil, "\(path)")
    }
  }

  @Test(
    "What stands in the way of a file is the nearest folder that is there",
    .enabled(if: closed != nil, "every folder can be written"))
  func obstacles() {
    guard let closed = Self.closed else { return }
    let below = closed == "/" ? "" : closed
    for path in ["registry.db", "teff-none/registry.db", "teff-none/a/registry.db"] {
      let file = RegistryFile("\(below)/\(path)")
      #expect(file.isAbsent && file.obstacle?.hasPrefix("\(closed) cannot be written: ") == true)
    }
  }

  @Test("What the body throws is its own")
  func ownErrors() {
    struct Own: Error {}
    #expect(throws: Own.self) { try RegistryFile("\(folder)/a.db").use { _ in throw Own() } }
  }
}
