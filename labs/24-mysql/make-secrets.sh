#!/bin/sh
# Write into the folder private: a password each for root and app,
# and an option file that hands MySQL's programs the one of app.
set -eu
umask 077
for user in root app; do
    head -c 18 /dev/urandom | base64 > "private/$user-password"
done
{
    echo "[client]"
    echo "user=app"
    echo "password=$(cat private/app-password)"
} > private/app.cnf
