import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dompurify, missing } from './corpora.ts';
import { testHostile } from './hostile.ts';

const payloads = dompurify();

test('all payloads of DOMPurify are there', { skip: payloads ? false : missing }, () => {
  assert.equal(payloads?.length, 223);
});

testHostile('payloads of DOMPurify', payloads, missing);
