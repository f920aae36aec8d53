#!/usr/bin/env bash
# See that the tests have node and a Chromium; bring Debian's where they are missing and that is allowed.
set -euo pipefail
missing=()
command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
found=""
for name in "${TREMULA_CHROMIUM:-}" chromium chromium-browser google-chrome \
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
  if [ -n "$name" ] && command -v "$name" >/dev/null; then found=$name; break; fi
done
[ -n "$found" ] || missing+=(chromium)
# Debian's browser without windows does the same tests with a third less work; without it the other one does them.
if [ ${#missing[@]} = 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] && ! command -v chromium-headless-shell >/dev/null; then
  timeout 120 bash -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell' >/dev/null 2>&1 || true
fi
[ ${#missing[@]} = 0 ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
  sudo apt-get update -qq
  sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "The tests need: ${missing[*]}. Debian: sudo apt-get install ${missing[*]}; macOS: brew install node, and Chrome." >&2
  exit 1
fi
