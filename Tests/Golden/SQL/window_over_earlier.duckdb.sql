SELECT
  "id",
  "amount" / nullif(CAST(printf('%.12g', coalesce(fsum("amount") OVER (), 0)) AS DOUBLE), 0) AS "share"
FROM (
  SELECT "id", CAST("quantity" AS DOUBLE) * "price" AS "amount"
  FROM "orders"
) AS "t"
