import JSONText
import Kernel
import Rendering
import Syntax
import Tasks
import Testing

/// A notebook whose data is not there is not verified, whatever its file shows.
@Suite(.needsEngine) struct VerifyingTests {
  private static let code = "load \"gone.csv\""

  /// A notebook that was saved when its data was not there already.
  private func verification(tags: [JSON], code: String = code) throws -> Verification {
    let notebook = Notebook()
    let errors = notebook.run(Self.code).errors
    let first = try #require(errors.first)
    let lines = ErrorText.lines(errors, source: CellSource(Self.code, .cell(1)), ansi: true)
    let document: JSON = [
      "nbformat": 4, "nbformat_minor": 5, "metadata": [:],
      "cells": [
        [
          "cell_type": "code", "execution_count": 1, "metadata": ["tags": .array(tags)],
          "source": .string(code),
          "outputs": [
            [
              "output_type": "error", "ename": .string(first.code),
              "evalue": .string(ErrorText.summary(first)),
              "traceback": .array(lines.map(JSON.string)),
            ]
          ],
        ]
      ],
    ]
    return notebook.session.verify(
      try NotebookDocument(parsing: document.text), tolerance: nil, cancellation: Cancellation())
  }

  @Test func `the same error in the file does not pass for data`() throws {
    guard case .notVerified(let reason) = try verification(tags: []) else {
      Issue.record("it is verified, or differs")
      return
    }
    #expect(reason == "there is no file `gone.csv` (cell 1)")
  }

  @Test func `an error that is meant is compared`() throws {
    guard case .verified(1, 1) = try verification(tags: ["raises-exception"]) else {
      Issue.record("it is not verified")
      return
    }
    guard
      case .notVerified = try verification(tags: ["raises-exception"], code: "load \"other.csv\"")
    else {
      Issue.record("another error of absent data says nothing either")
      return
    }
  }
}
