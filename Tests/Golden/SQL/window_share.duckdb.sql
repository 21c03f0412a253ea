SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid", "part"
FROM (
  SELECT
    "id",
    "day",
    "at",
    "customer",
    "product",
    "quantity",
    "price",
    "paid",
    row_number() OVER () AS "_row1",
    "price" / nullif(CAST(printf('%.12g', coalesce(sum("price") OVER (), 0)) AS DOUBLE), 0) AS "part"
  FROM "orders"
) AS "t"
ORDER BY "_row1" NULLS LAST
