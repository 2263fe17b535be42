// Generated from Rust by `make bindings`; a stale file fails `cargo test`. Do not edit.

export type AppState = { version: string, data_folder: string, house: HouseView, 
/**
 * My byline, or my name as the house writes bylines; `null` until I said who I am.
 */
byline: string | null, };

export type HouseView = { masthead: string, 
/**
 * Straight quotes and double hyphens become typographic ones.
 */
smart_punctuation: boolean, sections: Array<string>, byline_pattern: string, 
/**
 * IANA name of the newsroom's zone, in which moments are written and read.
 */
time_zone: string, 
/**
 * The longest headline that fits, in characters.
 */
longest_headline: number, 
/**
 * The shapes a picture may be cut to, as `16:9`.
 */
crops: Array<Shape>, 
/**
 * The usual terms of use of a picture.
 */
rights: Array<Rights>, };

export type KeychainView = { available: boolean, message: string, };

export type Preview = { html: string, };

export type Code = "not-found" | "conflict" | "invalid" | "illegal-move" | "storage" | "newer-database" | "picture" | "house-pack" | "no-keychain" | "sign-in" | "forbidden" | "unreachable" | "busy" | "refused" | "gone" | "not-the-api" | "internal";

export type Error = { code: Code, message: string, hint: string, 
/**
 * Seconds the site asked us to wait (`Retry-After`), where it did.
 */
retry_after?: number, };

export type StoryId = string;

export type Kind = "news" | "feature" | "opinion" | "sport" | "review" | "obituary" | "advertisement-feature";

export type Status = "draft" | "filed" | "returned" | "approved" | "published" | "corrected" | "withdrawn" | "spiked";

export type Move = "file" | "return" | "approve" | "publish" | "correct" | "withdraw" | "spike" | "unspike" | "reopen";

export type Copy = { headline: string, standfirst: string, byline: string, 
/**
 * Where it was reported from, as printed before the first paragraph.
 */
dateline?: string, 
/**
 * Markdown. A picture is a plain image alone on its line, `![](name.jpg)`.
 */
body: string, tags: Array<string>, };

export type Story = { id: StoryId, kind: Kind, 
/**
 * The story's short name in addresses; made from the headline until somebody writes one.
 */
slug: string, section: string, status: Status, 
/**
 * Grows by one with every saved change; a save names the version it was made from.
 */
version: number, embargo?: string, copy: Copy, pictures: Array<Picture>, created: string, updated: string, };

export type StorySummary = { id: StoryId, headline: string, status: Status, section: string, kind: Kind, byline: string, updated: string, words: number, pictures: number, version: number, 
/**
 * The sites it is on, was on or is on its way to, by name.
 */
sites: Array<string>, };

export type Saved = { 
/**
 * The story's version from now on.
 */
version: number, at: string, };

export type FoundIn = "headline" | "byline" | "text" | "caption" | "credit";

export type Hit = { id: StoryId, headline: string, status: Status, section: string, updated: string, 
/**
 * Where the passage stands.
 */
found: FoundIn, 
/**
 * The passage, with `⟦` and `⟧` around what was found.
 */
snippet: string, };

export type Hits = { 
/**
 * How many stories hold the words, of the [`MOST_HITS`] that a list shows; none if none was asked for.
 */
count: number, 
/**
 * The best of them, as many as were asked for.
 */
hits: Array<Hit>, };

export type Within = { status: Status | null, section: string | null, 
/**
 * The name of a site that the story is on, was on or is on its way to.
 */
site: string | null, };

export type Role = "lead" | "inline";

export type Format = "jpeg" | "png" | "webp" | "tiff";

export type Words = { caption: string, 
/**
 * IPTC Credit Line: who is named beside the picture.
 */
credit: string, 
/**
 * IPTC Creator: who made it.
 */
creator: string, 
/**
 * IPTC Copyright Notice.
 */
copyright: string, 
/**
 * IPTC Rights Usage Terms.
 */
usage_terms: string, 
/**
 * IPTC Web Statement of Rights: the address of a licence or of terms.
 */
web_statement: string, 
/**
 * PLUS Licensor URL: where a licence can be had.
 */
licensor: string, 
/**
 * IPTC Source: who supplied it.
 */
source: string, 
/**
 * IPTC Headline: the picture's own, not the story's.
 */
headline: string, 
/**
 * IPTC Date Created: ISO 8601, as exact as the file says; with a zone only if it names one.
 */
created: string, 
/**
 * IPTC Digital Source Type: the last part of its NewsCodes address, such as `digitalCapture`
 * or `trainedAlgorithmicMedia`.
 */
digital_source: string, 
/**
 * What the picture shows, for those who do not see it.
 */
alt: string, 
/**
 * The picture adds nothing for those who do not see it: empty alt on purpose.
 */
decorative: boolean, };

export type Focus = { x: number, y: number, };

export type Shape = string;

