-- What a site holds of ours is filed under the site's address, for its name here can be given to
-- another one. What was left by a site removed since is dropped: it is found again by asking.
CREATE TABLE remote_story_by_address (
    address TEXT NOT NULL,
    story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    remote  TEXT NOT NULL,
    PRIMARY KEY (address, story)
) STRICT;
INSERT OR REPLACE INTO remote_story_by_address (address, story, remote)
    SELECT rtrim(site.url, '/'), remote_story.story, remote_story.remote
    FROM remote_story JOIN site ON site.name = remote_story.site;
DROP TABLE remote_story;
ALTER TABLE remote_story_by_address RENAME TO remote_story;

-- Each picture is asked for before it is sent, so no record of it is needed.
DROP TABLE remote_picture;
