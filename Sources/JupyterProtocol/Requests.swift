package import JSONText

extension JSON {
  /// The text of a required member.
  fileprivate func requiredText(_ key: String) throws(ContentError) -> String {
    guard let value = self[key] else { throw ContentError("the content has no `\(key)`") }
    guard let text = value.string else {
      throw ContentError("the content's `\(key)` is not a text")
    }
    return text
  }

  /// The truth value of a member, or what counts when it is missing.
  fileprivate func flag(_ key: String, default fallback: Bool) throws(ContentError) -> Bool {
    guard let value = self[key], value != .null else { return fallback }
    guard let flag = value.bool else {
      throw ContentError("the content's `\(key)` is not true or false")
    }
    return flag
  }

  /// The whole number of a member, or what counts when it is missing.
  fileprivate func number(_ key: String, default fallback: Int) throws(ContentError) -> Int {
    guard let value = self[key], value != .null else { return fallback }
    guard let number = value.int else {
      throw ContentError("the content's `\(key)` is not a whole number")
    }
    return number
  }
}

/// Runs one cell.
package struct ExecuteRequest: Hashable, Sendable {
  package var code: String
  /// Runs without a trace: no input, outputs or history on iopub.
  package var silent: Bool
  package var storeHistory: Bool
  /// What to evaluate after the code.
  package var userExpressions: [UserExpression]
  package var allowsInput: Bool
  /// Whether an error ends the cells that wait.
  package var stopsOnError: Bool

  /// An expression of the front end's own, with the name that it gave.
  package struct UserExpression: Hashable, Sendable {
    package var name: String
    package var code: String
  }

  /// Makes a request as a front end's defaults have it.
  package init(code: String) {
    self.code = code
    silent = false
    storeHistory = true
    allowsInput = false
    stopsOnError = true
    userExpressions = []
  }

  package init(_ content: JSON) throws(ContentError) {
    code = try content.requiredText("code")
    silent = try content.flag("silent", default: false)
    storeHistory = try content.flag("store_history", default: true) && !silent
    allowsInput = try content.flag("allow_stdin", default: false)
    stopsOnError = try content.flag("stop_on_error", default: true)
    userExpressions = []
    for member in content["user_expressions"]?.object ?? [] {
      guard let expression = member.value.string else {
        throw ContentError("the user expression `\(member.key)` is not a text")
      }
      userExpressions.append(UserExpression(name: member.key, code: expression))
    }
  }
}

/// Asks what can stand at the cursor.
package struct CompleteRequest: Hashable, Sendable {
  package var code: String
  /// In code points, within the code.
  package var cursor: Int

  package init(_ content: JSON) throws(ContentError) {
    code = try content.requiredText("code")
    cursor = try content.cursor(in: code)
  }
}

/// Asks what stands at the cursor.
package struct InspectRequest: Hashable, Sendable {
  package var code: String
  /// In code points, within the code.
  package var cursor: Int
  /// 0 for a card, 1 for all there is.
  package var detail: Int

  package init(_ content: JSON) throws(ContentError) {
    code = try content.requiredText("code")
    cursor = try content.cursor(in: code)
    detail = try content.number("detail_level", default: 0)
  }
}

extension JSON {
  /// The cursor in code points, moved into the code; at its end when missing.
  fileprivate func cursor(in code: String) throws(ContentError) -> Int {
    let count = code.unicodeScalars.count
    return min(max(try number("cursor_pos", default: count), 0), count)
  }
}

/// Asks whether a front end should run the code or wait for more lines.
package struct IsCompleteRequest: Hashable, Sendable {
  package var code: String

  package init(_ content: JSON) throws(ContentError) { code = try content.requiredText("code") }
}

/// Asks for cells that ran before.
package struct HistoryRequest: Hashable, Sendable {
  package var access: Access
  package var withOutput: Bool

  /// Which cells are wanted.
  package enum Access: Hashable, Sendable {
    case tail(count: Int)
    case range(session: Int, start: Int, stop: Int?)
    case search(pattern: String, count: Int?, unique: Bool)
    /// A kind that is not known: no cells.
    case unknown(String)
  }

  package init(_ content: JSON) throws(ContentError) {
    withOutput = try content.flag("output", default: false)
    let count = content["n"]?.int
    switch try content.requiredText("hist_access_type") {
    case "tail": access = .tail(count: max(count ?? 10, 0))
    case "range":
      access = .range(
        session: try content.number("session", default: 0),
        start: try content.number("start", default: 1),
        stop: content["stop"]?.int)
    case "search":
      access = .search(
        pattern: content["pattern"]?.string ?? "*", count: count.map { max($0, 0) },
        unique: try content.flag("unique", default: false))
    case let kind: access = .unknown(kind)
    }
  }
}
