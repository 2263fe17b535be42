#!/usr/bin/env bash
# setup.sh GROUP... - installs what is missing from this machine, and nothing else.
#
#   build      a C compiler for the bundled SQLite, cmake and nasm for libjpeg-turbo; checks Rust and Node
#   window     WebKitGTK and GTK, to build and open the window
#   test       a screen, a session bus, a keyring and a browser driver for the tests of the window
#   wordpress  PHP and MariaDB for the tests against a real WordPress
#   ghost      MariaDB for the tests against a real Ghost, which itself comes from npm
#   java       a Java runtime for the Nu HTML checker
#   bench      what importing a picture and the window are measured beside; publishing needs wordpress
#              too, and the window test
#
# Debian 12 or Ubuntu, as root or with sudo. The package names are the same on both.
set -euo pipefail

# The oldest toolchains the project is built with; `rust-version` in Cargo.toml says the same.
readonly RUST_NEEDED=1.90 NODE_NEEDED=20.20

packages_of() {
  case $1 in
    build) echo build-essential cmake nasm pkg-config ca-certificates ;;
    window)
      echo libwebkit2gtk-4.1-dev libgtk-3-dev libdbus-1-dev librsvg2-common \
        fonts-dejavu-core
      ;;
    test)
      echo xvfb xauth dbus dbus-x11 openbox gnome-keyring libsecret-tools webkit2gtk-driver \
        at-spi2-core xdotool xclip wmctrl x11-utils scrot imagemagick libimage-exiftool-perl \
        chromium fonts-liberation fonts-noto-core python3-gi gir1.2-gtk-3.0 curl jq procps
      ;;
    wordpress)
      echo php-cli php-mysql php-gd php-xml php-mbstring php-curl php-zip php-intl \
        mariadb-server-core mariadb-client-core curl jq procps
      ;;
    ghost) echo mariadb-server-core mariadb-client-core curl jq procps ;;
    java) echo default-jre-headless ;;
    bench) echo libvips-tools imagemagick jq time ghostwriter apostrophe python3-chardet ;;
    *) return 1 ;;
  esac
}

purpose_of() {
  case $1 in
    build) echo "to compile the desk" ;;
    window) echo "to build and open the window" ;;
    test) echo "to test the window on a screen of its own" ;;
    wordpress) echo "to test against a real WordPress" ;;
    ghost) echo "to test against a real Ghost" ;;
    java) echo "to check the practice site's HTML" ;;
    bench) echo "to measure beside other programs" ;;
  esac
}

# fail WHAT HAPPENED AND WHAT TO DO
fail() {
  printf 'setup: %s\n' "$*" >&2
  exit 1
}

# at_least HAVE NEEDED - is version HAVE not older than NEEDED?
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

on_path() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || return 1
  done
}

need_rust() {
  on_path cargo rustc ||
    fail "Rust is not installed (cargo and rustc are not on the PATH). Install Rust $RUST_NEEDED or newer, then run this again."
  local have
  have=$(rustc --version | cut -d ' ' -f 2)
  at_least "$have" "$RUST_NEEDED" ||
    fail "Rust $have is too old. Install Rust $RUST_NEEDED or newer, then run this again."
}

need_node() {
  on_path node npm ||
    fail "Node is not installed (node and npm are not on the PATH). Install Node $NODE_NEEDED or newer, then run this again."
  local have
  have=$(node --version)
  have=${have#v}
  at_least "$have" "$NODE_NEEDED" ||
    fail "Node $have is too old. Install Node $NODE_NEEDED or newer, then run this again."
}

installed() {
  dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

# as_root COMMAND... - runs it as root; the caller has checked that this is possible.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# apt ARGUMENT... - apt-get that asks nothing and waits for another apt-get to finish.
apt() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

install_missing() {
  [ $# -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    fail "these packages are missing and there is no apt-get to install them: $*. Install them with this system's own tool, then run this again."
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    fail "these packages are missing: $*. Installing them needs root or sudo. Ask whoever looks after this machine to run: apt-get install $*"

  # A stale list names packages the mirror no longer has; a list that cannot be
  # refreshed (one source of several is down) may still be good enough.
  apt update >/dev/null || echo "setup: apt-get update had trouble; trying with the lists as they are" >&2
  apt install --no-install-recommends "$@" >&2 ||
    fail "apt-get could not install: $*. Nothing of the project was changed; read its message above, then run this again."
}

main() {
  [ $# -gt 0 ] || fail "name at least one group: build, window, test, wordpress, ghost, java, bench"
  local group package
  local -a wanted lacking missing=()
  for group in "$@"; do
    packages_of "$group" >/dev/null || fail "no group is called '$group'; there are build, window, test, wordpress, ghost, java, bench"
    if [ "$group" = build ]; then need_rust; need_node; fi
    read -ra wanted <<<"$(packages_of "$group")"
    lacking=()
    for package in "${wanted[@]}"; do
      installed "$package" || lacking+=("$package")
    done
    if [ ${#lacking[@]} -gt 0 ]; then
      echo "setup: installing, $(purpose_of "$group"): ${lacking[*]}" >&2
      missing+=("${lacking[@]}")
    fi
  done
  install_missing "${missing[@]}"
}

main "$@"
