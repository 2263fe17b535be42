//! Words for what is wrong at the site: what stands in front, its API, signing in, the account.

use super::{Words, entry};
use crate::site::doctor::fault::Fault::*;
use crate::site::doctor::fault::Whose::*;

/// One row for each fault.
pub const ROWS: &[Words] = &[
    entry(
        PasswordWall,
        Administrator,
        "The web server asks for a password of its own before it lets anyone to the site.",
        "Forward the paragraph.",
        "Please let requests to the API through without the web server’s own password (HTTP \
         authentication); it takes the place of the one Copydesk has to send.",
    ),
    entry(
        LoginPage,
        Administrator,
        "A log-in page stands where the site should answer.",
        "Forward the paragraph.",
        "Please let requests with an Authorization header through to the API; a log-in page \
         answers in its place.",
    ),
    entry(
        Challenge,
        Administrator,
        "A page that tells people from programs stands in front of the site.",
        "Forward the paragraph.",
        "Please let requests to the API pass without a challenge, in the settings of the service \
         in front of the site.",
    ),
    entry(
        Firewall,
        Host,
        "Something in front of the site refuses the call.",
        "Forward the paragraph.",
        "Please look in the firewall’s log for the refused request, and allow requests to the API.",
    ),
    entry(
        NetworkLogin,
        Network,
        "This network wants you to log in first.",
        "Open any web page in the browser and log in to the network, then try again.",
        "Please let this computer on to the internet.",
    ),
    entry(
        OtherKind,
        You,
        "Another kind of site is at this address.",
        "Choose the kind that was found.",
        "Please tell me with which system the site is run.",
    ),
    entry(
        NotThisKind,
        You,
        "At this address there is no site of this kind.",
        "Check the address and the kind. WordPress can be in a folder of its own, such as \
         https://news.example/blog.",
        "Please tell me the address and the system of the site; the API was not found at the \
         address above.",
    ),
    entry(
        ApiOff,
        Administrator,
        "The site’s API is switched off or closed to programs.",
        "Forward the paragraph.",
        "Please switch the REST API on, at least for people who are signed in; a security plug-in \
         usually has it closed.",
    ),
    entry(
        ApiIsAPage,
        Administrator,
        "A page came where the API should answer.",
        "Forward the paragraph.",
        "Please check why a web page comes in place of the API’s JSON; saving the permalinks once \
         more, or the rewrite rules of the web server, are the usual cure.",
    ),
    entry(
        ApiElsewhere,
        Administrator,
        "The site says that its API is at another address.",
        "Use the address that is offered if there is one; otherwise forward the paragraph.",
        "Please check the site’s address in its settings; it names another one for its API.",
    ),
    entry(
        ApiIncomplete,
        Administrator,
        "The site’s API is there, but the part that publishes is missing.",
        "Forward the paragraph.",
        "Please allow wp/v2 in the REST API; it is not among the parts it lists.",
    ),
    entry(
        AdminElsewhere,
        You,
        "The site is made with Ghost, but its Admin API is not at this address.",
        "Use the address at which you open Ghost’s settings, without what begins with /ghost. If it \
         is this one, forward the paragraph.",
        "Please tell me the address at which Ghost’s settings are opened, and let requests to \
         /ghost/api/admin/ through there.",
    ),
    entry(
        TooOld,
        Administrator,
        "The site runs a version that is too old for Copydesk.",
        "Forward the paragraph. Nothing can be sent before the site is brought up to date.",
        "Please bring Ghost up to date; version 5 or newer is needed.",
    ),
    entry(
        Junk,
        Administrator,
        "A plug-in prints something before the site’s answer.",
        "Copydesk reads past it, but other programs fail. Forward the paragraph.",
        "Please find the plug-in or theme that prints before the REST API’s JSON, and switch the \
         display of PHP warnings off (WP_DEBUG_DISPLAY).",
    ),
    entry(
        PasswordsOff,
        Administrator,
        "Application passwords are switched off on this WordPress.",
        "Forward the paragraph.",
        "Please allow application passwords for my account; a security plug-in usually has them \
         closed.",
    ),
    entry(
        PasswordsNeedHttps,
        Administrator,
        "WordPress offers application passwords over HTTPS only, and believes itself to be on \
         plain HTTP.",
        "Forward the paragraph.",
        "Please set the WordPress and site address to https://; behind a proxy, pass \
         X-Forwarded-Proto on so that WordPress knows.",
    ),
    entry(
        NoSecret,
        You,
        "There is no password or token for this site here, so signing in was not tried.",
        "Sign in to the site, then look again.",
        "Please send me an account and a password or token for programs.",
    ),
    entry(
        NoUser,
        You,
        "No user name was given.",
        "Add the user name or the e-mail address you sign in to WordPress with.",
        "Please tell me my user name on the site.",
    ),
    entry(
        UnusableSecret,
        You,
        "The password or token has a character that cannot be sent.",
        "Paste it again, in one line.",
        "Please make a new password or token for programs for me.",
    ),
    entry(
        NotAKey,
        You,
        "What is kept for this site is no key of a Ghost account.",
        "In Ghost’s settings open your own profile and copy the staff access token, or copy the Admin \
         API key (not the Content API key) of a custom integration, and sign in again with it.",
        "Please make a custom integration for me in Ghost’s settings and give me its Admin API key.",
    ),
    entry(
        NotAnApplicationPassword,
        You,
        "The site does not know this sign-in, and the password has not the form of an application \
         password.",
        "Use an application password, not the one you log in with: in WordPress open Users, \
         Profile, Application Passwords, make one for Copydesk and paste it.",
        "Please make an application password for me under Users, Profile, Application Passwords.",
    ),
    entry(
        WrongPassword,
        You,
        "The site says that the application password is wrong.",
        "In WordPress open Users, Profile, Application Passwords, make a new one for Copydesk and \
         paste it.",
        "Please make a new application password for me.",
    ),
    entry(
        UnknownUser,
        You,
        "The site does not know this user name.",
        "Use the name or the e-mail address you sign in to WordPress with.",
        "Please tell me my user name on the site.",
    ),
    entry(
        UnknownToken,
        You,
        "The site does not know this token or key.",
        "It may have been made anew or taken away. Get a new one, from the site’s administrator or in \
         Ghost’s settings, and paste it in one line.",
        "Please give me a new token or key for the site’s API.",
    ),
    entry(
        HeaderLost,
        Host,
        "The sign-in does not reach the site: it is taken off on the way.",
        "Forward the paragraph.",
        "Please pass the Authorization header on to the site; a proxy or the web server takes it \
         off (Apache: CGIPassAuth On).",
    ),
    entry(
        Stranger,
        You,
        "The site treats you as a stranger: the user name or password is wrong, or the sign-in is \
         taken off on the way.",
        "Make a new application password in WordPress under Users, Profile, and paste it. If that \
         fails too, forward the paragraph.",
        "With a freshly made application password it still answers so: please pass the \
         Authorization header on to PHP (Apache: CGIPassAuth On, or SetEnvIf Authorization), and \
         check that no security plug-in refuses it.",
    ),
    entry(
        AccountsHidden,
        Administrator,
        "The site does not tell who is signed in.",
        "Forward the paragraph.",
        "Please allow wp/v2/users/me in the REST API for people who are signed in; a security \
         plug-in hides it.",
    ),
    entry(
        AccountRefused,
        Administrator,
        "The site refuses this account.",
        "Forward the paragraph.",
        "Please check what keeps this account from using the API: a security plug-in or a rule of \
         the firewall.",
    ),
    entry(
        MayNotWrite,
        Administrator,
        "The account may read the site, but not write for it.",
        "Ask an editor for the contributor’s or the author’s role.",
        "Please give my account a role that may write stories.",
    ),
    entry(
        MayNotSendPictures,
        Administrator,
        "The account may write, but not send pictures.",
        "Stories without pictures can be sent. For the rest, forward the paragraph.",
        "Please allow my account to upload files; in WordPress an author may, a plain contributor \
         may not.",
    ),
    entry(
        UploadLimit,
        Host,
        "The site takes nothing as large as a picture.",
        "Use smaller pictures until the limit is raised, and forward the paragraph.",
        "Please raise the limit for uploads to at least 10 MB (nginx: client_max_body_size; PHP: \
         upload_max_filesize and post_max_size).",
    ),
    entry(
        ClockOff,
        You,
        "This computer’s clock and the site’s are not the same.",
        "Check the clock of this computer first. If it is right, forward the paragraph: embargoes \
         and schedules go by the site’s clock.",
        "Please check the clock of the server.",
    ),
    entry(
        TellsNoTime,
        Host,
        "The site does not tell what time it is.",
        "A story under embargo does not leave by itself then, and Ghost takes nothing at all: forward \
         the paragraph. The rest is sent all the same.",
        "Please let the site’s answers carry the Date header (RFC 9110, 6.6.1); a proxy in front of it \
         takes it off.",
    ),
    entry(
        PrivateSite,
        Administrator,
        "Readers are asked for a password before they see anything of the site.",
        "Stories can be sent, but only who has that password reads them, and Copydesk cannot look at \
         their pages. If that is not meant, forward the paragraph.",
        "Please make the site public in Ghost’s settings (General, Make site private), or tell me \
         from when on readers are to see it.",
    ),
];
