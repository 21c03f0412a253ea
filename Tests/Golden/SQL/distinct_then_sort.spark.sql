SELECT DISTINCT `customer`
FROM `orders`
ORDER BY `customer` DESC NULLS LAST
