# Sourced by the scripts beside it: virtual environments in target/tools/python.
# shellcheck shell=bash disable=SC2154

# venv NAME REQUIREMENTS: makes the environment, unless the same requirements are installed in it already.
venv() {
  local to=$tools/python/$1 requirements=$2
  if cmp -s "$requirements" "$to/installed.txt"; then return; fi
  toolchain python3 "Python 3.10 or newer"
  # Debian's python3 comes without what venv needs.
  if ! python3 -c 'import ensurepip' 2>/dev/null; then packages "Python's venv" python3-venv; fi
  say "Installing the Python packages of $1"
  rm -rf "$to"
  quietly python3 -m venv "$to"
  quietly "$to/bin/pip" install --disable-pip-version-check --requirement "$requirements"
  cp "$requirements" "$to/installed.txt"
}
