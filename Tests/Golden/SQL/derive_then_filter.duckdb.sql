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
    CAST("quantity" AS DOUBLE) * "price" AS "amount"
  FROM "orders"
) AS "t"
WHERE "amount" > 10.0
