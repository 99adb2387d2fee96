import { readFileSync } from 'node:fs';
import { filesByCase, SECURITY_PAGE, securityPage } from '../../generate/make-security-cases';
import { securityCases } from '../../generate/security-cases';

describe('the page of security cases', () => {
  const files = filesByCase();

  it('is fresh (else run npx tsx generate/make-security-cases.ts)', () => {
    expect(readFileSync(SECURITY_PAGE, 'utf8')).toBe(securityPage());
  });

  it('lists each case once', () => {
    const ids = securityCases.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names a test for each case, or says why there is none', () => {
    expect(securityCases.filter(({ id, open }) => !files.has(id) && !open).map(({ id }) => id)).toEqual([]);
  });

  it('lists every id that a test bears', () => {
    const listed = new Set(securityCases.map(({ id }) => id));

    expect([...files.keys()].filter((id) => !listed.has(id))).toEqual([]);
  });
});