export type Kept = { 
/**
 * GPS: where it was taken.
 */
place: boolean, 
/**
 * Serial numbers of camera and lens, and the owner's name.
 */
camera: boolean, };

export type Place = "exif" | "xmp" | "iim";

export type Dispute = { 
/**
 * The name of the field in [`Words`].
 */
field: string, 
/**
 * What each place says; the one that is offered first.
 */
says: Array<[Place, string]>, };

export type Rights = { 
/**
 * What the list calls it: Staff, Agency, Reader's own …
 */
label: string, 
/**
 * IPTC Rights Usage Terms.
 */
terms: string, 
/**
 * IPTC Web Statement of Rights, where a licence has an address.
 */
link?: string, };

export type Picture = { 
/**
 * Its name in this story, as the body's `![](name.jpg)` says it.
 */
name: string, 
/**
 * SHA-256 of the original file, in lower-case hex; the file in the data folder bears it.
 */
sha256: string, format: Format, 
/**
 * Pixels of the upright picture (EXIF orientation applied).
 */
width: number, height: number, role: Role, 
/**
 * What the file itself says and nobody has taken over yet: offered, never forced.
 */
offered: Words, 
/**
 * Where the file disagrees with itself.
 */
disputed?: Array<Dispute>, focus?: Focus, 
/**
 * The shape it is cut to, around the focus, when it leaves; none leaves it whole.
 */
crop?: Shape, kept: Kept, caption: string, 
/**
 * IPTC Credit Line: who is named beside the picture.
 */
credit: string, 
/**
 * IPTC Creator: who made it.
 */
creator: string, 
/**
 * IPTC Copyright Notice.
 */
copyright: string, 
/**
 * IPTC Rights Usage Terms.
 */
usage_terms: string, 
/**
 * IPTC Web Statement of Rights: the address of a licence or of terms.
 */
web_statement: string, 
/**
 * PLUS Licensor URL: where a licence can be had.
 */
licensor: string, 
/**
 * IPTC Source: who supplied it.
 */
source: string, 
/**
 * IPTC Headline: the picture's own, not the story's.
 */
headline: string, 
/**
 * IPTC Date Created: ISO 8601, as exact as the file says; with a zone only if it names one.
 */
created: string, 
/**
 * IPTC Digital Source Type: the last part of its NewsCodes address, such as `digitalCapture`
 * or `trainedAlgorithmicMedia`.
 */
digital_source: string, 
/**
 * What the picture shows, for those who do not see it.
 */
alt: string, 
/**
 * The picture adds nothing for those who do not see it: empty alt on purpose.
 */
decorative: boolean, };

export type PictureWritten = { words: Words, role: Role, focus: Focus | null, crop: Shape | null, kept: Kept, };

export type PicturesAdded = { 
/**
 * The story's version from now on.
 */
version: number, added: Array<Picture>, 
/**
 * The names of pictures the story had already, to the byte: no second record is made.
 */
already: Array<string>, refused: Array<RefusedFile>, };

export type Receipt = { kept: Array<string>, 
/**
 * What is there and not as it was.
 */
changed: Array<string>, 
/**
 * What was left out, and why.
 */
dropped: Array<string>, };

export type Pasted = { markdown: string, receipt: Receipt, 
/**
 * The pictures that came with it; they are the story's already.
 */
pictures: PicturesAdded, };

export type FileImported = { story: Story, receipt: Receipt, };

export type RefusedFile = { file: string, error: Error, };

export type CreditUsed = { credit: string, creator: string, copyright: string, usage_terms: string, web_statement: string, 
/**
 * Under how many pictures it stands.
 */
used: number, };

export type PictureUse = { story: StoryId, headline: string, status: Status, 
/**
 * What the picture is called in it.
 */
name: string, 
/**
 * The story here has it now; otherwise only what was published had it.
 */
held: boolean, 
/**
 * The pages that may show it, the latest first.
 */
live: Array<LivePage>, };

export type LivePage = { 
/**
 * What the site is called here.
 */
site: string, 
/**
 * The page's address; empty where the site has not told it.
 */
url: string, 
/**
 * `publish`: readers see it. `file`: it was handed in, and an editor may have released it.
 */
release: Release, };

export type RevisionSummary = { id: number, at: string, why: string, headline: string, words: number, };

export type Severity = "blocker" | "warning" | "hint";

export type Field = "headline" | "standfirst" | "byline" | "section" | "kind" | "body" | "lead" | "caption" | "credit" | "alt";

export type Utf16Range = { start: number, end: number, };

export type Finding = { 
/**
 * The name of the check that asks.
 */
rule: string, severity: Severity, field: Field, 
/**
 * The picture's name, where it is about one.
 */
picture?: string, 
/**
 * Where in the field, in UTF-16 units.
 */
range?: Utf16Range, 
/**
 * What is to be looked at: a full sentence.
 */
message: string, 
/**
 * Why it matters: a full sentence.
 */
why: string, 
/**
 * Texts that could stand there instead, best first; often none.
 */
suggestions: Array<string>, };

