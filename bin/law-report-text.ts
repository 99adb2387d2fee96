import type { LawAnswer } from '../functions/config/desk/law-answers';

/** What the file says about each law, and what the law's own tests say. */
export function lawReportLines(laws: readonly LawAnswer[]): string[] {
  const width = Math.max(...laws.map((law) => law.regime.length));
  return laws.flatMap((law) => [
    `${law.regime.padEnd(width)}  ${saysWords[law.applies]}: ${law.because}`,
    `  ${testWords[law.test]}: ${law.reasons.join('; ')}`,
    ...(law.review === 'supported'
      ? []
      : ['  not yet reviewed: have its dates checked before you rely on them']),
    ...(law.overrides ?? []).map(
      ({ clock, rule, amount, unit, by, reason }) =>
        `  changed here: ${clock}.${rule} is ${amount} ${unit}, by ${by}: ${reason}`,
    ),
  ]);
}

const saysWords: Readonly<Record<LawAnswer['applies'], string>> = {
  binds: 'binds you',
  voluntary: 'is followed voluntarily',
  no: 'does not concern you',
};

const testWords: Readonly<Record<LawAnswer['test'], string>> = {
  binds: 'by its own tests it binds you',
  doesNotBind: 'by its own tests it does not bind you; not met',
  notKnown: 'its own tests leave it open; facts under business that would decide it',
};
