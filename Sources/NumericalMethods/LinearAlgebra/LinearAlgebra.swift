import COpenBLAS
import DynamicLibraries
import Glibc
import Synchronization
import Tasks

/// BLAS and LAPACK of OpenBLAS, loaded at the first use.
///
/// Matrices lie column by column in memory: element (row, column) at `row + column * stride`.
/// The library computes with one thread; what is large is cut here into blocks that do not depend
/// on the number of threads. So the same numbers give the same bits with 1 thread and with 2, on
/// one family of processors.
public final class LinearAlgebra: @unchecked Sendable {
  // The library itself is safe to call from several threads; what is not is behind the lock.
  /// The file that was loaded.
  public let path: String
  /// Held while the number of the library's threads must not change, or changes.
  private let lock: UnsafeMutablePointer<pthread_rwlock_t>

  private static let loaded = Mutex<LinearAlgebra?>(nil)

  /// The library of this process; the first call loads it.
  ///
  /// It is looked for in `TEFF_OPENBLAS`, then where the system keeps libraries.
  public static func load() throws(LinearAlgebraError) -> LinearAlgebra {
    let result: Result<LinearAlgebra, LinearAlgebraError> = loaded.withLock { loaded in
      if let library = loaded { return .success(library) }
      let named = getenv("TEFF_OPENBLAS").map { String(cString: $0) } ?? ""
      let first = attempt(named.isEmpty ? ["libopenblas.so.0", "libopenblas.so"] : [named])
      if case .success(let library) = first { loaded = library }
      return first
    }
    return try result.get()
  }

  /// Loads the first of `paths` that works.
  package static func attempt(_ paths: [String]) -> Result<LinearAlgebra, LinearAlgebraError> {
    var reasons: [String] = []
    for path in paths {
      do {
        return .success(try LinearAlgebra(path))
      } catch {
        reasons.append(error.description)
      }
    }
    return .failure(.missingLibrary(reason: reasons.joined(separator: "; ")))
  }

  private init(_ path: String) throws(DynamicLibraryError) {
    let library = try DynamicLibrary(path)
    if let missing = copenblas_load(library.handle) {
      throw DynamicLibraryError(
        path: path, reason: "\(String(cString: missing)) is missing: not OpenBLAS, or too old")
    }
    self.path = path
    lock = .allocate(capacity: 1)
    pthread_rwlock_init(lock, nil)
    copenblas_set_num_threads(1)
  }

  deinit {
    pthread_rwlock_destroy(lock)
    lock.deallocate()
  }

  /// The family of processors whose kernels were chosen, such as `Zen`.
  public var processor: String { String(cString: copenblas_corename()) }

  /// Runs `body` while the library computes with one thread.
  func alone<Result>(_ body: () -> Result) -> Result {
    pthread_rwlock_rdlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return body()
  }

  /// Runs the factorisation `body` of an `order`-rowed matrix: a large one with the library's own
  /// two threads, always two, and with nobody else inside.
  func factoring<Result>(order: Int, _ body: () -> Result) -> Result {
    guard order >= 1000 else { return alone(body) }
    pthread_rwlock_wrlock(lock)
    copenblas_set_num_threads(2)
    defer {
      copenblas_set_num_threads(1)
      pthread_rwlock_unlock(lock)
    }
    return body()
  }
}
