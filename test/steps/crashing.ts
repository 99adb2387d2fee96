import type { World } from '../builders/a-world';

/** Every port throws from the nth call on, before it does anything: the process has died. */
export function crashing(world: World, nth: number): World {
  let calls = 0;
  const guard = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          calls += 1;
          if (calls >= nth) throw new Error('the process is gone');
          return value.apply(target, args);
        };
      },
    });
  const { register, vault, inbox, items, mailbox, workflow } = world;
  return {
    ...world,
    register: guard(register),
    vault: guard(vault),
    inbox: guard(inbox),
    items: guard(items),
    mailbox: guard(mailbox),
    workflow: guard(workflow),
  };
}
