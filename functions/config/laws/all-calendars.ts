// Made by generate/make-calendars.ts. All calendars, for the CLI, the build and tests, never for a Lambda.

import at_ from '../../domain/deadlines/calendars/at.json';
import au_ from '../../domain/deadlines/calendars/au.json';
import be_ from '../../domain/deadlines/calendars/be.json';
import bg_ from '../../domain/deadlines/calendars/bg.json';
import br_ from '../../domain/deadlines/calendars/br.json';
import ca_ from '../../domain/deadlines/calendars/ca.json';
import ch_ from '../../domain/deadlines/calendars/ch.json';
import cl_ from '../../domain/deadlines/calendars/cl.json';
import cn_ from '../../domain/deadlines/calendars/cn.json';
import cy_ from '../../domain/deadlines/calendars/cy.json';
import cz_ from '../../domain/deadlines/calendars/cz.json';
import de_ from '../../domain/deadlines/calendars/de.json';
import dk_ from '../../domain/deadlines/calendars/dk.json';
import ee_ from '../../domain/deadlines/calendars/ee.json';
import es_ from '../../domain/deadlines/calendars/es.json';
import fi_ from '../../domain/deadlines/calendars/fi.json';
import fr_ from '../../domain/deadlines/calendars/fr.json';
import gb_ from '../../domain/deadlines/calendars/gb.json';
import gr_ from '../../domain/deadlines/calendars/gr.json';
import hr_ from '../../domain/deadlines/calendars/hr.json';
import hu_ from '../../domain/deadlines/calendars/hu.json';
import ie_ from '../../domain/deadlines/calendars/ie.json';
import in_ from '../../domain/deadlines/calendars/in.json';
import is_ from '../../domain/deadlines/calendars/is.json';
import it_ from '../../domain/deadlines/calendars/it.json';
import jp_ from '../../domain/deadlines/calendars/jp.json';
import kr_ from '../../domain/deadlines/calendars/kr.json';
import li_ from '../../domain/deadlines/calendars/li.json';
import lt_ from '../../domain/deadlines/calendars/lt.json';
import lu_ from '../../domain/deadlines/calendars/lu.json';
import lv_ from '../../domain/deadlines/calendars/lv.json';
import mt_ from '../../domain/deadlines/calendars/mt.json';
import nl_ from '../../domain/deadlines/calendars/nl.json';
import no_ from '../../domain/deadlines/calendars/no.json';
import nz_ from '../../domain/deadlines/calendars/nz.json';
import pl_ from '../../domain/deadlines/calendars/pl.json';
import pt_ from '../../domain/deadlines/calendars/pt.json';
import ro_ from '../../domain/deadlines/calendars/ro.json';
import se_ from '../../domain/deadlines/calendars/se.json';
import sg_ from '../../domain/deadlines/calendars/sg.json';
import si_ from '../../domain/deadlines/calendars/si.json';
import sk_ from '../../domain/deadlines/calendars/sk.json';
import th_ from '../../domain/deadlines/calendars/th.json';
import us_ from '../../domain/deadlines/calendars/us.json';
import za_ from '../../domain/deadlines/calendars/za.json';
import type { CalendarFile } from './calendar-file';

/** The calendars of all countries, by country code. */
export const ALL_CALENDARS: Readonly<Record<string, CalendarFile>> = {
  AT: at_,
  BE: be_,
  BG: bg_,
  HR: hr_,
  CY: cy_,
  CZ: cz_,
  DK: dk_,
  EE: ee_,
  FI: fi_,
  FR: fr_,
  DE: de_,
  GR: gr_,
  HU: hu_,
  IE: ie_,
  IT: it_,
  LV: lv_,
  LT: lt_,
  LU: lu_,
  MT: mt_,
  NL: nl_,
  PL: pl_,
  PT: pt_,
  RO: ro_,
  SK: sk_,
  SI: si_,
  ES: es_,
  SE: se_,
  IS: is_,
  LI: li_,
  NO: no_,
  GB: gb_,
  CH: ch_,
  US: us_,
  CA: ca_,
  NZ: nz_,
  AU: au_,
  BR: br_,
  CL: cl_,
  JP: jp_,
  KR: kr_,
  IN: in_,
  ZA: za_,
  SG: sg_,
  CN: cn_,
  TH: th_,
};
