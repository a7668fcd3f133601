"""The programs that every machine for this workshop has, so that no lab lists them."""

from __future__ import annotations

# bash and its own commands, what POSIX and the GNU core utilities have, what comes with them, and this kit.
_PROGRAMS = """
. : [ alias awk b2sum base64 basename bash bg bind break builtin caller cat cd chgrp chmod chown cksum clear cmp
column comm command compgen complete continue cp csplit cut date dd declare df diff dir dirname dirs disown docker
du echo egrep enable env eval exec exit expand export expr factor false fc fg fgrep file find fmt fold free getopts
grep groups gunzip gzip hash head help history hostname iconv id install jobs join kill last less let ln local
locale logname logout ls man mapfile md5sum mkdir mkfifo mktemp more mv nl nproc numfmt od paste patch pgrep pidof
pkill popd pr printenv printf ps pushd pwd read readarray readlink readonly realpath return rev rm rmdir sed seq set
sh sha1sum sha256sum sha512sum shift shopt shred shuf sleep sort source split stat stty sudo sum suspend sync tac
tail tar tee test time timeout times top touch tr trap true truncate tsort tty type typeset ulimit umask unalias
uname unexpand uniq unlink unset uptime users vmstat wait wc which who whoami workshop xargs yes zcat
"""
STANDARD = frozenset(_PROGRAMS.split())
