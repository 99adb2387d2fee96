import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whether a port can be reached at an address of this machine other than 127.0.0.1. */
export async function isReachableFromOutside(port: number): Promise<boolean> {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
  const answers = await Promise.all([outside, '127.0.0.2', '::1'].map((host) => host && opens(host, port)));
  return answers.includes(true);
}

function opens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
