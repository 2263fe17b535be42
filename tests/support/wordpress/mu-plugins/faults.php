<?php
// Faults a test can switch on in a running site: each is a file of its name in the site's state folder.

function copydesk_fault(string $name): bool
{
    return file_exists(getenv('WP_STATE') . "/fault-$name");
}

// What security plug-ins do: no passwords for programs.
if (copydesk_fault('passwords-off')) {
    add_filter('wp_is_application_passwords_available', '__return_false');
}

// The API only for people who are signed in.
if (copydesk_fault('closed')) {
    add_filter('rest_authentication_errors', function ($errors) {
        if (is_wp_error($errors) || is_user_logged_in()) {
            return $errors;
        }
        return new WP_Error('rest_login_required', 'Please log in.', ['status' => 401]);
    }, 200);
}

// A plug-in that asks for the user early, before WordPress looks whether a password was wrong.
if (copydesk_fault('asks-early')) {
    add_filter('rest_authentication_errors', function ($errors) {
        wp_get_current_user();
        return $errors;
    }, 1);
}

// A plug-in that prints before every answer.
if (copydesk_fault('junk')) {
    add_action('rest_api_init', function () {
        echo "<br />\n<b>Notice</b>: Undefined index in a-plugin.php on line 3<br />\n";
    });
}

// The list of accounts hidden, as against spies.
if (copydesk_fault('accounts-hidden')) {
    add_filter('rest_endpoints', function ($endpoints) {
        unset($endpoints['/wp/v2/users/me']);
        return $endpoints;
    });
}

// A limit for uploads of the site's own, as networks of sites and plug-ins have it.
if (copydesk_fault('small-uploads')) {
    add_filter('wp_handle_sideload_prefilter', function ($file) {
        if (filesize($file['tmp_name']) > 40 * 1024) {
            $file['error'] = 'This file is too big. Files must be less than 40 KB in size.';
        }
        return $file;
    });
}
