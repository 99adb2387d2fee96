import { aWorld, awaitingDecision, happened } from '../../builders/a-world';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
it('works', async () => {
  const world = aWorld();
  const id = await awaitingDecision(world);
  const r = await world.register.load(id);
  console.log(happened(r), r.status, world.mailbox.sent.map((m) => m.to + ' ' + m.subject));
  const mail = world.mailbox.to('alma@shop.example.com')[0];
  console.log(mail?.text, linkIn(mail, 's/decide'), codeIn(mail));
});
