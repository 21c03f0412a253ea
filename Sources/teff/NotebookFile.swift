import JSONText
import JupyterProtocol
import Kernel
import Rendering

/// A notebook in Jupyter's file format, whose code cells are laid out.
struct NotebookFile {
  private let text: String
  private let path: String
  private var notebook: JSON

  init(_ text: String, path: String) throws(CommandError) {
    self.text = text
    self.path = path
    do {
      notebook = try JSON(parsing: text)
    } catch {
      throw CommandError("\(path) is not a notebook: \(error)")
    }
  }

  /// The file with its code cells in their canonical layout, and byte for byte the same when they
  /// are in it already.
  func formatted() throws(CommandError) -> String {
    guard case .array(var cells)? = notebook["cells"] else {
      throw CommandError("\(path) is not a notebook: it has no cells")
    }
    var isChanged = false
    for (index, cell) in cells.enumerated() where cell["cell_type"]?.string == "code" {
      guard let code = Self.source(of: cell) else { continue }
      let source = CellSource(code, .file("\(path), cell \(index + 1)", firstLine: 1))
      let new = try FormatCommand.format(code, source: source)
      guard new != code else { continue }
      isChanged = true
      cells[index] = cell.with("source", .array(Self.lines(of: new).map(JSON.string)))
    }
    return isChanged ? notebook.with("cells", .array(cells)).indented + "\n" : text
  }

  private static func source(of cell: JSON) -> String? {
    switch cell["source"] {
    case .string(let text): text
    case .array(let lines): lines.compactMap(\.string).joined()
    default: nil
    }
  }

  /// The lines with their ends, as notebooks keep them.
  private static func lines(of text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      let isLast = index == lines.count - 1
      return isLast && line.isEmpty ? nil : line + (isLast ? "" : "\n")
    }
  }
}

extension JSON {
  /// The object with another value of a member.
  fileprivate func with(_ key: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.key == key ? Member(key, value) : $0 })
  }

  /// The value over several lines, indented by one space as notebooks are.
  fileprivate var indented: String { indented("") }

  private func indented(_ indent: String) -> String {
    func block(_ open: String, _ items: [String], _ close: String) -> String {
      guard !items.isEmpty else { return open + close }
      let lines = items.map { "\n\(indent) \($0)" }.joined(separator: ",")
      return "\(open)\(lines)\n\(indent)\(close)"
    }
    switch self {
    case .array(let elements):
      return block("[", elements.map { $0.indented(indent + " ") }, "]")
    case .object(let members):
      return block(
        "{",
        members.map { "\(JSON.string($0.key).text): \($0.value.indented(indent + " "))" }, "}")
    default: return text
    }
  }
}
