/// A path such as `a.b[0]` into a JSON text: names joined by points, each with positions.
package struct JSONPath: Hashable, Sendable {
  /// One step down.
  package enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  package let steps: [Step]

  /// Reads a path that is one.
  package init(_ path: String) {
    var steps: [Step] = []
    var key = ""
    var isIndex = false
    func close() {
      if isIndex, let index = Int(key) {
        steps.append(.index(index))
      } else if !key.isEmpty {
        steps.append(.key(key))
      }
      key = ""
      isIndex = false
    }
    for character in path {
      switch character {
      case ".": close()
      case "[":
        close()
        isIndex = true
      case "]": close()
      default: key.append(character)
      }
    }
    close()
    self.steps = steps
  }

  /// Reads a path; nil for a text that is none.
  package init?(checking path: String) {
    let names = path.split(separator: ".", omittingEmptySubsequences: false)
    let isPath = names.enumerated().allSatisfy { index, name in
      let parts = name.split(separator: "[", omittingEmptySubsequences: false)
      guard let first = parts.first, !first.isEmpty || (index == 0 && parts.count > 1) else {
        return false
      }
      return !first.contains("]") && !first.contains("\"") && !first.contains("'")
        && parts.dropFirst().allSatisfy { part in
          part.last == "]" && part.count > 1
            && part.dropLast().allSatisfy { $0.isASCII && $0.isNumber }
        }
    }
    guard isPath else { return nil }
    self.init(path)
  }

  /// The path as `$."a"."b"[0]`.
  var dollarText: String {
    "$"
      + steps.map { step in
        switch step {
        case .key(let key): ".\"\(key.replacingText("\"", with: "\\\""))\""
        case .index(let index): "[\(index)]"
        }
      }.joined()
  }
}
