#!/usr/bin/env bash
# up.sh PORT - a real, fresh Ghost on 127.0.0.1:PORT. One JSON object on stdout, progress on stderr.
#
# The object: url (no slash at its end), version, integration (an Admin API key), node (the program
# it runs on), state (a folder with the logs) and users {login: {id, name, role, token, password}},
# token being the staff access token:
# olga (owner), edith (editor), anna (author), conrad (contributor). It has the tag Local News.
# down.sh PORT ends it. A site already on PORT is ended first.
#
# GHOST_VERSION  6 (default) or 5
# GHOST_SUBDIR   the site's folder, as /blog; none by default
# GHOST_PRIVATE  true: readers are asked for a password
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/ghost/place.sh
. "$here/place.sh"

[[ ${1:-} =~ ^[0-9]+$ ]] || fail "usage: up.sh PORT"
port=$1
subdir=${GHOST_SUBDIR:-}
state=$(state_of "$port")
socket=$state/db.sock
# Every server of ours carries this, so that down.sh knows them by it.
export GHOST_STATE=$state

# start_database FOLDER - a database that is a copy of FOLDER.
start_database() {
  local user
  user=$(id -un)
  rm -rf "$state/db"
  cp -a "$1" "$state/db"
  # The data is thrown away, so it need not survive a power cut.
  serve db mariadbd --no-defaults --user="$user" --datadir="$state/db" --socket="$socket" \
    --skip-networking --pid-file="$state/db/pid" --innodb-log-file-size=16M \
    --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --skip-log-bin \
    --performance-schema=OFF --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci
  wait_for 30 "$state/db.log" sql -e 'select 1'
}

# A site that sends no mail, asks no other server for anything, and needs no code by mail to sign in.
write_settings() {
  jq --null-input --arg url "$url" --arg state "$state" --argjson port "$port" '{
    url: $url,
    server: {host: "127.0.0.1", port: $port, shutdownTimeout: 1000},
    database: {client: "mysql", connection: {socketPath: ($state + "/db.sock"), user: "ghost", database: "ghost"}},
    paths: {contentPath: ($state + "/content")},
    mail: {transport: "stub", from: "desk@example.test"},
    logging: {level: "warn", transports: ["stdout"]},
    privacy: {useTinfoil: true},
    security: {staffDeviceVerification: false}
  }' >"$state/config.production.json"
}

start_site() {
  mkdir -p "$state"/content/{data,images,logs,files,media,public,settings,adapters}
  cp -a "$tree/content/themes" "$state/content/"
  ln -sfn "$tree" "$state/current"
  write_settings
  # Ghost looks for its settings in the folder it is started in.
  (cd "$state" && NODE_ENV=production serve ghost "$bin/node" current/index.js)
  wait_for 60 "$state/ghost.log" curl --fail --silent --max-time 10 "$url/ghost/api/admin/site/"
}

# make_model FOLDER - a Ghost with its tables, its people and their keys, as FOLDER/db and
# FOLDER/site.json. Laying it out takes most of a start, so it is done once and copied. It knows
# neither the port nor the folder it was made on.
make_model() {
  local empty=$state/empty
  say "setting up Ghost $release"
  mkdir -p "$1.new"
  mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$empty" --skip-test-db \
    --auth-root-authentication-method=normal --innodb-log-file-size=16M >"$state/install-db.log" 2>&1 ||
    fail "mariadb-install-db failed. Its log is $state/install-db.log"
  start_database "$empty"
  # The account has no password and no way in but this socket.
  sql -e "create database ghost; create user ghost@localhost; grant all on ghost.* to ghost@localhost"
  start_site
  "$bin/node" "$here/people.mjs" "$url" "$socket" >"$1.new/site.json" 2>"$state/people.log" ||
    fail "Ghost could not be set up: $(tail -n 5 "$state/people.log")"
  kill -- "-$(<"$state/ghost.pid")"
  # An orderly end: what is copied must be whole.
  sql -e shutdown
  wait
  cp -a "$state/db" "$1.new/db"
  mv "$1.new" "$1"
}

# Debian keeps servers where an ordinary account does not look.
PATH=$PATH:/usr/sbin
for program in mariadbd mariadb-install-db mariadb curl jq setsid npm; do
  command -v "$program" >/dev/null || fail "$program is not installed. Run: scripts/setup.sh build ghost"
done
[ ${#socket} -le 107 ] ||
  fail "the path $socket is longer than the 107 bytes a socket may have. Set COPYDESK_TEST_CACHE to a shorter folder."
url=http://127.0.0.1:$port$subdir
settle "${GHOST_VERSION:-6}"
"$here/tree.sh" "${GHOST_VERSION:-6}" >/dev/null
"$here/down.sh" "$port"
# After down.sh, whatever still listens is not ours to end.
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "port $port is taken by another program. Choose another port."
fi
# A half-started site is ended again; its logs stay.
trap '[ $? = 0 ] || KEEP_LOGS=1 "$here/down.sh" "$port"' EXIT
mkdir -p "$state"

# Several tests start their sites at once; the first makes what all of them copy.
model=$cache/$release-$(sha256sum "$here/people.mjs" | cut -c 1-8)
exec 9>"$cache/up.lock"
flock 9
if [ ! -d "$model" ]; then
  rm -rf "$model.new"
  make_model "$model"
fi
exec 9>&-
start_database "$model/db"
[ -z "${GHOST_PRIVATE:-}" ] ||
  sql ghost -e "update settings set value = 'true' where \`key\` = 'is_private'"
start_site
jq --arg state "$state" --arg url "$url" --arg node "$bin/node" '. + {state: $state, url: $url, node: $node}' "$model/site.json"