export type Dictionary = "mine" | "house";

export type SiteView = { name: string, kind: SiteKind, url: string, user?: string, 
/**
 * The practice site this desk runs itself.
 */
practice: boolean, 
/**
 * A secret for it is at hand.
 */
signed_in: boolean, 
/**
 * The secret is kept for this run only, since there is no keychain.
 */
this_run_only: boolean, account?: Account, };

export type Account = { 
/**
 * The account's name as the site shows it.
 */
name: string, 
/**
 * The role in the site's own word: editor, contributor, writer …
 */
role: string, 
/**
 * The site's title.
 */
site_title: string, 
/**
 * May make a story public; otherwise the story is handed in for review.
 */
can_publish: boolean, 
/**
 * May send pictures (a plain WordPress contributor may not).
 */
can_send_pictures: boolean, 
/**
 * The sections the site has, in its order.
 */
sections: Array<string>, 
/**
 * The site's time zone by its IANA name or as an offset such as `+01:00`, where it tells.
 */
zone?: string, 
/**
 * The site carries stories whole between a writer and the editors: [`Carries`].
 */
carries?: boolean, };

export type DoctorQuestion = "address" | "name" | "connection" | "certificate" | "answer" | "redirects" | "wall" | "kind" | "api" | "passwords" | "authorization" | "account" | "rights" | "pictures" | "upload-limit" | "time-zone" | "clock";

export type RungState = "passed" | "failed" | "skipped";

export type DoctorRung = { question: DoctorQuestion, 
/**
 * The question in a few words.
 */
label: string, state: RungState, 
/**
 * What was seen, in a sentence.
 */
seen: string, };

export type Fault = "not-an-address" | "wrong-scheme" | "name-in-address" | "plain-http" | "not-a-fingerprint" | "no-such-name" | "offline" | "connection-refused" | "no-way" | "nobody-takes-the-call" | "not-tls" | "certificate-expired" | "certificate-not-yet-valid" | "certificate-for-other-name" | "self-signed" | "unknown-issuer" | "certificate-changed" | "certificate-wrong" | "computer-date" | "stalled" | "broken-off" | "not-http" | "server-error" | "maintenance" | "rate-limited" | "to-https" | "to-www" | "to-folder" | "to-elsewhere" | "to-plain-http" | "redirect-loop" | "password-wall" | "login-page" | "challenge" | "firewall" | "network-login" | "other-kind" | "not-this-kind" | "api-off" | "api-is-a-page" | "api-elsewhere" | "api-incomplete" | "admin-elsewhere" | "too-old" | "junk" | "passwords-off" | "passwords-need-https" | "no-secret" | "no-user" | "unusable-secret" | "not-a-key" | "not-an-application-password" | "wrong-password" | "unknown-user" | "unknown-token" | "header-lost" | "stranger" | "accounts-hidden" | "account-refused" | "may-not-write" | "may-not-send-pictures" | "upload-limit" | "clock-off" | "tells-no-time" | "private-site";

export type Whose = "you" | "administrator" | "host" | "network";

export type Diagnosis = { fault: Fault, whose: Whose, 
/**
 * What is wrong, in a sentence.
 */
wrong: string, 
/**
 * What to do now.
 */
hint: string, 
/**
 * For whoever's job it is: to be copied into a message as it stands.
 */
paragraph: string, };

export type DoctorReport = { 
/**
 * The address that was looked at, made whole; empty if what was typed is none.
 */
address: string, rungs: Array<DoctorRung>, 
/**
 * The first thing that is wrong; `None` if all is well.
 */
diagnosis?: Diagnosis, 
/**
 * The address the site itself points to, or the one that was probably meant.
 */
better_address?: string, 
/**
 * The SHA-256 fingerprint of a certificate that nobody known vouches for, for a person to
 * confirm.
 */
fingerprint?: string, };

export type Release = "publish" | "file" | "correct" | "withdraw";

export type Stage = "draft" | "pending" | "scheduled" | "public" | "withdrawn";

export type LivePlace = { 
/**
 * The site's name here.
 */
site: string, 
/**
 * The page's address; empty where the site has not told.
 */
url: string, stage: Stage, 
/**
 * What it was asked to make of the story and has not answered: it may stand there by now.
 */
asked?: Stage, };

export type SiteComparison = { 
/**
 * The site's name here.
 */
site: string, 
/**
 * What both began with: as it was last sent there, or taken over from there.
 */
base: Wording, mine: Wording, theirs: Wording, 
/**
 * Both made one.
 */
merged: Merged, 
/**
 * What somebody put in there that cannot come along.
 */
not_carried: Array<NotCarried>, 
/**
 * Pictures somebody put in there.
 */
added: Array<AddedPicture>, 
/**
 * When it was last changed there.
 */
changed: string | null, 
/**
 * The site's version that was looked at: nothing newer is ever written over.
 */
seen: string, 
/**
 * Somebody took it off the site, or off its schedule.
 */
taken_off: boolean, };

