# One answer from each address that the name `web` stands for.
for address in $(nslookup web | awk '/^Address:/ && $2 !~ /^127/ {print $2}'); do
  wget -qO- -T 5 "http://$address:8000"
done
