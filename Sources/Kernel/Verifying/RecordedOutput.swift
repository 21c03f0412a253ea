import JSONText
import Rendering

/// An output of a cell as a notebook keeps it, without what may differ from run to run.
struct RecordedOutput: Sendable {
  /// What kind of output it is, with what only this kind has.
  enum Content: Sendable {
    case stream(name: String, text: String)
    /// Forms by MIME type, in order; what else the output's metadata say.
    case data(kind: String, count: Int?, forms: [JSON.Member], metadata: JSON)
    case error(name: String, value: String, traceback: [String])
    /// A kind that Teff never sends.
    case other(String)
  }

  var content: Content

  init(_ content: Content) { self.content = content }

  /// Reads an output of a notebook's file.
  init(_ json: JSON) {
    let kind = json["output_type"]?.string ?? ""
    switch kind {
    case "stream":
      content = .stream(
        name: json["name"]?.string ?? "", text: Self.text(json["text"]) ?? "")
    case "display_data", "execute_result":
      let forms = (json["data"]?.object ?? []).map { form in
        JSON.Member(form.key, Self.form(form.value, type: form.key))
      }
      content = .data(
        kind: kind, count: json["execution_count"]?.int, forms: forms,
        metadata: Self.compared(json["metadata"]))
    case "error":
      content = .error(
        name: json["ename"]?.string ?? "", value: json["evalue"]?.string ?? "",
        traceback: (json["traceback"]?.array ?? []).compactMap(\.string))
    default: content = .other(kind)
    }
  }

  /// The kind of the output and its forms, for a sentence.
  var title: String {
    switch content {
    case .stream(let name, _): "text on \(name)"
    case .data(let kind, _, let forms, _): ([kind] + forms.map(\.key)).joined(separator: ", ")
    case .error(let name, _, _): "the error \(name)"
    case .other(let kind): kind.isEmpty ? "an output without a kind" : kind
    }
  }

  /// Whether it shows how far work was: whether that appears depends on the machine's speed.
  var isProgress: Bool {
    guard case .data(_, _, let forms, _) = content else { return false }
    return forms.contains {
      $0.key == MIMEType.html && ($0.value.string?.contains("<div class=\"teff-progress") ?? false)
    }
  }

  /// The outputs without progress, and with pieces of a stream that follow each other put together:
  /// where the kernel cuts a stream depends on time.
  static func compared(_ outputs: some Sequence<RecordedOutput>) -> [RecordedOutput] {
    var result: [RecordedOutput] = []
    for output in outputs where !output.isProgress {
      if case .stream(let name, let text) = output.content,
        case .stream(let last, let before)? = result.last?.content, last == name
      {
        result[result.count - 1].content = .stream(name: name, text: before + text)
      } else {
        result.append(output)
      }
    }
    return result
  }

  /// A text, which a notebook may keep as a list of lines.
  static func text(_ json: JSON?) -> String? {
    switch json {
    case .string(let text): text
    case .array(let lines): lines.compactMap(\.string).joined()
    default: nil
    }
  }

  /// JSON stays as it is, also a list; all else is text.
  private static func form(_ value: JSON, type: String) -> JSON {
    if type == "application/json" || type.hasSuffix("+json") { return value }
    return text(value).map(JSON.string) ?? value
  }

  /// Without `teff`, which holds times and paths.
  private static func compared(_ metadata: JSON?) -> JSON {
    .object((metadata?.object ?? []).filter { $0.key != "teff" })
  }
}
