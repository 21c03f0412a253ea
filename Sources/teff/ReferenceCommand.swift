import Charts
import JSONText
import JupyterProtocol
import Language
import Syntax
import Tables
import Verbs

/// `teff reference`: the language's words, from their declarations.
enum ReferenceCommand: Command {
  static let name = "reference"
  static let summary = "prints the reference of the language"
  static let help = """
    usage: teff reference [--format markdown|json] [--verbs|--errors]

    Prints verbs, functions, selectors, marks and errors as their declarations describe them.

      --format markdown   a page (standard); docs/reference.md is one
      --format json       for other tools
      --verbs             the short table of verbs
      --errors            the page of errors and warnings; docs/errors.md is one

    """

  private enum Format: String, CaseIterable { case markdown, json }

  static func run(_ arguments: consuming Arguments) throws -> Int32 {
    let format = try arguments.word("--format", default: Format.markdown)
    let isShort = arguments.flag("--verbs")
    let isErrors = arguments.flag("--errors")
    try arguments.end()
    let reference = Reference(verbs: .standard)
    switch format {
    case .markdown where isErrors: Terminal.write(reference.errorPage)
    case .markdown: Terminal.write(isShort ? reference.verbTable : reference.markdown)
    case .json: Terminal.write(reference.json.text + "\n")
    }
    return 0
  }
}

extension Reference {
  /// The reference as one value for other tools.
  fileprivate var json: JSON {
    [
      "version": .string(Teff.version),
      "statements": .words(Vocabulary.statements),
      "reserved": .words(Vocabulary.reserved),
      "types": .words(DataType.named.map(\.name)),
      "units": .words(Vocabulary.units),
      "verbs": .array(verbs.entries.map(\.json)),
      "functions": .array(functions.functions.map(\.json)),
      "selectors": .array(
        selectors.map { ["name": .string($0.rawValue), "summary": .string($0.summary)] }),
      "marks": .array(marks.map(\.json)),
      "errors": .array(
        codes.map { code in
          [
            "code": .string(code.code), "title": .string(code.title),
            "cause": .string(code.cause), "remedy": .string(code.remedy),
            "example": code.cell.map(JSON.string) ?? .null,
          ]
        }),
    ]
  }
}

extension JSON {
  fileprivate static func words(_ words: [String]) -> JSON { .array(words.map(JSON.string)) }
}

extension VerbEntry {
  fileprivate var json: JSON {
    [
      "name": .string(name), "family": .string(family.rawValue), "isSource": .bool(isSource),
      "signature": .string(signature), "summary": .string(summary),
      "discussion": .string(discussion),
      "forms": .words(forms),
      "parameters": .array(
        parameters.map { parameter in
          [
            "name": .string(parameter.name), "notation": .string(parameter.notation),
            "summary": .string(parameter.summary), "isRequired": .bool(parameter.isRequired),
            "default": parameter.defaultText.map(JSON.string) ?? .null,
          ]
        }),
      "parts": .array(
        parts.map { ["name": .string($0.name), "summary": .string($0.summary)] }),
      "chart": chart.map(JSON.string) ?? .null,
      "examples": .array(
        examples.map { ["code": .string($0.code), "caption": .string($0.caption)] }),
    ]
  }
}

extension Function {
  fileprivate var json: JSON {
    [
      "name": .string(name), "family": .string(family.rawValue), "signature": .string(signature),
      "summary": .string(summary), "example": .string(example),
      "parameters": .array(
        parameters.map { parameter in
          [
            "name": .string(parameter.name), "summary": .string(parameter.summary),
            "isOptional": .bool(parameter.isOptional),
          ]
        }),
    ]
  }
}

extension Mark {
  fileprivate var json: JSON {
    [
      "name": .string(name), "summary": .string(summary),
      "channels": .array(
        channels.map { channel in
          [
            "name": .string(channel.name.rawValue), "summary": .string(channel.summary),
            "isRequired": .bool(channel.isRequired),
          ]
        }),
    ]
  }
}