export type SiteTaking = { "kind": "mine" } | { "kind": "theirs" } | { "kind": "merged", choices: Array<Choice>, };

export type State = "queued" | "sending" | "uncertain" | "held" | "paused" | "delivered" | "needs-you" | "failed";

export type Step = { 
/**
 * Its name within the delivery: `connect`, `picture:roof.jpg`, `draft`, `words`, `schedule`,
 * `manuscript`, `release`, `read-back`, `tidy`; `withdraw` and `gone` where a story is taken off.
 */
what: string, 
/**
 * What the screen says.
 */
label: string, 
/**
 * Begun, though perhaps never finished.
 */
started: boolean, done: boolean, at?: string, 
/**
 * Bytes of a picture that have left, while it is on its way.
 */
sent?: number, 
/**
 * Bytes there are to send.
 */
total?: number, };

export type Outcome = "survived" | "changed" | "missing" | "not-checked";

export type Light = { outcome: Outcome, 
/**
 * Empty only where it survived.
 */
note?: string, };

export type PictureReport = { 
/**
 * The picture's name in the story.
 */
picture: string, 
/**
 * Caption and credit stand on the page by the picture.
 */
visible: Light, 
/**
 * The page gives the alt text, or an empty one for decoration.
 */
alt: Light, 
/**
 * The files as readers get them, resized copies too, say caption, credit, creator and copyright.
 */
embedded: Light, 
/**
 * The page's structured data (schema.org `ImageObject`) say the same.
 */
structured: Light, };

export type Delivery = { id: string, story: StoryId, headline: string, site: string, release: Release, 
/**
 * Not to be public before this moment.
 */
at?: string, state: State, steps: Array<Step>, 
/**
 * The version of the story that goes out.
 */
version: number, 
/**
 * The frozen revision that goes out.
 */
revision: number, attempts: number, problem?: Error, next_try?: string, 
/**
 * The site's own id for the story.
 */
remote_id?: string, 
/**
 * The page's address.
 */
url?: string, 
/**
 * What readers get of each picture, once it was read back.
 */
pictures?: Array<PictureReport>, 
/**
 * What readers get of its words, once the page was read back.
 */
page?: PageReport, created: string, updated: string, };

export type Wording = { copy: Copy, section: string, 
/**
 * The words about each picture, by its name in the story.
 */
pictures: Record<string, Words>, };

export type Spot = { "kind": "headline" } | { "kind": "standfirst" } | { "kind": "byline" } | { "kind": "dateline" } | { "kind": "tags" } | { "kind": "section" } | { "kind": "paragraph", number: number, } | { "kind": "picture", name: string, field: string, };

export type Conflict = { spot: Spot, 
/**
 * What both began with; empty where both added something.
 */
base: string, 
/**
 * Empty where mine took it out.
 */
mine: string, 
/**
 * Empty where theirs took it out.
 */
theirs: string, };

export type Choice = "mine" | "theirs" | "both";

export type Change = { spot: Spot, 
/**
 * Empty for something new.
 */
was: string, 
/**
 * Empty for something taken out.
 */
now: string, };

export type Merged = { 
/**
 * The whole text; where there is a conflict, as [`Conflict::undecided`] says.
 */
wording: Wording, conflicts: Array<Conflict>, 
/**
 * What came from theirs alone.
 */
taken: Array<Change>, 
/**
 * What came from mine alone.
 */
kept: Array<Change>, };

export type NotCarried = { 
/**
 * What it is, in a few words: “form”, “underlining”, “block core/columns”.
 */
what: string, 
/**
 * Its words or its address, shortened.
 */
words: string, };

export type AddedPicture = { 
/**
 * The name the body calls it by.
 */
name: string, 
/**
 * Where its file is.
 */
url: string, };

export type Pulled = { 
/**
 * Exactly the base's where the site says the same. The third side of a
 * [`crate::merge::merge`]; words about added pictures are among it.
 */
wording: Wording, added: Array<AddedPicture>, 
/**
 * What somebody put in that Markdown, or this desk, cannot hold.
 */
not_carried: Array<NotCarried>, };

export type Told = { "is": "found" } | { "is": "changed", now: string, } | { "is": "missing" } | { "is": "nothing" };

export type About = "headline" | "standfirst" | "byline" | "label" | "paragraph" | "link" | "picture" | "caption" | "credit" | "sign-off";

export type Difference = { about: About, 
/**
 * A whole sentence.
 */
what: string, approved: string, 
/**
 * Empty for what is not there.
 */
shown: string, };

