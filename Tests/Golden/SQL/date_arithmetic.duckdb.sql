SELECT
  "id",
  CAST("day" + INTERVAL '1' MONTH AS DATE) AS "next_month",
  "at" + INTERVAL '-1' MONTH AS "last_month",
  CAST("day" + to_months(CAST("quantity" AS INT)) AS DATE) AS "months",
  "day" + 1 AS "next_day",
  "day" + CAST("quantity" AS INT) AS "days",
  "at" + INTERVAL '01:30:00' AS "later",
  CAST("day" AS TIMESTAMP) + INTERVAL '-1 day -02:00:00' AS "from_date",
  "at" - CAST("day" AS TIMESTAMP) AS "since",
  epoch("at" - CAST("day" AS TIMESTAMP)) / 3600 AS "hours",
  epoch("at" - CAST("day" AS TIMESTAMP)) / 86400 AS "in_days",
  to_microseconds(CAST(round(epoch_us("at" - CAST("day" AS TIMESTAMP)) * 2e0) AS BIGINT)) AS "double",
  epoch("at" - CAST("day" AS TIMESTAMP)) / nullif(epoch(INTERVAL '01:00:00'), 0) AS "ratio",
  date_sub('month', "day", DATE '2024-02-29') AS "whole_months",
  CAST(floor(epoch(TIMESTAMP '1970-01-01 00:00:00' - "at") / 86400) AS BIGINT) AS "whole_days"
FROM "orders"
