/// Why a computation with matrices has no result.
public enum LinearAlgebraError: Error, Hashable, Sendable, CustomStringConvertible {
  /// OpenBLAS is not on this machine, or does not load; the words of the system.
  case missingLibrary(reason: String)
  /// The matrix is not positive definite: its leading part of this order is singular or worse.
  case notPositiveDefinite(order: Int)
  /// The eigenvalues did not converge, or the matrix holds something that is not a number.
  case noConvergence

  /// A plain sentence, with a way out where there is one.
  public var description: String {
    switch self {
    case .missingLibrary(let reason):
      "OpenBLAS, which computes with matrices, does not load (\(reason)); "
        + "install it: apt-get install libopenblas0, or name it in TEFF_OPENBLAS"
    case .notPositiveDefinite(let order):
      "the matrix is not positive definite (column \(order) depends on the ones before it)"
    case .noConvergence:
      "the eigenvalues of the matrix did not converge"
    }
  }
}
