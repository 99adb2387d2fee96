/**
 * For a browser that sends Global Privacy Control: how we treat the signal, and what it does not reach (11
 * CCR 7025(c)(6)). It names no person, because we do not know whose browser it is.
 */
export function SignalNote() {
  return (
    <p class="hint" role="note">
      <b>Opt-out request honored.</b> Your browser sends an opt-out signal (Global Privacy Control): we treat
      it as opted out on this site. These pages sell and share nothing, and set no trackers. The signal does
      not say who you are, so it changes nothing in what we hold about you elsewhere; for that,{' '}
      <a href="/opt-out">tell us here</a>.
    </p>
  );
}
