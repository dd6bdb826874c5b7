import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as answers from '../../src/protocol/answers.ts';
import { errorCodes } from '../../src/model/error-codes.ts';
import { CommentError } from '../../src/model/errors.ts';
import { authorizationOf, keyOf, proofOf } from '../../src/protocol/headers.ts';
import { decodeProblem, problemOf } from '../../src/protocol/problems.ts';
import * as requests from '../../src/protocol/requests.ts';
import { addressOf, encode } from '../../src/protocol/routes.ts';

const { decodeListQuery, decodeNewComment } = requests;

function thrownBy(work: () => unknown): CommentError {
  try {
    work();
  } catch (thrown) {
    assert.ok(thrown instanceof CommentError, String(thrown));
    return thrown;
  }
  throw new Error('it has to fail');
}

function queryOf(address: string): ReturnType<typeof decodeListQuery> {
  const { searchParams } = new URL(address);
  return decodeListQuery((name) => searchParams.get(name));
}

test('an address says what was asked, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
      (thread, after) => {
        const query = { thread, branch: null, sort: 'newest', limit: 7, after } as const;
        const address = addressOf('https://comments.example/', 'comments', query);
        assert.ok(address.startsWith('https://comments.example/v1/comments?thread='));
        const { thread: readThread, after: readAfter } = queryOf(address);
        const sent = (text: string): string => decodeURIComponent(encode(text));
        assert.deepEqual([readThread, readAfter], [sent(thread), sent(after)]);
      },
    ),
  );
});

test('halves of surrogate pairs and NUL never get into a database', () => {
  const body = 'a\uD800b\0c😀';
  assert.equal(decodeNewComment({ thread: { id: 't' }, body }).body, 'a\uFFFDb\uFFFDc😀');
  assert.equal(encode('\uDC00'), encode('\uFFFD'));
});

test('a proof is read as it was written, and anything else proves nothing', () => {
  for (const guestKey of ['abc', 'guest 3', 'ä%/"', '😀']) {
    assert.deepEqual(proofOf(authorizationOf({ guestKey })), { guestKey });
  }
  assert.deepEqual(proofOf(authorizationOf({ token: 'csec_x-Y.z' })), { token: 'csec_x-Y.z' });
  const wrong = [null, undefined, '', 'Guest', 'Guest ', 'Basic YTpi', 'Guest %E0%A4%A', 'a b c'];
  for (const text of [...wrong, `Guest ${'x'.repeat(201)}`]) assert.equal(proofOf(text), undefined);
  assert.equal(keyOf('%'), undefined);
});

test('a body that is not what it should be is refused, naming what is wrong', () => {
  const whole = { thread: { id: 't' }, parentId: null, body: 'text' };
  const wrong: [object | null | string, RegExp][] = [
    [null, /body/],
    ['text', /body/],
    [[], /body/],
    [{ ...whole, body: 5 }, /body/],
    [{ ...whole, thread: 't' }, /thread/],
    [{ ...whole, thread: { id: '' } }, /thread/],
    [{ ...whole, thread: { id: 'x'.repeat(2_001) } }, /thread/],
    [{ ...whole, parentId: 7 }, /parentId/],
    [{ ...whole, guest: 'Ann' }, /guest/],
    [{ ...whole, guest: { name: ['Ann'] } }, /name/],
  ];
  for (const [value, what] of wrong) {
    const error = thrownBy(() => decodeNewComment(value));
    assert.equal(error.code, 'invalid');
    assert.match(error.detail ?? '', what);
  }
});

test('fields of a guest that are too long are named', () => {
  const guest = { name: 'x'.repeat(201), url: 'x'.repeat(2_001), email: 'a@b.example' };
  const error = thrownBy(() => decodeNewComment({ thread: { id: 't' }, body: '', guest }));
  assert.deepEqual(
    [error.code, error.fields],
    ['too-large', { name: 'too-long', website: 'too-long' }],
  );
});

test('what a body forges goes nowhere', () => {
  const forged = JSON.parse(`{
    "thread": {"id": "t", "closed": false}, "body": "text", "parentId": null,
    "guest": {"name": "Ann", "role": "moderator"}, "__proto__": {"status": "published"},
    "id": "mine", "author": {"name": "Owner"}, "status": "published", "likes": 99, "createdAt": 1
  }`) as unknown;
  assert.deepEqual(decodeNewComment(forged), {
    thread: { id: 't' },
    body: 'text',
    parentId: null,
    guest: { name: 'Ann' },
  });
});

test('a question for a page is refused when it cannot be meant', () => {
  const base = 'https://comments.example/v1/comments';
  const wrong = [
    '',
    '?thread=',
    '?thread=t&sort=best',
    '?thread=t&limit=0',
    '?thread=t&limit=ten',
    '?thread=t&limit=-1',
    '?thread=t&branch=',
    '?thread=t&after=a&before=b',
  ];
  for (const query of wrong) {
    assert.equal(thrownBy(() => queryOf(base + query)).code, 'invalid', query);
  }
  assert.equal(queryOf(`${base}?thread=t&limit=99999`).limit, 100);
});

test('every error is the same on the other side', () => {
  for (const code of errorCodes) {
    const details = { detail: 'why', fields: { body: 'required' }, retryAfter: 1500 } as const;
    const problem = problemOf(new CommentError(code, { ...details, cause: 'secret' }));
    const text = JSON.stringify(problem);
    assert.ok(!text.includes('secret'));
    const error = decodeProblem(problem.status, JSON.parse(text), null);
    const { detail, fields, retryAfter } = error;
    assert.deepEqual({ code: error.code, detail, fields, retryAfter }, { code, ...details });
  }
});

test('an error that is not ours is read by its status', () => {
  const code = (status: number, header: string | null = null): unknown[] => {
    const error = decodeProblem(status, undefined, header);
    return [error.code, error.retryAfter];
  };
  assert.deepEqual(code(429, '7'), ['rate-limited', 7_000]);
  assert.deepEqual(code(503, 'Wed, 21 Oct 2026 07:28:00 GMT'), ['unavailable', undefined]);
  assert.deepEqual(code(413), ['too-large', undefined]);
  assert.deepEqual(code(500), ['unavailable', undefined]);
});

test('numbers without end survive the way through JSON', () => {
  const rules = { closed: false, longest: Infinity, deepest: Infinity };
  const value: unknown = JSON.parse(
    JSON.stringify({ total: 0, rules, page: { comments: [] }, capabilities: [] }),
  );
  const decoded = answers.decodeThread(value);
  assert.deepEqual([decoded.rules.longest, decoded.rules.deepest], [Infinity, Infinity]);
  const marks = [{ id: 'a', own: true, editUntil: Infinity }];
  const mine: unknown = JSON.parse(JSON.stringify({ marks, comments: [] }));
  assert.deepEqual(answers.decodeMine(mine).marks, marks);
});

const decoders = Object.entries({ ...answers, ...requests }).filter(
  ([name]) => !['decodeListQuery', 'decodeThreads', 'decodeId'].includes(name),
) as [string, (value: unknown) => unknown][];
for (const [name, decode] of decoders) {
  test(`${name} answers or throws a CommentError, whatever comes in`, () => {
    const names = 'thread id body guest comment comments page marks total rules counts'.split(' ');
    const anything = fc.anything({ key: fc.constantFrom('__proto__', ...names), maxDepth: 4 });
    fc.assert(
      fc.property(anything, (value) => {
        try {
          decode(value);
        } catch (thrown) {
          assert.ok(thrown instanceof CommentError, String(thrown));
        }
      }),
    );
  });
}
