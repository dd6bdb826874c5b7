import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minifyCss } from './minify-css.ts';

test('the CSS minifier takes out comments and spaces', () => {
  assert.equal(
    minifyCss(`/* it's */ a,\n  b {\n  color: red;\n  margin: 0 1px;\n}\n`),
    'a,b{color:red;margin:0 1px}',
  );
});

test('the CSS minifier leaves what has a meaning alone', () => {
  const kept = [
    'a :hover{color:red}',
    'a{width:calc(1px + 2px);& > b{inset:0}}',
    '@media (width >= 40rem) and (hover){a{b:c}}',
    `q{content:" ; } "}`,
    '@layer a,b;:host(:state(empty)) p:not(:has(> i)){color:rgb(from red r g b / 50%)}',
  ];
  for (const css of kept) assert.equal(minifyCss(css), css);
});

test('the CSS minifier keeps the spaces around an expression', () => {
  const css = 'a { margin: 0 @TEMPLATE_EXPRESSION(); 1px; }';
  assert.equal(minifyCss(css), 'a{margin:0 @TEMPLATE_EXPRESSION(); 1px}');
});
