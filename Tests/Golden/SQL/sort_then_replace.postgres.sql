SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid"
FROM (
  SELECT
    "id",
    "day",
    "at",
    "customer",
    "product",
    "quantity",
    CAST(round(CAST("price" AS numeric), 0) AS double precision) AS "price",
    "paid",
    "price" AS "_order1"
  FROM "orders"
) AS "t"
ORDER BY
  "_order1" DESC NULLS LAST,
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "paid" NULLS LAST
