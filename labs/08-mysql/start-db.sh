#!/bin/sh
# Start the book shop's database. Whatever must last is in the volume and in this folder.
set -eu
docker run -d --name bookshop-db --network bookshop \
    -v bookshop-data:/var/lib/mysql \
    -v "$PWD/bookshop.cnf:/etc/mysql/conf.d/bookshop.cnf:ro" \
    -v "$PWD/initdb:/docker-entrypoint-initdb.d:ro" \
    -v "$PWD/private/secrets:/run/secrets:ro" \
    -e MYSQL_ROOT_PASSWORD_FILE=/run/secrets/root-password \
    -e MYSQL_DATABASE=bookshop \
    -e MYSQL_USER=app \
    -e MYSQL_PASSWORD_FILE=/run/secrets/app-password \
    --health-cmd "mysqladmin ping -h 127.0.0.1 --silent" \
    --health-interval 2s --health-timeout 10s --health-retries 90 \
    mysql:9.7
