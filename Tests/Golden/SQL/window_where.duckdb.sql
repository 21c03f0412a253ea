SELECT
  "id",
  coalesce(CAST(sum("quantity") FILTER (WHERE "paid") OVER (PARTITION BY "customer") AS BIGINT), 0) AS "paid",
  coalesce(list("product") FILTER (WHERE "product" IS NOT NULL) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), []) AS "list",
  count(*) OVER (PARTITION BY "customer") / nullif(count(*) OVER (), 0) AS "share"
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
    row_number() OVER () AS "_row1"
  FROM "orders"
) AS "t"
ORDER BY "_row1" NULLS LAST
