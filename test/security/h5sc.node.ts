import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h5sc, missing } from './corpora.ts';
import { testHostile } from './hostile.ts';

const vectors = h5sc();

test('all vectors of H5SC are there', { skip: vectors ? false : missing }, () => {
  assert.equal(vectors?.length, 139);
});

testHostile('vectors of H5SC', vectors, missing);
