import type { InFlight } from './in-flight';
import type { LoadModule } from './own-modules';

/** How the code of deployed functions is loaded, and how their calls are counted. */
export interface LocalFunctions {
  readonly load: LoadModule;
  readonly work: InFlight;
}
