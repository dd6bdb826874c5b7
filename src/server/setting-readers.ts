const forever = 'forever';

/** A setting that cannot be meant like that; the message is one sentence that says what to do. */
export class SettingError extends Error {}

/* Each reads a setting from a text, or from a value of the file. */

export function text(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new SettingError('has to be a text');
}

export function list(value: unknown): string[] {
  const items = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'string')) {
    throw new SettingError('has to be a list of texts');
  }
  return items.map((item) => item.trim()).filter(Boolean);
}

export function number(least: number, most: number): (value: unknown) => number {
  return (value) => {
    const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (Number.isInteger(read) && (read as number) >= least && (read as number) <= most) {
      return read as number;
    }
    throw new SettingError(`has to be a whole number from ${least} to ${most}`);
  };
}

export function span(least: number, most: number): (value: unknown) => number {
  const read = number(least, most);
  return (value) => {
    if (value === forever) return Infinity;
    try {
      return read(value);
    } catch {
      throw new SettingError(`has to be a whole number from ${least} to ${most}, or ${forever}`);
    }
  };
}

export function choice(...choices: readonly string[]): (value: unknown) => string {
  return (value) => {
    const read = value === true ? 'yes' : value === false ? 'no' : value;
    if (typeof read === 'string' && choices.includes(read)) return read;
    throw new SettingError(`has to be one of ${choices.join(', ')}`);
  };
}

export function address(value: unknown): string {
  const whole = text(value);
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) {
    throw new SettingError('has to be an address such as https://comments.example');
  }
  return url.href.replace(/\/+$/, '');
}

export function origins(value: unknown): string[] {
  const read = list(value).map(origin);
  if (read.length > 0) return read;
  throw new SettingError('has to hold an origin such as https://blog.example');
}

function origin(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username) {
    throw new SettingError(
      `has to hold origins such as https://blog.example, and “${value}” is none`,
    );
  }
  if (url.href !== `${url.origin}/`) {
    throw new SettingError(
      `has to hold origins without a path: write ${url.origin} for “${value}”`,
    );
  }
  return url.origin;
}

export function token(value: unknown): string {
  const whole = text(value);
  if (whole.length >= 20 && /^[!-~]+$/.test(whole)) return whole;
  throw new SettingError('has to have at least 20 letters, digits and signs, and no spaces');
}
