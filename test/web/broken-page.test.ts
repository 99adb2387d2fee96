import { intakeRoutes } from '../../functions/web/form/intake.routes';
import { webApp } from '../../functions/web/web-app';
import { aWorld } from '../builders/a-world';
import { Browser, textOf } from './staff/browser';

const form = { right: 'access', forWhom: 'self', relation: 'customer', email: 'mia@example.com' };
const message = 'I moved from <Birchmere> in May, and then…';

/** The public form, with an inbox that never answers. */
function brokenForm() {
  const world = aWorld();
  const noted: string[] = [];
  const app = webApp({
    deps: world,
    largestBody: 64 * 1024,
    logFailure: (_reference, error) => noted.push(error.message),
  });
  const seal = () => Promise.reject(new Error('no answer'));
  app.route('/', intakeRoutes({ ...world, seal, announce: async () => undefined }));
  const browser = new Browser({ request: (url, init) => app.request(url, init) });
  return { browser, noted };
}

describe('a page that breaks', () => {
  it('gives the public form’s text back to copy, and logs none of it', async () => {
    const { browser, noted } = brokenForm();
    const page = await browser.get('/');

    const broken = await browser.submit(page, { ...form, message });

    expect(broken.status).toBe(500);
    expect(textOf(broken.html)).toContain(message);
    expect(textOf(broken.html)).toContain('It may not have reached us');
    expect(noted).toEqual(['no answer']);
  });
});