export type PageReport = { headline: Told, 
/**
 * [`Told::Missing`] is no difference here: many sites show it on their front page only.
 */
standfirst: Told, byline: Told, sign_off: Told, 
/**
 * Paragraphs, headings, list items, cells and notes that were approved, sign-off included.
 */
paragraphs: number, 
/**
 * How many of them readers get, word for word.
 */
paragraphs_found: number, 
/**
 * In the order of the page: first the lines above the article.
 */
differences: Array<Difference>, };

export type Person = { 
/**
 * As the person writes it.
 */
name: string, 
/**
 * The fingerprint of the person's public key: SHA-256 in hex. Empty for somebody who is known
 * from a site only.
 */
key: string, };

export type ReviewPart = { "kind": "headline" } | { "kind": "standfirst" } | { "kind": "byline" } | { "kind": "body" } | { "kind": "caption", picture: string, } | { "kind": "credit", picture: string, } | { "kind": "alt", picture: string, };

export type Anchor = { part: ReviewPart, 
/**
 * The words themselves; empty for a place between words, or with no surroundings for the whole
 * part.
 */
quote: string, 
/**
 * What stood before and after: some dozens of characters, or as many as tell the place from every
 * other in the text.
 */
before: string, after: string, 
/**
 * Where the quote began when it was made, in UTF-16 units.
 */
at: number, };

export type Mark = { by: Person, at: string, };

export type ReviewNote = { 
/**
 * A UUID of version 7.
 */
id: string, text: string, 
/**
 * None for what is said about the whole story.
 */
anchor?: Anchor, 
/**
 * The note or suggestion it answers.
 */
answers?: string, 
/**
 * Whether it is the reason for sending the story back.
 */
returns?: boolean, 
/**
 * Who last closed the thread that this note begins, or opened it again.
 */
settled?: Settled, by: Person, at: string, };

export type ReviewSuggestion = { 
/**
 * A UUID of version 7.
 */
id: string, 
/**
 * Its quote goes; empty for words that are only put in.
 */
anchor: Anchor, 
/**
 * What is to stand there; empty for words that are only taken out.
 */
instead: string, settled?: Settled, by: Person, at: string, };

export type Settled = { how: ReviewHow, by: Person, at: string, };

export type ReviewHow = "resolved" | "reopened" | "accepted" | "rejected" | "taken-back";

export type Approval = { 
/**
 * Of the story: see [`fingerprint`].
 */
fingerprint: string, by: Person, at: string, };

export type ApprovalState = { "kind": "none" } | { "kind": "approved", by: Person, at: string, } | { "kind": "lapsed", by: Person, at: string, } | { "kind": "changed", 
/**
 * The latest.
 */
approval: Approval, 
/**
 * The revision that was passed, to compare with; none if its text never stood here.
 */
since: number | null, };

export type ReviewView = { 
/**
 * What is marked in the story, in the order the story is read.
 */
placed: Array<ReviewThread>, 
/**
 * What is open and lost its place.
 */
unplaced: Array<ReviewThread>, 
/**
 * What was said about the whole story, in the order it was said.
 */
general: Array<ReviewThread>, 
/**
 * What is closed and has no place any more.
 */
past: Array<ReviewThread>, 
/**
 * How many threads are open, wherever they stand.
 */
open: number, };

export type ReviewThread = { head: ReviewHead, 
/**
 * In the order they were made.
 */
replies: Array<ReviewNote>, open: boolean, place?: ReviewPlace, 
/**
 * The ids of other open suggestions about some of the same words: of these only one can be
 * accepted.
 */
overlaps: Array<string>, };

export type ReviewHead = { "kind": "note" } & ReviewNote | { "kind": "suggestion" } & ReviewSuggestion;

export type ReviewPlace = { part: ReviewPart, 
/**
 * Where the marked words stand; of a suggestion that was accepted, the words it put in.
 */
range: Utf16Range, };

export type ReviewProposal = { text: string, 
/**
 * What was taken in, in the order it is read.
 */
changes: Array<ReviewChange>, 
/**
 * The ids of open suggestions that are not in it: without a place, or about words that another
 * one changes already.
 */
left: Array<string>, };

export type ReviewChange = { 
/**
 * The suggestion.
 */
id: string, 
/**
 * Its quote, in the text without suggestions.
 */
was: Utf16Range, 
/**
 * Its words, in the text with them.
 */
now: Utf16Range, };

export type Beside = { view: ReviewView, 
/**
 * Who works here; `null` until somebody said so.
 */
me: Person | null, approval: ApprovalState, 
/**
 * Who has the story in hand.
 */
holder: Person | null, 
/**
 * Whether it was ever handed in: then it has to be approved before readers get it.
 */
handed_in: boolean, };

export type SuggestionsDecided = { 
/**
 * The story as it is now.
 */
story: Story, 
/**
 * The ids of those whose words are in it now.
 */
accepted: Array<string>, 
/**
 * The ids of open suggestions whose place went with them.
 */
unplaced: Array<string>, };

