import type { FrontRoutes, WebHandler } from './desk-front';
import type { LocalFunctions } from './local-functions';

const names = ['intake', 'verify', 'requester', 'download', 'decide', 'staff', 'signals'] as const;

/** The handlers of the pages, as deployed. */
export function webHandlers({ load, work }: LocalFunctions): FrontRoutes {
  const handlers = names.map((name) => {
    const { handler } = load<{ handler: WebHandler }>(`functions/web/${name}.handler`);
    return [name, work.within(handler)];
  });
  return Object.fromEntries(handlers) as FrontRoutes;
}
