SELECT
  "customer",
  CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price"), 0) AS double precision), '9.99999999999EEEE') AS double precision) AS "revenue",
  count(*) AS "rows",
  coalesce(CAST(sum("quantity") AS bigint), 0) AS "units"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" COLLATE "C" NULLS LAST
