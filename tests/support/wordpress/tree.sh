#!/usr/bin/env bash
# tree.sh [VERSION] - prints the folder of an unpacked WordPress, fetching it the first time.
#
# VERSION is 6.8 (Debian 13's, the default) or 6.1 (Debian 12's). The packages are unpacked, not
# installed: installing them would bring a web server and start it. apt checks their signatures.
#
# COPYDESK_DEBIAN_MIRROR names the mirror where this machine's own apt has none (on Ubuntu).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/wordpress/place.sh
. "$here/place.sh"

version=${1:-6.8}
case $version in
  6.8) suite=trixie theme=twentytwentyfive ;;
  6.1) suite=bookworm theme=twentytwentythree ;;
  *) fail "there is no WordPress $version here; there are 6.8 and 6.1" ;;
esac
# WordPress links to these libraries outside its own folder.
packages=(wordpress "wordpress-theme-$theme" php-getid3 libjs-cropper libjs-underscore libjs-lodash)
tree=$cache/$version

# The mirror that this machine already uses for its own Debian.
mirror() {
  if [ -n "${COPYDESK_DEBIAN_MIRROR:-}" ]; then
    printf '%s\n' "$COPYDESK_DEBIAN_MIRROR"
  else
    # shellcheck disable=SC2016 # apt-get fills these in
    apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' |
      sed -nE 's,^(.*/debian)/? main$,\1,p' | head -n 1
  fi
}

# fetch FOLDER - downloads the packages into FOLDER with an apt of its own, so
# that this machine's list of sources stays as it is.
fetch() {
  local folder=$1 apt=$1/apt from
  from=$(mirror)
  [ -n "$from" ] ||
    fail "found no Debian mirror in this machine's apt sources. Nothing was changed. Set COPYDESK_DEBIAN_MIRROR to one and run this again."
  mkdir -p "$apt"/{lists/partial,archives/partial,empty}
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
    "$from" "$suite" "${from}-security" "$suite-security" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "$apt/empty";
Dir::Etc::preferencesparts "$apt/empty";
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
CONF
  (
    cd "$folder"
    export APT_CONFIG=$apt/apt.conf
    apt-get -q update
    apt-get -q download "${packages[@]}"
  ) >&2 || fail "could not fetch WordPress $version from Debian $suite. Nothing was changed. Check the network and run this again."
}

# unpack FOLDER - puts the downloaded packages together into FOLDER/tree.
unpack() {
  local folder=$1 package dangling
  for package in "$folder"/*.deb; do
    dpkg-deb --extract "$package" "$folder/root"
  done
  local site=$folder/root/usr/share/wordpress
  # Debian's own settings and uploads live elsewhere on a system where it is installed.
  rm -rf "$site/wp-config.php" "$site/.htaccess" "$site/wp-content/uploads"
  dangling=$(find "$site" -xtype l)
  if [ -n "$dangling" ]; then
    say "leaving out links to what is not there: ${dangling//$site\//}"
    find "$site" -xtype l -delete
  fi
  cp --recursive --dereference --preserve=mode,timestamps "$site" "$folder/tree"
  mkdir -p "$folder/tree/wp-content/uploads" "$folder/tree/wp-content/mu-plugins" "$folder/tree/wp-content/plugins"
}

mkdir -p "$cache"
exec 9>"$cache/tree.lock"
flock 9
if [ ! -d "$tree" ]; then
  say "fetching WordPress $version from Debian $suite"
  work=$(mktemp -d "$cache/fetch.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  fetch "$work"
  unpack "$work"
  # The last step is one rename: a tree that is there is whole.
  mv "$work/tree" "$tree"
fi
printf '%s\n' "$tree"