export type Comparison = { 
/**
 * Every field, in the order they are read, changed or not.
 */
fields: Array<FieldCompared>, body: Array<ComparedParagraph>, 
/**
 * Every picture of either: first as the new text has them, then those that are gone.
 */
pictures: Array<PictureCompared>, 
/**
 * How many words came in and went out, everywhere but in slug, section, kind and settings.
 * A paragraph that was only moved counts for nothing.
 */
words_in: number, words_out: number, 
/**
 * Whether the two are the same in all that is compared.
 */
same: boolean, };

export type FieldCompared = { field: ComparedField, 
/**
 * Of tags each piece is one tag.
 */
pieces: Array<ComparedPiece>, changed: boolean, };

export type ComparedField = "headline" | "standfirst" | "byline" | "dateline" | "tags" | "section" | "kind" | "slug";

export type ComparedPiece = { how: ComparedHow, 
/**
 * Never empty, and never a part of what a reader takes for one sign.
 */
text: string, };

export type ComparedHow = "same" | "insert" | "delete";

export type ComparedParagraph = { standing: ComparedStanding, 
/**
 * Its number in the old body, from 1.
 */
was?: number, 
/**
 * Its number in the new body, from 1.
 */
now?: number, 
/**
 * Its Markdown with line breaks of one kind. Where it was moved from it is told as it was, and
 * nothing in it is deleted: what was changed is told where it stands now.
 */
pieces: Array<ComparedPiece>, };

export type ComparedStanding = "same" | "changed" | "added" | "removed" | "moved-away" | "moved-here";

export type PictureCompared = { 
/**
 * Its name in the new text, or in the old one if it is gone.
 */
name: string, 
/**
 * The name it had, if it was another: it is known by its file then.
 */
old_name?: string, 
/**
 * Its number among the old pictures, from 1; none for one that is new.
 */
was?: number, 
/**
 * Its number among the new pictures, from 1; none for one that is gone.
 */
now?: number, 
/**
 * Another file stands under its name.
 */
replaced: boolean, 
/**
 * It stands elsewhere among those that stayed.
 */
moved: boolean, 
/**
 * The texts about it that are not empty on both sides.
 */
words: Array<WordsCompared>, 
/**
 * What is otherwise set about it and is now different; empty for one that is new or gone.
 */
settings: Array<PictureSettingChanged>, };

export type WordsCompared = { 
/**
 * The name of the field in [`Words`].
 */
field: string, pieces: Array<ComparedPiece>, };

export type PictureSetting = "role" | "crop" | "focus" | "decorative";

export type PictureSettingChanged = { setting: PictureSetting, was: string, now: string, };

export type Verified = { 
/**
 * How many entries the record has, over all stories.
 */
entries: number, 
/**
 * How many of them are about the story.
 */
of_story: number, 
/**
 * The hash of the last entry: written down elsewhere, it shows later that all before it is the
 * same. Empty while there is none.
 */
head: string, 
/**
 * None where all is as it was recorded.
 */
faults: Array<RecordFault>, };

export type RecordFault = { 
/**
 * The entry that shows it; none for a row that has no entry.
 */
seq: number | null, what: RecordWrong, 
/**
 * For people: what is wrong, and with what.
 */
sentence: string, };

export type RecordWrong = "entry-changed" | "entry-gone" | "row-changed" | "row-gone" | "not-recorded" | "original-damaged";

export type Contact = { "kind": "known" } | { "kind": "first" } | { "kind": "renamed", was: string, } | { "kind": "other-key", known: string, };

export type PacketSender = { person: Person, 
/**
 * The key's fingerprint as it is read out by telephone: six groups of five digits.
 */
spoken: string, contact: Contact, 
/**
 * Whether somebody at this desk said that the key is theirs.
 */
confirmed: boolean, };

export type KeyHolder = { person: Person, 
/**
 * The key's fingerprint as it is read out by telephone.
 */
spoken: string, 
/**
 * When somebody at this desk last said that the key is theirs; none if nobody did.
 */
confirmed: string | null, };

export type ToSettle = { 
/**
 * By which it is settled; never given twice.
 */
number: number, story: StoryId, 
/**
 * As it stands here.
 */
headline: string, 
/**
 * The version of the story here that `conflicts` are of.
 */
version: number, 
/**
 * Who sent it: a person, or an account of a site; empty if nobody says.
 */
from: string, 
/**
 * The name of the site it came through.
 */
site: string | null, since: string, 
/**
 * What is still to be decided, in the order of the story; mine is what stands here now. Empty where
 * somebody wrote since what the other text says.
 */
conflicts: Array<Conflict>, 
/**
 * What comes from theirs besides once it is settled: they changed it, and here it is as it was.
 */
taken: Array<Change>, };

