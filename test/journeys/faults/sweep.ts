import { aCanary } from '../canary/canaries';
import { deskSinks } from '../canary/desk-sinks';
import { leaksIn } from '../canary/leak-oracle';
import { cleanSlate } from './clean-slate';
import { type CombSettings, changesSomething } from './comb';
import { BEGIN, FaultyDesk } from './faulty-desk';
import { PatientPeople } from './patient-people';
import { addShopper, aShopper } from './shopper';
import { makeSmall, removeShopper } from './small-shop';
import { shopLines, type Traces, tracesOf, violations } from './verdict';

export type Kind = 'access' | 'erasure';

export interface Run {
  readonly kind: Kind;
  readonly comb: CombSettings | undefined;
  readonly calls: number;
  /** Those calls that change something. */
  readonly changing: number;
  readonly struck: readonly string[];
  readonly crashes: number;
  /** Whether a step gave up and reported to staff. */
  readonly trouble: boolean;
  readonly turns: number;
  readonly ms: number;
  /** Subjects of mails that were sent more than once with identical text. */
  readonly mailedTwice: readonly string[];
  readonly violations: readonly string[];
}

/** Many requests on one desk, each of another person and with its own faults. */
export class FaultSweep {
  private readonly clean = new Map<Kind, { traces: Traces; run: Run }>();
  private people = 0;

  private constructor(
    readonly desk: FaultyDesk,
    private readonly directory: string,
  ) {}

  static async start(directory: string, port: number): Promise<FaultSweep> {
    process.env.LOG_LEVEL = 'SILENT';
    const desk = await FaultyDesk.start({ directory, port, now: BEGIN, evidence: false });
    await makeSmall(desk.shop);
    return new FaultSweep(desk, directory);
  }

  /** The run without a fault, to which all others of its kind are compared. */
  async cleanRun(kind: Kind): Promise<Run> {
    const known = this.clean.get(kind);
    if (known) return known.run;
    const { traces, before, ...run } = await this.go(kind, undefined);
    const wrong = [...run.violations, ...violations(traces, traces, before)];
    this.clean.set(kind, { traces, run: { ...run, violations: wrong } });
    return this.cleanRun(kind);
  }

  async run(kind: Kind, comb?: CombSettings): Promise<Run> {
    await this.cleanRun(kind);
    const { traces, before, ...run } = await this.go(kind, comb);
    const clean = this.clean.get(kind)?.traces;
    const lostSends = run.struck.filter((call) => call === 'ses.SendEmail').length;
    const wrong = clean ? violations(clean, traces, before, lostSends) : ['no clean run'];
    return { ...run, violations: [...run.violations, ...wrong] };
  }

  private async go(kind: Kind, comb: CombSettings | undefined) {
    const { desk } = this;
    this.people += 1;
    const marks = ['lastName', 'note', 'review', 'chat'].map(aCanary);
    const who = aShopper(this.people, Object.fromEntries(marks.map(({ field, text }) => [field, text])));
    await addShopper(desk.shop, who);
    desk.running.clock.set(BEGIN);
    desk.running.aws.mails.clear();
    const before = await shopLines(desk, who);
    const began = performance.now();
    desk.begin(comb);
    const result = await new PatientPeople(desk, { right: kind, email: who.email }).untilDone();
    const struck = desk.struck.map((c) => `${c.service}.${c.operation}`);
    const changing = desk.calls.filter(changesSomething).length;
    const about = { calls: desk.calls.length, changing, struck, crashes: desk.crashes };
    desk.begin();
    desk.running.clock.advance('PT5M');
    await desk.running.quiet();
    const traces = await tracesOf(desk, who, result);
    const seen = { directory: this.directory, person: who.email, transitions: [] };
    const leaks = leaksIn(await deskSinks(desk.running, seen), marks);
    await removeShopper(desk.shop, who.id);
    await cleanSlate(desk.shop);
    return {
      kind,
      comb,
      ...about,
      trouble: traces.request?.log.some((e) => e.type === 'trouble') ?? false,
      turns: result.turns,
      ms: Math.round(performance.now() - began),
      mailedTwice: mailedTwice(traces),
      violations: leaks,
      traces,
      before,
    };
  }
}

function mailedTwice({ mails }: Traces): string[] {
  const first = (i: number) => mails.findIndex((mail) => JSON.stringify(mail) === JSON.stringify(mails[i]));
  return mails.filter((_, i) => first(i) !== i).map((mail) => mail.subject);
}
