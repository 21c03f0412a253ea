package import Rendering

/// Where a session's rendered outputs go: a front end, or the output of `teff run`.
package protocol OutputTarget: AnyObject, Sendable {
  /// An output among others.
  func display(_ bundle: MIMEBundle)
  /// The value of the cell.
  func result(_ bundle: MIMEBundle)
  /// A text for the standard output, byte for byte; a program reads it.
  func stream(_ text: String)
  /// An output that replaces the last one of the same id.
  func replace(_ bundle: MIMEBundle, id: String, isFirst: Bool)
}
