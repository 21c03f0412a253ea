SELECT *
FROM (
  SELECT `at`, `units`, lag(`units`, 1) OVER (ORDER BY `at` NULLS LAST) AS `before`
  FROM (
    SELECT
      `l`.`at` + make_ym_interval(0, CAST(`u`.`bin` * 6 AS INT)) AS `at`,
      CASE WHEN `u`.`bin` = 0 THEN `l`.`units` ELSE 0 END AS `units`
    FROM (
      SELECT
        `at`,
        `units`,
        coalesce(CAST(round(timestampdiff(MONTH, `at`, lead(`at`, 1) OVER (ORDER BY `at` NULLS LAST)) / 6) AS BIGINT), CAST(round(timestampdiff(MONTH, `at`, max(`at`) OVER ()) / 6) AS BIGINT) + 1) AS `_bins1`
      FROM (
        SELECT
          add_months(CAST(date_trunc('MONTH', `at`) AS DATE), -((year(`at`) * 12 + month(`at`) + 5) % 6)) AS `at`,
          coalesce(CAST(sum(`quantity`) AS BIGINT), 0) AS `units`
        FROM `orders`
        WHERE `at` IS NOT NULL
        GROUP BY 1
      ) AS `t`
    ) AS `l`
    LATERAL VIEW explode(sequence(CAST(0 AS BIGINT), `l`.`_bins1` - 1)) `u` AS `bin`
  ) AS `t`
) AS `t`
WHERE `units` > 0
ORDER BY `at` NULLS LAST, `units` NULLS LAST, `before` NULLS LAST
