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
 * Passes on the signal of a customer who is signed in. Call it once a session, when sendsGpc(request.headers) is true, and let no page wait for it: where the desk is busy or
 * out of reach it tries again, for up to four minutes. Throws when it gives up: call it again in the next session.
 * `more`: { livesIn: 'US-CA', allowsSince: '2027-03-01T09:00:00Z', programme: 'not-asked' }, all optional.
 */
async function passOn(email, more = {}, settings = fromEnvironment()) {
  const body = JSON.stringify({ customer: { by: 'email', value: email }, signal: 'gpc', ...more });
  // Signed anew each time: a signature is good for five minutes.
  const send = () =>
    fetch(settings.url + PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...signed('POST', body, settings) },
      body,
    });
  for (let tries = 1; ; tries += 1) {
    const response = await send().catch((error) => error);
    const passes = response instanceof Error || response.status === 429 || response.status >= 500;
    if (!passes || tries === 4) return answerOf(response);
    await (settings.wait ?? wait)(secondsToWait(response));
  }
}

/** How the opt-out of this customer stands: show `display` where it is there. Throws at once where the desk is busy: show nothing then. */
async function statusOf(email, settings = fromEnvironment()) {
  const customer = Buffer.from(JSON.stringify({ by: 'email', value: email })).toString('base64url');
  const headers = { 'Rightsdesk-Customer': customer, ...signed('GET', customer, settings) };
  return answerOf(await fetch(settings.url + PATH, { headers }));
}

/** The answer, or an error with what the desk says; also where something between answers with a page of its own. */
async function answerOf(response) {
  if (response instanceof Error) throw response;
  const text = await response.text();
  const answer = parsed(text);
  if (response.ok && answer) return answer;
  const words = answer ? [answer.error, answer.remedy] : ['no answer of the desk'];
  throw new Error(`${response.status}: ${words.filter(Boolean).join(' ')}`);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function secondsToWait(response) {
  const said = response instanceof Error ? NaN : Number(response.headers.get('retry-after') ?? NaN);
  return Math.min(said > 0 ? said : 5, 75);
}

function wait(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function fromEnvironment() {
  const { RIGHTSDESK_URL: url, RIGHTSDESK_KEY: key, RIGHTSDESK_SECRET: secret } = process.env;
  return { url, key, secret };
}

module.exports = { sendsGpc, signed, passOn, statusOf };
