SELECT "l"."id"
FROM (
  SELECT "id", "price", row_number() OVER () AS "_row1"
  FROM "orders"
) AS "l"
CROSS JOIN (
  SELECT quantile_cont("price", 0.5) AS "_group1"
  FROM "orders"
) AS "r"
WHERE "l"."price" > "r"."_group1"
ORDER BY "l"."_row1" NULLS LAST