export type Received = { 
/**
 * As it stands here now.
 */
story: Story, 
/**
 * It was not in this data folder before.
 */
new: boolean, 
/**
 * Their words were made one with those that stood here.
 */
merged: boolean, 
/**
 * What came from theirs alone.
 */
taken: Array<Change>, 
/**
 * Those of them that took the place of words from here which somebody there had before them, beside
 * their own, and did not choose.
 */
overruled: Array<Change>, 
/**
 * What both changed, each in another way. What stands is [`Conflict::undecided`].
 */
conflicts: Array<Conflict>, 
/**
 * The number under which they are to be settled; none if there are none.
 */
undecided: number | null, 
/**
 * What a person has to know of it, in sentences.
 */
sentences: Array<string>, };

export type PacketRead = { "kind": "taken", received: Received, sender: PacketSender, } | { "kind": "asks", sender: PacketSender, headline: string, 
/**
 * Why, in sentences.
 */
question: string, };

export type PacketWritten = { file: string, 
/**
 * Who signed it: whoever works here.
 */
by: Person, 
/**
 * The key's fingerprint, to be read out by telephone.
 */
spoken: string, 
/**
 * What a person has to know of it, in sentences.
 */
sentences: Array<string>, };

export type Inbox = { 
/**
 * What somebody gave me first, then the latest.
 */
waits: Array<Waiting>, 
/**
 * How many of them nobody has opened here since they came.
 */
unread: number, 
/**
 * Texts that came where both had changed the same, until somebody says which stands; the latest
 * first.
 */
undecided: Array<ToSettle>, };

export type Waiting = { story: StoryId, headline: string, byline: string, status: Status, 
/**
 * Whom it came from: a person, or an account of a site; empty for what was handed in at this desk.
 */
from: string, 
/**
 * The name of the site it came through.
 */
site: string | null, since: string, 
/**
 * Who has it in hand.
 */
holder: Person | null, 
/**
 * Whether that is whoever works here.
 */
mine: boolean, 
/**
 * Who gave it to them; none if they took it themselves.
 */
assigned_by: Person | null, unread: boolean, };

export type Collected = { synced: Array<Synced>, 
/**
 * Articles that wait on sites which carry no stories whole, and are not here as they stand there.
 */
there: Array<WaitingThere>, 
/**
 * What became of stories on such sites since they were asked last.
 */
decided: Array<SiteOutcome>, 
/**
 * Sites that could not be asked; the others were.
 */
failed: Array<NotAsked>, inbox: Inbox, };

export type TakenIn = { story: Story, 
/**
 * It was here before, and its text is another now: both were made one.
 */
merged: boolean, };

export type WaitingThere = { site: string, 
/**
 * The site's id for it.
 */
remote: string, headline: string, 
/**
 * The account it belongs to.
 */
author: string, changed: string | null, 
/**
 * The story it is here, where it came before.
 */
story: StoryId | null, };

export type SiteOutcome = { 
/**
 * The site's name here.
 */
site: string, story: StoryId, headline: string, 
/**
 * What happened, in a sentence.
 */
sentence: string, 
/**
 * Readers have another text than the one that was handed in from here: the revisions of both.
 */
edited: [number, number] | null, };

export type NotAsked = { site: string, error: Error, };

export type Synced = { 
/**
 * The site's name here.
 */
site: string, 
/**
 * What is new here, or was changed there.
 */
received: Array<Received>, 
/**
 * What went there.
 */
sent: Array<StoryId>, 
/**
 * What stayed as it was, there and here; it is tried again the next time.
 */
problems: Array<Untaken>, };

export type Untaken = { story: StoryId, headline: string, error: Error, };

export type Filed = { story: Story, 
/**
 * How it goes to the site; none where it was handed in at this desk.
 */
delivery: Delivery | null, 
/**
 * What goes to the editors and what does not, in sentences.
 */
sentences: Array<string>, };

export type SiteKind = "own" | "wordpress" | "ghost";

