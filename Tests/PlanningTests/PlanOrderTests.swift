import Planning
import Tables
import Testing

@Suite struct PlanOrderTests {
  let tables = CoreTables(dialect: DuckDBDialect())
  var byPrice: [SortKey] { [SortKey(price, descending: true)] }

  @Test func aSortIsCompletedByTheRemainingColumns() {
    let sorted = tables.products.sorted(by: byPrice)
    #expect(
      sorted.order?.map(\.expression)
        == [price, product, column("category", .text), column("stock", .int)])
    #expect(sorted.order?.map(\.isDescending) == [true, false, false, false])
  }

  @Test func listsBreakNoTies() {
    let schema = Schema([Field("a", .int), Field("l", .list(.int))])
    let plan = Plan.query("SELECT 1", schema).sorted(by: [SortKey(column("a", .int))])
    #expect(plan.order?.count == 1)
  }

  @Test func anOrderSurvivesFilterSelectRenameAndTake() {
    let sorted = tables.orders.sorted(by: byPrice)
    #expect(sorted.filtered(by: paid).sortKeys == byPrice)
    #expect(sorted.limited(to: 3).sortKeys == byPrice)
    let renamed = sorted.renamed(["price": "cost"])
    #expect(renamed.sortKeys == [SortKey(column("cost", .number), descending: true)])
    #expect(sorted.selected(["id"]).sortKeys?.count == 1)
    #expect(sorted.selected(["id"]).schema.names == ["id"])
  }

  @Test func anOrderEndsAtJoinAndAppendAndASummaryIsOrderedByItsKeys() {
    let sorted = tables.orders.sorted(by: byPrice)
    let keys = [Plan.Join.Key("product", "product")]
    #expect(
      sorted.joined(with: tables.products, kind: .inner, on: keys, rightName: "p").order == nil)
    #expect(sorted.appended([tables.orders]).order == nil)
    #expect(sorted.appended([tables.orders]).isOrdered)
    #expect(
      sorted.lookedUp(in: tables.products, on: keys, adding: []).sortKeys == byPrice)
    let summary = sorted.aggregated(
      keys: ["customer" <- customer], aggregates: ["rows" <- total(.count, type: .int)])
    #expect(summary.sortKeys == [SortKey(customer)])
    #expect(summary.order?.count == 1)
  }

  @Test func aFileKeepsItsOrderThroughWindowsAndLookups() {
    let mean = over(.aggregate(.mean), price, by: [customer], type: .number)
    #expect(tables.orders.isOrdered)
    #expect(!tables.products.isOrdered)
    #expect(tables.orders.filtered(by: paid).selected(["id"]).isOrdered)
    #expect(tables.orders.derived(["m" <- mean]).isOrdered)
    #expect(tables.orders.derived(["m" <- mean]).selected(["m"]).isOrdered)
    #expect(tables.orders.derived(["m" <- mean]).schema.names == CoreTables.orders.names + ["m"])
    #expect(!tables.orders.distinct().isOrdered)
    #expect(tables.orders.appended([tables.orders]).isOrdered)
  }

  @Test func groupsOfAWindowBreakNoTies() throws {
    let first = over(.rowNumber, by: [customer], sort: byPrice, type: .int)
    guard case .project(_, let items) = tables.orders.derived(["n" <- first]),
      case .window(let call)? = items.first(where: { $0.name == "n" })?.expression
    else {
      Issue.record("no window")
      return
    }
    #expect(call.order.first == byPrice[0])
    #expect(!call.order.contains(SortKey(customer)))
    // All columns but the group's, and the place of the row in its file.
    #expect(call.order.count == CoreTables.orders.fields.count)
  }

  @Test func everyRelationIsListedOnce() {
    let plan = tables.orders.filtered(
      by: test(.greater, price, over(.aggregate(.median), price, type: .number)))
    #expect(plan.scans.map(\.name) == ["orders"])
    let joined = plan.joined(with: tables.products, kind: .cross, on: [], rightName: "p")
    #expect(joined.scans.map(\.name) == ["orders", "products"])
  }

  @Test func aJoinNamesClashesAndKeysOnce() {
    let keys = [Plan.Join.Key("product", "product")]
    let joined = tables.orders.joined(
      with: tables.products, kind: .full, on: keys, rightName: "products")
    #expect(
      joined.schema.names == CoreTables.orders.names + ["category", "products_price", "stock"])
  }
}
