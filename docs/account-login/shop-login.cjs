// For the server of your own shop, Node 20 or later. No dependency.
// Copy it, set RIGHTSDESK_URL, RIGHTSDESK_LOGIN_KEY (the id of the key) and RIGHTSDESK_LOGIN_SECRET in your server's environment.
const { createHash, createHmac } = require('node:crypto');

const PATH = '/signals/account';

/** Headers of the signed call. */
function signed(text, { key, secret, now = new Date() }) {
  const time = now.toISOString();
  const digest = createHash('sha256').update(text).digest('hex');
  const signature = createHmac('sha256', secret)
    .update(['POST', PATH, time, digest].join('\n'))
    .digest('hex');
  return { 'Rightsdesk-Key': key, 'Rightsdesk-Time': time, 'Rightsdesk-Signature': `v1=${signature}` };
}

/**
 * Says that this customer has just logged in anew and confirmed that the request is theirs. Call it after the button was pressed, never when the page is opened.
 * `email`: of the account that is logged in, from your own session and never from the address line. `loggedInAt`: a Date. `reference`, `once`: from the address line.
 * Gives the address to which the browser goes next; the desk's page there says how it stands. Nothing where the account is not the one that the request is about.
 */
async function confirmLogin({ email, loggedInAt, reference, once }, settings = fromEnvironment()) {
  const text = JSON.stringify({
    customer: { by: 'email', value: email },
    reference,
    once,
    loggedInAt: loggedInAt.toISOString(),
  });
  const headers = { 'Content-Type': 'application/json', ...signed(text, settings) };
  const response = await fetch(settings.url + PATH, { method: 'POST', headers, body: text });
  const answer = await response.json();
  if (response.ok || response.status === 409) return answer.back;
  if (response.status === 403) return undefined;
  throw new Error(`${response.status}: ${answer.error} ${answer.remedy}`);
}

function fromEnvironment() {
  const { RIGHTSDESK_URL: url, RIGHTSDESK_LOGIN_KEY: key, RIGHTSDESK_LOGIN_SECRET: secret } = process.env;
  return { url, key, secret };
}

module.exports = { signed, confirmLogin };
