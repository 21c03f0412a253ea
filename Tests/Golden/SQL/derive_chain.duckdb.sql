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
      CAST("quantity" AS DOUBLE) * "price" AS "amount"
    FROM "orders"
  ) AS "t"
) AS "t"
