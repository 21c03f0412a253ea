import Planning
import Tables

extension CoreTables {
  /// Several tables.
  var combiningPlans: [(String, Plan)] {
    let keys = [Plan.Join.Key("product", "product")]
    let joined = { (kind: Plan.Join.Kind) -> Plan in
      orders.joined(
        with: products, kind: kind, on: kind == .cross ? [] : keys, rightName: "products")
    }
    return [
      ("join_inner", joined(.inner)), ("join_left", joined(.left)), ("join_right", joined(.right)),
      ("join_full", joined(.full)), ("join_semi", joined(.semi)), ("join_anti", joined(.anti)),
      ("join_cross", joined(.cross).selected(["id", "stock"])),
      (
        "join_filtered",
        orders.filtered(by: paid).joined(
          with: products.filtered(by: test(.greater, column("stock", .int), int(1))), kind: .inner,
          on: keys, rightName: "products"
        ).filtered(by: test(.less, price, number(9))).selected(["id", "category"])
      ),
      (
        "lookup",
        orders.lookedUp(
          in: products, on: keys, adding: [Plan.Join.Output(.right, "category", as: "category")])
      ),
      (
        "append",
        orders.selected(["product", "price"]).appended([products.selected(["price", "product"])])
      ),
      (
        "append_limited",
        orders.selected(["product"]).limited(to: 2).appended([products.selected(["product"])])
      ),
      (
        "unpivot",
        products.unpivoted(["price", "stock"], type: .number)
      ),
      (
        "unpivot_file",
        orders.selected(["id", "quantity", "price"]).unpivoted(
          ["quantity", "price"], type: .number)
      ),
    ]
  }

  /// Functions of dates.
  var datePlans: [(String, Plan)] {
    func bin(_ x: Expression, _ count: Int64, _ unit: String) -> Expression {
      call(
        .binDate, x, int(count), text(unit),
        type: ["h", "min", "s", "ms"].contains(unit) ? .datetime : .date)
    }
    return [
      (
        "date_bins",
        orders.projected([
          "id" <- id, "d" <- bin(at, 1, "d"), "d10" <- bin(day, 10, "d"), "w" <- bin(day, 1, "w"),
          "w2" <- bin(at, 2, "w"), "mo" <- bin(at, 1, "mo"), "mo5" <- bin(day, 5, "mo"),
          "q" <- bin(day, 1, "q"), "y" <- bin(at, 1, "y"), "y10" <- bin(day, 10, "y"),
          "h" <- bin(at, 1, "h"), "h5" <- bin(at, 5, "h"), "min90" <- bin(at, 90, "min"),
        ])
      ),
      (
        "date_parts",
        orders.projected([
          "id" <- id,
          "year" <- call(.year, day, type: .int), "quarter" <- call(.quarter, day, type: .int),
          "month" <- call(.month, at, type: .int), "week" <- call(.week, day, type: .int),
          "day" <- call(.day, at, type: .int), "weekday" <- call(.weekday, day, type: .int),
          "hour" <- call(.hour, at, type: .int),
          "text" <- call(.formatDate, at, text("EEEE, d. MMMM yyyy 'at' H:mm"), type: .text),
          "quarter_text" <- call(.formatDate, day, text("yyyy-'Q'Q/w"), type: .text),
        ])
      ),
      (
        "date_arithmetic",
        orders.projected([
          "id" <- id,
          "next_month" <- call(.addMonths, day, int(1), type: .date),
          "last_month" <- call(.addMonths, at, int(-1), type: .datetime),
          "months" <- call(.addMonths, day, quantity, type: .date),
          "next_day" <- call(.addDays, day, int(1), type: .date),
          "days" <- call(.addDays, day, quantity, type: .date),
          "later"
            <- call(
              .addDuration, at, .literal(.duration(5_400_000_000), .duration), type: .datetime),
          "from_date"
            <- call(
              .addDuration, day, .literal(.duration(-93_600_000_000), .duration), type: .datetime),
          "since" <- call(.timeBetween, at, day, type: .duration),
          "hours" <- call(.hours, call(.timeBetween, at, day, type: .duration), type: .number),
          "in_days" <- call(.days, call(.timeBetween, at, day, type: .duration), type: .number),
          "double"
            <- call(
              .scaleDuration, call(.timeBetween, at, day, type: .duration), number(2),
              type: .duration),
          "ratio"
            <- call(
              .divideDurations, call(.timeBetween, at, day, type: .duration),
              .literal(.duration(3_600_000_000), .duration), type: .number),
          "whole_months" <- call(.monthsBetween, day, .literal(.date(19_782), .date), type: .int),
          "whole_days"
            <- call(.wholeDaysBetween, at, .literal(.datetime(0), .datetime), type: .int),
        ])
      ),
    ]
  }

