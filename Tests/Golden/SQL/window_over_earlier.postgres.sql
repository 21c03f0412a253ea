SELECT
  "id",
  "amount" / nullif(CAST(to_char(CAST(coalesce(sum("amount") OVER (), 0) AS double precision), '9.99999999999EEEE') AS double precision), 0) AS "share"
FROM (
  SELECT "id", CAST("quantity" AS double precision) * "price" AS "amount"
  FROM "orders"
) AS "t"
ORDER BY "id" NULLS LAST, "share" NULLS LAST
