import Tables
import TeachingSets
import Testing

/// What holds for all five sets.
struct TeachingSetNameTests {
  private static let columns: [TeachingSetName: String] = [
    .supermarket: """
    customer_id text, age int, gender text, region text, total_spend number, \
    visit_frequency number, avg_basket_size number, preferred_category text
    """,
    .orders: """
    order_id text, order_date datetime, customer_id text, product_id text, quantity int, \
    unit_price number, region text, channel text
    """,
    .storeSales: """
    date date, store int, product int, units int, price number, promotion bool, holiday bool
    """,
    .products: """
    product_id text, name text, category text, description text, actual_price number, \
    discount_percentage number, rating number, rating_count int
    """,
    .reviews: """
    review_id int, date date, product_id text, store int, text text, sentiment text
    """,
  ]

  @Test(arguments: TeachingSetName.allCases)
  func `Columns have the names and types of the language's definition`(name: TeachingSetName) {
    let set = name.make(rows: 50)
    let columns = set.table.schema.fields.map { "\($0.name) \($0.type.name)" }
    #expect(columns.joined(separator: ", ") == Self.columns[name])
    #expect(set.table.schema == name.schema)
    #expect(set.truth.schema == name.truthSchema)
  }

  @Test(arguments: [
    (TeachingSetName.supermarket, 500), (.orders, 20_000), (.storeSales, 146_200), (.products, 400),
    (.reviews, 2_000),
  ])
  func `A set without options has its default number of rows`(name: TeachingSetName, rows: Int) {
    #expect(name.defaultRows == rows)
    #expect(name.make().table.rowCount == rows)
  }

  @Test(arguments: TeachingSetName.allCases, [-3, 0, 1, 2, 7, 733, 5_000])
  func `The number of rows is the one that was asked for`(name: TeachingSetName, rows: Int) {
    let set = name.make(rows: rows)
    #expect(set.table.rowCount == max(0, rows))
    #expect(set.table.schema == name.schema)
    #expect(set.truth.schema == name.truthSchema)
  }

  @Test(arguments: TeachingSetName.allCases)
  func `The same seed gives the same rows and another seed others`(name: TeachingSetName) {
    let set = name.make(rows: 400, seed: 5)
    #expect(set == name.make(rows: 400, seed: 5))
    #expect(set.table != name.make(rows: 400, seed: 6).table)
    #expect(name.make(rows: 400) == name.make(rows: 400, seed: 42))
  }

  @Test(arguments: TeachingSetName.allCases)
  func `Making a set can be stopped`(name: TeachingSetName) {
    struct Stop: Error {}
    var calls = 0
    #expect(throws: Stop.self) {
      _ = try name.make(rows: 20_000) {
        calls += 1
        if calls == 3 { throw Stop() }
      }
    }
    #expect(calls == 3)
  }

  @Test(arguments: TeachingSetName.allCases)
  func `No value is missing`(name: TeachingSetName) {
    let set = name.make()
    #expect(set.table.columns.allSatisfy { $0.validity.nullCount == 0 })
    #expect(set.truth.columns.allSatisfy { $0.validity.nullCount == 0 })
  }

  @Test(arguments: TeachingSetName.allCases)
  func `Numbers are finite and money has at most two decimals`(name: TeachingSetName) {
    let table = name.make().table
    for (field, column) in zip(table.schema.fields, table.columns) {
      guard case .number(let values) = column.storage else { continue }
      #expect(
        values.allSatisfy { $0.isFinite && abs(($0 * 100).rounded() - $0 * 100) < 1e-6 },
        "\(field.name)")
    }
  }

  @Test(arguments: TeachingSetName.allCases, [1, 300])
  func `Every word of a dictionary is used and stands there once`(
    name: TeachingSetName, rows: Int
  ) {
    let set = name.make(rows: rows)
    for column in set.table.columns + set.truth.columns {
      guard case .text(let text) = column.storage else { continue }
      #expect(Set(text.codes).count == text.dictionary.count)
      #expect(Set(text.dictionary).count == text.dictionary.count)
    }
  }

  @Test(arguments: [
    (TeachingSetName.supermarket, "500 supermarket customers in 5 segments"),
    (.storeSales, "Daily units of 20 products in 10 shops over 731 days"),
    (.products, "400 products of a farm-supply shop in 31 categories"),
    (.reviews, "2,000 short reviews of products and stores, 2023 and 2024"),
  ])
  func `A set says what it is`(name: TeachingSetName, summary: String) {
    #expect(name.make().summary == summary)
    #expect(!name.summary.isEmpty)
  }

  @Test(arguments: [TeachingSetName.orders, .storeSales, .reviews])
  func `Rows stand in the order of time within the two years`(name: TeachingSetName) {
    let table = name.make().table
    let days = Days.of(table)
    #expect(zip(days, days.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(days.first.map { $0 < TeachingPeriod.firstDay + 7 } == true)
    #expect(days.last.map { $0 > TeachingPeriod.lastDay - 7 } == true)
    #expect(days.allSatisfy { (TeachingPeriod.firstDay...TeachingPeriod.lastDay).contains($0) })
  }

  @Test(arguments: [
    (TeachingSetName.supermarket, "customer_id"), (.products, "product_id"),
    (.reviews, "review_id"),
  ])
  func `Rows are numbered one by one`(name: TeachingSetName, key: String) throws {
    let set = name.make()
    let keys = try #require(set.table[key]).values
    #expect(Set(keys).count == set.table.rowCount)
    #expect(keys == set.truth[key]?.values)
    if key != "review_id" {
      let texts = Texts.of(set.table, key)
      #expect(texts == texts.sorted())
    }
  }
}
