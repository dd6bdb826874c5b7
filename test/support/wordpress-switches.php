<?php
/**
 * Plugin Name: switches for the tests of comment-section
 *
 * How the slug of a post begins says how its site is set up, so that tests of one WordPress do not
 * get into each other's way. Everything that follows from it is WordPress' own doing.
 */
function comment_section_test($switch) {
  $post = isset($_POST['post']) ? get_post((int) $_POST['post']) : null;
  return $post && strpos($post->post_name, $switch . '-') === 0;
}

// Settings → Discussion: “Comment must be manually approved”.
add_filter('pre_option_comment_moderation', function ($value) {
  return comment_section_test('held') ? 1 : $value;
});

// Settings → Discussion: “Users must be registered and logged in to comment”.
add_filter('pre_option_comment_registration', function ($value) {
  return comment_section_test('members') ? 1 : $value;
});

// Settings → Discussion: “Automatically close comments on posts older than 14 days”.
add_filter('pre_option_close_comments_for_old_posts', function ($value) {
  return comment_section_test('old') ? 1 : $value;
});

// As WordPress comes, without the filter of the other plugin.
add_filter('rest_allow_anonymous_comments', function ($value) {
  return comment_section_test('stock') ? false : $value;
}, 20);

// What a plugin against spam says in its own words.
add_filter('rest_pre_insert_comment', function ($comment) {
  return comment_section_test('spam')
    ? new WP_Error('looks_like_spam', 'This looks like spam.', ['status' => 403])
    : $comment;
});

// One comment in 15 seconds, which the other plugin takes away.
add_filter('wp_is_comment_flood', function ($value, $ip, $email, $date, $avoid_die) {
  return comment_section_test('flood')
    ? wp_check_comment_flood(false, $ip, $email, $date, $avoid_die)
    : $value;
}, 100, 5);

// What the whole site is like, by a header that the proxy of the tests sends along.
$comment_section_site = isset($_SERVER['HTTP_X_TEST_SITE']) ? $_SERVER['HTTP_X_TEST_SITE'] : '';

// What plugins do that switch the API off for visitors.
if ($comment_section_site === 'rest-off') {
  add_filter('rest_authentication_errors', function () {
    return new WP_Error('rest_disabled', 'The REST API is switched off.', ['status' => 401]);
  });
}

// A plugin with a fault, on a server that shows faults.
if ($comment_section_site === 'noisy') {
  ob_start(); // as most servers do
  echo '<br />', "\n", '<b>Warning</b>: Undefined variable $colour in plugin.php on line 7<br />', "\n";
}

// What some plugins for security and some proxies do.
if ($comment_section_site === 'no-cors') {
  add_action('rest_api_init', function () {
    remove_filter('rest_pre_serve_request', 'rest_send_cors_headers');
  }, 20);
}

// Settings → General: a time zone that is not that of the servers.
if ($comment_section_site === 'tokyo') {
  add_filter('pre_option_timezone_string', function () {
    return 'Asia/Tokyo';
  });
}

// Settings → Permalinks: “Numeric”, and a structure of one's own.
$comment_section_permalinks = ['numeric' => '/archives/%post_id%', 'html' => '/%year%/%postname%.html'];
if (isset($comment_section_permalinks[$comment_section_site])) {
  add_filter('pre_option_permalink_structure', function () {
    global $comment_section_permalinks, $comment_section_site;
    return $comment_section_permalinks[$comment_section_site];
  });
}

// Many comments at once, in the order of a thread: each is a root, or answers one of those before it.
add_action('rest_api_init', function () {
  register_rest_route('comment-section-tests/v1', '/fill', [
    'methods' => 'POST',
    'permission_callback' => function () {
      return current_user_can('manage_options');
    },
    'callback' => function (WP_REST_Request $request) {
      global $wpdb;
      $post = (int) $request['post'];
      $ids = [];
      $begin = time() - 86400;
      foreach ($request['parents'] as $i => $parent) {
        // Ten in a second, as a server has them that knows time by the second.
        $date = gmdate('Y-m-d H:i:s', $begin + intdiv($i, 10));
        $wpdb->insert($wpdb->comments, [
          'comment_post_ID' => $post,
          'comment_author' => 'Writer ' . $i,
          'comment_author_email' => 'writer' . $i . '@site.example',
          'comment_content' => 'Comment ' . $i . '.',
          'comment_parent' => $parent < 0 ? 0 : $ids[$parent],
          'comment_approved' => '1',
          'comment_type' => 'comment',
          'comment_date' => $date,
          'comment_date_gmt' => $date,
        ]);
        $ids[] = $wpdb->insert_id;
      }
      wp_update_comment_count_now($post);
      wp_cache_flush();
      return $ids;
    },
  ]);
});
