import { dompurify, h5sc } from './corpora.ts';
import { testHostile, testHostileWithoutParsers } from './hostile.ts';
import { lessons } from './regressions.ts';

const payloads = lessons.flatMap((lesson) => lesson.payloads);

testHostile('what has bitten others', payloads);
testHostileWithoutParsers([...payloads, ...(dompurify() ?? []), ...(h5sc() ?? [])]);
