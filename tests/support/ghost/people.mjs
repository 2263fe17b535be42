// people.mjs URL SOCKET - gives a fresh Ghost its owner, its staff with their access tokens, an
// integration and a tag; prints them as JSON. SOCKET is that of its database.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

const [url, socket] = process.argv.slice(2);
const STAFF = [
  ['edith', 'Edith Editor', 'Editor'],
  ['anna', 'Anna Author', 'Author'],
  ['conrad', 'Conrad Contributor', 'Contributor'],
];
const email = (login) => `${login}@example.test`;
const password = () => `Aa9-${randomBytes(12).toString('hex')}`;

async function ask(method, path, body, cookie) {
  const headers = { Origin: new URL(url).origin, 'Content-Type': 'application/json' };
  if (cookie) headers.Cookie = cookie;
  const answer = await fetch(`${url}/ghost/api/admin/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return { answer, value: text.startsWith('{') ? JSON.parse(text) : {} };
}

async function signIn(login, secret) {
  const { answer } = await ask('POST', 'session/', { username: email(login), password: secret });
  return answer.headers.getSetCookie()[0].split(';')[0];
}

async function person(cookie, secret) {
  const { value } = await ask('GET', 'users/me/?include=roles', null, cookie);
  const { id, name, roles } = value.users[0];
  const { apiKey } = (await ask('GET', 'users/me/token/', null, cookie)).value;
  const token = apiKey.secret.includes(':') ? apiKey.secret : `${apiKey.id}:${apiKey.secret}`;
  return { id, name, role: roles[0].name, token, password: secret };
}

// Ghost sends an invitation by mail and tells its token to nobody else.
function invitation(login) {
  const query = `select token from invites where email = '${email(login)}'`;
  const told = execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '-N', '-B', 'ghost', '-e', query]);
  return told.toString().trim();
}

const secret = password();
await ask('POST', 'authentication/setup/', {
  setup: [{ name: 'Olga Owner', email: email('olga'), password: secret, blogTitle: 'The Ghost Courier' }],
});
const owner = await signIn('olga', secret);
const users = { olga: await person(owner, secret) };
const { roles } = (await ask('GET', 'roles/', null, owner)).value;
for (const [login, name, role] of STAFF) {
  const { id } = roles.find((one) => one.name === role);
  await ask('POST', 'invites/', { invites: [{ email: email(login), role_id: id }] }, owner);
  const own = password();
  const accepted = { name, email: email(login), password: own, token: invitation(login) };
  await ask('POST', 'authentication/invitation/', { invitation: [accepted] });
  users[login] = await person(await signIn(login, own), own);
}
const made = await ask('POST', 'integrations/?include=api_keys', { integrations: [{ name: 'Copydesk' }] }, owner);
const integration = made.value.integrations[0].api_keys.find((key) => key.type === 'admin').secret;
await ask('POST', 'tags/', { tags: [{ name: 'Local News' }] }, owner);
const { version } = (await ask('GET', 'site/')).value.site;
console.log(JSON.stringify({ version, integration, users }));
