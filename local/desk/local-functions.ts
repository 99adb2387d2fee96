import type { InFlight } from './in-flight';
import type { LoadModule } from './own-modules';

/** Loads the code of deployed functions and counts their calls. */
export interface LocalFunctions {
  readonly load: LoadModule;
  readonly work: InFlight;
}
