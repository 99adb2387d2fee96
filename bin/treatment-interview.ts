import { ACTOR } from '../functions/config/first-map/category-rules';
import type { FirstCollection, FirstTreatment, Retention } from '../functions/config/first-map/first-map';
import { plainName } from '../functions/config/first-map/name-words';
import type { Asker } from './asker';
import { shown } from './map-draft-text';

/** The law that was named last: the next table often has the same. */
export interface Remembered {
  law?: Omit<Retention, 'counted_from'>;
}

/** What an erasure does with the rows of a collection: the decision of the shop, never a guess. */
export async function askTreatment(
  one: FirstCollection,
  asker: Asker,
  remembered: Remembered,
): Promise<FirstCollection> {
  const through = parentField(one);
  const like = through === undefined ? '' : `, p = as the row that ${shown(through)} names`;
  asker.say(`An erasure: e = erases the rows, k = keeps them because a law says so${like}`);
  const letters = through === undefined ? (['e', 'k'] as const) : (['e', 'k', 'p'] as const);
  const letter = await asker.letter('Which?', letters);
  const onErasure = letter && (await treatmentFor(letter, { one, asker, remembered, through }));
  return onErasure === undefined ? one : { ...one, onErasure };
}

interface Asked {
  readonly one: FirstCollection;
  readonly asker: Asker;
  readonly remembered: Remembered;
  readonly through: string | undefined;
}

async function treatmentFor(letter: 'e' | 'k' | 'p', asked: Asked): Promise<FirstTreatment | undefined> {
  if (letter === 'e') return 'erase';
  if (letter === 'p')
    return asked.through === undefined ? undefined : { as_parent: { through: asked.through } };
  return askRetention(asked);
}

/** The one field by which its rows hang on others, unless it only says who worked on them. */
function parentField({ fields }: FirstCollection): string | undefined {
  const down = fields.flatMap(({ name, references }) =>
    references.filter(({ direction }) => direction === 'from').map(() => name),
  );
  const [only, ...others] = down;
  return only === undefined || others.length > 0 || ACTOR.test(plainName(only)) ? undefined : only;
}

async function askRetention({ one, asker, remembered }: Asked): Promise<FirstTreatment | undefined> {
  const law = await askLaw(asker, remembered);
  const dates = one.fields.filter(({ isDate }) => isDate).map(({ name }) => name);
  if (law === undefined) return undefined;
  asker.say(`Date fields: ${dates.map((name) => shown(name)).join(', ') || 'none'}`);
  const field = await asker.text('From which date field is the period counted?');
  if (field === undefined || !one.fields.some(({ name }) => name === field)) {
    asker.say('There is no such field: left open.');
    return undefined;
  }
  remembered.law = law;
  return { retain: { ...law, counted_from: field } };
}

async function askLaw(asker: Asker, { law }: Remembered): Promise<Remembered['law']> {
  if (law !== undefined) {
    const isSame = await asker.letter(`By the same law (${law.article}, ${law.period})?`, ['y', 'n']);
    if (isSame === 'y') return law;
  }
  const ground = await asker.text('Why, in words for the person? (Tax law wants invoices kept)');
  const article = ground && (await asker.text('By which article? (§ 147(1) no. 4 AO)'));
  const period = article && (await asker.text('For how long, as ISO 8601? (P8Y)'));
  if (!ground || !article || !period) return undefined;
  if (!/^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(period)) {
    asker.say('That is no period such as P8Y or P6M: left open.');
    return undefined;
  }
  const yearEnd = await asker.letter('Counted to the end of the calendar year?', ['y', 'n']);
  return { ground, article, period, year_end: yearEnd === 'y' };
}
