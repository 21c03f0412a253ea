SELECT "id", "day", "at", "customer", "product", "quantity", "price", "paid"
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
    row_number() OVER (PARTITION BY "customer" ORDER BY md5('7' || '|' || coalesce(CAST("id" AS text), 'null') || '|' || coalesce(CAST("day" AS text), 'null') || '|' || coalesce(CAST("at" AS text), 'null') || '|' || coalesce("customer", 'null') || '|' || coalesce("product", 'null') || '|' || coalesce(CAST("quantity" AS text), 'null') || '|' || coalesce(CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN CAST(round(CAST("price" AS numeric)) AS text) ELSE CAST(CAST(to_char("price", '9.99999999EEEE') AS double precision) AS text) END, 'null') || '|' || coalesce(CAST("paid" AS text), 'null') || '|' || CAST("_window1" AS text)) COLLATE "C" NULLS LAST) AS "_window2",
    count(*) OVER (PARTITION BY "customer") AS "_window3"
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
      row_number() OVER (PARTITION BY "id", "day", "at", "customer", "product", "quantity", "price", "paid") AS "_window1"
    FROM "orders"
  ) AS "t"
) AS "t"
WHERE "_window2" <= CAST(round(CAST(CAST("_window3" AS double precision) * 0.5 AS numeric), 0) AS double precision)
ORDER BY
  "customer" COLLATE "C" NULLS LAST,
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST
