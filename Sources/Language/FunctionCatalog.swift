/// All functions of the language, by name.
package struct FunctionCatalog: Sendable {
  package let functions: [Function]
  private let index: [String: Int]

  package init(_ functions: [Function]) {
    self.functions = functions
    index = Dictionary(
      functions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package subscript(_ name: String) -> Function? { index[name].map { functions[$0] } }

  /// The names, in the order of the reference.
  package var names: [String] { functions.map(\.name) }
}
