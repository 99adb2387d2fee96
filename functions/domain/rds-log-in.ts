/**
 * Where and as whom the desk logs in to an RDS or Aurora database with an IAM token instead of a password.
 */
export interface RdsLogIn {
  /** The endpoint: the only name that RDS accepts in a token. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** From the endpoint, e.g. `eu-central-1`. */
  readonly region: string;
}

/** An invalid part of an address, and what to write instead. Neither repeats the address. */
export interface DatabaseAddressFault {
  readonly problem: string;
  readonly remedy: string;
}

const SCHEME = /^(?:postgres(?:ql)?|mysql):\/\//;
const ENDPOINT = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.([a-z]{2}(?:-[a-z]+)+-\d)\.rds\.amazonaws\.com$/;
const PORTS: Readonly<Record<string, number>> = { 'mysql:': 3306 };
const POSTGRES_PORT = 5432;

/** The user is part of an IAM ARN, where `*`, `?` and `$` would match more than one user. */
const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

/** Whether the text is an address rather than the name of a variable or parameter that holds one. */
export function isDatabaseAddress(url: string): boolean {
  return SCHEME.test(url);
}

/**
 * What is wrong with `postgres://USER@ENDPOINT:PORT/DATABASE`, or `mysql://` and the same; undefined when
 * nothing is. It must hold no password, because the desk file is bundled with the code.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html names of Route 53
 * cannot stand in for the endpoint
 */
export function databaseAddressFault(url: string): DatabaseAddressFault | undefined {
  const written = URL.canParse(url) ? new URL(url) : undefined;
  const form = url.startsWith('mysql:') ? 'mysql://USER@ENDPOINT:3306' : 'postgres://USER@ENDPOINT:5432';
  const remedy = `Write ${form}/DATABASE and nothing else.`;
  if (!written || !isDatabaseAddress(url)) return { problem: 'is not the address of a database', remedy };
  if (/^[^/]*:[^/]*@/.test(url.replace(SCHEME, '')) || /password/i.test(written.search))
    return {
      problem: 'holds a password, and no secret belongs in this file',
      remedy:
        'Take the password out: with login: iam none is needed. Without it, name the variable or parameter that holds the string.',
    };
  if (!NAME.test(written.username))
    return {
      problem: 'names no user of the database',
      remedy: `${remedy} A user is letters, digits, _ and -.`,
    };
  if (!ENDPOINT.test(written.hostname))
    return {
      problem:
        'does not lead to the endpoint of an RDS or Aurora database, and a token is good for no other name',
      remedy: 'Copy the endpoint from the RDS console: it ends in .REGION.rds.amazonaws.com.',
    };
  if (!NAME.test(written.pathname.slice(1))) return { problem: 'names no database', remedy };
  return written.search || written.hash ? { problem: 'holds more than an address', remedy } : undefined;
}

/**
 * The log-in of a store whose connection says `login: iam`; undefined for every other. The address was
 * checked with the desk file.
 */
export function rdsLogInOf(connection: Readonly<Record<string, string>>): RdsLogIn | undefined {
  if (connection.login !== 'iam') return undefined;
  const { protocol, username, hostname, port, pathname } = new URL(connection.url ?? '');
  return {
    host: hostname,
    port: port === '' ? (PORTS[protocol] ?? POSTGRES_PORT) : Number(port),
    user: username,
    database: pathname.slice(1),
    region: ENDPOINT.exec(hostname)?.[1] ?? '',
  };
}
