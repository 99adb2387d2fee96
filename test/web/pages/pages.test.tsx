import { renderPage } from '../../../functions/web/parts/layout';
import { contentSecurityPolicy, style, styleSource } from '../../../functions/web/parts/style';
import { HIDDEN, hostileText, MARK } from './hostile';
import { friendly } from './sample-facts';
import { samplePages } from './sample-pages';

const pages = Object.entries(samplePages()).map(([name, page]) => [name, renderPage(page)] as const);
const hostile = Object.entries(
  samplePages({ name: hostileText, email: hostileText, message: hostileText }),
).map(([name, page]) => [name, renderPage(page)] as const);

function sample(name: string): string {
  const html = new Map(pages).get(name);
  if (html === undefined) throw new Error(`no sample page ${name}`);
  return html;
}

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '');
const withoutStyle = (html: string) => html.replaceAll(/<style>.*?<\/style>/gs, '');

describe.each(pages)('the page %s', (_name, html) => {
  it('names the controller, its address and how to reach it', () => {
    expect(html).toContain('Alma’s Lamps GmbH');
    expect(html).toContain('Oderberger Straße 1');
    expect(html).toContain('mailto:privacy@lamps.example.com');
  });

  it('is a whole document with a language, a title and one main heading', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(all(html, /<title>([^<]+)<\/title>/g)[0]).toContain('Alma’s Lamps GmbH');
    expect(all(html, /(<h1[ >])/g)).toHaveLength(1);
  });

  it('runs no script and loads nothing [A11, D05]', () => {
    // The only link to the shop: the requester chooses to follow it, and it sends no referrer.
    const body = withoutStyle(html).replace(/<a href="https:\/\/shop\.example\/[^"]*" rel="noreferrer">/, '');

    expect(body).not.toMatch(/<script|<img|<object|<embed|javascript:/i);
    expect(body).not.toMatch(/<[^>]+\son[a-z]+=/i);
    expect(all(body, /<link [^>]*href="([^"]*)"/g)).toEqual(['data:,']);
    expect(all(html, /(@import|url\()/g)).toEqual([]);
    expect(all(body, /<(?:a|iframe|form)[^>]+(?:href|src|action)="(https?:[^"]*)"/g)).toEqual(
      html.includes('127.0.0.1') ? ['http://127.0.0.1:8080/v/abc'] : [],
    );
  });

  it('needs no style that its security policy forbids', () => {
    const sheets = all(html, /<style>(.*?)<\/style>/gs);

    expect(withoutStyle(html)).not.toMatch(/<[^>]+\sstyle=/);
    for (const sheet of sheets) expect(contentSecurityPolicy()).toContain(styleSource(sheet));
  });

  it('has a label for every field, and no id twice', () => {
    const body = withoutStyle(html);
    const ids = all(body, /\sid="([^"]+)"/g);
    const labelled = all(body, /<label for="([^"]+)"/g);
    const alone = body.replaceAll(/<label[^>]*>.*?<\/label>/gs, '');
    const fields = alone.match(/<(input|select|textarea)[^>]*>/g) ?? [];

    expect(new Set(ids).size).toBe(ids.length);
    for (const field of fields.filter((tag) => !tag.includes('type="hidden"'))) {
      expect(labelled).toContain(/\sid="([^"]+)"/.exec(field)?.[1]);
    }
  });

  it('points from each error, hint and label to something that is there', () => {
    const body = withoutStyle(html);
    const ids = all(body, /\sid="([^"]+)"/g);
    const pointers = [
      ...all(body, /href="#([^"]+)"/g),
      ...all(body, /<label[^>]* for="([^"]+)"/g),
      ...all(body, /aria-(?:describedby|labelledby)="([^"]+)"/g).flatMap((list) => list.split(' ')),
    ];

    for (const pointer of pointers) expect(ids).toContain(pointer);
  });

  it('gives every button a type and every form a method', () => {
    expect(all(html, /<button (?!type="submit")([^>]*)>/g)).toEqual([]);
    expect(all(html, /<button>()/g)).toEqual([]);
    expect(all(html, /<form (?!method="post")([^>]*)>/g)).toEqual([]);
  });
});

