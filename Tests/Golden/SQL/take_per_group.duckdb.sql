SELECT "customer", "price", "id"
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
    row_number() OVER (PARTITION BY "customer" ORDER BY "price" DESC NULLS LAST, "id" NULLS LAST, "day" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "paid" NULLS LAST) AS "_window1"
  FROM "orders"
) AS "t"
WHERE "_window1" <= 1
ORDER BY
  "customer" NULLS LAST,
  "price" DESC NULLS LAST,
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "product" NULLS LAST,
  "quantity" NULLS LAST,
  "paid" NULLS LAST