export interface Calls {
  app_state: { args: Record<string, never>; answer: AppState };
  keychain: { args: Record<string, never>; answer: KeychainView };
  set_byline: { args: { byline: string }; answer: null };
  story_list: { args: Record<string, never>; answer: Array<StorySummary> };
  story_summary: { args: { id: StoryId }; answer: StorySummary };
  story_sample: { args: Record<string, never>; answer: Story };
  story_new: { args: Record<string, never>; answer: Story };
  story_latest: { args: Record<string, never>; answer: Story | null };
  story_open: { args: { id: StoryId }; answer: Story };
  story_move: { args: { id: StoryId; by: Move }; answer: Story };
  save_copy: { args: { id: StoryId; base_version: number; copy: Copy }; answer: Saved };
  save_details: { args: { id: StoryId; base_version: number; kind: Kind; section: string; slug: string }; answer: Saved };
  search: { args: { words: string; within: Within; at_most: number }; answer: Hits };
  from_clipboard: { args: { id: StoryId; html: string; labels: Array<string> }; answer: Pasted };
  import_file: { args: { path: string }; answer: FileImported };
  save_picture: { args: { id: StoryId; base_version: number; name: string; written: PictureWritten }; answer: Saved };
  picture_add_files: { args: { id: StoryId; paths: Array<string> }; answer: PicturesAdded };
  picture_remove: { args: { id: StoryId; name: string }; answer: Saved };
  picture_restore: { args: { id: StoryId; picture: Picture }; answer: Saved };
  credit_suggestions: { args: { begun: string }; answer: Array<CreditUsed> };
  picture_uses: { args: { sha256: string }; answer: Array<PictureUse> };
  revision_list: { args: { id: StoryId }; answer: Array<RevisionSummary> };
  revision_restore: { args: { id: StoryId; revision: number }; answer: Story };
  revision_compare: { args: { id: StoryId; old: number | null; new: number | null }; answer: Comparison };
  revision_handed_in: { args: { id: StoryId }; answer: number | null };
  revision_published: { args: { id: StoryId }; answer: number | null };
  review: { args: { id: StoryId }; answer: Beside };
  review_note: { args: { id: StoryId; base_version: number; text: string; part: ReviewPart | null; range: Utf16Range | null }; answer: ReviewNote };
  review_answer: { args: { id: StoryId; to: string; text: string }; answer: ReviewNote };
  review_settle: { args: { id: StoryId; what: string; how: ReviewHow }; answer: null };
  review_proposal: { args: { id: StoryId; part: ReviewPart }; answer: ReviewProposal };
  review_propose: { args: { id: StoryId; part: ReviewPart; text: string }; answer: ReviewProposal };
  review_proposed: { args: { id: StoryId }; answer: null };
  review_accept: { args: { id: StoryId; base_version: number; which: Array<string> }; answer: SuggestionsDecided };
  review_reject: { args: { id: StoryId; which: Array<string> }; answer: null };
  review_take: { args: { id: StoryId }; answer: null };
  review_release: { args: { id: StoryId }; answer: null };
  review_assign: { args: { id: StoryId; to: string | null }; answer: null };
  story_approve: { args: { id: StoryId; base_version: number }; answer: Story };
  story_return: { args: { id: StoryId; reasons: string }; answer: Story };
  record_verify: { args: { id: StoryId }; answer: Verified };
  preview: { args: { id: StoryId; copy: Copy; picture_base: string }; answer: Preview };
  check: { args: { id: StoryId }; answer: Array<Finding> };
  spelling_suggestions: { args: { word: string }; answer: Array<string> };
  dictionary_set: { args: { whose: Dictionary; word: string; known: boolean }; answer: null };
  site_list: { args: Record<string, never>; answer: Array<SiteView> };
  site_add: { args: { name: string; kind: SiteKind; url: string; user: string | null; fingerprint: string | null; secret: string }; answer: SiteView };
  site_doctor: { args: { name: string }; answer: DoctorReport };
  site_doctor_new: { args: { name: string; kind: SiteKind; url: string; user: string | null; fingerprint: string | null; secret: string }; answer: DoctorReport };
  site_authorise: { args: { name: string; url: string; fingerprint: string | null }; answer: string };
  site_sign_in: { args: { name: string; secret: string }; answer: SiteView };
  site_remove: { args: { name: string }; answer: null };
  packet_write: { args: { id: StoryId; path: string }; answer: PacketWritten };
  packet_read: { args: { path: string; confirmed: string | null }; answer: PacketRead };
  packet_settle: { args: { id: StoryId; base_version: number; number: number; choices: Array<Choice | null> }; answer: Story };
  person_list: { args: Record<string, never>; answer: Array<KeyHolder> };
  colleague_list: { args: Record<string, never>; answer: Array<Person> };
  publish: { args: { id: StoryId; base_version: number; sites: Array<string>; at: string | null }; answer: Array<Delivery> };
  publish_anew: { args: { id: StoryId; base_version: number; site: string }; answer: Delivery };
  inbox: { args: Record<string, never>; answer: Inbox };
  inbox_sync: { args: Record<string, never>; answer: Collected };
  inbox_take_in: { args: { site: string; remote: string }; answer: TakenIn };
  story_file: { args: { id: StoryId; base_version: number; site: string | null }; answer: Filed };
  correct: { args: { id: StoryId; base_version: number; note: string }; answer: Array<Delivery> };
  withdraw: { args: { id: StoryId; site: string | null }; answer: Array<Delivery> };
  places: { args: { id: StoryId }; answer: Array<LivePlace> };
  site_compare: { args: { id: StoryId; site: string }; answer: SiteComparison };
  site_settle: { args: { id: StoryId; base_version: number; site: string; seen: string; taking: SiteTaking; send: boolean }; answer: Delivery | null };
  embargo_set: { args: { id: StoryId; until: string | null }; answer: Story };
  delivery_list: { args: { id: StoryId | null }; answer: Array<Delivery> };
  delivery_retry: { args: { id: string }; answer: Delivery };
  delivery_pause: { args: { id: string }; answer: Delivery };
  delivery_cancel: { args: { id: string }; answer: Delivery };
}
