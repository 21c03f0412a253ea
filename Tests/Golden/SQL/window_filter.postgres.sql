SELECT "id", "price"
FROM (
  SELECT
    "id",
    "price",
    CAST(to_char(CAST(avg("price") OVER (PARTITION BY "customer") AS double precision), '9.99999999999EEEE') AS double precision) AS "_window1"
  FROM "orders"
) AS "t"
WHERE "price" > "_window1"
ORDER BY "id" NULLS LAST, "price" NULLS LAST
