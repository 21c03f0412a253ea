SELECT "l"."id"
FROM "orders" AS "l"
CROSS JOIN (
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY "price") AS "_group1"
  FROM "orders"
) AS "r"
WHERE "l"."price" > "r"."_group1"
ORDER BY "l"."id" NULLS LAST
