/**
 * A way in which a desk can go wrong, and what must hold. Tests that show it carry its id in brackets:
 * `[A06]`.
 */
export interface SecurityCase {
  readonly id: string;
  readonly rule: string;
  /** What no test shows, or why the case does not apply to this desk. */
  readonly open?: string;
}

const faults: readonly SecurityCase[] = [
  { id: 'F01', rule: 'A deletion whose answer was lost is counted once, whichever store it was in' },
  { id: 'F02', rule: 'Of two executions of one erasure round each row is counted once' },
  {
    id: 'F03',
    rule: 'An approval whose write failed, or whose answer was lost, is one decision and one entry',
  },
  {
    id: 'F04',
    rule: 'A wake-up that was lost after the answer was noted: the watch drives on, and nobody is asked twice',
  },
  {
    id: 'F05',
    rule: 'A store that is down for two hours parks its own part; the others go on, and nobody is flooded',
  },
  {
    id: 'F06',
    rule: 'Throttled calls are made again, later, and not many times over',
    open: 'No connector reads Retry-After: stores are databases and AWS services here, which send none.',
  },
  { id: 'F07', rule: 'A refused log-in goes to a person at the first try; the other stores are done' },
  { id: 'F08', rule: 'A store that says it erased and did not is found out by the reading after it' },
  {
    id: 'F09',
    rule: 'A store that is down to the end is given up before the date, and the person reads which',
  },
  {
    id: 'F10',
    rule: 'What identifies the person is frozen: an order in which identities go first still ends',
  },
  { id: 'F11', rule: 'What cannot be read is set aside for a person, and stops nothing else' },
  {
    id: 'F12',
    rule: 'A restart by hand while an execution is alive does nothing; after one that died it goes on',
  },
  { id: 'F13', rule: 'An execution that is aborted in any state is taken up by the next version' },
  { id: 'F14', rule: 'A mail service that throttles, or is paused for hours, delays mails and loses none' },
  {
    id: 'F15',
    rule: 'After a restore the erased are erased again, once, and whoever came back since is kept',
  },
  {
    id: 'F16',
    rule: 'A nightly import that brings erased people back is filtered',
    open: 'There is no filter of imports; the readings after a day, a week and a month find what an import brought.',
  },
  { id: 'F17', rule: 'A bounce of the mail with the code reaches staff at once, as an event of its request' },
  { id: 'F18', rule: 'A package whose upload breaks off is made again whole' },
  { id: 'F19', rule: 'Throttled keys delay, and nothing is ever written in the clear instead' },
  { id: 'F20', rule: 'Throttled tables delay, and lose and double nothing' },
];

const races: readonly SecurityCase[] = [
  {
    id: 'R01',
    rule: 'A hundred posts of one form at once are one request and at most one mail; any later one while the request is open is the same request, and brings an unproven one a fresh link at most',
  },
  {
    id: 'R02',
    rule: 'An access and an erasure of one person at the same moment: the copy is whole, or says that it is not',
  },
  { id: 'R03', rule: 'Fifty approvals of one decision at once are one transition' },
  { id: 'R04', rule: 'Thirty unproven requests for somebody change nothing about theirs' },
  {
    id: 'R05',
    rule: 'A stop at the very moment of the erasure: stopped with nothing gone, or too late and said so',
  },
  { id: 'R06', rule: 'What changes between preview and approval, or after it, is asked about again' },
  {
    id: 'R07',
    rule: 'No sequence of events leads to an erasure or a copy without proof, a decision, and the manifest that they were given for',
  },
  { id: 'R08', rule: 'Two hundred wrong codes at once: five are compared' },
  { id: 'R09', rule: 'Two sweeps at once do everything once' },
];

const abuse: readonly SecurityCase[] = [
  {
    id: 'A01',
    rule: 'No answer says which data point was wrong; three tries',
  },
  { id: 'A02', rule: 'What stands in the mailbox proves nothing more than the mailbox' },
  { id: 'A03', rule: 'Impostors with public facts get neither a package nor an erasure' },
  {
    id: 'A04',
    rule: 'The notice before an erasure goes to every address of the person, and each can stop it',
  },
  { id: 'A05', rule: 'Form and sign-in answer everybody the same, by the same work' },
  { id: 'A06', rule: 'Hundreds of posts for one victim: three mails a day' },
  { id: 'A07', rule: 'Looking at a link, in any way and however often, changes nothing' },
  { id: 'A08', rule: 'An empty form that a scanner posts is no try and no act' },
  { id: 'A09', rule: 'A forwarded link does not make whoever holds it somebody who may decide' },
  { id: 'A10', rule: 'A link, a code and a number of an app work once and in their time' },
  {
    id: 'A11',
    rule: 'A page sends no referrer, loads nothing from elsewhere and is not kept by the browser',
  },
  { id: 'A12', rule: 'A form from another site, without its hidden value, is refused' },
  { id: 'A13', rule: 'No header of a request gets into a link' },
  { id: 'A14', rule: 'A link opens its own request at its own route, and no other' },
  { id: 'A15', rule: 'A package is handed out by a code, for a short time, and not after its end' },
  {
    id: 'A16',
    rule: 'Nobody decides on their own data, nor on what they entered or vouched for; two approvals are two people',
  },
  { id: 'A17', rule: 'Whether somebody may act is asked at the act' },
  {
    id: 'A18',
    rule: 'A scanner of web weaknesses finds nothing of weight',
    open: 'wapiti is not run in CI; headers, forms and links are tested here.',
  },
];

