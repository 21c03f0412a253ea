SELECT
  "id",
  "day",
  "at",
  "customer",
  "product",
  "quantity",
  "price",
  "paid",
  "price" / nullif(CAST(to_char(CAST(coalesce(sum("price") OVER (), 0) AS double precision), '9.99999999999EEEE') AS double precision), 0) AS "part"
FROM "orders"
ORDER BY
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST,
  "part" NULLS LAST
