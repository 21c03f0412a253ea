SELECT
  "id",
  "day",
  "at",
  "customer",
  "product",
  "quantity",
  "price",
  "paid",
  "amount",
  "tax",
  "amount" + "tax" AS "gross"
FROM (
  SELECT
    "id",
    "day",
    "at",
    "customer",
    "product",
    "quantity",
    "price" + 1.0 AS "price",
    "paid",
    "amount",
    "amount" * 0.2 AS "tax"
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
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST,
  "amount" NULLS LAST,
  "tax" NULLS LAST,
  "gross" NULLS LAST
