import { render } from 'lit';
import { htmlTree, textParts } from '../../../src/content/html.ts';
import { markdownTree } from '../../../src/content/markdown.ts';
import type { Body } from '../../../src/model/comment.ts';

declare global {
  /** What the page for texts offers. */
  var textBench: {
    /** Parses a text and puts it on the page; milliseconds of each time, layout included. */
    draw(body: Body, times: number): number[];
  };
}

globalThis.textBench = {
  draw({ format, source }, times) {
    const took: number[] = [];
    for (let i = 0; i <= times; i++) {
      const box = document.createElement('div');
      document.body.append(box);
      const start = performance.now();
      render(textParts(format === 'html' ? htmlTree(source) : markdownTree(source)), box);
      void box.offsetHeight;
      // The first time is that of the compiler.
      if (i > 0) took.push(performance.now() - start);
      box.remove();
    }
    return took;
  },
};
