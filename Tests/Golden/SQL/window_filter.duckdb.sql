SELECT "id", "price"
FROM (
  SELECT
    "id",
    "price",
    row_number() OVER () AS "_row1",
    CAST(printf('%.12g', favg("price") OVER (PARTITION BY "customer")) AS DOUBLE) AS "_window1"
  FROM "orders"
) AS "t"
WHERE "price" > "_window1"
ORDER BY "_row1" NULLS LAST
