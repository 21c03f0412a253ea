SELECT
  "customer",
  CASE WHEN count(*) FILTER (WHERE "paid" = FALSE) > 0 THEN CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price") FILTER (WHERE "paid" = FALSE), 0) AS double precision), '9.99999999999EEEE') AS double precision) END AS "false",
  CASE WHEN count(*) FILTER (WHERE "paid" = TRUE) > 0 THEN CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price") FILTER (WHERE "paid" = TRUE), 0) AS double precision), '9.99999999999EEEE') AS double precision) END AS "true",
  CASE WHEN count(*) FILTER (WHERE "paid" IS NULL) > 0 THEN CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price") FILTER (WHERE "paid" IS NULL), 0) AS double precision), '9.99999999999EEEE') AS double precision) END AS "null"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" COLLATE "C" NULLS LAST
