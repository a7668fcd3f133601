CREATE TABLE books (
    id    INT AUTO_INCREMENT PRIMARY KEY,
    title VARCHAR(100) NOT NULL UNIQUE,
    price DECIMAL(6, 2) NOT NULL
);
INSERT INTO books (title, price) VALUES
    ('浅谈云计算', 18.00),
    ('Borg and Omega', 42.50);
