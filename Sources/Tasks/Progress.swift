/// A place to tell how far long work is; the receiver decides how often to show it.
package struct Progress: Sendable {
  private let report: @Sendable (_ fraction: Double, _ message: String) -> Void

  /// Makes a reporter from a closure that takes the fraction done (0 to 1) and a short message.
  package init(_ report: @escaping @Sendable (Double, String) -> Void) { self.report = report }

  /// A reporter that tells nobody.
  package static let silent = Progress { _, _ in }

  /// Reports that `fraction` (0 to 1) of the work is done.
  package func update(_ fraction: Double, _ message: String) { report(fraction, message) }
}
