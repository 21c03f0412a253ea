SELECT
  "id",
  "_window1" - lag("_window1", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "step"
FROM (
  SELECT
    "id",
    "day",
    "at",
    "customer",
    "product",
    "quantity",
    "price",
    "paid",
    row_number() OVER () AS "_row1",
    coalesce(CAST(sum("quantity") OVER (PARTITION BY "day") AS BIGINT), 0) AS "_window1"
  FROM "orders"
) AS "t"
ORDER BY "_row1" NULLS LAST
