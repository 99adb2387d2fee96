import type {
  DeskItems,
  KnownPerson,
  Lease,
  SessionChange,
  SessionItem,
  TokenItem,
  TotpItem,
} from '../../functions/domain/desk-items';

/**
 * Tokens, sessions, waits and counters in memory. Each change is one step, so conditions hold as in a
 * conditional write.
 */
export class MemoryItems implements DeskItems {
  readonly tokens = new Map<string, TokenItem>();
  private readonly forgetAt = new Map<string, string>();
  readonly sessions = new Map<string, SessionItem>();
  readonly used = new Map<string, number>();
  readonly places = new Map<string, Set<string>>();
  private readonly waitTokens = new Map<string, Map<string, string>>();
  private readonly totpSteps = new Map<string, number>();
  private readonly totps = new Map<string, TotpItem>();
  readonly tries = new Map<string, number>();
  private readonly leases = new Map<string, string>();
  private readonly persons = new Map<string, Map<string, KnownPerson>>();
  readonly cursors = new Map<string, string>();
  readonly typed = new Map<string, string>();

  async saveToken(token: TokenItem, forgetAt: string): Promise<boolean> {
    if (this.tokens.has(token.hash)) return false;
    this.tokens.set(token.hash, { ...token, attempts: 0 });
    this.forgetAt.set(token.hash, forgetAt);
    return true;
  }

  /** Removes expired items at the earliest possible time. */
  forget(now: string): void {
    for (const [hash, at] of this.forgetAt) if (at <= now) this.tokens.delete(hash);
  }

  async findToken(hash: string): Promise<TokenItem | undefined> {
    return this.tokens.get(hash);
  }

  async passCode(hash: string, codeHash: string, limit: number): Promise<TokenItem | undefined> {
    const token = this.tokens.get(hash);
    return token?.codeHash === codeHash && (token.attempts ?? 0) < limit ? token : undefined;
  }

  async countAttempt(hash: string, limit: number): Promise<boolean> {
    const token = this.tokens.get(hash);
    const attempts = token?.attempts ?? 0;
    if (!token || attempts >= limit) return false;
    this.tokens.set(hash, { ...token, attempts: attempts + 1 });
    return true;
  }

  async saveWait(requestId: string, wait: string, taskToken: string): Promise<void> {
    this.waitTokens.set(requestId, new Map(this.waitTokens.get(requestId)).set(wait, taskToken));
  }

  async waits(requestId: string): Promise<readonly { wait: string; taskToken: string }[]> {
    return [...(this.waitTokens.get(requestId) ?? [])].map(([wait, taskToken]) => ({ wait, taskToken }));
  }

  async dropWait(requestId: string, wait: string, taskToken: string): Promise<void> {
    const waits = this.waitTokens.get(requestId);
    if (waits?.get(wait) === taskToken) waits.delete(wait);
  }

  async takeQuota(key: string, limit: number, _expiresAt: string): Promise<boolean> {
    const used = this.used.get(key) ?? 0;
    if (used >= limit) return false;
    this.used.set(key, used + 1);
    return true;
  }

  async takePlace(key: string, taker: string, limit: number, _expiresAt: string): Promise<boolean> {
    const takers = this.places.get(key) ?? new Set();
    if (!takers.has(taker) && takers.size >= limit) return false;
    this.places.set(key, takers.add(taker));
    return true;
  }

  async takeLease(key: string, now: string, until: string): Promise<Lease | undefined> {
    const held = this.leases.get(key);
    const latest = new Date(Date.parse(now) + 24 * 3_600_000).toISOString();
    if (held !== undefined && held > now && held <= latest) return undefined;
    this.leases.set(key, until);
    return held === undefined ? 'first' : 'after-another';
  }

  async dropLease(key: string, until: string): Promise<void> {
    if (this.leases.get(key) === until) this.leases.set(key, '0');
  }

  async saveSession(session: SessionItem): Promise<void> {
    this.sessions.set(session.hash, session);
  }

  async findSession(hash: string): Promise<SessionItem | undefined> {
    return this.sessions.get(hash);
  }

  async changeSession(hash: string, now: string, change: SessionChange): Promise<boolean> {
    const session = this.sessions.get(hash);
    if (!session || session.expiresAt <= now) return false;
    this.sessions.set(hash, { ...session, ...change });
    return true;
  }

  async endSession(hash: string): Promise<void> {
    const session = this.sessions.get(hash);
    if (session) this.sessions.set(hash, { ...session, expiresAt: '0' });
  }

  async useTotpStep(staffId: string, step: number): Promise<boolean> {
    const last = this.totpSteps.get(staffId);
    if (last !== undefined && last >= step) return false;
    this.totpSteps.set(staffId, step);
    return true;
  }

  async saveTotp(staffId: string, totp: TotpItem, instead?: TotpItem): Promise<boolean> {
    const there = this.totps.get(staffId);
    if (instead ? !isSame(there, instead) : there) return false;
    this.totps.set(staffId, totp);
    return true;
  }

  async findTotp(staffId: string): Promise<TotpItem | undefined> {
    return this.totps.get(staffId);
  }

  async dropTotp(staffId: string, only?: TotpItem): Promise<boolean> {
    if (only && !isSame(this.totps.get(staffId), only)) return false;
    this.totps.delete(staffId);
    return true;
  }

  async countTry(key: string, limit: number, _expiresAt?: string, tries = 1): Promise<number | undefined> {
    const used = this.tries.get(key) ?? 0;
    if (used >= limit) return undefined;
    this.tries.set(key, used + tries);
    return used + tries;
  }

  async giveBackTries(key: string, tries: number): Promise<void> {
    const used = this.tries.get(key) ?? 0;
    if (used >= tries) this.tries.set(key, used - tries);
  }

  async forgetTries(key: string): Promise<void> {
    this.tries.delete(key);
  }

  async saveTyped(requestId: string, offer: string, sealed: string, _forgetAt: string): Promise<void> {
    this.typed.set(`${requestId}#${offer}`, sealed);
  }

  async findTyped(requestId: string, offer: string): Promise<string | undefined> {
    return this.typed.get(`${requestId}#${offer}`);
  }

  async dropTyped(requestId: string, offer: string): Promise<void> {
    this.typed.delete(`${requestId}#${offer}`);
  }

  async savePerson(person: KnownPerson, _expiresAt: string): Promise<void> {
    const { hash, requestId, place } = person;
    this.persons.set(hash, new Map(this.persons.get(hash)).set(`${requestId}#${place}`, person));
  }

  async findPerson(hash: string): Promise<readonly KnownPerson[]> {
    return [...(this.persons.get(hash)?.values() ?? [])];
  }

  async saveCursor(name: string, value: string): Promise<void> {
    this.cursors.set(name, value);
  }

  async findCursor(name: string): Promise<string | undefined> {
    return this.cursors.get(name);
  }
}

function isSame(there: TotpItem | undefined, { sealed, version }: TotpItem): boolean {
  return there?.sealed === sealed && there.version === version;
}
