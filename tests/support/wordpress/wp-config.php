<?php
// Settings of a WordPress that lives for one test; up.sh puts the values into the environment.

$copydesk_state = getenv('WP_STATE');

define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', "localhost:$copydesk_state/db.sock");
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

// The keys only have to be this site's own; nothing outlives the test.
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $copydesk_key) {
    define("{$copydesk_key}_KEY", hash('sha256', "$copydesk_state/$copydesk_key/key"));
    define("{$copydesk_key}_SALT", hash('sha256', "$copydesk_state/$copydesk_key/salt"));
}

// Only 'local' offers application passwords over plain HTTP.
define('WP_ENVIRONMENT_TYPE', getenv('WP_ENV_TYPE'));

// Nothing leaves this machine and nothing updates itself; a test that waits for
// a scheduled story asks for wp-cron.php when it wants it run.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
define('DISABLE_WP_CRON', true);
define('FS_METHOD', 'direct');

define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', "$copydesk_state/debug.log");

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
