<?php
// A test site tells nobody anything by e-mail: mail counts as sent without being sent.

add_filter('pre_wp_mail', '__return_true');
