// For the server of your own shop, Node 20 or later. No dependency.
// Copy it, set RIGHTSDESK_URL, RIGHTSDESK_KEY (the id of the key) and RIGHTSDESK_SECRET in your server's environment.
const { createHash, createHmac } = require('node:crypto');

const PATH = '/signals/gpc';

/** Whether a browser sends Global Privacy Control. `headers`: names in lower case, as Node gives them. */
function sendsGpc(headers) {
  return String(headers['sec-gpc'] ?? '')
    .split(',')
    .some((value) => value.trim() === '1');
}

/** Headers of a signed call. `text`: the body, or what stands in Rightsdesk-Customer where there is none. */
function signed(method, text, { key, secret, now = new Date() }) {
  const time = now.toISOString();
  const digest = createHash('sha256').update(text).digest('hex');
  const signature = createHmac('sha256', secret)
    .update([method, PATH, time, digest].join('\n'))
    .digest('hex');
  return { 'Rightsdesk-Key': key, 'Rightsdesk-Time': time, 'Rightsdesk-Signature': `v1=${signature}` };
}

/**
 * Passes on the signal of a customer who is signed in. Call it once a session, when sendsGpc(request.headers) is true.
 * `more`: { livesIn: 'US-CA', allowsSince: '2027-03-01T09:00:00Z', programme: 'not-asked' }, all optional.
 */
async function passOn(email, more = {}, settings = fromEnvironment()) {
  const body = JSON.stringify({ customer: { by: 'email', value: email }, signal: 'gpc', ...more });
  const headers = { 'Content-Type': 'application/json', ...signed('POST', body, settings) };
  return answerOf(await fetch(settings.url + PATH, { method: 'POST', headers, body }));
}

/** How the opt-out of this customer stands: show `display` where it is there. */
async function statusOf(email, settings = fromEnvironment()) {
  const customer = Buffer.from(JSON.stringify({ by: 'email', value: email })).toString('base64url');
  const headers = { 'Rightsdesk-Customer': customer, ...signed('GET', customer, settings) };
  return answerOf(await fetch(settings.url + PATH, { headers }));
}

async function answerOf(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${answer.error} ${answer.remedy}`);
  return answer;
}

function fromEnvironment() {
  const { RIGHTSDESK_URL: url, RIGHTSDESK_KEY: key, RIGHTSDESK_SECRET: secret } = process.env;
  return { url, key, secret };
}

module.exports = { sendsGpc, signed, passOn, statusOf };
