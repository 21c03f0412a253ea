import Planning
import Tables

extension CoreTables {
  /// Summaries.
  var groupPlans: [(String, Plan)] {
    let month = call(.binDate, day, int(1), text("mo"), type: .date)
    let revenue = total(.sum, amount, type: .number)
    let rows = total(.count, type: .int)
    return [
      (
        "summarize",
        orders.aggregated(
          keys: ["customer" <- customer],
          aggregates: [
            "revenue" <- revenue, "rows" <- rows, "units" <- total(.sum, quantity, type: .int),
          ])
      ),
      (
        "summarize_all",
        orders.aggregated(
          keys: [],
          aggregates: [
            "rows" <- rows, "customers" <- total(.countDistinct, customer, type: .int),
            "mean" <- total(.mean, price, type: .number),
            "mean_int" <- total(.mean, quantity, type: .number),
            "low" <- total(.min, customer, type: .text), "high" <- total(.max, day, type: .date),
            "sd" <- total(.standardDeviation, price, type: .number),
            "var" <- total(.variance, quantity, type: .number),
            "median" <- total(.median, price, type: .number),
            "q90" <- total(.quantile(0.9), price, type: .number),
            "mode" <- total(.mode, customer, type: .text),
            "any" <- total(.any, paid, type: .bool), "all" <- total(.all, paid, type: .bool),
            "paid" <- total(.sum, paid, type: .int),
            "paid_share" <- total(.mean, paid, type: .number),
            "r" <- total(.correlation, price, quantity, type: .number),
            "weighted" <- total(.weightedMean, price, quantity, type: .number),
          ])
      ),
      (
        "summarize_ratio",
        orders.aggregated(
          keys: ["customer" <- customer],
          aggregates: ["mean" <- call(.divide, revenue, rows, type: .number)])
      ),
      (
        "summarize_by_month",
        orders.aggregated(keys: ["month" <- month], aggregates: ["revenue" <- revenue])
      ),
      (
        "summarize_by_replaced_name",
        orders.aggregated(
          keys: ["customer" <- call(.upper, customer, type: .text)], aggregates: ["rows" <- rows])
      ),
      (
        "summarize_where",
        orders.aggregated(
          keys: ["customer" <- customer],
          aggregates: [
            "dear" <- total(.count, where: test(.greater, price, number(3)), type: .int),
            "units" <- total(.sum, quantity, where: paid, type: .int),
          ])
      ),
      (
        "summarize_ordered",
        orders.aggregated(
          keys: ["customer" <- customer],
          aggregates: [
            "first" <- total(.first, product, order: [SortKey(day)], type: .text),
            "last" <- total(.last, price, order: [SortKey(day)], type: .number),
            "products"
              <- total(.list, product, order: [SortKey(day, descending: true)], type: .list(.text)),
            "prices" <- total(.list, price, type: .list(.number)),
          ])
      ),
      (
        "share",
        orders.aggregated(
          keys: ["customer" <- customer],
          aggregates: [
            "rows" <- total(.share, type: .number),
            "amount" <- total(.share, amount, type: .number),
            "units" <- total(.share, quantity, type: .number),
          ])
      ),
      (
        "summarize_then_filter",
        orders.aggregated(keys: ["customer" <- customer], aggregates: ["revenue" <- revenue])
          .filtered(by: test(.greater, column("revenue", .number), number(10)))
          .sorted(by: [SortKey(column("revenue", .number), descending: true)]).limited(to: 2)
      ),
      (
        "summarize_derived",
        orders.derived(["amount" <- amount]).aggregated(
          keys: ["customer" <- customer],
          aggregates: ["revenue" <- total(.sum, column("amount", .number), type: .number)])
      ),
      ("distinct", orders.distinct(["customer", "paid"])),
      ("distinct_all", products.distinct()),
      (
        "distinct_then_sort",
        orders.distinct(["customer"]).sorted(by: [SortKey(customer, descending: true)])
      ),
      (
        "take_per_group",
        orders.takenPerGroup(1, by: [customer], order: [SortKey(price, descending: true)])
          .selected(["customer", "price", "id"])
      ),
      (
        "pivot",
        orders.pivoted(
          revenue, on: paid, values: [.bool(false), .bool(true), .null],
          by: ["customer" <- customer])
      ),
      (
        "pivot_fill",
        orders.pivoted(
          total(.sum, quantity, type: .int), on: customer, values: [.text("Ann"), .text("Zoe")],
          by: ["paid" <- paid], fill: .int(0))
      ),
      (
        "sample", orders.sampled(.rows(3), seed: 42),
      ),
      ("sample_share_by", orders.sampled(.fraction(0.5), seed: 7, by: [customer])),
    ]
  }

