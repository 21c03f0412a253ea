SELECT *
FROM (
  SELECT
    "customer",
    CAST(printf('%.12g', coalesce(fsum(CAST("quantity" AS DOUBLE) * "price"), 0)) AS DOUBLE) AS "revenue"
  FROM "orders"
  GROUP BY "customer"
) AS "t"
WHERE "revenue" > 10.0
ORDER BY "revenue" DESC NULLS LAST, "customer" NULLS LAST
LIMIT 2
