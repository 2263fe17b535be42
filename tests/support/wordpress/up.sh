#!/usr/bin/env bash
# up.sh PORT - a real, fresh WordPress on 127.0.0.1:PORT. One JSON object on stdout, progress on stderr.
#
# The object: url (no slash at its end), api (the REST root), version, php, state (a folder with the
# logs) and users {login: {id, role, password, app_password, upload_files}}: admin, edith (editor),
# anna (author), conrad (contributor), gustav (contributor who may upload), susan (subscriber).
# down.sh PORT ends it. A site already on PORT is ended first.
#
# WP_VERSION     6.8 (default) or 6.1
# WP_SUBDIR      the site's folder, as /blog; none by default
# WP_PERMALINKS  pretty (default) or plain: the REST root is then ?rest_route=/
# WP_UPLOAD_MAX, WP_POST_MAX  PHP's limits for forms, 2M and 8M by default
# WP_ENV_TYPE    local (default): application passwords over plain HTTP; production refuses them
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/wordpress/place.sh
. "$here/place.sh"

[[ ${1:-} =~ ^[0-9]+$ ]] || fail "usage: up.sh PORT"
port=$1
subdir=${WP_SUBDIR:-}
state=$(state_of "$port")
root=$state/root
socket=$state/db.sock
export WP_URL=http://127.0.0.1:$port$subdir WP_SUBDIR=$subdir WP_STATE=$state
export WP_PERMALINKS=${WP_PERMALINKS:-pretty} WP_ENV_TYPE=${WP_ENV_TYPE:-local}

start_database() {
  local user empty=$cache/empty-database
  user=$(id -un)
  # An empty database takes seconds to lay out, so it is made once and copied.
  if [ ! -d "$empty" ]; then
    rm -rf "$empty.new"
    mariadb-install-db --no-defaults --user="$user" --datadir="$empty.new" --skip-test-db \
      --auth-root-authentication-method=normal --innodb-log-file-size=16M >"$state/install-db.log" 2>&1 ||
      fail "mariadb-install-db failed. Its log is $state/install-db.log"
    mv "$empty.new" "$empty"
  fi
  cp -a "$empty" "$state/db"
  # The data is thrown away, so it need not survive a power cut.
  serve db mariadbd --no-defaults --user="$user" --datadir="$state/db" --socket="$socket" \
    --skip-networking --pid-file="$state/db/pid" --innodb-log-file-size=16M \
    --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --skip-log-bin \
    --performance-schema=OFF --character-set-server=utf8mb4
  wait_for 30 "$state/db.log" sql -e 'select 1'
  sql -e "create database wordpress character set utf8mb4"
}

# php with a newspaper host's usual limits and no way to send mail.
run_php() {
  "$@" -d memory_limit=256M -d max_execution_time=60 -d upload_max_filesize="${WP_UPLOAD_MAX:-2M}" -d post_max_size="${WP_POST_MAX:-8M}" \
    -d variables_order=EGPCS -d display_errors=0 -d log_errors=1 -d sendmail_path=/bin/true "${php_arguments[@]}"
}

install_site() {
  php_arguments=("$here/install.php" "$root$subdir")
  run_php php >"$state/site.json" 2>"$state/install.log" ||
    fail "WordPress could not be installed: $(tail -n 3 "$state/install.log") $(tail -c 300 "$state/site.json")"
}

start_site() {
  # PHP's built-in server answers one request at a time unless told otherwise.
  export PHP_CLI_SERVER_WORKERS=4
  php_arguments=(-S "127.0.0.1:$port" -t "$root" "$here/router.php")
  run_php serve php php
  wait_for 30 "$state/php.log" curl --fail --silent --max-time 10 "$WP_URL/?rest_route=/"
}

# Debian keeps servers where an ordinary account does not look.
PATH=$PATH:/usr/sbin
for program in php mariadbd mariadb-install-db mariadb curl jq setsid; do
  command -v "$program" >/dev/null || fail "$program is not installed. Run: scripts/setup.sh wordpress"
done
[ ${#socket} -le 107 ] ||
  fail "the path $socket is longer than the 107 bytes a socket may have. Set COPYDESK_TEST_CACHE to a shorter folder."
tree=$("$here/tree.sh" "${WP_VERSION:-6.8}")
"$here/down.sh" "$port"
# After down.sh, whatever still listens is not ours to end.
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  fail "port $port is taken by another program. Choose another port."
fi
# A half-started site is ended again; its logs stay.
trap '[ $? = 0 ] || KEEP_LOGS=1 "$here/down.sh" "$port"' EXIT
mkdir -p "$state" "$root$subdir"

# Several tests start their sites at once; the first makes what all of them copy.
exec 9>"$cache/up.lock"
flock 9
cp -a "$tree/." "$root$subdir"
cp "$here/wp-config.php" "$root$subdir/"
cp "$here"/mu-plugins/*.php "$root$subdir/wp-content/mu-plugins/"
start_database
exec 9>&-
install_site
start_site
jq --arg state "$state" '. + {state: $state}' "$state/site.json"
