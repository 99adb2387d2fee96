import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { people } from './people';
import type { SeededRandom } from './seeded-random';
import { dayAfter } from './shop-dates';
import { clockTime, type ShopCustomer } from './shop-people';
import { chats, products } from './texts';

export const shopBucket = 'almas-lamps-files';

const putsAtOnce = 8;

/** Creates the bucket if it is missing, empties it, and fills it with uploads and chat transcripts. */
export async function seedFiles(
  client: S3Client,
  customers: readonly ShopCustomer[],
  random: SeededRandom,
): Promise<void> {
  await emptyBucket(client);
  const objects = [...uploads(customers, random), ...transcripts(customers, random)];
  for (let start = 0; start < objects.length; start += putsAtOnce) {
    const group = objects.slice(start, start + putsAtOnce);
    await Promise.all(
      group.map((object) => client.send(new PutObjectCommand({ Bucket: shopBucket, ...object }))),
    );
  }
}

async function emptyBucket(client: S3Client): Promise<void> {
  const exists = await client.send(new HeadBucketCommand({ Bucket: shopBucket })).then(
    () => true,
    () => false,
  );
  if (!exists) {
    await client.send(new CreateBucketCommand({ Bucket: shopBucket }));
    return;
  }
  for (let empty = false; !empty; ) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: shopBucket }));
    await Promise.all(
      Contents.map(({ Key }) => client.send(new DeleteObjectCommand({ Bucket: shopBucket, Key }))),
    );
    empty = Contents.length === 0;
  }
}

type ShopObject = Pick<PutObjectCommandInput, 'ContentType' | 'Metadata'> & {
  Key: string;
  Body: string | Buffer;
};

const uploadNames = ['Wohnzimmer abends.png', 'broken glass.png', 'lamp & cat.png', 'Größe.png'];

/** A picture of one grey dot, as small as a valid PNG can be. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function uploads(customers: readonly ShopCustomer[], random: SeededRandom): ShopObject[] {
  const named = [people.lena.email, people.amina.email] as readonly string[];
  return customers.flatMap((customer) => {
    const count = named.includes(customer.email) ? 2 : Number(random.chance(0.1));
    return Array.from({ length: count }, (_, nth) => ({
      Key: `uploads/${customer.customer_number}/${random.token(10)}.png`,
      // Bytes after a PNG's end are allowed and differ, so that no two pictures are the same object.
      Body: Buffer.concat([dot, Buffer.from(random.token(24))]),
      ContentType: 'image/png',
      Metadata: { 'original-name': encodeURIComponent(uploadNames[nth] ?? random.pick(uploadNames)) },
    }));
  });
}

/** One object per day, one line per conversation, several people in each object. */
function transcripts(customers: readonly ShopCustomer[], random: SeededRandom): ShopObject[] {
  return Array.from({ length: 40 }, (_, nth) => {
    const day = dayAfter('2026-01-12', nth * 6);
    const talkers = Array.from({ length: random.between(2, 7) }, () => random.pick(customers));
    const amina = customers.find((customer) => customer.email === people.amina.email);
    const lena = customers.find((customer) => customer.email === people.lena.email);
    const present = [
      ...talkers,
      ...(amina && nth % 5 === 0 ? [amina] : []),
      ...(lena && nth % 16 === 3 ? [lena] : []),
    ];
    const lines = present.map((customer) => JSON.stringify(conversation(customer, day, random)));
    return {
      Key: `chats/${day.slice(0, 4)}/${day.slice(5, 7)}/${day}.jsonl`,
      Body: `${lines.join('\n')}\n`,
      ContentType: 'application/x-ndjson',
      Metadata: {},
    };
  });
}

function conversation(customer: ShopCustomer, day: string, random: SeededRandom): object {
  const [product] = random.pick(products);
  return {
    id: `c-${random.token(14)}`,
    at: `${day}T${clockTime(random)}Z`,
    customer_number: random.chance(0.7) ? customer.customer_number : null,
    email: customer.email,
    model: 'kirchner-assist-2',
    messages: random.pick(chats).map(([role, text]) => ({ role, text: text.replace('{product}', product) })),
  };
}
