CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(40)) CHARSET utf8mb4;
INSERT INTO orders (item) VALUES ('tea'), ('tea'), ('rice');
