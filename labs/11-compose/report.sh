# What was ordered, and how often.
MYSQL_PWD=$(cat /run/secrets/db-password)
export MYSQL_PWD
mysql --host=db --user=shop --table --default-character-set=utf8mb4 --execute='SELECT item, COUNT(*) AS orders FROM orders GROUP BY item ORDER BY item' shop
