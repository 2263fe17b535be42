<?php
// What the REST API was asked, a line for each request: its method and its route.

add_filter('rest_pre_dispatch', function ($answer, $server, $request) {
    $line = $request->get_method() . ' ' . $request->get_route() . "\n";
    file_put_contents(getenv('WP_STATE') . '/asked', $line, FILE_APPEND | LOCK_EX);
    return $answer;
}, 10, 3);
