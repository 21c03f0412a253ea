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
    row_number() OVER (ORDER BY md5('42' || '|' || coalesce(CAST("id" AS text), 'null') || '|' || coalesce(CAST("day" AS text), 'null') || '|' || coalesce(CAST("at" AS text), 'null') || '|' || coalesce("customer", 'null') || '|' || coalesce("product", 'null') || '|' || coalesce(CAST("quantity" AS text), 'null') || '|' || coalesce(CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN CAST(round(CAST("price" AS numeric)) AS text) ELSE CAST(CAST(to_char("price", '9.99999999EEEE') AS double precision) AS text) END, 'null') || '|' || coalesce(CAST("paid" AS text), 'null') || '|' || CAST("_window1" AS text)) COLLATE "C" NULLS LAST) AS "_window2"
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
WHERE "_window2" <= 3
ORDER BY
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "customer" COLLATE "C" NULLS LAST,
  "product" COLLATE "C" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST
