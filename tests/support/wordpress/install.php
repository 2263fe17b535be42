<?php
// install.php ROOT - installs the WordPress in ROOT as The Test Courier, with its people and
// sections, and prints what a test needs to know as one JSON object.
// WordPress declares globals such as $wp, $theme and $url, so everything of ours is in functions.

const PEOPLE = [
    'edith' => 'editor',
    'anna' => 'author',
    'conrad' => 'contributor',
    'gustav' => 'contributor',
    'susan' => 'subscriber',
];
const SECTIONS = ['Local News', 'Politics', 'Culture', 'Sport'];

/** Pretends a request for the front page, from which WordPress learns its own address. */
function pretend_request(string $url): void
{
    $parts = parse_url($url);
    $_SERVER['HTTP_HOST'] = $parts['host'] . ':' . $parts['port'];
    $_SERVER['SERVER_NAME'] = $parts['host'];
    $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
    $_SERVER['REQUEST_METHOD'] = 'GET';
    $_SERVER['REQUEST_URI'] = ($parts['path'] ?? '') . '/';
}

/** Runs WordPress's own installation; answers the administrator's password. */
function install_site(string $url): string
{
    $password = wp_generate_password(20, false);
    wp_install('The Test Courier', 'admin', 'admin@example.test', true, '', $password);
    update_option('siteurl', $url);
    update_option('home', $url);
    update_option('timezone_string', 'Europe/London');
    foreach (SECTIONS as $section) {
        wp_insert_term($section, 'category');
    }
    set_permalinks(getenv('WP_PERMALINKS') === 'plain' ? '' : '/%year%/%monthnum%/%postname%/');
    return $password;
}

function set_permalinks(string $structure): void
{
    global $wp_rewrite;
    $wp_rewrite->init();
    $wp_rewrite->set_permalink_structure($structure);
    $wp_rewrite->flush_rules(true);
}

function add_person(string $login, string $role): array
{
    $password = wp_generate_password(20, false);
    $id = wp_insert_user([
        'user_login' => $login,
        'user_pass' => $password,
        'user_email' => "$login@example.test",
        'role' => $role,
        'display_name' => ucfirst($login),
    ]);
    if (is_wp_error($id)) {
        throw new RuntimeException($id->get_error_message());
    }
    // What newsrooms do for guests: a contributor who may also send pictures.
    if ($login === 'gustav') {
        (new WP_User($id))->add_cap('upload_files');
    }
    return describe_person($id, $role, $password);
}

function describe_person(int $id, string $role, string $password): array
{
    [$secret] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Copydesk tests']);
    return [
        'id' => $id,
        'role' => $role,
        'password' => $password,
        'app_password' => WP_Application_Passwords::chunk_password($secret),
        'upload_files' => user_can($id, 'upload_files'),
    ];
}

function describe_site(string $url, string $admin_password): array
{
    $people = ['admin' => describe_person(1, 'administrator', $admin_password)];
    foreach (PEOPLE as $login => $role) {
        $people[$login] = add_person($login, $role);
    }
    return [
        'url' => $url,
        'api' => getenv('WP_PERMALINKS') === 'plain' ? "$url/?rest_route=/" : "$url/wp-json/",
        'version' => $GLOBALS['wp_version'],
        'php' => PHP_VERSION,
        'users' => $people,
    ];
}

define('WP_INSTALLING', true);
// Without it the first post's permanent id would name no site.
define('WP_SITEURL', getenv('WP_URL'));
pretend_request(WP_SITEURL);
require "$argv[1]/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
echo json_encode(describe_site(WP_SITEURL, install_site(WP_SITEURL)), JSON_UNESCAPED_SLASHES);
