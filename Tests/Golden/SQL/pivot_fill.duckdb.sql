SELECT
  "paid",
  CASE WHEN count(*) FILTER (WHERE "customer" = 'Ann') > 0 THEN coalesce(CAST(sum("quantity") FILTER (WHERE "customer" = 'Ann') AS BIGINT), 0) ELSE 0 END AS "Ann",
  CASE WHEN count(*) FILTER (WHERE "customer" = 'Zoe') > 0 THEN coalesce(CAST(sum("quantity") FILTER (WHERE "customer" = 'Zoe') AS BIGINT), 0) ELSE 0 END AS "Zoe"
FROM "orders"
GROUP BY "paid"
ORDER BY "paid" NULLS LAST
