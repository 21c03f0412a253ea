SELECT *
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
    CAST("quantity" AS double precision) * "price" AS "amount"
  FROM "orders"
) AS "t"
WHERE "amount" > 10.0
ORDER BY
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST,
  "amount" NULLS LAST
