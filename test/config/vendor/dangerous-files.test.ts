import { VendorFileError } from '../../../functions/config/vendor/vendor-file-error';
import { CLUB_FILE, vendorOf } from '../../connectors/club-vendor';

function problemOf(text: string): string {
  expect(text).not.toBe(CLUB_FILE);
  try {
    vendorOf(text);
    return 'none';
  } catch (error) {
    if (!(error instanceof VendorFileError)) throw error;
    return error.message;
  }
}

/** The club's file with one passage in place of another. */
const edited = (from: string | RegExp, to: string) => CLUB_FILE.replace(from, to);
const STEPS = /steps: .*/;
const erasing = (...steps: string[]) =>
  edited(STEPS, `steps: [${steps.map((one) => `{ ${one} }`).join(', ')}]`);
const withKey = (lines: string) => edited('      key: [club, id]', `      key: [club, id]\n      ${lines}`);
const ending = (call: string) =>
  edited(STEPS, `$&\n        also_ends: [{ what: a subscription, data_path: data, ${call} }]`);
const ORDER = 'what: an order, method: GET, path: /v1/orders/<id>, data_path: data';

describe('the file of a vendor that would destroy more than it says', () => {
  it.each<[string, string, string]>([
    [
      'removes an endpoint that it does not have',
      edited('      erase:', '      erase:\n        also_removes: [payments]'),
      'rightsdesk.endpoints.members.erase.also_removes: the file has no endpoint payments',
    ],
    [
      'goes with an endpoint that it does not have',
      edited(/erase:\n.*steps.*\n/, 'erase: { goes_with: clubs, settles_within: P1D }\n'),
      'rightsdesk.endpoints.members.erase.goes_with: the file has no endpoint clubs',
    ],
    [
      'goes with itself',
      edited(/erase:\n.*steps.*\n/, 'erase: { goes_with: members, settles_within: P1D }\n'),
      'an endpoint cannot go with itself',
    ],
    [
      'describes an endpoint that it does not have',
      edited('    members:\n', '    memberz:\n'),
      'rightsdesk.endpoints.memberz: the file has no endpoint memberz. It has: members',
    ],
    [
      'describes one that only sounds like a part of the program',
      edited('    members:\n', '    constructor:\n'),
      'the file has no endpoint constructor',
    ],
    [
      'refers to an endpoint that it does not have',
      edited('identity: email }', 'references: [{ dataset: club, field: clubs.id, direction: from }] }'),
      'saas_config.endpoints.members.requests.read: the file has no endpoint clubs',
    ],
    [
      'names an endpoint twice',
      edited('rightsdesk:\n', '    - { name: members, requests: {} }\nrightsdesk:\n'),
      'saas_config.endpoints.members: is there twice',
    ],
    [
      'names two lists of what ends alike',
      edited(STEPS, `$&\n        also_ends: [{ ${ORDER} }, { ${ORDER} }]`),
      'two lists are called "an order"',
    ],
  ])('is refused where it %s', (_what, text, words) => {
    expect(problemOf(text)).toContain(words);
  });

  it.each<[string, string, string]>([
    [
      'an erasure of all',
      erasing('method: DELETE, path: /v1/members'),
      'erase.steps[0]: names no <club>, <id>',
    ],
    [
      'an erasure of a club',
      erasing('method: DELETE, path: /v1/clubs/<club>'),
      'erase.steps[0]: names no <id>',
    ],
    [
      'an erasure of all behind a look at one',
      erasing('method: GET, path: /v1/<club>/<id>', 'method: POST, path: /v1/members/purge'),
      'erase.steps[1]: names no <club>, <id>',
    ],
    [
      'an erasure of all behind one of the row',
      erasing('method: POST, path: /v1/<club>/<id>/erase', 'method: DELETE, path: /v1/members'),
      'erase.steps[1]: names no <club>, <id>',
    ],
    [
      'a part of the key that nothing uses',
      erasing('method: POST, path: /v1/clubs/<club>/purge'),
      'endpoints.members.erase.steps: name no <id>',
    ],
    [
      'a kept value that does not come from the row',
      erasing('method: POST, path: /v1/jobs, keep: { id: job }', 'method: DELETE, path: /v1/<club>/<id>'),
      'erase.steps[1]: names no <id>',
    ],
    [
      'a name of the row in a header alone',
      erasing('method: DELETE, path: /v1/<club>, headers: [{ name: Row, value: <id> }]'),
      'erase.steps[0]: names no <id>',
    ],
    [
      'a row that is read by no key',
      edited(
        'get: { method: GET, path: /v1/clubs/<club>/members/<id>',
        'get: { method: GET, path: /v1/clubs/<club>',
      ),
      'endpoints.members.get: names no <id>',
    ],
    [
      'a change of all',
      withKey("update: { method: PATCH, path: /v1/<club>, body: '{ <masked_object_fields> }' }"),
      'endpoints.members.update: names no <id>',
    ],
    [
      'an opt-out of all',
      withKey('opt_out: [{ right: marketing-objection, steps: [{ method: DELETE, path: /v1/mails }] }]'),
      'opt_out.steps[0]: names no <club>, <id>',
    ],
    [
      'a list of what everybody has running',
      ending('method: GET, path: /v1/subs'),
      'erase.also_ends[0]: names no field of the key',
    ],
    [
      'a list of everybody below a row',
      withKey('include: [{ field: notes, method: GET, path: /v1/notes, data_path: data }]'),
      'include.notes: names no field of the key',
    ],
  ])('is refused with %s', (_what, text, words) => {
    const problem = problemOf(text);

    expect(problem).toContain(words);
    expect(problem).toContain('vendor.yaml, ');
    expect(problem).toMatch(/Put .* into its path, query or body/);
  });

  it.each<[string, string]>([
    [
      'the key in the query',
      erasing('method: DELETE, path: /v1/<club>, query_params: [{ name: id, value: <id> }]'),
    ],
    ['the key in the body', erasing(`method: POST, path: /v1/erase, body: '{ "of": ["<club>", "<id>"] }'`)],
    [
      'a value that was kept of the row',
      erasing(
        'method: POST, path: /v1/<club>/<id>/jobs, keep: { job: id }',
        'method: GET, path: /v1/jobs/<job>',
        'method: DELETE, path: /v1/jobs/<job>/objects',
      ),
    ],
    [
      'a first step that only opens a job',
      erasing(
        'method: POST, path: /v1/jobs, keep: { job: id }',
        'method: POST, path: /v1/jobs/<job>/<club>/<id>',
      ),
    ],
  ])('is none with %s', (_what, text) => {
    expect(problemOf(text)).toBe('none');
  });

  const METHOD = 'method: GET';
  it.each([100, 302, 404, 500])('is refused where it takes status %s for done', (status) => {
    expect(() => vendorOf(edited('expect: [204]', `expect: [204, ${status}]`))).toThrow(
      'A step is done only by a status from 200 to 299.',
    );
  });

  it.each(['DELETE', 'PUT', 'PATCH'])('is refused where a call that only reads is made by %s', (method) => {
    const by = `method: ${method}`;
    const places: readonly [string, string][] = [
      ['endpoints.members.read', edited(`- ${METHOD}`, `- ${by}`)],
      ['endpoints.members.get', edited(`get: { ${METHOD}`, `get: { ${by}`)],
      ['endpoints.members.sample', edited(`sample: { ${METHOD}`, `sample: { ${by}`)],
      ['saas_config.test_request', edited(`test_request: { ${METHOD}`, `test_request: { ${by}`)],
      ['endpoints.members.erase.also_ends[0]', ending(`${by}, path: /v1/subs/<id>`)],
      [
        'endpoints.members.include.notes',
        withKey(`include: [{ field: notes, ${by}, path: /v1/notes/<id> }]`),
      ],
      [
        'rightsdesk.account[0]',
        edited('rightsdesk:\n', `rightsdesk:\n  account: [{ ${by}, path: /v1/me, at: id }]\n`),
      ],
      [
        'rightsdesk.lists.all',
        edited(
          'rightsdesk:\n',
          `rightsdesk:\n  lists: { all: { ${by}, path: /v1/me, data_path: x, field: id } }\n`,
        ),
      ],
    ];

    for (const [place, text] of places)
      expect(problemOf(text)).toContain(`${place}: only reads, and ${method} changes what it names. Use GET`);
  });

  it('may search by POST', () => {
    expect(problemOf(edited('- method: GET', '- method: POST'))).toBe('none');
  });

  it('does not change by a call of Fides that names no row', () => {
    const { endpoints } = vendorOf(edited('path: /v1/clubs/<club>/members/<id>\n', 'path: /v1/members\n'));

    expect(endpoints.members?.update).toBeUndefined();
  });
});
