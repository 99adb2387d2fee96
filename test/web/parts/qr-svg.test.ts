import { createHash } from 'node:crypto';
import { qrSvg } from '../../../functions/web/parts/qr-svg';

const address =
  'otpauth://totp/Alma%E2%80%99s%20Lamps:Alma?issuer=Alma%E2%80%99s%20Lamps&secret=GEZDGNBVGY3TQOJQ';

describe('a QR code', () => {
  it('is the picture that a reader once decoded as the original address', () => {
    const path = / d="([^"]+)"/.exec(qrSvg(address, 'QR code'))?.[1] ?? '';

    expect(createHash('sha256').update(path).digest('hex').slice(0, 16)).toBe('7741cf899b7c6a32');
  });

  it('has its three finders and four empty modules around it', () => {
    const svg = qrSvg(address, 'QR code');
    const box = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
    const dark = new Set([...svg.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`));
    const finder = (x: number, y: number) => [0, 6].every((at) => dark.has(`${x + at} ${y + at}`));
    const places = [...dark].flatMap((place) => place.split(' ').map(Number));

    expect([Math.min(...places), Math.max(...places)]).toEqual([4, box - 5]);
    expect([finder(4, 4), finder(box - 11, 4), finder(4, box - 11)]).toEqual([true, true, true]);
  });

  it('holds its text in the picture only', () => {
    expect(qrSvg(address, 'QR code')).not.toContain('GEZDGNBVGY3TQOJQ');
  });
});