describe.each(hostile)('the page %s with hostile facts', (_name, html) => {
  it('shows them as text, cut and without hidden characters', () => {
    expect(html).not.toContain(`<${MARK}`);
    expect(html).not.toContain('<script');
    for (const character of HIDDEN) expect(html).not.toContain(character);
    expect(html.length).toBeLessThan(60_000);
  });

  it('does not let a value close its attribute', () => {
    const tags = withoutStyle(html).match(/<[a-z][^>]*>/g) ?? [];

    for (const tag of tags) expect(tag.replaceAll(/"[^"]*"/g, '')).not.toContain('onload');
  });
});

describe('the request form', () => {
  const form = sample('request-form');

  it('fits into 14,000 bytes with its styles, and asks for nothing else', () => {
    expect(Buffer.byteLength(form)).toBeLessThanOrEqual(14_000);
    expect(form).not.toMatch(/\ssrc=/);
  });

  it('carries the one-time form id in a hidden field', () => {
    expect(form).toContain('<input type="hidden" name="csrf" value="c5f1"/>');
  });

  it('asks only for a right, for whom, the relation, an address, and optional fields', () => {
    const names = new Set(all(form, /<(?:input|select|textarea)[^>]* name="([^"]+)"/g));

    expect([...names].sort()).toEqual(
      [
        'about',
        'csrf',
        'email',
        'forWhom',
        'message',
        'name',
        'place',
        'relation',
        'right',
        'version',
      ].sort(),
    );
  });

  it('comes back with what was typed and chosen, and says at the field what is wrong', () => {
    const back = sample('request-form-errors');

    expect(back).toContain(`value="${friendly.name}"`);
    expect(back).toContain(friendly.email);
    expect(back).toContain('Please also look under my old address.');
    expect(back).toMatch(/value="erasure"[^>]*checked/);
    expect(back).toMatch(/value="US-CA" selected/);
    expect(back).toMatch(/<a href="#email">Write the address like/);
    expect(back).toMatch(/id="email"[^>]*aria-invalid="true"/);
    expect(back).toContain('<title>Please check: ');
  });
});

describe('the opt-out form', () => {
  it('asks for the right and the address, and for nothing else', () => {
    const html = sample('opt-out-form');
    const names = new Set(all(html, /<(?:input|select|textarea)[^>]* name="([^"]+)"/g));

    expect([...names].sort()).toEqual(['csrf', 'email', 'right', 'version']);
  });

  it('sends a single right in a hidden field', () => {
    const html = sample('opt-out-form-one');

    expect(html).toContain('<input type="hidden" name="right" value="marketing-objection"/>');
    expect(html).not.toContain('type="radio"');
  });
});

describe('the gate before a staff page', () => {
  it('shows nothing about the requester', () => {
    const html = sample('decision-gate');

    expect(html).not.toContain(friendly.name);
    expect(html).not.toContain(friendly.email);
    expect(html).toContain('amber otter');
  });
});

describe('the decision page', () => {
  const page = sample;

  it('offers no approval while something blocks it', () => {
    expect(page('decision-blocked')).not.toContain('value="approved');
    expect(page('decision-blocked')).toContain('name="classify-0"');
    expect(page('decision')).toContain('name="act" value="approved-in-part"');
  });

  it('offers only the acts that are lawful now', () => {
    expect(page('decision')).toContain('name="act" value="extend"');
    expect(page('decision-erasure')).not.toContain('name="act" value="extend"');
    expect(page('decision-erasure')).not.toContain('name="act" value="ask"');
  });

  it('requires a typed value for every act', () => {
    const forms = page('decision').match(/<form.*?<\/form>/gs) ?? [];
    const acts = forms.filter((form) => form.includes('name="act"'));

    expect(acts).toHaveLength(6);
    for (const act of acts) expect(act).toMatch(/name="(code|totp)"|needs more than your mailbox/);
  });

  it('requires the authenticator for an erasure, and shows how to get one but no key', () => {
    const html = page('decision-erasure');

    expect(html).toContain('npx rightsdesk enrol alma');
    expect(html).not.toContain('name="totp"');
    expect(page('app-set-up')).toMatch(/<svg[^>]*><title>QR code/);
  });

  it('unfolds the part whose fields are wrong', () => {
    expect(page('decision-erasure')).toMatch(/<details class="card" id="act-refuse" open=""><summary>Refuse/);
  });

  it('counts as erased what was found, less what is kept or blanked', () => {
    const rows = all(page('decision-erasure'), /<tr>(<td>.*?)<\/tr>/gs).map((row) =>
      all(row, /<td class="n">(\d+)/g),
    );

    expect(rows).toEqual([
      ['1', '0', '0', '0', '1'],
      ['2', '0', '0', '0', '2'],
      ['3', '0', '3', '0', '0'],
      ['2', '1', '0', '1', '0'],
      ['4', '2', '0', '0', '2'],
      ['4', '0', '0', '4', '0'],
    ]);
    expect(page('decision-erasure')).toContain(
      'What was found: 16 records</h2><p>3 to be erased, 3 to be blanked, 5 to be kept, 5 undecided.</p>',
    );
  });
});

describe('the download page', () => {
  it('makes the address when the button is pressed, and names the one place its form may lead to', () => {
    const html = sample('download-ready');

    expect(html).toContain('>Download (4.8 MB)</button>');
    expect(html).not.toContain('https://packages');
    expect(contentSecurityPolicy({ formsTo: 'https://packages.example.com' })).toContain(
      "form-action 'self' https://packages.example.com",
    );
    expect(contentSecurityPolicy()).toContain("form-action 'self'");
  });
});

describe('the content security policy', () => {
  it('allows nothing but the inlined styles, the empty icon and forms to this origin', () => {
    expect(
      contentSecurityPolicy()
        .split('; ')
        .map((rule) => rule.split(' ')[0]),
    ).toEqual(['default-src', 'img-src', 'style-src', 'form-action', 'frame-ancestors', 'base-uri']);
    expect(contentSecurityPolicy()).not.toMatch(/unsafe|https?:|\*/);
  });

  it('names the stylesheets that a page adds', () => {
    expect(contentSecurityPolicy({ moreStyles: ['p{margin:0}'] })).toContain(styleSource('p{margin:0}'));
  });

  it('keeps the short stylesheet a part of the full one', () => {
    expect(style.full.startsWith(style.slim)).toBe(true);
  });
});
