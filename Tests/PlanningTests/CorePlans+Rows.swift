import Planning
import Tables

extension CoreTables {
  /// Steps that work row by row.
  var rowPlans: [(String, Plan)] {
    let dear = test(.greater, price, number(2.5))
    let sorted = orders.sorted(by: [SortKey(price, descending: true)])
    return [
      ("scan", orders),
      ("scan_unordered", products),
      ("query", .query("SELECT * FROM things -- all of them", CoreTables.products)),
      ("filter", orders.filtered(by: test(.and, dear, test(.equal, customer, text("O'Hara"))))),
      ("filter_twice", orders.filtered(by: dear).filtered(by: test(.isNotNull, day))),
      ("select", orders.selected(["customer", "price"])),
      ("drop", orders.dropped(["at", "paid", "day"])),
      ("rename", orders.renamed(["price": "Price", "customer": "Kunde \"x\""])),
      ("derive", orders.derived(["amount" <- amount])),
      (
        "derive_chain",
        orders.derived([
          "amount" <- amount,
          "tax" <- call(.multiply, column("amount", .number), number(0.2), type: .number),
          "price" <- call(.add, price, number(1), type: .number),
          "gross"
            <- call(
              .add, column("amount", .number), column("tax", .number), type: .number),
        ])
      ),
      (
        "derive_then_filter",
        orders.derived(["amount" <- amount])
          .filtered(by: test(.greater, column("amount", .number), number(10)))
      ),
      (
        "derive_constants",
        products.derived([
          "one" <- int(1), "nothing" <- .literal(.null, .text), "half" <- number(0.5),
          "big" <- call(.multiply, int(3_000_000), int(1_000_000), type: .int),
        ])
      ),
      ("names_by_case", products.derived(["Price" <- price, "PRICE" <- column("stock", .int)])),
      ("sort", sorted),
      ("sort_then_select", sorted.selected(["customer", "id"])),
      (
        "sort_then_replace", sorted.derived(["price" <- call(.round, price, int(0), type: .number)])
      ),
      ("sort_by_expression", orders.sorted(by: [SortKey(call(.absolute, price, type: .number))])),
      ("sort_then_filter", sorted.filtered(by: dear)),
      ("take", orders.limited(to: 3)),
      ("take_unordered", products.limited(to: 3)),
      ("take_sorted", sorted.limited(to: 3)),
      ("take_then_filter", sorted.limited(to: 4).filtered(by: dear).selected(["id"])),
      ("take_then_take", sorted.limited(to: 5).limited(to: 2)),
      ("take_then_sort", sorted.limited(to: 4).sorted(by: [SortKey(id)])),
      ("filter_after_select", sorted.selected(["id", "price"]).filtered(by: dear).limited(to: 2)),
    ]
  }

  /// The null logic of conditions.
  var conditionPlans: [(String, Plan)] {
    let dear = test(.greater, price, number(3))
    let starts = call(.startsWith, customer, text("A"), type: .bool)
    let same = test(.equal, customer, product)
    return [
      ("not_comparison", orders.filtered(by: test(.not, dear)).selected(["id"])),
      ("not_predicate", orders.filtered(by: test(.not, starts)).selected(["id"])),
      ("equal_columns", orders.filtered(by: same).selected(["id"])),
      ("not_equal", orders.filtered(by: test(.notEqual, customer, text("Ann"))).selected(["id"])),
      (
        "in_with_null",
        orders.filtered(
          by: test(.isIn, customer, text("Ann"), .literal(.null, .text))
        ).selected(["id"])
      ),
      (
        "not_in",
        orders.filtered(by: test(.not, test(.isIn, customer, text("Ann"), text("Bob"))))
          .selected(["id"])
      ),
      (
        "or_and",
        orders.filtered(by: test(.and, test(.or, dear, starts), test(.not, test(.isNull, day))))
          .selected(["id"])
      ),
      (
        "condition_values",
        orders.projected([
          "id" <- id, "dear" <- dear, "same" <- same, "starts" <- starts,
          "both" <- test(.and, dear, starts), "either" <- test(.or, dear, starts),
          "neither" <- test(.not, test(.or, dear, starts)),
          "missing" <- test(.isNull, price),
          "label"
            <- .branches(
              [.init(when: dear, then: text("dear")), .init(when: starts, then: text("a"))],
              otherwise: text("other"), .text),
        ])
      ),
      (
        "half_open_bounds",
        orders.filtered(
          by: test(
            .and, test(.greaterOrEqual, at, .literal(.datetime(0), .datetime)),
            test(.less, at, .literal(.datetime(86_400_000_000), .datetime)))
        ).selected(["id", "at"])
      ),
    ]
  }
}
