SELECT
  "l"."id",
  "l"."day",
  "l"."at",
  "l"."customer",
  "l"."product",
  "l"."quantity",
  "l"."price",
  "l"."paid",
  "r"."category"
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
LEFT JOIN "products" AS "r"
  ON "l"."product" = "r"."product"
ORDER BY "l"."_row1" NULLS LAST
