import { timingSafeEqual } from 'node:crypto';

/** Whether two secrets are equal, in a time that tells nothing about where they differ. */
export function constantTimeEqual(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
