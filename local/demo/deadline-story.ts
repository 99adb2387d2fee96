import { dueDates } from '../../functions/domain/due-dates';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { people } from '../sample-shop/people';
import { words } from './narrator';
import { type StoryTools, staff } from './story';

const { amina } = people;

/** Amina asks, and staff do not decide until the date has passed. Returns the id of her request. */
export async function deadlineStory({ walk, tell }: StoryTools): Promise<string> {
  tell.chapter('Amina asks too, and this time nobody in the shop reacts');
  const id = await tell.step(
    'Amina asks for her data and proves her address; Jonas finds nothing about her',
    async () => {
      const asked = await walk.ask({ right: 'access', email: amina.email });
      await walk.prove(amina.email);
      await walk.answerTask(staff.looks, { answer: 'nothing-held' });
      return asked;
    },
  );
  const { latest } = dueDates(await walk.load(id), walk.desk.data.book);
  tell.mail(walk.newestMail(staff.decides), /Approve by .* carry it out\./);
  const mailsBefore = walk.mails(staff.decides).length;
  await tell.step(`The clock is moved, day by day, past the latest lawful date, ${words.date(latest)}`, () =>
    walk.desk.moveClock({ to: latest }).then(() => walk.desk.moveClock({ by: 'P1D' })),
  );
  const sent = walk.mails(staff.decides).slice(mailsBefore);
  for (const mail of sent)
    tell.note(`${words.date(mail.sentAt.slice(0, 10))}: "${mail.subject}" to ${mail.to}`);
  const reminders = sent.filter((mail) => /^Reminder/.test(mail.subject));
  tell.check(
    `Alma was reminded ${reminders.length} times before the date, and mailed once when it had passed`,
    reminders.length >= 3 && sent.length === reminders.length + 1,
    `${reminders.length} reminders, ${sent.length} mails`,
  );
  const alarm = walk.newestMail(staff.hears);
  tell.mail(alarm, /^Latest date:/, /^See to it that somebody acts today/);
  tell.check(
    'The register records the request as overdue once, and a second mailbox was mailed',
    allOf((await walk.load(id)).log, 'overdue').length === 1 && /OVERDUE/.test(alarm.subject),
  );
  await answerLate({ walk, tell }, id, latest);
  return id;
}

async function answerLate(
  { walk, tell }: Pick<StoryTools, 'walk' | 'tell'>,
  id: string,
  latest: string,
): Promise<void> {
  await tell.step('Alma approves at last. The register keeps the fact that it was late', () =>
    walk.approve(staff.decides),
  );
  tell.mail(walk.newestMail(amina.email));
  const request = await walk.load(id);
  tell.check(
    `Request ${words.reference(id)} is closed: fulfilled, after its date`,
    request.outcome === 'fulfilled' && (lastOf(request.log, 'closed')?.at ?? '') > `${latest}T`,
    `${request.status}, ${request.outcome}`,
  );
}
