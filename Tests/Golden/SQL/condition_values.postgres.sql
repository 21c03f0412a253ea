SELECT *
FROM (
  SELECT
    "id",
    coalesce("price" > 3.0, FALSE) AS "dear",
    "customer" IS NOT DISTINCT FROM "product" AS "same",
    starts_with("customer", 'A') AS "starts",
    coalesce("price" > 3.0 AND starts_with("customer", 'A'), FALSE) AS "both",
    coalesce("price" > 3.0 OR starts_with("customer", 'A'), FALSE) AS "either",
    NOT coalesce("price" > 3.0 OR starts_with("customer", 'A'), FALSE) AS "neither",
    "price" IS NULL AS "missing",
    CASE WHEN "price" > 3.0 THEN 'dear' WHEN starts_with("customer", 'A') THEN 'a' ELSE 'other' END AS "label"
  FROM "orders"
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "dear" NULLS LAST,
  "same" NULLS LAST,
  "starts" NULLS LAST,
  "both" NULLS LAST,
  "either" NULLS LAST,
  "neither" NULLS LAST,
  "missing" NULLS LAST,
  "label" COLLATE "C" NULLS LAST
