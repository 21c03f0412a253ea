import Glibc

/// A shared library that was loaded while the program runs.
///
/// It stays loaded until the process ends: code of it may still be on some thread's stack.
package struct DynamicLibrary: @unchecked Sendable {
  // The handle is never changed, and looking up a symbol is safe from any thread.
  package let handle: UnsafeMutableRawPointer
  /// What was loaded: a path, or a bare name that the system's search found.
  package let path: String

  /// Who sees the symbols of a library.
  package enum Visibility: Sendable {
    /// Only whoever asks this library for them.
    case local
    /// Every library that is loaded later.
    case global
  }

  /// Loads the library at `path`; a bare name is looked for where the system keeps libraries.
  ///
  /// Functions are bound at their first call, so that a missing one that is never called does no
  /// harm.
  package init(_ path: String, visibility: Visibility = .local) throws(DynamicLibraryError) {
    let scope = visibility == .global ? RTLD_GLOBAL : RTLD_LOCAL
    guard let handle = dlopen(path, RTLD_LAZY | scope) else {
      let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
      throw DynamicLibraryError(path: path, reason: reason)
    }
    self.handle = handle
    self.path = path
  }

  /// The address of `name`, if the library exports it.
  package func symbol(_ name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }
}

/// Why a library could not be loaded, in the words of the system.
package struct DynamicLibraryError: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(path): \(reason)" }
}
