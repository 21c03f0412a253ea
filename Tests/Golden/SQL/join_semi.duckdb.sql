SELECT
  "l"."id",
  "l"."day",
  "l"."at",
  "l"."customer",
  "l"."product",
  "l"."quantity",
  "l"."price",
  "l"."paid"
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
) AS "l"
WHERE EXISTS (
  SELECT 1
  FROM "products" AS "r"
  WHERE "l"."product" = "r"."product"
)
ORDER BY "l"."_row1" NULLS LAST
