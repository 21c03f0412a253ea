/// One output in several forms; a front end shows the richest form that it knows.
package struct MIMEBundle: Hashable, Sendable {
  /// The content of one MIME type.
  package struct Item: Hashable, Sendable {
    package var type: String
    package var content: String

    package init(_ type: String, _ content: String) {
      self.type = type
      self.content = content
    }
  }

  /// The forms, in the order in which they are written.
  package var data: [Item]
  /// What the output's `metadata.teff` says; never shown.
  package var metadata: [String: String]

  package init(_ data: [Item], metadata: [String: String] = [:]) {
    self.data = data
    self.metadata = metadata
  }

  /// The content of `type`, if the bundle has it.
  package subscript(_ type: String) -> String? { data.first { $0.type == type }?.content }

  /// The plain text, which every bundle has.
  package var plain: String { self[MIMEType.plain] ?? "" }
}

/// The MIME types that Teff answers with.
package enum MIMEType {
  package static let html = "text/html"
  package static let latex = "text/latex"
  package static let markdown = "text/markdown"
  package static let plain = "text/plain"
  package static let svg = "image/svg+xml"
}
