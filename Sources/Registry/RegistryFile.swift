import Glibc

/// The file of a project's registry: whether it is there, and what to do when it cannot be used.
package struct RegistryFile: Hashable, Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  private var folder: String { Self.parent(of: path) }
  private var name: Substring {
    path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
  }

  /// The folder of a file; `.` for a name alone.
  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Works with the registry; its file is made if it is not there.
  ///
  /// Throws `RegistryRefusal` for what is wrong with the file, and what `body` throws else.
  package func use<Result>(
    patience: Int32 = 5_000, _ body: (RegistryStore) throws -> Result
  ) throws -> Result {
    do {
      // A folder of that name is made by us, and holds our files alone.
      let ownsFolder = folder == ".teff" || folder.hasSuffix("/.teff")
      return try body(RegistryStore(path: path, ownsFolder: ownsFolder, patience: patience))
    } catch let error as DatabaseError {
      throw RegistryRefusal(reason: error.description, advice: advice(error))
    } catch let error as PrivateFileError {
      throw RegistryRefusal(
        reason: error.description, advice: "name another file in TEFF_REGISTRY")
    }
  }

  private func advice(_ error: DatabaseError) -> String {
    if error.isFull || error.isDiskError {
      return "make room on the disk, or name another file in TEFF_REGISTRY"
    }
    if error.isBusy { return "another notebook is writing; run the cell again" }
    return "name another file in TEFF_REGISTRY, or move \(name) away"
  }

  /// Whether there is no such file; one that cannot be looked at may be there.
  package var isAbsent: Bool {
    var status = stat()
    return stat(path, &status) != 0 && errno == ENOENT
  }

  /// Why a file that is absent cannot be made; nil if it can.
  package var obstacle: String? {
    var place = folder
    var status = stat()
    while stat(place, &status) != 0, errno == ENOENT, place != ".", place != "/" {
      place = Self.parent(of: place)
    }
    guard access(place, W_OK | X_OK) != 0 else { return nil }
    return "\(place) cannot be written: \(String(cString: strerror(errno)))"
  }
}

/// Why the registry could not be used, and what to do.
package struct RegistryRefusal: Error, Hashable, Sendable {
  package var reason: String
  package var advice: String

  package init(reason: String, advice: String) {
    self.reason = reason
    self.advice = advice
  }
}
