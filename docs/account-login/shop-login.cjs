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
 * Gives the address to which the browser goes next; the desk's page there says how it stands. Nothing where the account is not the one that the request is about, or the time is
 * over. Where the desk is busy or out of reach it tries again, for up to half a minute; throws when it gives up: say then that it did not work, and to press the button again. It throws at once where a clock is ahead or a field is wrong, which no customer can put right.
 */
async function confirmLogin({ email, loggedInAt, reference, once }, settings = fromEnvironment()) {
  const body = JSON.stringify({
    customer: { by: 'email', value: email },
    reference,
    once,
    loggedInAt: loggedInAt.toISOString(),
  });
  // Signed anew each time: a signature is good for five minutes.
  const send = () =>
    fetch(settings.url + PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...signed(body, settings) },
      body,
    });
  for (let tries = 1; ; tries += 1) {
    const response = await send().catch((error) => error);
    const passes = response instanceof Error || response.status === 429 || response.status >= 500;
    if (!passes || tries === 4) return backOf(response);
    await (settings.wait ?? wait)(secondsToWait(response));
  }
}

/** Where the browser goes, or an error with what the desk says; also where something between answers with a page of its own. */
async function backOf(response) {
  if (response instanceof Error) throw response;
  const answer = parsed(await response.text());
  if ((response.ok || response.status === 409) && answer?.back) return answer.back;
  if (answer && (response.status === 403 || isTooOld(response, answer))) return undefined;
  const words = answer ? [answer.error, answer.remedy] : ['no answer of the desk'];
  throw new Error(`${response.status}: ${words.filter(Boolean).join(' ')}`);
}

function isTooOld(response, { error }) {
  return (
    response.status === 422 && String(error).startsWith('The field loggedInAt is more than 15 minutes back')
  );
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Somebody waits for the page. */
function secondsToWait(response) {
  const said = response instanceof Error ? NaN : Number(response.headers.get('retry-after') ?? NaN);
  return Math.min(said > 0 ? said : 3, 10);
}

function wait(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function fromEnvironment() {
  const { RIGHTSDESK_URL: url, RIGHTSDESK_LOGIN_KEY: key, RIGHTSDESK_LOGIN_SECRET: secret } = process.env;
  return { url, key, secret };
}

module.exports = { signed, confirmLogin };
