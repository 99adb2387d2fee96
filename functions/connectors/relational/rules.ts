/** As PostgreSQL writes it: a no action, r restrict, c cascade, n set null, d set default. */
export type ReferentialAction = 'a' | 'r' | 'c' | 'n' | 'd';

export interface DatabaseForeignKey {
  readonly constraint: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** `oid` of the table that points and of the one pointed at, their kind and names. */
  readonly from: string;
  readonly fromKind: string;
  readonly fromSchema: string;
  readonly fromTable: string;
  readonly to: string;
  readonly toKind: string;
  readonly toSchema: string;
  readonly toTable: string;
  /** The desk's user can see the rows that point. */
  readonly readable: boolean;
  readonly columns: readonly { readonly own: string; readonly theirs: string }[];
}

/** A trigger or rule of the shop's own. */
export interface Hook {
  readonly oid: string;
  readonly name: string;
  readonly kind: 'trigger' | 'rule';
  readonly onDelete: boolean;
  readonly onUpdate: boolean;
  /** By its text it sets values of the row that is changed, and nothing else. */
  readonly onlyItsRow?: boolean;
  /** It may set other values of the row that is changed, and nothing tells which. */
  readonly mayKeepOld?: boolean;
  /** Columns of that row which it may set, in small letters; absent: none that the desk knows of. */
  readonly sets?: readonly string[];
}

/**
 * What the database does by itself, in all schemas: foreign keys, triggers, rules, and which table inherits
 * from which.
 */
export class Rules<K extends DatabaseForeignKey = DatabaseForeignKey> {
  constructor(
    readonly foreignKeys: readonly K[],
    readonly hooks: readonly Hook[],
    private readonly inherits: readonly (readonly [child: string, parent: string])[],
  ) {}

  /** Tables with their partitions and all that inherit from them. */
  withDescendants(oids: Iterable<string>): Set<string> {
    return closure(oids, (oid) =>
      this.inherits.flatMap(([child, parent]) => (parent === oid ? [child] : [])),
    );
  }

  /** Tables with everything above and below them: whatever may hold one of their rows. */
  withRelatives(oids: Iterable<string>): Set<string> {
    const above = closure(oids, (oid) =>
      this.inherits.flatMap(([child, parent]) => (child === oid ? [parent] : [])),
    );
    return new Set([...above, ...this.withDescendants(oids)]);
  }

  /** Foreign keys that point at rows of these tables. */
  pointingAt(oids: Iterable<string>): K[] {
    const targets = this.withRelatives(oids);
    return this.foreignKeys.filter(({ to }) => targets.has(to));
  }

  /** Every table that a deletion and an update here may reach, by what the foreign keys say. */
  reach(deleted: Iterable<string>, updated: Iterable<string>): ReachableTables {
    const gone = closure(this.withDescendants(deleted), (oid) =>
      this.pointingAt([oid])
        .filter(({ onDelete }) => onDelete === 'c')
        .flatMap(({ from }) => [...this.withDescendants([from])]),
    );
    const loosened = this.pointingAt(gone)
      .filter(({ onDelete }) => onDelete === 'n' || onDelete === 'd')
      .map(({ from }) => from);
    const changed = closure(this.withDescendants([...updated, ...loosened]), (oid) =>
      this.pointingAt([oid])
        .filter(({ onUpdate }) => onUpdate !== 'a' && onUpdate !== 'r')
        .flatMap(({ from }) => [...this.withDescendants([from])]),
    );
    return { deleted: gone, updated: changed };
  }

  /** Triggers and rules that a change of a row in this table sets off there. */
  updateHooksOf(oid: string): Hook[] {
    return this.hooksOn({ deleted: new Set(), updated: this.withDescendants([oid]) });
  }

  /** Triggers and rules that such a change sets off. */
  hooksOn({ deleted, updated }: ReachableTables): Hook[] {
    return this.hooks.filter(
      (hook) => (hook.onDelete && deleted.has(hook.oid)) || (hook.onUpdate && updated.has(hook.oid)),
    );
  }
}

export interface ReachableTables {
  readonly deleted: ReadonlySet<string>;
  readonly updated: ReadonlySet<string>;
}

function closure(start: Iterable<string>, next: (oid: string) => Iterable<string>): Set<string> {
  const seen = new Set(start);
  for (const oid of seen) for (const further of next(oid)) seen.add(further);
  return seen;
}
