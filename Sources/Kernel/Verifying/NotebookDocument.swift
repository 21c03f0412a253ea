import JSONText

/// A notebook's code cells with the outputs that its file holds.
package struct NotebookDocument: Sendable {
  /// A code cell that Jupyter would run.
  struct Cell: Sendable {
    /// Its place among all cells of the notebook, counted from 1.
    var number: Int
    var code: String
    /// What stands in its brackets, nil when it never ran or the number was taken out.
    var count: Int?
    var outputs: [RecordedOutput]
    /// Whether the cell is there to show an error, and nbclient goes on after it.
    var mayFail: Bool

    /// The first line that says something.
    var firstLine: String {
      let lines = code.split(separator: "\n").map(String.init)
      return lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    }
  }

  let cells: [Cell]

  /// Whether the numbers in the brackets are 1, 2, 3 and so on, as after a run from the top.
  var ranFromTheTop: Bool {
    cells.enumerated().allSatisfy { index, cell in cell.count == index + 1 }
  }

  /// Reads the text of an `.ipynb` file.
  package init(parsing text: String) throws(NotVerifiable) {
    let notebook: JSON
    do { notebook = try JSON(parsing: text) } catch {
      throw NotVerifiable("it is not a notebook: \(error)")
    }
    guard let format = notebook["nbformat"]?.int, let all = notebook["cells"]?.array else {
      throw NotVerifiable("it is not a notebook of Jupyter's format 4")
    }
    guard format == 4 else {
      throw NotVerifiable("it has Jupyter's format \(format); save it from JupyterLab, as format 4")
    }
    if let other = Self.otherKernel(notebook["metadata"]) {
      throw NotVerifiable("its kernel is \(other), not teff")
    }
    cells = all.enumerated().compactMap { index, cell in
      guard cell["cell_type"]?.string == "code", let code = RecordedOutput.text(cell["source"]),
        !code.allSatisfy(\.isWhitespace), !Self.has("skip-execution", cell)
      else { return nil }
      return Cell(
        number: index + 1, code: code, count: cell["execution_count"]?.int,
        outputs: RecordedOutput.compared((cell["outputs"]?.array ?? []).map(RecordedOutput.init)),
        mayFail: Self.has("raises-exception", cell))
    }
  }

  /// The kernel that the notebook names, if it is not this one.
  private static func otherKernel(_ metadata: JSON?) -> String? {
    let spec = metadata?["kernelspec"]
    let names = [
      spec?["language"], metadata?["language_info"]?["name"], spec?["name"],
    ].compactMap { $0?.string }
    return names.isEmpty || names.contains("teff") ? nil : spec?["name"]?.string ?? names[0]
  }

  /// Whether the cell has a tag, such as those by which `nbclient` passes over it or lets it fail.
  private static func has(_ tag: JSON, _ cell: JSON) -> Bool {
    cell["metadata"]?["tags"]?.array?.contains(tag) ?? false
  }
}

/// Why a notebook can be neither right nor wrong here.
package struct NotVerifiable: Error, Hashable, Sendable {
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}
