# Sourced by the launchers beside it: `set_up requirements.txt` makes .venv what that lock says, or does nothing where it is.
# Stays within bash 3.2, which is what macOS has.

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s\n' "$name"
      return
    fi
  done
  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    [zZ][hH]*) echo '没有找到 Python 3.11 或更新的版本；请先安装，再运行一次' >&2 ;;
    *) echo 'no Python 3.11 or newer was found; install one and run this again' >&2 ;;
  esac
  return 3
}

set_up() {
  local python
  python=$(find_python) || exit 3
  case ${WORKSHOP_BUNDLE:-/} in
    /*) ;;
    *) export WORKSHOP_BUNDLE="$OLDPWD/$WORKSHOP_BUNDLE" ;; # seen from where the launcher was called
  esac
  PYTHONSAFEPATH= "$python" scripts/venv_setup.py "$1" || exit
}
