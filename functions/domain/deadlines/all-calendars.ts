// Made by bin/make-calendars.ts. All calendars, for the CLI, the build and tests, never for a Lambda.
import type { CalendarFile } from './calendar-file';
import at_ from './calendars/at.json';
import au_ from './calendars/au.json';
import be_ from './calendars/be.json';
import bg_ from './calendars/bg.json';
import br_ from './calendars/br.json';
import ca_ from './calendars/ca.json';
import ch_ from './calendars/ch.json';
import cl_ from './calendars/cl.json';
import cn_ from './calendars/cn.json';
import cy_ from './calendars/cy.json';
import cz_ from './calendars/cz.json';
import de_ from './calendars/de.json';
import dk_ from './calendars/dk.json';
import ee_ from './calendars/ee.json';
import es_ from './calendars/es.json';
import fi_ from './calendars/fi.json';
import fr_ from './calendars/fr.json';
import gb_ from './calendars/gb.json';
import gr_ from './calendars/gr.json';
import hr_ from './calendars/hr.json';
import hu_ from './calendars/hu.json';
import ie_ from './calendars/ie.json';
import in_ from './calendars/in.json';
import is_ from './calendars/is.json';
import it_ from './calendars/it.json';
import jp_ from './calendars/jp.json';
import kr_ from './calendars/kr.json';
import li_ from './calendars/li.json';
import lt_ from './calendars/lt.json';
import lu_ from './calendars/lu.json';
import lv_ from './calendars/lv.json';
import mt_ from './calendars/mt.json';
import nl_ from './calendars/nl.json';
import no_ from './calendars/no.json';
import nz_ from './calendars/nz.json';
import pl_ from './calendars/pl.json';
import pt_ from './calendars/pt.json';
import ro_ from './calendars/ro.json';
import se_ from './calendars/se.json';
import sg_ from './calendars/sg.json';
import si_ from './calendars/si.json';
import sk_ from './calendars/sk.json';
import th_ from './calendars/th.json';
import us_ from './calendars/us.json';
import za_ from './calendars/za.json';

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
