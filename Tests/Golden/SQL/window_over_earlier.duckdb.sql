SELECT
  "id",
  "amount" / nullif(CAST(printf('%.12g', coalesce(sum("amount") OVER (), 0)) AS DOUBLE), 0) AS "share"
FROM (
  SELECT "id", row_number() OVER () AS "_row1", CAST("quantity" AS DOUBLE) * "price" AS "amount"
  FROM "orders"
) AS "t"
ORDER BY "_row1" NULLS LAST
