SELECT *
FROM (
  SELECT
    count(*) AS "rows",
    count(DISTINCT "customer") AS "customers",
    CAST(to_char(CAST(avg("price") AS double precision), '9.99999999999EEEE') AS double precision) AS "mean",
    CAST(avg("quantity") AS double precision) AS "mean_int",
    min("customer" COLLATE "C") AS "low",
    max("day") AS "high",
    CAST(to_char(CAST(stddev_samp("price") AS double precision), '9.99999999999EEEE') AS double precision) AS "sd",
    CAST(to_char(CAST(var_samp("quantity") AS double precision), '9.99999999999EEEE') AS double precision) AS "var",
    percentile_cont(0.5) WITHIN GROUP (ORDER BY "price") AS "median",
    percentile_cont(0.9) WITHIN GROUP (ORDER BY "price") AS "q90",
    mode() WITHIN GROUP (ORDER BY "customer" COLLATE "C") AS "mode",
    coalesce(bool_or("paid"), FALSE) AS "any",
    coalesce(bool_and("paid"), TRUE) AS "all",
    coalesce(CAST(sum(CAST("paid" AS INT)) AS bigint), 0) AS "paid",
    CAST(avg(CAST("paid" AS INT)) AS double precision) AS "paid_share",
    CAST(to_char(CAST(corr("price", "quantity") AS double precision), '9.99999999999EEEE') AS double precision) AS "r",
    CAST(to_char(CAST(sum("price" * "quantity") / nullif(sum("quantity") FILTER (WHERE "price" IS NOT NULL), 0) AS double precision), '9.99999999999EEEE') AS double precision) AS "weighted"
  FROM "orders"
) AS "t"
ORDER BY
  "rows" NULLS LAST,
  "customers" NULLS LAST,
  "mean" NULLS LAST,
  "mean_int" NULLS LAST,
  "low" COLLATE "C" NULLS LAST,
  "high" NULLS LAST,
  "sd" NULLS LAST,
  "var" NULLS LAST,
  "median" NULLS LAST,
  "q90" NULLS LAST,
  "mode" COLLATE "C" NULLS LAST,
  "any" NULLS LAST,
  "all" NULLS LAST,
  "paid" NULLS LAST,
  "paid_share" NULLS LAST,
  "r" NULLS LAST,
  "weighted" NULLS LAST