  /// Windows.
  var windowPlans: [(String, Plan)] {
    let mean = over(.aggregate(.mean), price, by: [customer], type: .number)
    let byDay = [SortKey(day)]
    return [
      (
        "window_share",
        orders.derived([
          "part"
            <- call(
              .divide, price, over(.aggregate(.sum), price, type: .number), type: .number)
        ])
      ),
      (
        "window_functions",
        orders.projected([
          "id" <- id,
          "n" <- over(.rowNumber, by: [customer], sort: byDay, type: .int),
          "rank" <- over(.rank, sort: [SortKey(price, descending: true)], type: .int),
          "dense" <- over(.denseRank, sort: [SortKey(price)], type: .int),
          "tile" <- over(.ntile(3), sort: [SortKey(price)], type: .int),
          "before" <- over(.lag(1), price, number(0), by: [customer], sort: byDay, type: .number),
          "after" <- over(.lead(1), price, by: [customer], sort: byDay, type: .number),
          "running" <- over(.cumulativeSum, price, sort: byDay, type: .number),
          "highest" <- over(.cumulativeMax, quantity, sort: byDay, type: .int),
          "nth" <- over(.cumulativeCount, sort: byDay, type: .int),
        ])
      ),
      (
        "window_moving",
        orders.projected([
          "id" <- id,
          "mean" <- over(.movingMean(2), price, sort: byDay, type: .number),
          "sum" <- over(.movingSum(2), quantity, sort: byDay, type: .int),
          "change" <- over(.difference(1), quantity, sort: byDay, type: .int),
          "gap" <- over(.difference(1), day, sort: byDay, type: .duration),
          "growth" <- over(.percentChange(1), price, sort: byDay, type: .number),
          "first" <- over(.firstValue, price, by: [customer], sort: byDay, type: .number),
          "last" <- over(.lastValue, price, by: [customer], sort: byDay, type: .number),
        ])
      ),
      (
        "window_filter", orders.filtered(by: test(.greater, price, mean)).selected(["id", "price"])
      ),
      (
        "window_where",
        orders.projected([
          "id" <- id,
          "paid" <- over(.aggregate(.sum), quantity, where: paid, by: [customer], type: .int),
          "list"
            <- over(.aggregate(.list), product, by: [customer], sort: byDay, type: .list(.text)),
          "share" <- over(.aggregate(.share), by: [customer], type: .number),
        ])
      ),
      (
        "window_median",
        orders.derived(["middle" <- over(.aggregate(.median), price, by: [customer], type: .number)]
        )
      ),
      (
        "window_medians",
        orders.derived([
          "price"
            <- call(
              .coalesce, price, over(.aggregate(.median), price, type: .number), type: .number),
          "middle" <- over(.aggregate(.median), quantity, by: [paid], type: .number),
          "customers" <- over(.aggregate(.countDistinct), customer, by: [paid], type: .int),
          "usual"
            <- over(.aggregate(.mode), product, by: [call(.month, day, type: .int)], type: .text),
          "above"
            <- call(
              .subtract, column("price", .number),
              over(.aggregate(.mean), column("price", .number), type: .number),
              type: .number),
        ]).selected(["id", "price", "middle", "customers", "usual", "above"])
      ),
      (
        "window_median_all",
        orders.filtered(by: test(.greater, price, over(.aggregate(.median), price, type: .number)))
          .selected(["id"])
      ),
      (
        "window_in_window",
        orders.derived([
          "step"
            <- over(
              .difference(1), over(.aggregate(.sum), quantity, by: [day], type: .int), sort: byDay,
              type: .int)
        ]).selected(["id", "step"])
      ),
      (
        "window_over_earlier",
        orders.derived([
          "amount" <- amount,
          "share"
            <- call(
              .divide, column("amount", .number),
              over(.aggregate(.sum), column("amount", .number), type: .number), type: .number),
        ]).selected(["id", "share"])
      ),
      (
        "window_after_sort",
        orders.sorted(by: [SortKey(day, descending: true)]).derived([
          "n" <- over(.rowNumber, sort: [SortKey(day, descending: true)], type: .int)
        ]).selected(["id", "n"])
      ),
    ]
  }
}
