// All laws, the supported core first, for the CLI, the build and tests, never for a Lambda.

import auPrivacy from '../../domain/deadlines/laws/au-privacy.json';
import brLgpd from '../../domain/deadlines/laws/br-lgpd.json';
import caPipeda from '../../domain/deadlines/laws/ca-pipeda.json';
import caQcLaw25 from '../../domain/deadlines/laws/ca-qc-law25.json';
import chFadp from '../../domain/deadlines/laws/ch-fadp.json';
import cl21719 from '../../domain/deadlines/laws/cl-21719.json';
import cnPipl from '../../domain/deadlines/laws/cn-pipl.json';
import euGdpr from '../../domain/deadlines/laws/eu-gdpr.json';
import inDpdp from '../../domain/deadlines/laws/in-dpdp.json';
import jpAppi from '../../domain/deadlines/laws/jp-appi.json';
import krPipa from '../../domain/deadlines/laws/kr-pipa.json';
import nzPrivacy from '../../domain/deadlines/laws/nz-privacy.json';
import sgPdpa from '../../domain/deadlines/laws/sg-pdpa.json';
import thPdpa from '../../domain/deadlines/laws/th-pdpa.json';
import ukGdpr from '../../domain/deadlines/laws/uk-gdpr.json';
import usCaCcpa from '../../domain/deadlines/laws/us-ca-ccpa.json';
import usCaDeleteAct from '../../domain/deadlines/laws/us-ca-delete-act.json';
import usCoCpa from '../../domain/deadlines/laws/us-co-cpa.json';
import usCtCtdpa from '../../domain/deadlines/laws/us-ct-ctdpa.json';
import usDeDpdpa from '../../domain/deadlines/laws/us-de-dpdpa.json';
import usFlFdbr from '../../domain/deadlines/laws/us-fl-fdbr.json';
import usIaIcdpa from '../../domain/deadlines/laws/us-ia-icdpa.json';
import usInIcdpa from '../../domain/deadlines/laws/us-in-icdpa.json';
import usKyKcdpa from '../../domain/deadlines/laws/us-ky-kcdpa.json';
import usMdModpa from '../../domain/deadlines/laws/us-md-modpa.json';
import usMnMcdpa from '../../domain/deadlines/laws/us-mn-mcdpa.json';
import usMtMcdpa from '../../domain/deadlines/laws/us-mt-mcdpa.json';
import usNeNdpa from '../../domain/deadlines/laws/us-ne-ndpa.json';
import usNhNhpa from '../../domain/deadlines/laws/us-nh-nhpa.json';
import usNjNjdpa from '../../domain/deadlines/laws/us-nj-njdpa.json';
import usOkOcdpa from '../../domain/deadlines/laws/us-ok-ocdpa.json';
import usOrOcpa from '../../domain/deadlines/laws/us-or-ocpa.json';
import usRiRidtppa from '../../domain/deadlines/laws/us-ri-ridtppa.json';
import usTnTipa from '../../domain/deadlines/laws/us-tn-tipa.json';
import usTxTdpsa from '../../domain/deadlines/laws/us-tx-tdpsa.json';
import usUtUcpa from '../../domain/deadlines/laws/us-ut-ucpa.json';
import usVaVcdpa from '../../domain/deadlines/laws/us-va-vcdpa.json';
import zaPaia from '../../domain/deadlines/laws/za-paia.json';

/** The law files as read from disk, not yet validated; `law-library` validates them. */
export const ALL_LAW_FILES: readonly unknown[] = [
  euGdpr,
  ukGdpr,
  usCaCcpa,
  auPrivacy,
  brLgpd,
  caPipeda,
  caQcLaw25,
  chFadp,
  cl21719,
  cnPipl,
  inDpdp,
  jpAppi,
  krPipa,
  nzPrivacy,
  sgPdpa,
  thPdpa,
  usCaDeleteAct,
  usCoCpa,
  usCtCtdpa,
  usDeDpdpa,
  usFlFdbr,
  usIaIcdpa,
  usInIcdpa,
  usKyKcdpa,
  usMdModpa,
  usMnMcdpa,
  usMtMcdpa,
  usNeNdpa,
  usNhNhpa,
  usNjNjdpa,
  usOkOcdpa,
  usOrOcpa,
  usRiRidtppa,
  usTnTipa,
  usTxTdpsa,
  usUtUcpa,
  usVaVcdpa,
  zaPaia,
];
