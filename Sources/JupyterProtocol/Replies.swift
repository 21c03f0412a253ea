package import JSONText

/// A failure as a front end shows it.
package struct ErrorReport: Error, Hashable, Sendable {
  package var name: String
  package var value: String
  /// Lines of text, which may hold ANSI colours.
  package var traceback: [String]

  package init(name: String, value: String, traceback: [String] = []) {
    self.name = name
    self.value = value
    self.traceback = traceback
  }

  /// The members of an `error` message.
  package var content: JSON {
    [
      "ename": .string(name), "evalue": .string(value),
      "traceback": .array(traceback.map(JSON.string)),
    ]
  }

  /// The members of a reply that failed.
  package var replyContent: JSON { .object([JSON.Member("status", "error")] + members) }

  private var members: [JSON.Member] { content.object ?? [] }
}

/// One output in several forms, of which a front end shows the richest that it knows.
package struct DisplayData: Hashable, Sendable {
  /// MIME types with their content, in order.
  package var data: [JSON.Member]
  package var metadata: JSON

  package init(data: [JSON.Member], metadata: JSON = .empty) {
    self.data = data
    self.metadata = metadata
  }

  /// An output of texts alone.
  package init(_ texts: [(mime: String, content: String)], metadata: JSON = .empty) {
    self.init(data: texts.map { JSON.Member($0.mime, .string($0.content)) }, metadata: metadata)
  }

  /// The form for terminals, nil when there is none.
  package var plainText: String? { data.last { $0.key == "text/plain" }?.value.string }
}

/// What can stand at a cursor.
package struct Completion: Hashable, Sendable {
  package var matches: [Match]
  /// The part of the code that a match replaces, in code points.
  package var range: Range<Int>

  /// One thing that can stand there.
  package struct Match: Hashable, Sendable {
    package var text: String
    /// A kind that front ends have a picture for, such as `function` or `keyword`.
    package var type: String
    /// The parameters, for things that take some.
    package var signature: String

    package init(_ text: String, type: String = "", signature: String = "") {
      self.text = text
      self.type = type
      self.signature = signature
    }
  }

  package init(matches: [Match], range: Range<Int>) {
    self.matches = matches
    self.range = range
  }

  /// The content of a complete_reply; the typed matches stand in the order of the plain ones.
  package var content: JSON {
    let typed: [JSON] = matches.map {
      [
        "start": .int(range.lowerBound), "end": .int(range.upperBound), "text": .string($0.text),
        "type": .string($0.type), "signature": .string($0.signature),
      ]
    }
    return [
      "status": "ok",
      "matches": .array(matches.map { .string($0.text) }),
      "cursor_start": .int(range.lowerBound),
      "cursor_end": .int(range.upperBound),
      "metadata": ["_jupyter_types_experimental": .array(typed)],
    ]
  }
}

/// What stands at a cursor, in the forms of an output.
package typealias Inspection = DisplayData

/// Whether code can run as it is.
package enum Completeness: Hashable, Sendable {
  case complete
  /// More lines must follow; the next begins with this indentation.
  case incomplete(indent: String)
  case invalid
  case unknown

  /// The content of an is_complete_reply.
  package var content: JSON {
    switch self {
    case .complete: ["status": "complete"]
    case .incomplete(let indent): ["status": "incomplete", "indent": .string(indent)]
    case .invalid: ["status": "invalid"]
    case .unknown: ["status": "unknown"]
    }
  }
}
