SELECT
  "l"."id",
  "l"."day",
  "l"."at",
  "l"."customer",
  "l"."product",
  "l"."quantity",
  "l"."price",
  "l"."paid",
  "r"."_group1" AS "middle"
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
JOIN (
  SELECT "customer", quantile_cont("price", 0.5) AS "_group1"
  FROM "orders"
  GROUP BY "customer"
) AS "r"
  ON "l"."customer" IS NOT DISTINCT FROM "r"."customer"
ORDER BY "l"."_row1" NULLS LAST
