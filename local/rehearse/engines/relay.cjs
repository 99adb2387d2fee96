'use strict';
// The code of the function of all cases, in the emulator: a custom runtime that asks the process which runs
// the comparison what to do (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
const { request } = require('node:http');

/** @returns {Promise<{ headers: import('node:http').IncomingHttpHeaders, text: string }>} */
function send(url, body) {
  return new Promise((resolve, reject) => {
    const going = request(url, { method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ headers: answer.headers, text: Buffer.concat(parts).toString('utf8') }),
      );
    });
    going.on('error', reject);
    going.end(body);
  });
}

async function handle(event) {
  const { text } = await send(process.env.CALLS_URL, JSON.stringify(event));
  const told = JSON.parse(text);
  if (told.fail === undefined) return told.reply;
  throw Object.assign(new Error(told.message), { name: told.fail });
}

async function serve() {
  const invocation = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
  for (;;) {
    const { headers, text } = await send(`${invocation}/next`);
    const id = headers['lambda-runtime-aws-request-id'];
    if (id === undefined) return;
    try {
      const reply = await handle(JSON.parse(text));
      await send(`${invocation}/${id}/response`, JSON.stringify(reply));
    } catch (error) {
      const { name, message, stack = '' } = error;
      const said = { errorType: name, errorMessage: message, trace: stack.split('\n') };
      await send(`${invocation}/${id}/error`, JSON.stringify(said));
    }
  }
}

void serve();
