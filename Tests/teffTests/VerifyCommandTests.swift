import DuckDBEngine
import FoundationEssentials
import JSONText
import TestSupport
import Testing

private let isEngineThere = DuckDBLocator().candidates().contains { $0.isFound }
private let notebooks = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "notebooks")
private let committed =
  ((try? FileManager.default.contentsOfDirectory(atPath: notebooks.path)) ?? [])
  .filter { $0.hasSuffix(".ipynb") }.sorted()
/// How often each notebook is run with one thread and with two.
private let rounds = ProcessInfo.processInfo.environment["TEFF_SLOW"] == nil ? 1 : 10

@Suite("teff verify", .enabled(if: isEngineThere, "DuckDB is not found; see teff doctor"))
struct VerifyCommandTests {
  let program: Program

  init() throws { program = try Program("teff") }

  /// A notebook in which each cell gives a line of text.
  private func notebook(_ cells: [(code: String, outputs: [JSON])], metadata: JSON = [:]) -> JSON {
    let cells = cells.enumerated().map { index, cell -> JSON in
      [
        "cell_type": "code", "execution_count": .int(index + 1), "id": .string("c\(index)"),
        "metadata": [:], "outputs": .array(cell.outputs), "source": .string(cell.code),
      ]
    }
    return ["cells": .array(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5]
  }

  private func result(_ text: String, count: Int = 1) -> JSON {
    [
      "output_type": "execute_result", "execution_count": .int(count), "metadata": [:],
      "data": ["text/plain": [.string(text)]],
    ]
  }

  /// Writes `notebook` and verifies it.
  private func verify(_ notebook: JSON, _ options: [String] = []) throws -> Program.Run {
    try program.write(notebook.text, to: "n.ipynb")
    return try program.run(["verify", "n.ipynb"] + options)
  }

  /// The tour with `change` made to its text.
  private func tour(_ change: (String) -> String) throws -> Program.Run {
    let url = notebooks.appending(path: "tour.ipynb")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let changed = change(text)
    #expect(changed != text)
    try program.write(changed, to: "tour.ipynb")
    return try program.run(["verify", "tour.ipynb"])
  }

  @Test("The committed notebooks are verified, with one thread and with two", arguments: committed)
  func committedNotebooks(name: String) throws {
    try FileManager.default.copyItem(
      at: notebooks.appending(path: name), to: program.folder.appending(path: name))
    for _ in 0..<rounds {
      for threads in ["1", "2"] {
        let run = try program.run(["verify", name, "--threads", threads])
        #expect(run.status == 0, "\(threads) threads: \(run.output)\(run.errors)")
        #expect(run.output.hasPrefix("\(name): verified ("))
      }
    }
  }

  @Test("There are notebooks to verify")
  func someNotebooks() { #expect(!committed.isEmpty) }

  @Test("A notebook is read only, and stays as it is")
  func readOnly() throws {
    let notebook = notebook([("1 + 1", [result("2")])])
    let run = try verify(notebook)
    #expect(run.output == "n.ipynb: verified (1 cell, 1 output)\n")
    #expect(run.status == 0)
    #expect(program.text("n.ipynb") == notebook.text)
  }

  @Test("A changed digit is found")
  func digit() throws {
    let run = try tour { $0.replacing("198,286.20 │", with: "198,286.21 │", maxReplacements: 1) }
    #expect(run.status == 1)
    expectGolden(run.output, named: "verify/digit.txt")
  }

  @Test("A changed chart is found, also where only its picture differs")
  func chart() throws {
    let run = try tour { text in
      guard let svg = text.firstRange(of: "image/svg+xml"),
        let path = text[svg.upperBound...].firstRange(of: "d=\\\"M")
      else { return text }
      return text.replacingCharacters(at: path.upperBound, with: "9")
    }
    #expect(run.status == 1)
    expectGolden(run.output, named: "verify/chart.txt")
  }

  @Test("A missing and an additional output are found")
  func number() throws {
    let missing = try verify(notebook([("note \"a\"", []), ("1", [result("1", count: 2)])]))
    let additional = try verify(
      notebook([("x = 1", []), ("# A comment\n1 + 1", [result("2", count: 2), result("3")])]))
    #expect(missing.status == 1 && additional.status == 1)
    expectGolden(missing.output + additional.output, named: "verify/number.txt")
  }

  @Test("A missing and an additional form are found")
  func forms() throws {
    var extra = result("2").object ?? []
    extra[3] = .init("data", ["text/plain": "2", "text/html": "<b>2</b>"])
    let additional = try verify(notebook([("1 + 1", [.object(extra)])]))
    extra[3] = .init("data", [:])
    let missing = try verify(notebook([("1 + 1", [.object(extra)])]))
    #expect(missing.status == 1 && additional.status == 1)
    expectGolden(missing.output + additional.output, named: "verify/forms.txt")
  }

  @Test("An error's name, value and lines are compared, and an error that is new or gone is told")
  func errors() throws {
    let lines = [
      "\u{1B}[1;31merror[E102]\u{1B}[0m", "cell 1, line 1 ▸ nowhere",
    ]
    let error: JSON = [
      "output_type": "error", "ename": "E102", "evalue": "there is no table `nowhere`",
      "traceback": .array(lines.map(JSON.string)),
    ]
    let changed = try verify(notebook([("nowhere", [error])]))
    let gone = try verify(notebook([("1 + 1", [error])]))
    let new = try verify(notebook([("nowhere", [result("2")])]))
    #expect([changed, gone, new].allSatisfy { $0.status == 1 })
    expectGolden(
      [changed, gone, new].map(\.output).joined(), named: "verify/errors.txt")
  }

  @Test("Texts that only look the same differ")
  func bytes() throws {
    let run = try verify(notebook([("\"caf\u{E9}\"", [result("cafe\u{301}")])]))
    #expect(run.status == 1)
    #expect(try verify(notebook([("\"caf\u{E9}\"", [result("caf\u{E9}")])])).status == 0)
  }

  @Test("Line lists, the order of members, metadata.teff and cell metadata mean nothing")
  func form() throws {
    let output: JSON = [
      "metadata": ["teff": ["seconds": 3.5]], "data": ["text/plain": ["a\n", "b"]],
      "execution_count": 1, "output_type": "execute_result",
    ]
    #expect(try verify(notebook([(#""a\nb""#, [output])])).status == 0)
    let other: JSON = [
      "metadata": ["isolated": true], "data": ["text/plain": "a\nb"], "execution_count": 1,
      "output_type": "execute_result",
    ]
    let run = try verify(notebook([(#""a\nb""#, [other])]))
    #expect(run.status == 1 && run.output.contains("output 1, metadata, line 1"))
  }

  @Test("Brackets count only in a notebook that was run from the top")
  func counts() throws {
    let inOrder = notebook([("1", [result("1", count: 1)]), ("2", [result("2", count: 7)])])
    let run = try verify(inOrder)
    #expect(run.status == 1 && run.output.contains("output 1, execution_count"))
    let shuffled = JSON.object(
      (inOrder.object ?? []).map { member in
        guard member.key == "cells" else { return member }
        return .init(
          "cells",
          .array((member.value.array ?? []).map { .object(($0.object ?? []).map(Self.later)) }))
      })
    #expect(try verify(shuffled).status == 0)
  }

  private static func later(_ member: JSON.Member) -> JSON.Member {
    member.key == "execution_count" ? .init(member.key, .int((member.value.int ?? 0) + 4)) : member
  }

  @Test("A cell that was never run differs; blank and skipped cells are passed over")
  func cells() throws {
    let raw = notebook([("x = 1", []), ("  \n", []), ("nowhere", [])]).text
    let skipped = raw.replacing(
      #""execution_count":3,"id":"c2","metadata":{}"#,
      with: #""execution_count":null,"id":"c2","metadata":{"tags":["skip-execution"]}"#)
    #expect(try verify(JSON(parsing: skipped)).status == 0)
    let run = try verify(
      JSON(parsing: skipped.replacing(#""execution_count":1,"#, with: #""execution_count":null,"#)))
    #expect(run.status == 1)
    #expect(run.output.contains("cell 1: x = 1\n  the cell was not run\n"))
  }

  @Test("With a tolerance numbers may be that far apart, and nothing else may")
  func tolerance() throws {
    let cell = "note \"about 12,345.678 of 1e-3, 7 %\""
    func note(_ text: String) -> JSON {
      [
        "output_type": "display_data", "metadata": [:],
        "data": ["text/markdown": .string(text), "text/plain": .string(text)],
      ]
    }
    let near = notebook([(cell, [note("about 12,345.679 of 1e-3, 7 %")])])
    #expect(try verify(near).status == 1)
    #expect(try verify(near, ["--tolerance", "1e-9"]).status == 1)
    #expect(try verify(near, ["--tolerance", "1e-6"]).status == 0)
    for text in [
      "about 12,345.678 of 1e-3, 7 €", "about 12,345.678 of 1e-3", "about 12,345.678 of -1e-3, 7 %",
      "about 12,345.678 of 1e-2, 7 %",
    ] {
      let run = try verify(notebook([(cell, [note(text)])]), ["--tolerance", "1e-6"])
      #expect(run.status == 1, "\(text)")
    }
  }

  @Test("A tolerance sees through names that a table's content gives")
  func tableNames() throws {
    let made = try program.run(
      ["run", "-", "--format", "json"],
      input: "rows [{a: 0.12345678, b: \"x\"}, {a: 2.5, b: \"y\"}]")
    let output = try JSON(parsing: made.output)
    let html = try #require(output["data"]?["text/html"]?.string)
    let name = try #require(html.firstMatch(of: /teff-[0-9a-f]{16}/)?.output)
    let forms = (output["data"]?.object ?? []).map { form in
      JSON.Member(
        form.key,
        .string(
          (form.value.string ?? "").replacing("0.12345678", with: "0.12345679")
            .replacing(String(name), with: "teff-0123456789abcdef")))
    }
    let saved: JSON = [
      "output_type": "execute_result", "execution_count": 1, "metadata": [:],
      "data": .object(forms),
    ]
    let book = notebook([("rows [{a: 0.12345678, b: \"x\"}, {a: 2.5, b: \"y\"}]", [saved])])
    #expect(try verify(book, ["--tolerance", "1e-6"]).status == 0)
    #expect(try verify(book, ["--tolerance", "1e-9"]).status == 1)
  }

  @Test(
    "Data that is not here is never passed",
    arguments: [
      ("load \"gone.csv\"", "there is no file `gone.csv`"),
      ("load \"/gone/data/retail.parquet\"", "there is no file `/gone/data/retail.parquet`"),
      ("load \"gone-*.csv\"", "no file matches `gone-*.csv`"),
    ])
  func missingData(code: String, reason: String) throws {
    let run = try verify(notebook([("x = 1", []), (code, [result("7")])]))
    #expect(run.status == 2)
    #expect(run.output == "n.ipynb: not verified: \(reason) (cell 2)\n")
  }

  @Test("A file that a query reads, and DuckDB itself, can be missing, too")
  func missingMore() throws {
    let book = notebook([
      ("sql \"\"\"SELECT * FROM read_csv('gone.csv')\"\"\"", [result("7")])
    ])
    let run = try verify(book)
    #expect(run.status == 2 && run.output.contains("gone.csv"), "\(run.output)")
    let bare = try Program("teff", environment: ["TEFF_DUCKDB": "/nowhere/libduckdb.so"])
    try bare.write(book.text, to: "n.ipynb")
    #expect(try bare.run(["verify", "n.ipynb"]).status == 2)
  }

  @Test(
    "What is no notebook of Teff is not verified",
    arguments: [
      ("{}", "format 4"), ("[1", "is not a notebook"),
      (#"{"cells": [], "nbformat": 3, "metadata": {}}"#, "format 3"),
      (
        #"{"cells": [], "nbformat": 4, "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}"#,
        "its kernel is python3"
      ),
    ])
  func otherFiles(text: String, reason: String) throws {
    try program.write(text, to: "n.ipynb")
    let run = try program.run(["verify", "n.ipynb"])
    #expect(run.status == 2)
    #expect(run.output.hasPrefix("n.ipynb: not verified: ") && run.output.contains(reason))
  }

  @Test("Several notebooks get a line each and a summary; relative paths start at the notebook")
  func several() throws {
    let folder = program.folder.appending(path: "deep")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try program.write("a\n1\n2\n", to: "deep/t.csv")
    let reads = notebook([
      ("t = load \"t.csv\"", []), ("$t.a", [result("1", count: 2)]),
      ("s = sql \"\"\"SELECT sum(a) AS s FROM read_csv('t.csv')\"\"\"", []),
      ("$s", [result("3", count: 4)]),
    ])
    let cells = (reads["cells"]?.array ?? []).enumerated().filter { $0.offset != 1 }.map(\.element)
    try program.write(
      JSON.object(
        (reads.object ?? []).map { $0.key == "cells" ? .init("cells", .array(cells)) : $0 }
      )
      .text, to: "deep/reads.ipynb")
    try program.write(notebook([("1", [result("2")])]).text, to: "wrong.ipynb")
    let run = try program.run(["verify", "deep/reads.ipynb", "wrong.ipynb", "gone.ipynb"])
    #expect(run.status == 1)
    expectGolden(run.output, named: "verify/several.txt")
  }
}

extension String {
  fileprivate func replacingCharacters(at index: Index, with text: String) -> String {
    self[..<index] + text + self[self.index(after: index)...]
  }
}
