SELECT *
FROM (
  SELECT
    "id",
    CASE WHEN "customer" IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches(lower("customer"), '[[:alnum:]]+', 'g') AS w) END AS "tokens",
    CASE WHEN "customer" IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches("customer", '\S+', 'g') AS w) END AS "words",
    CAST(cardinality(CASE WHEN "customer" IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches(lower("customer"), '[[:alnum:]]+', 'g') AS w) END) AS bigint) AS "items",
    (CASE WHEN "customer" IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches(lower("customer"), '[[:alnum:]]+', 'g') AS w) END)[1] AS "first",
    (CASE WHEN "customer" IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches(lower("customer"), '[[:alnum:]]+', 'g') AS w) END)[CAST("quantity" AS INT)] AS "nth",
    coalesce('ann' = ANY(CASE WHEN "customer" IS NOT NULL THEN ARRAY(SELECT w[1] FROM regexp_matches(lower("customer"), '[[:alnum:]]+', 'g') AS w) END), FALSE) AS "has"
  FROM "orders"
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "items" NULLS LAST,
  "first" COLLATE "C" NULLS LAST,
  "nth" COLLATE "C" NULLS LAST,
  "has" NULLS LAST
