SELECT
  "customer",
  CAST(count(*) AS double precision) / nullif(sum(count(*)) OVER (), 0) AS "rows",
  CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price"), 0) AS double precision), '9.99999999999EEEE') AS double precision) / nullif(CAST(to_char(CAST(sum(sum(CAST("quantity" AS double precision) * "price")) OVER () AS double precision), '9.99999999999EEEE') AS double precision), 0) AS "amount",
  CAST(coalesce(CAST(sum("quantity") AS bigint), 0) AS double precision) / nullif(sum(sum("quantity")) OVER (), 0) AS "units"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" COLLATE "C" NULLS LAST