  /// Functions of texts and lists.
  var textPlans: [(String, Plan)] {
    let list = call(.tokens, customer, type: .list(.text))
    return [
      (
        "texts",
        orders.projected([
          "id" <- id, "lower" <- call(.lower, customer, type: .text),
          "length" <- call(.length, customer, type: .int),
          "left" <- call(.left, customer, int(2), type: .text),
          "right" <- call(.right, customer, quantity, type: .text),
          "part" <- call(.substring, customer, int(2), int(2), type: .text),
          "replaced" <- call(.replace, customer, text("n"), text("\\"), type: .text),
          "split" <- call(.splitPart, customer, text(" "), int(1), type: .text),
          "padded" <- call(.padLeft, customer, int(4), text("*"), type: .text),
          "contains" <- call(.contains, customer, text("n"), type: .bool),
          "ends" <- call(.endsWith, customer, text("n"), type: .bool),
          "matches" <- call(.matches, customer, text("^[A-Z]\\w+$"), type: .bool),
          "extract" <- call(.extract, customer, text("([a-z]+)"), int(1), type: .text),
          "joined" <- call(.concatenate, customer, text("-"), product, type: .text),
        ])
      ),
      (
        "formats",
        orders.projected([
          "id" <- id,
          "two" <- call(.formatNumber, price, text(".2f"), type: .text),
          "grouped"
            <- call(
              .formatNumber, call(.multiply, price, number(1000), type: .number), text(",.0f"),
              type: .text),
          "percent"
            <- call(
              .formatNumber, call(.divide, price, number(7), type: .number), text(".1%"),
              type: .text),
          "plain" <- call(.formatNumber, price, text(""), type: .text),
          "whole" <- call(.formatNumber, quantity, text("d"), type: .text),
          "shown" <- call(.convert, price, type: .text),
          "day" <- call(.convert, day, type: .text),
        ])
      ),
      (
        "lists",
        orders.projected([
          "id" <- id, "tokens" <- list,
          "words" <- call(.words, customer, type: .list(.text)),
          "items" <- call(.countItems, list, type: .int),
          "first" <- call(.item, list, int(1), type: .text),
          "nth" <- call(.item, list, quantity, type: .text),
          "has" <- test(.isInList, text("ann"), list),
        ])
      ),
      (
        "conversions",
        products.projected([
          "int" <- call(.parseOrNull, column("product", .text), type: .int),
          "number" <- call(.parseOrNull, column("product", .text), type: .number),
          "bool" <- call(.parseOrNull, column("product", .text), type: .bool),
          "date" <- call(.parseOrNull, column("product", .text), type: .date),
          "pattern"
            <- call(.parseDateOrNull, column("product", .text), text("dd/MM/yyyy"), type: .date),
          "json" <- call(.jsonField, text("{\"a\": {\"b\": [1, 2]}}"), text("a.b[1]"), type: .text),
          "truncated" <- call(.convert, price, type: .int),
          "widened" <- call(.convert, column("stock", .int), type: .number),
        ])
      ),
    ]
  }

  /// Functions of numbers.
  var numberPlans: [(String, Plan)] {
    [
      (
        "numbers",
        orders.projected([
          "id" <- id,
          "sum"
            <- call(
              .multiply, call(.add, quantity, int(1), type: .int),
              call(.subtract, quantity, call(.subtract, int(3), int(-1), type: .int), type: .int),
              type: .int),
          "ratio"
            <- call(.divide, quantity, call(.subtract, quantity, int(2), type: .int), type: .number),
          "rounded" <- call(.round, price, int(1), type: .number),
          "tens" <- call(.round, quantity, int(-1), type: .int),
          "floor" <- call(.floor, price, type: .int),
          "mod" <- call(.modulo, call(.negate, quantity, type: .int), int(3), type: .int),
          "mod_number" <- call(.modulo, price, number(1.5), type: .number),
          "root"
            <- call(.squareRoot, call(.subtract, price, number(3), type: .number), type: .number),
          "log"
            <- call(.naturalLogarithm, call(.subtract, price, price, type: .number), type: .number),
          "exp"
            <- call(
              .exponential, call(.multiply, price, number(1000), type: .number), type: .number),
          "power" <- call(.power, call(.negate, price, type: .number), number(0.5), type: .number),
          "sign" <- call(.sign, price, type: .number),
          "bin" <- call(.binNumber, price, number(0.1), type: .number),
          "bin_int" <- call(.binNumber, call(.negate, quantity, type: .int), int(2), type: .int),
          "least" <- call(.least, price, number(3), type: .number),
          "either" <- call(.coalesce, price, number(0), type: .number),
        ])
      )
    ]
  }
}
