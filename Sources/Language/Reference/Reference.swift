package import Charts
package import Syntax

/// The language's words as its declarations describe them; the written reference derives from it.
package struct Reference: Sendable {
  package var verbs: VerbCatalog
  package var functions: FunctionCatalog
  package var selectors: [Selector]
  package var marks: [Mark]
  package var codeFamilies: [(title: String, codes: [DiagnosticCode])]

  package init(
    verbs: VerbCatalog, functions: FunctionCatalog = .standard,
    selectors: [Selector] = Selector.allCases, marks: [Mark] = Mark.all,
    codeFamilies: [(title: String, codes: [DiagnosticCode])] = DiagnosticCode.families
  ) {
    self.verbs = verbs
    self.functions = functions
    self.selectors = selectors
    self.marks = marks
    self.codeFamilies = codeFamilies
  }

  /// Every code once.
  package var codes: [DiagnosticCode] { codeFamilies.flatMap(\.codes) }

  /// The families that have verbs, each with its verbs in the order of the catalog.
  package var families: [(family: VerbFamily, verbs: [VerbEntry])] {
    VerbFamily.allCases.compactMap { family in
      let members = verbs.entries.filter { $0.family == family }
      return members.isEmpty ? nil : (family, members)
    }
  }
}
