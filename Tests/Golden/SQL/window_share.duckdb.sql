SELECT
  "id",
  "day",
  "at",
  "customer",
  "product",
  "quantity",
  "price",
  "paid",
  "price" / nullif(CAST(printf('%.12g', coalesce(fsum("price") OVER (), 0)) AS DOUBLE), 0) AS "part"
FROM "orders"
