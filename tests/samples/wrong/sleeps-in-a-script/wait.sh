set -e
while ! test -e lab.md
do sleep 0.5
done
