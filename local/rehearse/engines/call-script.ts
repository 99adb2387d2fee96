import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../runner/json';
import { isJsonObject } from '../../runner/json';
import { type EngineCase, FAILURE_MESSAGE, type Reaction, type TokenAnswer } from './engine-case';
import { type ComparedOutcome, withoutChance } from './outcome';

/** An error that a function throws; Retry and Catch match its name. */
export class ScriptedError extends Error {
  constructor(override readonly name: string) {
    super(FAILURE_MESSAGE);
  }
}

/** What the script needs from the engine that calls it. */
export interface ScriptedEngine {
  /** Sends the result of a waiting task. */
  readonly answerToken: (token: string, answer: TokenAnswer) => Promise<void>;
  /** The engine's clock in seconds. */
  readonly seconds: () => number;
  /**
   * Milliseconds of real time until a call that should never return does return; by then the engine has given
   * up on it.
   */
  readonly neverMs: number;
}

interface Call {
  readonly task: string;
  readonly payload: Json;
  readonly at: number;
}

/** How long calls wait for one another, in milliseconds of real time. */
const MEET = { turn: 20, patience: 4000 };
/** Milliseconds of real time until a token is answered that is answered after the call. */
const LATER_MS = 150;

/** The code of every function of one case, for one engine, and a record of its calls. */
export class CallScript {
  private readonly calls: Call[] = [];
  private readonly tokens = new Set<string>();
  /** Names of the errors that functions and answered tokens ended with. */
  readonly raised = new Set<string>();
  /** The number of calls and token answers that are still pending and will end by themselves. */
  busy = 0;

  constructor(
    private readonly one: EngineCase,
    private readonly engine: ScriptedEngine,
  ) {}

  /** One call of a function. @throws ScriptedError */
  async call(payload: Json): Promise<Json> {
    const task = isJsonObject(payload) && typeof payload.task === 'string' ? payload.task : 'bare';
    const token = isJsonObject(payload) && typeof payload.token === 'string' ? payload.token : undefined;
    const reaction = this.note(task, payload, token);
    if (reaction.never) {
      await sleep(this.engine.neverMs, undefined, { ref: false });
      return null;
    }
    this.busy += 1;
    try {
      return await this.react(task, token, reaction);
    } finally {
      this.busy -= 1;
    }
  }

  /** What was seen so far. @param run - the prefix of this run's names */
  seen(run: string): Pick<ComparedOutcome, 'attempts' | 'payloads' | 'tokens' | 'gaps'> {
    const tasks = [...new Set(this.calls.map(({ task }) => task))].sort();
    const byTask = <T>(value: (task: string) => T) =>
      Object.fromEntries(tasks.map((task) => [task, value(task)]));
    return {
      attempts: byTask((task) => this.callsOf(task).length),
      payloads: byTask((task) => this.callsOf(task).map(({ payload }) => withoutChance(payload, run))),
      tokens: this.tokens.size,
      gaps: this.calls.slice(1).map(({ at }, n) => at - (this.calls[n]?.at ?? at)),
    };
  }

  private callsOf(task: string): readonly Call[] {
    return this.calls.filter((call) => call.task === task);
  }

  private note(task: string, payload: Json, token: string | undefined): Reaction {
    const reactions = this.one.reactions?.[task] ?? [];
    const reaction = reactions[this.callsOf(task).length] ?? reactions.at(-1);
    if (token !== undefined) this.tokens.add(token);
    const shown = isJsonObject(payload) && token !== undefined ? { ...payload, token: 'TOKEN' } : payload;
    this.calls.push({ task, payload: shown, at: this.engine.seconds() });
    return reaction ?? {};
  }

  private async react(task: string, token: string | undefined, reaction: Reaction): Promise<Json> {
    if (reaction.meet !== undefined) await this.meet(task, reaction.meet);
    if (reaction.token && token !== undefined) await this.answer(token, reaction.token);
    if (reaction.fail === undefined) return reaction.reply ?? null;
    this.raised.add(reaction.fail);
    throw new ScriptedError(reaction.fail);
  }

  private async answer(token: string, answer: NonNullable<Reaction['token']>): Promise<void> {
    if ('fail' in answer) this.raised.add(answer.fail);
    if (answer.when === 'before') return this.engine.answerToken(token, answer);
    this.busy += 1;
    void sleep(LATER_MS)
      .then(() => this.engine.answerToken(token, answer))
      .finally(() => {
        this.busy -= 1;
      });
  }

  private async meet(task: string, wanted: number): Promise<void> {
    const until = performance.now() + MEET.patience;
    while (this.callsOf(task).length < wanted && performance.now() < until) await sleep(MEET.turn);
  }
}
