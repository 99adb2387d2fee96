import type { AnswerFacts } from './answer-facts';
import { longDate } from './answer-words';
import type { PackageInput } from './package-input';

/** The `README.txt` of a package, with line ends that every text viewer understands. */
export function readMe(facts: AnswerFacts, pieces: PackageInput['pieces'] = 'all'): string {
  const { controller, reference, answeredOn } = facts;
  const lines = [
    `Answer of ${controller.legalName} to your request ${reference}, ${longDate(answeredOn)}`,
    '',
    'Unpack the whole package first, then open index.html in a web browser.',
    'It needs no internet connection, and nothing in it is sent anywhere.',
    '',
    ...(pieces === 'all' ? whatLiesThere : kindsOnly),
    '',
    `Questions: ${controller.contactEmail}`,
    '',
  ];
  return lines.join('\r\n');
}

const kindsOnly = [
  'index.html   which kinds of data are held, from where, why, who receives them, how long they',
  '             are kept, your rights and where to complain. The data itself is not in this package',
];

const whatLiesThere = [
  'index.html   everything in readable form: what is held, from where, why, who receives it,',
  '             how long it is kept, what was withheld, your rights and where to complain',
  'csv/         the same records as spreadsheets (UTF-8, commas). Where a text begins like a formula',
  "             (= + - @ or a control character), also after a semicolon or on a new line, a ' stands",
  '             in front of it, so that no spreadsheet runs it. Exact texts are in data/',
  'data/        the same records as JSON, exactly as stored, to take along to another service',
  'files/       stored files, numbered; files/index.csv gives the original names. A file of a kind',
  '             that a double click might run as a program has .txt after its name',
  '',
  'A folder is missing when there is nothing to put into it.',
];
