import type { ShopAnswers } from '../functions/config/first-map/first-map';
import { defined } from '../functions/domain/defined';
import type { Asker } from './asker';

/** The bases of Art. 6(1) GDPR, in the words of fideslang. */
const BASES = {
  c: 'Contract',
  k: 'Consent',
  o: 'Legal obligations',
  l: 'Legitimate interests',
  v: 'Vital interests',
  p: 'Public interest',
} as const;

/** What an answer has to say of the use of the data (Art. 15(1) GDPR). */
export async function askUses(asker: Asker): Promise<ShopAnswers> {
  const purpose = await asker.text('What do you use this data for? (To run your account and deliver orders)');
  const source = await asker.text('Where does it come from? (From you, when you opened the account)');
  asker.say(
    `Legal bases: ${Object.entries(BASES)
      .map(([letter, name]) => `${letter} = ${name}`)
      .join(', ')}`,
  );
  const basis = await asker.letter('On which legal basis?', Object.keys(BASES) as (keyof typeof BASES)[]);
  const retention = await asker.text('How long do you keep it? (As long as you have an account)');
  const isNone = async (question: string) =>
    (await asker.letter(question, ['y', 'n'])) === 'n' ? true : undefined;
  return defined({
    purpose,
    source,
    legalBasis: basis && BASES[basis],
    retention,
    nobodyReceives: await isNone('Does anybody outside receive it, hosting included?'),
    noTransfers: await isNone('Does it go to other countries?'),
    noAutomatedDecisions: await isNone('Does a machine alone decide anything by it?'),
  });
}
