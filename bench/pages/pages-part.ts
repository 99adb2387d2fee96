import { gzipSync } from 'node:zlib';
import { staff } from '../../local/demo/story';
import type { SeenPage } from '../../local/demo/visitor';
import { type BenchPart, type Figure, figureOf, type Gate, OURS } from '../machinery/bench-part';
import { once } from '../machinery/spread';
import { lastCustomer } from '../workflow/walks';

const WINDOW = 'what a server sends at first';

/**
 * Ten segments of 1,460 bytes arrive without waiting for an answer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6928
 */
const FIRST_WINDOW = 14_600;

export const pagesPart: BenchPart = {
  name: 'pages',
  asks: 'How heavy are the pages, and how many requests does each take?',
  run: async ({ desk, say }) => {
    say('the form, and the page on which staff decide');
    const walk = await desk();
    const form = await walk.visitor().open('/');
    const email = lastCustomer();
    await walk.ask({ right: 'access', email });
    await walk.prove(email);
    const { page } = await walk.enter(staff.decides, 'decide');
    return {
      figures: [figure('the form', form), figure('the page to decide on', page)],
      gates: [
        ...gates('the form', form, FIRST_WINDOW),
        ...gates('the page to decide on', page, 10 * FIRST_WINDOW),
      ],
      notes: ['API Gateway does not compress pages; something in front of it may.'],
    };
  },
};

function figure(name: string, { html }: SeenPage): Figure {
  return figureOf(name, 'bytes', {
    [OURS]: once(Buffer.byteLength(html)),
    'the same, were it compressed': once(gzipSync(html).length),
    [WINDOW]: once(FIRST_WINDOW),
  });
}

function gates(name: string, { html, root }: SeenPage, goal: number): Gate[] {
  const loads = root.querySelectorAll(
    'script[src], img[src], link[rel=stylesheet], link[rel=preload], iframe, video',
  );
  return [
    { what: name, unit: 'bytes', counted: Buffer.byteLength(html), goal },
    { what: `${name}: requests`, unit: 'requests', counted: 1 + loads.length, goal: 1 },
  ];
}
