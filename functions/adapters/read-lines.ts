import { StringDecoder } from 'node:string_decoder';

/**
 * The values of a stream of JSON lines, one at a time. A line may be as long as memory allows: what has come
 * of it is not looked through again with each further chunk.
 */
export async function* readLines(content: AsyncIterable<Uint8Array>): AsyncIterable<unknown> {
  const decoder = new StringDecoder('utf8');
  let begun: string[] = [];
  for await (const chunk of content) {
    const [first = '', ...others] = decoder.write(Buffer.from(chunk)).split('\n');
    begun.push(first);
    const next = others.pop();
    if (next === undefined) continue;
    yield* values([begun.join(''), ...others]);
    begun = [next];
  }
  yield* values([begun.join('') + decoder.end()]);
}

function* values(lines: readonly string[]): Iterable<unknown> {
  for (const line of lines) if (line !== '') yield JSON.parse(line);
}
