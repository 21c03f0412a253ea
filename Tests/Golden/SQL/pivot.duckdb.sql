SELECT
  "customer",
  CASE WHEN count(*) FILTER (WHERE "paid" = FALSE) > 0 THEN CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price") FILTER (WHERE "paid" = FALSE), 0)) AS DOUBLE) END AS "false",
  CASE WHEN count(*) FILTER (WHERE "paid" = TRUE) > 0 THEN CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price") FILTER (WHERE "paid" = TRUE), 0)) AS DOUBLE) END AS "true",
  CASE WHEN count(*) FILTER (WHERE "paid" IS NULL) > 0 THEN CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price") FILTER (WHERE "paid" IS NULL), 0)) AS DOUBLE) END AS "null"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" NULLS LAST
