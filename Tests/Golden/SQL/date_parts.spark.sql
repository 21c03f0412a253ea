SELECT
  `id`,
  CAST(year(`day`) AS BIGINT) AS `year`,
  CAST(quarter(`day`) AS BIGINT) AS `quarter`,
  CAST(month(`at`) AS BIGINT) AS `month`,
  CAST(weekofyear(`day`) AS BIGINT) AS `week`,
  CAST(day(`at`) AS BIGINT) AS `day`,
  CAST(weekday(`day`) + 1 AS BIGINT) AS `weekday`,
  CAST(hour(`at`) AS BIGINT) AS `hour`,
  date_format(`at`, 'EEEE\', \'d\'. \'MMMM\' \'yyyy\' at \'H\':\'mm') AS `text`,
  date_format(`day`, 'yyyy\'-Q\'') || CAST(quarter(`day`) AS STRING) || date_format(`day`, '\'/\'') || CAST(weekofyear(`day`) AS STRING) AS `quarter_text`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `year` NULLS LAST,
  `quarter` NULLS LAST,
  `month` NULLS LAST,
  `week` NULLS LAST,
  `day` NULLS LAST,
  `weekday` NULLS LAST,
  `hour` NULLS LAST,
  `text` NULLS LAST,
  `quarter_text` NULLS LAST
