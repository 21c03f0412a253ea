import Language
import Planning
import Syntax
import Tables
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

  @Test(
    "The example of every function is a call that binds",
    arguments: FunctionCatalog.standard.functions.map(\.name))
  func examples(name: String) throws {
    let function = try #require(FunctionCatalog.standard[name])
    let mode = function.kind == .scalar ? CallSite.Mode.scalar : .rows
    let order = function.kind == .scalar ? "" : " sort order_date"
    let expression = try bound(function.example + order, over: Self.columns, mode: mode)
    #expect(expression.type != .null)
  }

  /// The columns that the examples use.
  private static let columns = Schema([
    Field("amount", .number), Field("price", .number), Field("list_price", .number),
    Field("income", .number), Field("score", .number), Field("quantity", .int),
    Field("units", .int), Field("age", .int), Field("store", .int), Field("customer", .text),
    Field("region", .text), Field("product", .text), Field("description", .text),
    Field("code", .text), Field("phone", .text), Field("category", .text), Field("city", .text),
    Field("review", .text), Field("total_charges", .text), Field("active", .text),
    Field("signup", .text), Field("payload", .text), Field("order_date", .datetime),
    Field("first_order", .date), Field("last_order", .date),
  ])

  @Test(
    "Calls that do not fit are told where and how",
    arguments: [
      ("sum(city)", "E401", "city"), ("sum(price, 2)", "E402", "2"),
      ("sum(price, when: true)", "E402", "when:"), ("median()", "E402", "median()"),
      ("round(price, digits: 2)", "E402", "digits:"), ("left(store, 2)", "E401", "store"),
      ("quantile(price, 90)", "E420", "90"), ("if(quantity, 1, 2)", "E413", "quantity"),
      ("if(price > 1, 1, city)", "E415", "if(price > 1, 1, city)"),
      ("bin(order_date, 10)", "E401", "10"), ("bin(price, 1mo)", "E401", "1mo"),
      ("bin(order_date, 36h)", "E420", "36h"), ("hour(first_order)", "E401", "first_order"),
      ("matches(city, \"(\")", "E422", "\"(\""), ("date(order_date)", "E401", "order_date"),
      ("date_text(order_date, \"YYYY\")", "E416", "\"YYYY\""),
      ("pad(city, 3, side: middle)", "E305", "middle"),
      ("is_holiday(order_date, \"XX\")", "E421", "\"XX\""),
      ("clip(age, 1mo, 2)", "E410", "1mo"), ("moving_mean(price, 7d) sort age", "E421", "7d"),
      ("cut(age, [30, 20])", "E420", "[30, 20]"), ("contains(city)", "E402", "contains(city)"),
      ("json(payload, \"a..b\")", "E421", "\"a..b\""), ("int(order_date)", "E401", "order_date"),
      ("cumsum(price)", "E405", "cumsum(price)"),
    ])
  func refusals(text: String, code: String, place: String) throws {
    let prefix = "t | derive v = "
    let error = try #require(throws: Diagnostic.self) {
      try bound(text, over: Self.columns, mode: .rows)
    }
    #expect(error.code == code)
    let span = try #require(error.span)
    let source = Array((prefix + text).utf8)
    let told = String(decoding: source[span.start..<span.end], as: UTF8.self)
    #expect(told.hasPrefix(place) || place.hasPrefix(told), "\(told): \(error.message)")
  }

  @Test(
    "A column of the wrong type comes with its conversion",
    arguments: [
      ("sum(city)", "number(city)"), ("left(store, 2)", "text(store)"),
      ("year(signup)", "date(signup)"), ("hour(signup)", "datetime(signup)"),
      ("hour(first_order)", "datetime(first_order)"), ("left(city, price)", "int(price)"),
      ("log(starts)", "int(starts)"), ("round(`time spent`)", "days(`time spent`)"),
      ("upper(words)", "item(words, 1)"), ("bool(units)", "units != 0"),
    ])
  func conversions(text: String, fix: String) throws {
    let fields =
      Self.columns.fields + [
        Field("starts", .bool), Field("time spent", .duration), Field("words", .list(.text)),
      ]
    let error = try #require(throws: Diagnostic.self) {
      try bound(text, over: Schema(fields), mode: .rows)
    }
    #expect(error.code == "E401")
    #expect(error.fix?.replacement == fix)
    #expect(error.label == "write " + fix)
  }

  @Test func `Calls nested deeply bind in no time`() throws {
    let depth = 60
    let text =
      String(repeating: "abs(", count: depth) + "price" + String(repeating: ")", count: depth)
    #expect(try bound(text, over: Self.columns).type == .number)
  }
}
