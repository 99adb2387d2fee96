import { createServer, request } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../aws/loopback-server';

/** Called for each page after its response. */
export type PageListener = (path: string, answerBytes: number) => void;

/** Stands in for DNS: forwards requests to `baseUrl` to the API that the stack made. */
export async function startPagesFront(
  port: number,
  direct: string,
  pagesUrl: string,
  heard: PageListener,
): Promise<LoopbackServer> {
  const { hostname, port: emulatorPort } = new URL(direct);
  const server = createServer((from, to) => {
    const onward = request(
      {
        hostname,
        port: emulatorPort,
        method: from.method,
        path: from.url,
        headers: { ...from.headers, host: new URL(pagesUrl).host, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.on('end', () => heard(from.url ?? '/', bytes));
        answer.pipe(to);
      },
    );
    onward.on('error', () => to.destroy());
    from.pipe(onward);
  });
  return listenOnLoopback(server, port);
}
