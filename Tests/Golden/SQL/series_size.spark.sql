SELECT
  CAST(format_string('%.11e', coalesce(sum(CAST(`own` AS DOUBLE)), 0)) AS DOUBLE) AS `rows`,
  count(`own`) AS `groups`,
  max(`all`) AS `bins`,
  coalesce(CAST(sum(`dateless`) AS BIGINT), 0) AS `dateless`
FROM (
  SELECT
    CAST(round(CAST(floor((unix_micros(CAST(max(`last`) OVER () AS TIMESTAMP)) - unix_micros(CAST(`first` AS TIMESTAMP))) / 86400000000) AS BIGINT) / 10) AS BIGINT) + 1 AS `own`,
    CAST(round(CAST(floor((unix_micros(CAST(max(`last`) OVER () AS TIMESTAMP)) - unix_micros(CAST(min(`first`) OVER () AS TIMESTAMP))) / 86400000000) AS BIGINT) / 10) AS BIGINT) + 1 AS `all`,
    `dateless`
  FROM (
    SELECT
      date_sub(`first`, pmod(datediff(`first`, DATE '1970-01-05'), 10)) AS `first`,
      date_sub(`last`, pmod(datediff(`last`, DATE '1970-01-05'), 10)) AS `last`,
      `dateless`
    FROM (
      SELECT
        min(`day`) AS `first`,
        max(`day`) AS `last`,
        count(*) FILTER (WHERE `day` IS NULL) AS `dateless`
      FROM `orders`
      GROUP BY `customer`
    ) AS `t`
  ) AS `t`
) AS `t`
ORDER BY `rows` NULLS LAST, `groups` NULLS LAST, `bins` NULLS LAST, `dateless` NULLS LAST
