import { representativeWarnings } from '../../../functions/config/desk/representative-warnings';
import { completionReport } from '../../../functions/documents/completion-report';
import type { Desk } from '../../../functions/domain/desk';
import { representativesFor } from '../../../functions/domain/representatives';
import { aBook, aDesk } from '../../builders/a-desk';
import { aForm, aWorld, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anErasure } from '../../documents/sample-erasure';
import { textOf } from '../../documents/text-of';

const ukRep = { law: 'uk-gdpr', name: 'Rep Ltd', address: 'London', email: 'rep@example.com' };
const law = (regime: string, more: object = {}) =>
  ({ regime, applies: 'binds', because: 'x', ...more }) as Desk['laws'][number];
const [eu, uk] = [law('eu-gdpr'), law('uk-gdpr')];

function desk(place: string, laws: Desk['laws'], representatives: readonly (typeof ukRep)[] = []): Desk {
  const plain = aDesk({ place, laws });
  return representatives.length > 0
    ? { ...plain, controller: { ...plain.controller, representatives } }
    : plain;
}

describe('the settings', () => {
  it.each([
    ['a shop in the Union that the UK law reaches', desk('DE-BE', [eu, uk]), ['uk-gdpr']],
    [
      'a shop in the Union with a UK establishment',
      desk('DE-BE', [eu, law('uk-gdpr', { established: true })]),
      [],
    ],
    ['a shop in the Union with a UK representative', desk('DE-BE', [eu, uk], [ukRep]), []],
    ['a British shop that the EU law reaches', desk('GB-ENG', [eu, uk]), ['eu-gdpr']],
    ['a Norwegian shop', desk('NO', [eu]), []],
    ['a Swiss shop that both reach', desk('CH-ZH', [eu, uk]), ['eu-gdpr', 'uk-gdpr']],
    ['a Californian shop that the EU law reaches', desk('US-CA', [eu]), ['eu-gdpr']],
    [
      'a Californian shop that follows it of its own will',
      desk('US-CA', [law('eu-gdpr', { applies: 'voluntary' })]),
      [],
    ],
  ])('warn %s of what is missing, and of nothing else', (_, settings, missing) => {
    const warnings = representativeWarnings(settings);

    expect(warnings.map((text) => /representatives: (\S+) binds/.exec(text)?.[1])).toEqual(missing);
    for (const text of warnings) expect(text).toMatch(/only occasional.*Art\. 27\(2\)/);
  });

  it('warn of a representative for a law that is not followed', () => {
    expect(representativeWarnings(desk('DE-BE', [eu], [ukRep]))[0]).toContain('one is named for uk-gdpr');
  });
});

describe('a representative', () => {
  it('is named to people whose law governs, and to nobody else', () => {
    const settings = desk('DE-BE', [eu, uk], [ukRep]);
    const named = (...regimes: string[]) =>
      representativesFor(settings, { received: { regimes } }).map(({ where }) => where);

    expect(named('eu-gdpr', 'uk-gdpr')).toEqual(['in the United Kingdom (Art. 27 UK GDPR)']);
    expect(named('eu-gdpr')).toEqual([]);
  });

  it.each([
    ['GB', true],
    ['DE', false],
  ])('is named in the mails to a person in %s: %s', async (livesIn, is) => {
    const settings = desk('DE-BE', [eu, uk], [ukRep]);
    const world = aWorld({ desk: settings, book: aBook(settings) });
    await received(world, aForm({ livesIn }));

    const [mail] = world.mailbox.to(mia.email);
    expect(mail?.text.includes('Rep Ltd')).toBe(is);
    expect(mail?.html.includes('Rep Ltd')).toBe(is);
  });

  it('is named in answers, along with a joint controller', () => {
    const { facts } = anErasure();
    const jointControllers = [
      { name: 'Partner GmbH', arrangement: 'We run the programme together.', contact: 'p@example.com' },
    ];
    const input = anErasure({
      facts: {
        ...facts,
        controller: { ...facts.controller, jointControllers },
        representatives: [{ ...ukRep, where: 'in the United Kingdom (Art. 27 UK GDPR)' }],
      },
    });
    const text = textOf(completionReport(input).html);

    expect(text).toContain(
      'Our representative in the United Kingdom (Art. 27 UK GDPR): Rep Ltd, London, rep@example.com',
    );
    expect(text).toContain(
      'Together with us decides: Partner GmbH (p@example.com). We run the programme together.',
    );
    expect(textOf(completionReport(anErasure()).html)).not.toContain('Whom else you can turn to');
  });
});
