<?php
// Router for PHP's built-in server: a file is served as it is, a folder by its index.php, and
// everything else is WordPress's to answer, as its rewrite rules have it on a real server.

/** Runs one PHP file of the site as the web server would. */
function run_script(string $root, string $script): bool
{
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $script;
    $_SERVER['SCRIPT_FILENAME'] = $root . $script;
    chdir(dirname($root . $script));
    return true;
}

$copydesk_root = $_SERVER['DOCUMENT_ROOT'];
$copydesk_path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
$copydesk_site = getenv('WP_SUBDIR') ?: '';

if (str_contains($copydesk_path, '..')) {
    http_response_code(400);
    return true;
}
if (is_file($copydesk_root . $copydesk_path)) {
    return false;
}
if (is_file(rtrim($copydesk_root . $copydesk_path, '/') . '/index.php')) {
    if (!str_ends_with($copydesk_path, '/')) {
        header("Location: $copydesk_path/", true, 301);
        return true;
    }
    $copydesk_script = $copydesk_path . 'index.php';
} elseif ($copydesk_site === '' || str_starts_with($copydesk_path, "$copydesk_site/")) {
    $copydesk_script = "$copydesk_site/index.php";
} else {
    http_response_code(404);
    echo 'The site is not here.';
    return true;
}
run_script($copydesk_root, $copydesk_script);
// Here and not in the function: WordPress expects its variables to be global.
require $copydesk_root . $copydesk_script;
return true;
