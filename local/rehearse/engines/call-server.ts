import { createServer, type IncomingMessage } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../../aws/loopback-server';
import type { Json } from '../../runner/json';
import { isJsonObject } from '../../runner/json';
import { type CallScript, ScriptedError } from './call-script';
import { FAILURE_MESSAGE } from './engine-case';

/**
 * Tells the function in the emulator what to do: a call names its case, and the script of that case gives the
 * reaction.
 *
 * @param scripts - by case
 */
export function startCallServer(scripts: ReadonlyMap<string, CallScript>): Promise<LoopbackServer> {
  const server = createServer((from, to) => {
    void answer(from, scripts).then((reaction) => to.end(JSON.stringify(reaction)));
  });
  return listenOnLoopback(server, 0);
}

async function answer(from: IncomingMessage, scripts: ReadonlyMap<string, CallScript>): Promise<unknown> {
  try {
    const parts: Buffer[] = [];
    for await (const part of from) parts.push(part as Buffer);
    const payload = JSON.parse(Buffer.concat(parts).toString('utf8')) as Json;
    const named = isJsonObject(payload) && typeof payload.case === 'string' ? payload.case : '';
    const script = scripts.get(named);
    if (script === undefined) throw new Error(`there is no case ${named}`);
    return { reply: await script.call(payload) };
  } catch (error) {
    if (error instanceof ScriptedError) return { fail: error.name, message: error.message };
    return { fail: 'CaseError', message: error instanceof Error ? error.message : FAILURE_MESSAGE };
  }
}
