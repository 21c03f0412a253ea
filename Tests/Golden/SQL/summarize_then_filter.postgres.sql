SELECT *
FROM (
  SELECT
    "customer",
    CAST(to_char(CAST(coalesce(sum(CAST("quantity" AS double precision) * "price"), 0) AS double precision), '9.99999999999EEEE') AS double precision) AS "revenue"
  FROM "orders"
  GROUP BY "customer"
) AS "t"
WHERE "revenue" > 10.0
ORDER BY "revenue" DESC NULLS LAST, "customer" COLLATE "C" NULLS LAST
LIMIT 2
