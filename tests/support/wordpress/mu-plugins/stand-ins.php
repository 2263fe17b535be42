<?php
// Stand-ins for plug-ins that no package registry has, each switched on as a fault is. They answer what
// the source of the plug-ins says that they answer, as far as the desk asks it, and show authors on the
// public page; nothing else of what those plug-ins do is here. What the desk does with the two for authors
// was seen to be the same with Co-Authors Plus 3.7.0 and PublishPress Authors 4.8.0 in WordPress 6.8.
//
//   newspack         `_media_credit` as newspack-plugin registers it, and as a site has to for accounts
//                    to write it
//   newspack-locked  the same without `auth_callback`, as newspack-plugin itself has it: the REST API
//                    tells of the field and lets nobody write it
//   coauthors        Co-Authors Plus: `coauthors/v1` with one guest author, Jo Smith
//   publishpress     PublishPress Authors: the taxonomy at `wp/v2/ppma_author` with one author, Jo Smith

const STAND_IN_GUEST = 'Jo Smith';

if (copydesk_fault('newspack') || copydesk_fault('newspack-locked')) {
    add_action('init', function () {
        $field = ['object_subtype' => 'attachment', 'type' => 'string', 'single' => true, 'show_in_rest' => true];
        if (copydesk_fault('newspack')) {
            $field['auth_callback'] = fn () => current_user_can('upload_files');
        }
        register_meta('post', '_media_credit', $field);
    });
}

/** The post's authors in the form of Co-Authors Plus: the account, unless others were named. */
function stand_in_coauthors(int $post): array
{
    $named = get_post_meta($post, 'stand_in_coauthors', true);
    $account = get_userdata((int) get_post_field('post_author', $post));
    $known = ['jo-smith' => STAND_IN_GUEST, $account->user_nicename => $account->display_name];
    $authors = [];
    foreach ($named ? explode(',', $named) : [$account->user_nicename] as $nicename) {
        $authors[] = ['displayName' => esc_html($known[$nicename]), 'userNicename' => $nicename];
    }
    return $authors;
}

if (copydesk_fault('coauthors')) {
    add_action('rest_api_init', function () {
        $may = fn () => current_user_can('edit_others_posts');
        $search = function ($request) {
            $found = stripos(STAND_IN_GUEST, (string) $request['q']) !== false;
            return $found ? [['displayName' => STAND_IN_GUEST, 'userNicename' => 'jo-smith']] : [];
        };
        $tell = fn ($request) => stand_in_coauthors((int) $request['post_id']);
        $name = function ($request) use ($tell) {
            update_post_meta((int) $request['post_id'], 'stand_in_coauthors', $request['new_authors']);
            return $tell($request);
        };
        $route = fn ($method, $callback) =>
            ['methods' => $method, 'permission_callback' => $may, 'callback' => $callback];
        register_rest_route('coauthors/v1', 'search', [$route('GET', $search)]);
        register_rest_route('coauthors/v1', 'authors/(?P<post_id>[\d]+)', [$route('GET', $tell), $route('POST', $name)]);
    });
}

if (copydesk_fault('publishpress')) {
    add_action('init', function () {
        register_taxonomy('author', 'post', [
            'public' => false,
            'capabilities' => [
                'manage_terms' => 'manage_options',
                'edit_terms' => 'manage_options',
                'delete_terms' => 'manage_options',
                // Its installer gives contributors the right too; this site took it from them again.
                'assign_terms' => 'publish_posts',
            ],
            'show_in_rest' => true,
            'rest_base' => 'ppma_author',
            'rewrite' => false,
        ]);
        if (!term_exists(STAND_IN_GUEST, 'author')) {
            wp_insert_term(STAND_IN_GUEST, 'author');
        }
    });
}

// What both show in place of the account.
add_filter('get_the_author_display_name', function ($name) {
    $post = get_post();
    if (!$post || is_admin() || defined('REST_REQUEST')) {
        return $name;
    }
    if (copydesk_fault('coauthors')) {
        return implode(' and ', array_column(stand_in_coauthors($post->ID), 'displayName'));
    }
    $named = copydesk_fault('publishpress') ? wp_get_post_terms($post->ID, 'author', ['fields' => 'names']) : [];
    return $named ? implode(' and ', $named) : $name;
});

// PublishPress Authors says it once more in a box beneath the text, unless somebody switches that off.
add_filter('the_content', function ($content) {
    if (!copydesk_fault('publishpress') || !is_singular('post')) {
        return $content;
    }
    $box = fn ($name) => '<li class="pp-multiple-authors-boxes-li"><div class="pp-author-boxes-name multiple-authors-name">'
        . '<a href="/author/" rel="author" class="author url fn">' . esc_html($name) . '</a></div></li>';
    return $content . '<div class="pp-multiple-authors-boxes-wrapper pp-multiple-authors-wrapper">'
        . '<h2 class="widget-title box-header-title">Author</h2><ul class="pp-multiple-authors-boxes-ul">'
        . implode('', array_map($box, [get_the_author()])) . '</ul></div>';
});
