import { disclose } from '../../functions/documents/disclose';
import type { DisclosureDecision } from '../../functions/documents/disclosure-decision';
import { disclosureRules } from '../../functions/documents/disclosure-rules';
import { aField } from '../builders/a-map';
import { aCollection, grounds } from './sample-answer';

const messages = { author: 'by', theirs: ['customer'], theirsIn: 'number' };
const collection = aCollection('chats', 'Chats', [
  aField('number', 'Number'),
  aField('messages', 'Messages', { messages }),
]);
const mine = { by: 'customer', text: 'My lamp flickers' };
const byNumber = { by: 'C-1', text: 'And it hums' };
const agent = { by: 'agent', text: 'Mrs Brandt’s does as well' };
const held = [{ field: 'messages', because: 'rights-of-others', ...grounds.rightsOfOthers }];

function given(value: never[] | unknown, decision: Partial<DisclosureDecision> = {}) {
  const nothing = { withholdings: [], releases: [] };
  const rules = disclosureRules({ storeId: 's', collection, decision: { ...nothing, ...decision }, grounds });
  return disclose({ key: { id: '1' }, values: { number: 'C-1', messages: value as never } }, rules);
}

describe('a copy of messages by several people', () => {
  it('holds the person’s own, and says how many of others are withheld and why [D14]', () => {
    const { shown, withheld } = given([mine, agent, byNumber, agent]);

    expect(shown.messages).toEqual({ yours: [mine, byNumber], of_others_withheld: 2 });
    expect(withheld).toEqual(held);
  });

  it('holds all of them where all are the person’s', () => {
    expect(given([mine, byNumber])).toEqual({
      shown: { number: 'C-1', messages: [mine, byNumber] },
      withheld: [],
    });
  });

  it.each([
    ['a text', 'my lamp'],
    ['an object', { text: 'my lamp' }],
  ])('holds nothing of %s', (_, value) => {
    expect(given(value)).toEqual({ shown: { number: 'C-1' }, withheld: held });
  });

  it('holds the words of others once staff release them', () => {
    const releases = [{ storeId: 's', collection: 'chats', field: 'messages' }];

    expect(given([mine, agent], { releases })).toMatchObject({
      shown: { messages: [mine, agent] },
      withheld: [],
    });
  });
});
