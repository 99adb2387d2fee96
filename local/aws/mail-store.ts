import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './write-file-atomically';

/** One mail as SES accepted it. */
export interface StoredMail {
  readonly messageId: string;
  /** Instant of the (virtual) clock, ISO 8601 in UTC. */
  readonly sentAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
}

/** The mails that were sent, one JSON file each, so that they survive a restart. */
export class MailStore {
  private next: number;
  /** Read before, by file: a mail never changes. */
  private readonly known = new Map<string, StoredMail>();

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.next = 1 + Math.max(0, ...this.files().map((file) => Number.parseInt(file, 10)));
  }

  add(mail: StoredMail): void {
    const file = `${String(this.next).padStart(8, '0')}-${mail.messageId}.json`;
    writeFileAtomically(join(this.directory, file), JSON.stringify(mail, null, 2));
    this.next += 1;
  }

  /** All mails, oldest first. */
  list(): readonly StoredMail[] {
    return this.files().map((file) => this.load(file));
  }

  /** The mail with this id; undefined when there is none. */
  read(messageId: string): StoredMail | undefined {
    const file = this.files().find((name) => name.endsWith(`-${messageId}.json`));
    return file === undefined ? undefined : this.load(file);
  }

  /** Removes all mails. */
  clear(): void {
    for (const file of this.files()) rmSync(join(this.directory, file));
  }

  private load(file: string): StoredMail {
    const known = this.known.get(file);
    if (known) return known;
    const mail = JSON.parse(readFileSync(join(this.directory, file), 'utf8')) as StoredMail;
    this.known.set(file, mail);
    return mail;
  }

  private files(): readonly string[] {
    return readdirSync(this.directory)
      .filter((file) => /^\d{8,}-.*\.json$/.test(file))
      .sort();
  }
}
