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
    "_row1",
    row_number() OVER (PARTITION BY "customer" ORDER BY md5('7' || '|' || coalesce(CAST("id" AS VARCHAR), 'null') || '|' || coalesce(CAST("day" AS VARCHAR), 'null') || '|' || coalesce(CAST("at" AS VARCHAR), 'null') || '|' || coalesce("customer", 'null') || '|' || coalesce("product", 'null') || '|' || coalesce(CAST("quantity" AS VARCHAR), 'null') || '|' || coalesce(CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN format('{:.0f}', "price") ELSE format('{:.9g}', "price") END, 'null') || '|' || coalesce(CAST("paid" AS VARCHAR), 'null') || '|' || CAST("_window1" AS VARCHAR)) NULLS LAST) AS "_window2",
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
      "_row1",
      row_number() OVER (PARTITION BY "id", "day", "at", "customer", "product", "quantity", "price", "paid" ORDER BY "_row1" NULLS LAST) AS "_window1"
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
        row_number() OVER () AS "_row1"
      FROM "orders"
    ) AS "t"
  ) AS "t"
) AS "t"
WHERE "_window2" <= round(CAST("_window3" AS DOUBLE) * 0.5)
ORDER BY
  "customer" NULLS LAST,
  "_row1" NULLS LAST,
  "id" NULLS LAST,
  "day" NULLS LAST,
  "at" NULLS LAST,
  "product" NULLS LAST,
  "quantity" NULLS LAST,
  "price" NULLS LAST,
  "paid" NULLS LAST
