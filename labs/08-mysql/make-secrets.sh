#!/bin/sh
# Make a password each for root and app, and the option files that hand them to MySQL's programs.
set -eu
umask 022             # The server in the container runs as a user of its own, which must be able to read the files.
mkdir -m 700 private  # On this machine nobody else gets past this folder.
mkdir private/secrets
for user in root app; do
    head -c 18 /dev/urandom | base64 > "private/secrets/$user-password"
    {
        echo "[client]"
        echo "user=$user"
        echo "password=$(cat "private/secrets/$user-password")"
    } > "private/secrets/$user.cnf"
done
