import { isOwnRequest } from '../../../functions/casework/evidence/own-request';
import { aBook, aDesk, alma } from '../../builders/a-desk';
import { aForm, aWorld, verified } from '../../builders/a-world';

describe('a request of a member of staff for their own data', () => {
  it.each([
    ['alma@shop.example.com', alma.email, true],
    ['ALMA@Shop.example.com', alma.email, true],
    ['alma+lamps@shop.example.com', alma.email, true],
    ['alma@shop.example.com', 'alma+desk@shop.example.com', true],
    ['alma@xn--bcher-kva.example', 'alma+desk@bücher.example', true],
    ['almae@shop.example.com', alma.email, false],
    ['alma@shop.example.org', alma.email, false],
  ])('is recognised by the mailbox: %s for %s: %s', async (asking, email, own) => {
    const staff = aDesk().staff.map((one) => (one.id === alma.id ? { ...one, email } : one));
    const desk = aDesk({ staff });
    const world = aWorld({ desk, book: aBook(desk) });
    const id = await verified(world, aForm({ email: asking }));

    expect(await isOwnRequest(world, await world.register.load(id), { ...alma, email })).toBe(own);
  });
});
