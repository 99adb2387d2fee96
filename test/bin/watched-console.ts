import { PassThrough, Writable } from 'node:stream';
import type { Console } from '../../bin/console';

/** A console that records what was written. */
export function watchedConsole(env: Console['env'] = {}, input = '') {
  const out = new Remembering();
  const errors = new Remembering();
  const stdin = new PassThrough();
  stdin.end(input);
  const console: Console = { stdin, stdout: out, stderr: errors, env };
  return { console, out: () => out.text, errors: () => errors.text };
}

class Remembering extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
