import { totpSecret, totpStep } from '../../../functions/web/totp/totp';

/** RFC 6238 appendix B, SHA-1 rows: the key of ASCII digits, cut to the last six of its eight. */
const key = new TextEncoder().encode('12345678901234567890');
const { secret, uri } = totpSecret(key, { issuer: 'Alma’s Lamps & Co', label: 'Alma' });

describe('a time-based code', () => {
  it.each([
    ['1970-01-01T00:00:59Z', '287082'],
    ['2005-03-18T01:58:29Z', '081804'],
    ['2005-03-18T01:58:31Z', '050471'],
    ['2009-02-13T23:31:30Z', '005924'],
    ['2033-05-18T03:33:20Z', '279037'],
    ['2603-10-11T11:33:20Z', '353130'],
  ])('is right at %s, as the standard says', (now, code) => {
    expect(totpStep(secret, code, now)).toBe(Math.floor(Date.parse(now) / 30_000));
  });

  it('is right one step early and one step late, and not two', () => {
    const code = '081804';
    const at = (now: string) => totpStep(secret, code, now) !== undefined;

    expect(at('2005-03-18T01:57:59Z')).toBe(true);
    expect(at('2005-03-18T01:58:59Z')).toBe(true);
    expect(at('2005-03-18T01:57:29Z')).toBe(false);
    expect(at('2005-03-18T01:59:00Z')).toBe(false);
  });

  it('returns the step it belongs to, not the present step', () => {
    const step = totpStep(secret, '081804', '2005-03-18T01:58:29Z');

    expect(totpStep(secret, '081804', '2005-03-18T01:58:59Z')).toBe(step);
  });

  it('is set up by a URI that every app reads', () => {
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Alma%E2%80%99s%20Lamps%20%26%20Co:Alma\?/);
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain('period=30');
    expect(uri).toContain('digits=6');
  });
});
