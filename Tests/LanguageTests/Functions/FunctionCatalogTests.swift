import Language
import Syntax
import Testing

@Suite struct FunctionCatalogTests {
  @Test func `The catalog has every function of the language, once`() {
    let expected = """
      count count_distinct sum mean median min max sd var quantile mode first last any all list \
      corr weighted_mean share row_number rank dense_rank ntile lag lead cumsum cummax cumcount \
      moving_mean moving_sum diff pct_change first_value last_value abs round floor ceil sqrt exp \
      log log10 mod sign clip bin cut scale least greatest lower upper trim length left right \
      substr replace split_part contains starts_with ends_with matches extract pad words tokens \
      year quarter month week day weekday hour days hours months_between date_text date datetime \
      today now is_holiday if null_if number int text bool json count_items item
      """
    let names = FunctionCatalog.standard.names
    #expect(Set(names).count == names.count)
    #expect(Set(names) == Set(expected.split(separator: " ").map(String.init)))
  }

  @Test(
    "Every function says what it does and shows a call",
    arguments: FunctionCatalog.standard.functions.map(\.name))
  func texts(name: String) throws {
    let function = try #require(FunctionCatalog.standard[name])
    #expect(function.summary.hasSuffix("."))
    #expect(function.summary.utf8.count <= 100)
    #expect(function.example.hasPrefix(name + "("))
    #expect(function.example.hasSuffix(")"))
    for parameter in function.parameters { #expect(parameter.summary.hasSuffix(".")) }
    let optional = function.parameters.drop { !$0.isOptional }
    #expect(optional.allSatisfy { $0.isOptional })
    #expect(Set(function.parameters.map(\.name)).count == function.parameters.count)
  }
}
