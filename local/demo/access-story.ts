import { createHash } from 'node:crypto';
import { readChecksum } from '../../functions/casework/evidence/read-checksum';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { people } from '../sample-shop/people';
import { words } from './narrator';
import { addressesIn } from './shop-lines';
import { type StoryTools, staff } from './story';
import { zipEntries } from './zip-entries';

const { lena } = people;
const LETTER = 'Dear shop, the lamp from January flickers. Could you look at it? Lena Brandt';

/** Lena asks for a copy of her data and gets it. Returns the id of her request. */
export async function accessStory(tools: StoryTools): Promise<string> {
  const { walk, tell } = tools;
  tell.chapter('Lena wants to know what the shop holds on her');
  const id = await tell.step('Lena opens the form, chooses "See my data", and types her address', () =>
    walk.ask({ right: 'access', email: lena.email }),
  );
  tell.mail(walk.newestMail(lena.email), /^Our answer: by/);
  await tell.step('She types the code from that mail, which proves that the mailbox is hers', () =>
    walk.prove(lena.email),
  );
  await tellSearch(tools, id);
  await answerForMailbox(tools);
  await approve(tools, id);
  await download(tools, id);
  return id;
}

/** Reports what the search found, and the task for the one store that no machine can reach. */
async function tellSearch({ walk, tell }: StoryTools, id: string): Promise<void> {
  const searched = allOf((await walk.load(id)).log, 'store-searched');
  const rows = searched.reduce((sum, { data }) => sum + data.rows, 0);
  const stores = new Set(searched.map(({ data }) => data.storeId)).size;
  tell.check(
    `${stores} stores were searched, ${rows} records of hers were found`,
    stores === 3 && rows > 0,
    `${stores} stores, ${rows} records`,
  );
  tell.note('No machine can search the support mailbox, so its owner, Jonas, is asked.');
  tell.mail(walk.newestMail(staff.looks), /^Answer by:/);
}

async function answerForMailbox({ walk, tell }: StoryTools): Promise<void> {
  await tell.step('Jonas follows his link, types his code, and uploads the one letter he finds', () =>
    walk.answerTask(staff.looks, {
      answer: 'done',
      files: new File([LETTER], 'letter from Lena.txt', { type: 'text/plain' }),
    }),
  );
}

async function approve({ walk, tell }: StoryTools, id: string): Promise<void> {
  tell.mail(walk.newestMail(staff.decides), /Approve by .* carry it out\./);
  const visit = await tell.step('Alma follows her link, types her code, and looks', () =>
    walk.enter(staff.decides, 'decide'),
  );
  const shown = [lena.lastName, lena.phone, 'letter from Lena.txt'];
  tell.check(
    'The page shows her what Lena would get: her account, and the letter that Jonas found',
    shown.every((piece) => visit.page.text.includes(piece)),
  );
  tell.check(
    'She can open the letter before she decides, and it is what Jonas uploaded',
    (await walk.uploadOn(visit, 'letter from Lena.txt')) === LETTER,
  );
  const done = await tell.step('Alma approves', () => walk.act(visit, /^approve/i));
  tell.check('The page confirms it', /approved/i.test(done.text), done.text.slice(0, 200));
  const request = await walk.load(id);
  tell.check(
    `Request ${words.reference(id)} is closed: fulfilled`,
    request.outcome === 'fulfilled',
    `${request.status}, ${request.outcome}`,
  );
}

async function download({ walk, tell, shop, keep }: StoryTools, id: string): Promise<void> {
  tell.mail(walk.newestMail(lena.email));
  const { bytes } = await tell.step('Lena opens the page, types a fresh code, and downloads', () =>
    walk.download(lena.email),
  );
  const name = `${words.reference(id)}-data.zip`;
  keep(name, bytes);
  const made = lastOf((await walk.load(id)).log, 'package-made');
  const logged = made && (await readChecksum(walk.desk.deps, made));
  tell.check(
    'Her download is, bit for bit, the package that the register recorded',
    createHash('sha256').update(bytes).digest('hex') === logged,
  );
  const entries = await zipEntries(bytes);
  const all = [...entries.values()].map((content) => content.toString('utf8')).join('\n');
  tell.check(
    `The zip opens: ${entries.size} files, among them index.html, and the letter that Jonas found`,
    entries.has('index.html') && all.includes(LETTER),
  );
  const others = [...addressesIn(await shop())].filter((address) => !address.includes(lena.email));
  const leaked = others.filter((address) => address.endsWith('@example.com') && all.includes(address));
  tell.check(
    `It has none of the ${others.length} other addresses that the shop knows`,
    others.length > 250 && leaked.length === 0,
    `${others.length} others known, ${leaked.length} of them in the package`,
  );
}
