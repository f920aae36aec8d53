#!/usr/bin/env bash
# Put uv into .cache/uv from its hash lock. Needs Python with venv; on Debian that package is brought where allowed.
set -euo pipefail
if ! python3 -c 'import ensurepip' 2>/dev/null; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
  else
    echo "tremula needs Python's venv. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "tremula needs Python 3.11 or newer; this is $(python3 --version)." >&2
  exit 1
}
python3 -m venv .cache/uv
.cache/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.txt
touch .cache/uv/bin/uv