const data: readonly SecurityCase[] = [
  { id: 'D01', rule: 'Which spellings of an address are one, and which are not, is a table' },
  { id: 'D02', rule: 'An address that two customers share is asked about, and nothing is erased by it' },
  { id: 'D03', rule: 'Far more rows than were approved stop the erasure' },
  { id: 'D04', rule: 'No text of a form gets into a header of a mail' },
  { id: 'D05', rule: 'No text of a form runs as script, in a page or a mail' },
  { id: 'D06', rule: 'No cell of a package is a formula' },
  { id: 'D07', rule: 'No name of a file in a package leads out of its folder' },
  { id: 'D08', rule: 'What a store answers is bounded, whatever it sends' },
  { id: 'D09', rule: 'A map that names no table or field of the store is refused before it is used' },
  { id: 'D10', rule: 'No value becomes part of a statement' },
  { id: 'D11', rule: 'No connector can be led to another host' },
  { id: 'D12', rule: 'Odd bodies are refused with a sentence, and the process lives on' },
  { id: 'D13', rule: 'No pattern takes more than the square of a text that was made for it' },
  { id: 'D14', rule: 'What is shared, or that nobody has classified, leaves only when somebody said so' },
];

const time: readonly SecurityCase[] = [
  { id: 'C01', rule: 'Each date equals that of a second implementation, and is never after the legal one' },
  { id: 'C02', rule: 'The zone of the machine changes no date' },
  { id: 'C03', rule: 'The day on which clocks change brings one reminder' },
  { id: 'C04', rule: 'A watch that was away for a day does all that is due, once' },
  { id: 'C05', rule: 'A decision may take a hundred days' },
  { id: 'C06', rule: 'A download lives a minute, its package as long as was said' },
  { id: 'C07', rule: 'What has expired counts as gone, though the table still holds it' },
];

const privacy: readonly SecurityCase[] = [
  { id: 'P01', rule: 'After clean runs no planted value is found outside of where it belongs' },
  { id: 'P02', rule: 'Nor after runs with faults' },
  { id: 'P03', rule: 'Credentials of stores are found nowhere outside of their place' },
  {
    id: 'P04',
    rule: 'After the end nothing can be opened, and nothing that stays can be tested against a dictionary',
  },
  { id: 'P05', rule: 'Links and codes are found in one mail each, and nowhere else' },
  { id: 'P06', rule: 'An entry edited, taken out, added, moved or cut off is found, with its place' },
  {
    id: 'P07',
    rule: 'A log that was shortened at its end of life still proves what it was',
    open: 'Entries are never taken out: a log keeps its ids and dates, and its contents are shredded.',
  },
];

const infrastructure: readonly SecurityCase[] = [
  { id: 'I01', rule: 'Each role may do what it must, and not what it must not' },
  { id: 'I02', rule: 'Buckets refuse strangers, plain connections and writing without a key' },
  { id: 'I03', rule: 'The template passes its checkers, and each exception has a reason' },
  { id: 'I04', rule: 'A service may call only for this stack' },
  { id: 'I05', rule: 'Removing the stack removes no table, key or evidence' },
  { id: 'I06', rule: 'Packages are locked by hash, run no script, and have licences that are known' },
  { id: 'I07', rule: 'No secret in the tree or its history, by a scanner that finds what is planted' },
];

const load: readonly SecurityCase[] = [
  { id: 'L01', rule: 'Ten thousand posts lose no request and send few mails' },
  { id: 'L02', rule: 'A flood costs little, and is held by the API' },
  {
    id: 'L03',
    rule: 'A thousand requests with faults end well',
    open: 'The sweep of faults runs each call, one request at a time; a thousand at once are not run.',
  },
  { id: 'L04', rule: 'Ten thousand open requests are swept in time' },
  { id: 'L05', rule: 'An export of a million rows stays small in memory' },
  { id: 'L06', rule: 'An erasure of 100,000 rows under throttling ends', open: 'Not measured.' },
  { id: 'L07', rule: 'A million entries are verified in a minute' },
  { id: 'L08', rule: 'A restored store of a million rows is cleaned in minutes', open: 'Not measured.' },
];

export const securityCases: readonly SecurityCase[] = [
  ...faults,
  ...races,
  ...abuse,
  ...data,
  ...time,
  ...privacy,
  ...infrastructure,
  ...load,
];
