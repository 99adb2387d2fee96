import { StringDecoder } from 'node:string_decoder';

/** The values of a stream of JSON lines, one at a time. */
export async function* readLines(content: AsyncIterable<Uint8Array>): AsyncIterable<unknown> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decoder.write(Buffer.from(chunk))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line);
  }
  rest += decoder.end();
  if (rest !== '') yield JSON.parse(rest);
}
