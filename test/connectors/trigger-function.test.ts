import { setsOnlyNewValues } from '../../functions/connectors/postgres/trigger-function';

const isPlain = (source: string, language = 'plpgsql') => setsOnlyNewValues({ language, source });

describe('a trigger function of PostgreSQL', () => {
  it.each([
    'BEGIN NEW.changed = now(); RETURN NEW; END',
    ' begin\n  -- when it was; see OLD\n  new.changed := CURRENT_TIMESTAMP;\n  return new;\nend;',
    'BEGIN NEW.state := \'dirty\'; NEW.tries := 0; NEW."Seen" := NULL; RETURN NEW; END',
    'BEGIN NEW.shown := NEW.nick; RETURN NEW; END',
    'BEGIN IF NEW.email IS DISTINCT FROM OLD.email THEN NEW.verified := FALSE; END IF; RETURN NEW; END',
  ])('that sets constants, the time and new values is plain: %s', (source) => {
    expect(isPlain(source)).toBe(true);
  });

  it.each([
    'BEGIN NEW.before_it := OLD.nick; RETURN NEW; END',
    "BEGIN NEW.before_it := 'was ' || OLD.nick; RETURN NEW; END",
    'BEGIN NEW.a := NEW.nick; NEW.nick := OLD.nick; NEW.before_it := NEW.nick; NEW.nick := NEW.a; RETURN NEW; END',
    'BEGIN NEW.before_it := md5(NEW.nick); RETURN NEW; END',
    'BEGIN NEW.before_it := was(NEW.id); RETURN NEW; END',
    'BEGIN SELECT nick INTO NEW.before_it FROM members WHERE id = NEW.id; RETURN NEW; END',
    "BEGIN NEW.a := '/*'; NEW.before_it := OLD.nick; NEW.c := '*/'; RETURN NEW; END",
    "BEGIN NEW.a := 'x\n--'; NEW.before_it := OLD.nick;\nNEW.c := 'y'; RETURN NEW; END",
    "BEGIN IF OLD.gender = 'f' THEN NEW.was_f := TRUE; END IF; RETURN NEW; END",
    'BEGIN IF NEW.nick <> OLD.email THEN NEW.was := TRUE; END IF; RETURN NEW; END',
    'DECLARE old_nick text := OLD.nick; BEGIN NEW.before_it := old_nick; RETURN NEW; END',
    '',
  ])('that may keep what stood there is not: %s', (source) => {
    expect(isPlain(source)).toBe(false);
  });

  it('in another language is not, unless it comes with the server', () => {
    expect(isPlain('BEGIN NEW.changed = now(); RETURN NEW; END', 'plperl')).toBe(false);
    expect(isPlain('tsvector_update_trigger_byid', 'c')).toBe(false);
    expect(isPlain('tsvector_update_trigger_byid', 'internal')).toBe(true);
  });
});
